"""How long people wait for the team, and what it decides: figures made from decisions in force."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
        month = timezone.localtime(done).strftime("%Y-%m")
        by_month[month].append(((done - since).total_seconds() / 3600, verdict))
    every = [one for ones in by_month.values() for one in ones]
    return Bilan(
        measure(hours for hours, _ in every),
        dict(Counter(verdict for _, verdict in every)),
        tuple(
            Mois(month, measure(hours for hours, _ in ones), dict(Counter(verdict for _, verdict in ones)))
            for month, ones in sorted(by_month.items(), reverse=True)
        ),
    )
