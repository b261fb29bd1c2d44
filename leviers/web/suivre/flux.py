"""The Atom feed of one thing that can be followed: what its letters would tell."""

from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leviers.evidence.version import read_version
from leviers.participation.suivis.evenements import Evenement, list_for
from leviers.search import suivis
from leviers.web.answers import depends_on_builds
from leviers.web.kit.flux import Flux
from leviers.web.kit.typography import typo
from leviers.web.suivre.sujets import Sujet, find_sujet

SHOWN = 50


@require_safe
@depends_on_builds
def show_feed(request: HttpRequest) -> HttpResponse:
    """The last two months of one subject, or the first results of a search."""
    sujet = find_sujet(request.GET.get("sujet", ""), request.GET.get("id", ""))
    site = settings.SITE_URL.rstrip("/")
    feed = Flux(
        title=f"{sujet.titre}, Leviers",
        link=site + sujet.adresse,
        description=typo(f"Ce qui change : {sujet.dit}."),
        language="fr",
        feed_url=site + sujet.flux,
        feed_guid=f"{site}{sujet.flux}",
        feed_copyright="Licence Ouverte 2.0",
    )
    if sujet.sujet == suivis.RECHERCHE:
        _add_results(feed, sujet, site)
    else:
        minute = int(timezone.now().timestamp() // 60)
        for event in _list_kept(read_version(), minute, sujet.sujet, sujet.id)[:SHOWN]:
            _add_event(feed, event, site)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@lru_cache(maxsize=64)
def _list_kept(_version: str, minute: int, sujet: str, code: str) -> tuple[Evenement, ...]:
    """The events of one subject, read once a minute."""
    return tuple(list_for((sujet, code), datetime.fromtimestamp(minute * 60, UTC)))


def _add_event(feed: Flux, event: Evenement, site: str) -> None:
    said = f"{event.quoi}{f', {event.ou}' if event.ou else ''}"
    body = ". ".join(part for part in (event.pourquoi, event.source and f"Source : {event.source}") if part)
    feed.add_item(
        title=said,
        link=site + event.adresse,
        description=typo(body or said),
        unique_id=f"{site}/#{event.cle}",
        pubdate=event.quand,
        updateddate=event.quand,
    )


def _add_results(feed: Flux, sujet: Sujet, site: str) -> None:
    """Results themselves: a reader of feeds knows those that it has not seen yet."""
    for one in suivis.find_results(sujet.id, limit=SHOWN).resultats[:SHOWN]:
        moment = _read_day(one.jour)
        feed.add_item(
            title=one.titre,
            link=site + one.adresse,
            description=one.lieu or one.titre,
            unique_id=f"{site}/#{one.cle}",
            pubdate=moment,
            updateddate=moment,
        )


def _read_day(jour: str) -> datetime:
    """The day of a record; a feed asks for one, so that an unknown one is the first of the century."""
    try:
        return datetime.fromisoformat(jour).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
