"""Addresses read by machines: probe, robots, map of the site, icon."""

from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version
from typing import NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.directory.annonces.cooperations import list_published
from leviers.directory.annonces.lecture import list_open
from leviers.participation.articles.publies import list_articles
from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.editions.lire import list_editions
from leviers.reference import territoires, typologie
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.read import REEL, find_builds
from leviers.web.answers import depends_on_catalogue
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import paris_day

_PAGES = (
    "accueil", "champs", "leviers", "metropoles", "demarches", "articles",
    "reseau", "reseau-cooperations",
    "matrice", "comparer", "ensemble", "configurations", "journal", "indicateurs", "graphiques",
    "enquetes", "reseaux", "collectivites", "etude", "methode", "methode-preuves", "donnees",
    "donnees-dictionnaire", "api", "accessibilite", "mentions",
)  # fmt: skip

# Shown once public files were read; each record is found from them.
_LISTES = ("marches", "subventions", "deliberations", "acteurs")

_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{rows}</urlset>
"""


class Place(NamedTuple):
    """One page of the map of the site; `changed` is unknown for pages that follow the software."""

    address: str
    changed: date | None


@require_safe
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """For probes: 200 when the database answers, 503 otherwise."""
    software = version("leviers")
    try:
        catalogue = published.read_version()
    except Error:
        return JsonResponse({"etat": "base injoignable", "version": software}, status=503)
    return JsonResponse({"etat": "ok", "version": software, "catalogue": catalogue})


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """What robots may read: everything but the back office, the forms and the searches."""
    lines = (
        "User-agent: *",
        "Disallow: /gestion/",
        "Disallow: /recherche/",
        "Disallow: /*/signaler/",
        "Disallow: /contester/",
        "Disallow: /compte/",
        "Disallow: /reseau/messages/",
        "Disallow: /reseau/mes-annonces/",
        "Disallow: /enquetes/*/*.*/",
        f"Sitemap: {settings.SITE_URL}{reverse_url('sitemap')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@depends_on_catalogue
def sitemap(_request: HttpRequest) -> HttpResponse:
    """Every public page, with the day its content last changed where that is known."""
    rows = "".join(_as_xml(place) for place in list_places(published.current()))
    return HttpResponse(_SITEMAP.format(rows=rows), content_type="application/xml; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Old readers ask for this address without being told."""
    return redirect(static("kit/img/favicon.ico"), permanent=True)


def list_places(catalogue: Published) -> Iterator[Place]:
    """Every page, each once. Usages and values are left out: the matrix and the indicators lead there."""
    last = _latest(demarche.modifiee_le for demarche in catalogue.demarches.values())
    yield from (Place(reverse_url(name), last) for name in _PAGES)
    if REEL in find_builds(settings.HOME):
        yield from (Place(reverse_url(name), None) for name in _LISTES)
    yield from (Place(reverse_url("champ", code), last) for code in typologie.load_champs())
    yield from (Place(reverse_url("levier", code), last) for code in typologie.load_leviers())
    yield from (Place(reverse_url("indicateur", code), None) for code in load_indicateurs())
    yield from (Place(reverse_url("donnees-table", code), None) for code in load_dictionnaire())
    for metropole in territoires.load_metropoles().values():
        here = (d.modifiee_le for d in catalogue.demarches.values() if d.territoire is metropole)
        yield Place(reverse_url("metropole", metropole.slug), _latest(here))
        yield Place(reverse_url("a-explorer", metropole.slug), last)
    for demarche in catalogue.demarches.values():
        yield Place(reverse_url("demarche", demarche.id), paris_day(demarche.modifiee_le))
    for article in list_articles(catalogue):
        if article.est_public:
            yield Place(reverse_url("article", article.slug), paris_day(article.modifie_le))
    for annonce in list_open():
        yield Place(
            reverse_url("reseau-annonce", str(annonce.pk)), _latest(filter(None, [annonce.montree_le]))
        )
    for cooperation in list_published():
        last_said = filter(None, [cooperation.publiee_le])
        yield Place(reverse_url("reseau-cooperation", str(cooperation.pk)), _latest(last_said))
    for edition in list_editions(settings.HOME):  # frozen ones alone: a draft is for its authors
        parue = date.fromisoformat(edition.jour) if edition.jour else None
        yield Place(reverse_url("etude-edition", edition.code), parue)
        for chapitre in edition.chapitres:
            yield Place(reverse_url("etude-chapitre", edition.code, chapitre), parue)


def _latest(moments: Iterator[datetime]) -> date | None:
    found = max(moments, default=None)
    return paris_day(found) if found else None


def _as_xml(place: Place) -> str:
    changed = f"<lastmod>{place.changed.isoformat()}</lastmod>" if place.changed else ""
    return f"<url><loc>{escape(settings.SITE_URL + place.address)}</loc>{changed}</url>\n"
