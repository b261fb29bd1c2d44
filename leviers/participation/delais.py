"""How long people wait for the team, and what it decides: figures made from decisions in force."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils import timezone

from leviers.participation.models import Arbitrage


@dataclass(frozen=True)
class Delai:
    """Hours waited: the median, and what nine in ten did not wait more than; none without any decision."""

    nb: int
    mediane_h: float | None
    neuf_sur_dix_h: float | None

    def as_object(self) -> dict[str, float | int | None]:
        """The same as data."""
        return {"nb": self.nb, "mediane_h": self.mediane_h, "neuf_sur_dix_h": self.neuf_sur_dix_h}


@dataclass(frozen=True)
class Mois:
    """One month: its delay, and how many of each verdict."""

    mois: str
    delai: Delai
    verdicts: dict[str, int]


@dataclass(frozen=True)
class Bilan:
    """All the decisions of some kinds, then month by month, the latest first."""

    delai: Delai
    verdicts: dict[str, int]
    mois: tuple[Mois, ...]


@dataclass(frozen=True)
class Part:
    """One sort of things: how many came and how many of them still wait; what was decided, after how long.

    nb_recus  decisions in force and what waits now: who takes back what waited was not received
    """

    sorte: str
    nb_recus: int
    nb_attente: int
    delai: Delai
    verdicts: dict[str, int]


def measure(hours: Iterable[float]) -> Delai:
    """Median and nearest-rank nine tenths of hours waited, one decimal."""
    ranked = sorted(hours)
    if not ranked:
        return Delai(0, None, None)
    ninth = ranked[math.ceil(0.9 * len(ranked)) - 1]
    return Delai(len(ranked), round(median(ranked), 1), round(ninth, 1))


def read_bilan(genres: Iterable[str]) -> Bilan:
    """Decisions in force of some kinds. Undone ones do not count. One query."""
    by_month: dict[str, list[tuple[float, str]]] = defaultdict(list)
    rows = Arbitrage.objects.filter(genre__in=[*genres], annule_le=None)
    for since, done, verdict in rows.values_list("attente", "fait_le", "verdict"):
        by_month[timezone.localtime(done).strftime("%Y-%m")].append((_count_hours(since, done), verdict))
    return Bilan(
        *_sum_up(one for ones in by_month.values() for one in ones),
        tuple(Mois(month, *_sum_up(ones)) for month, ones in sorted(by_month.items(), reverse=True)),
    )


def read_parts(sortes: Mapping[str, Iterable[str]], waiting: Mapping[str, int]) -> tuple[Part, ...]:
    """The same decisions sort by sort, beside what still waits. One query.

    sortes   kinds of decisions of each sort
    waiting  how many things of each kind wait now
    """
    by_genre: dict[str, list[tuple[float, str]]] = defaultdict(list)
    rows = Arbitrage.objects.filter(annule_le=None)
    for genre, since, done, verdict in rows.values_list("genre", "attente", "fait_le", "verdict"):
        by_genre[genre].append((_count_hours(since, done), verdict))
    parts = []
    for sorte, genres in sortes.items():
        delai, verdicts = _sum_up(one for genre in genres for one in by_genre[genre])
        nb_attente = sum(waiting.get(genre, 0) for genre in genres)
        parts.append(Part(sorte, delai.nb + nb_attente, nb_attente, delai, verdicts))
    return tuple(parts)


def _count_hours(since: datetime, done: datetime) -> float:
    return (done - since).total_seconds() / 3600


def _sum_up(decisions: Iterable[tuple[float, str]]) -> tuple[Delai, dict[str, int]]:
    """Delay and verdicts of decisions, each given by its hours and its verdict."""
    every = [*decisions]
    return measure(hours for hours, _ in every), dict(Counter(verdict for _, verdict in every))
