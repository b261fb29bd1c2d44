"""What happened: each journal of the house plugs in here, and follows ask all of them at once.

A journal   a function (since, until) → Evenement, for `since` < quand ≤ `until`; registered by `journal`
            in the package that keeps it. It needs no state of ours.
A search    one reader for all lists, registered by `search`: see `recherches`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Sujet = tuple[str, str]
"""What can be followed: (« territoire », « nantes »), (« usage », « nantes/spaser »)…"""
KEPT_DAYS = 60
"""Days that a feed shows."""


@dataclass(frozen=True)
class Evenement:
    """One thing that changed.

    cle              the same for the same event, whoever reads it
    sujets           all that it concerns: whoever follows one of them is told
    quoi, ou         what changed, in one French sentence without a full stop; where
    pourquoi         its cause, when it is known, in one sentence
    adresse          page of this site
    source, source_url   what shows it, when one page does
    """

    cle: str
    quand: datetime
    sujets: frozenset[Sujet]
    quoi: str
    ou: str = ""
    pourquoi: str = ""
    adresse: str = "/"
    source: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Resultat:
    """One result of a search, as it will be told; `jour` is its date, or empty."""

    cle: str
    titre: str
    lieu: str
    adresse: str
    jour: str = ""


@dataclass(frozen=True)
class Resultats:
    """Everything that a search finds: how many, which, the most recent first where lists have that order."""

    nb: int
    resultats: tuple[Resultat, ...]


Journal = Callable[[datetime, datetime], Iterable[Evenement]]


@dataclass(frozen=True)
class Lecteur:
    """How searches are read: `find` by address.

    versions   by first word of the address, what its answers depend on, as a text that changes with it
    """

    find: Callable[[str], Resultats]
    versions: Callable[[], Mapping[str, str]]


_journals: dict[str, Journal] = {}
_readers: dict[str, Lecteur] = {}


def journal(nom: str) -> Callable[[Journal], Journal]:
    """Register a journal under its name; once for each name."""

    def keep(function: Journal) -> Journal:
        _journals[nom] = function
        return function

    return keep


def search(*, find: Callable[[str], Resultats], versions: Callable[[], Mapping[str, str]]) -> None:
    """Register how searches are read."""
    _readers["recherche"] = Lecteur(find, versions)


def find_reader() -> Lecteur | None:
    """How searches are read, once the package of searches is there."""
    return _readers.get("recherche")


def list_evenements(since: datetime, until: datetime) -> list[Evenement]:
    """Everything that happened after `since` and until `until`, the oldest first."""
    found = {one.cle: one for listed in _journals.values() for one in listed(since, until)}
    return sorted(found.values(), key=lambda one: (one.quand, one.cle))


def list_for(sujet: Sujet, now: datetime) -> list[Evenement]:
    """The last KEPT_DAYS days of one subject, the newest first: what a feed shows."""
    events = list_evenements(now - timedelta(days=KEPT_DAYS), now)
    return [one for one in reversed(events) if sujet in one.sujets]
