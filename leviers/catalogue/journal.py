"""What changed lately in the published catalogue, for readers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import ModelLogEntry

from leviers.catalogue.models import Chargement

PUBLISHED, RETIRED, LOADED = "publie", "retire", "charge"
_ACTIONS = {
    "wagtail.publish": PUBLISHED,
    "wagtail.publish.scheduled": PUBLISHED,
    "wagtail.unpublish": RETIRED,
    "wagtail.unpublish.scheduled": RETIRED,
}
_GENRES = {"demarche": "demarches", "levier": "leviers", "repere": "reperes"}
_NEW = ("cree", "mis_a_jour")


@dataclass(frozen=True)
class Change:
    """One line of the journal.

    nature  publie or retire (one object), charge (many objects, by a load of facts)
    genre   demarches, leviers or reperes; empty for a load
    compte  for a load, how many objects of each genre were created or updated
    """

    quand: datetime
    nature: str
    genre: str = ""
    objet_id: str = ""
    titre: str = ""
    compte: tuple[tuple[str, int], ...] = ()


def list_changes(limit: int = 10) -> list[Change]:
    """The last changes a reader can see, newest first; an object changed ten times shows once.

    Shape   at most `limit` changes; two queries, whatever their number
    Left out drafts, reviews and what is only scheduled; a load has its own line
    """
    changes = [*_by_people(limit), *_by_loads(limit)]
    return sorted(changes, key=lambda change: change.quand, reverse=True)[:limit]


def _by_people(limit: int) -> Iterator[Change]:
    seen: set[tuple[str, str]] = set()
    for row in _read_entries(limit):
        key = (row["content_type__model"], row["object_id"])
        if key not in seen:
            seen.add(key)
            yield Change(
                quand=row["timestamp"],
                nature=_ACTIONS[row["action"]],
                genre=_GENRES[key[0]],
                objet_id=key[1],
                titre=row["label"],
            )


def _read_entries(limit: int) -> list[dict[str, Any]]:
    entries = ModelLogEntry.objects.filter(
        action__in=_ACTIONS,
        content_type__app_label="catalogue",
        content_type__model__in=_GENRES,
    )
    names = ("timestamp", "action", "object_id", "label", "content_type__model")
    # An object published again and again must not push the others out of the list.
    return list(entries.order_by("-timestamp", "-pk").values(*names)[: limit * 5])


def _by_loads(limit: int) -> Iterator[Change]:
    for load in Chargement.objects.order_by("-fait_le")[:limit]:
        counts = tuple(
            (genre, total)
            for genre in _GENRES.values()
            if (total := sum(load.bilan.get(genre, {}).get(word, 0) for word in _NEW))
        )
        if counts:
            yield Change(quand=load.fait_le, nature=LOADED, compte=counts)
