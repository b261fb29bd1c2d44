"""What people think of each detection: decisions summed up, whoever asks and in whatever order they came."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max

from leviers.catalogue import published
from leviers.evidence.models import Decision
from leviers.evidence.preuves import CONFIRMEE, DISCUTEE, REJETEE
from leviers.warehouse.read import REEL

FaitKey = tuple[str, str, str]
"""fait_genre, fait_id, levier."""
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Avis:
    """What reviewers say of one levier in one record.

    etat   confirmee, rejetee, or discutee when they disagree: it then counts no more than a proposal
    nb     reviewers who said something; `le` is the last time one of them did
    """

    etat: str
    nb: int
    le: datetime


@dataclass(frozen=True, eq=False)
class States:
    """Every opinion in force; the same object as long as none of them changed."""

    avis: dict[FaitKey, Avis]

    def of_fait(self, genre: str, fait_id: str) -> dict[str, Avis]:
        """Opinions on one record, by levier."""
        return self._by_fait.get((genre, fait_id), {})

    @cached_property
    def _by_fait(self) -> dict[tuple[str, str], dict[str, Avis]]:
        found: dict[tuple[str, str], dict[str, Avis]] = defaultdict(dict)
        for (genre, fait_id, levier), avis in self.avis.items():
            found[genre, fait_id][levier] = avis
        return found


_last: dict[str, tuple[int, Mark, States]] = {}


def current(monde: str = REEL) -> States:
    """Opinions in force in one monde, read again when something was reviewed there since."""
    _version, relectures = published.read_counters()
    known = _last.get(monde)
    if known and known[0] == relectures:
        return known[2]
    mark = _read_mark(monde)
    opinions = known[2] if known and known[1] == mark else States(read_avis(monde))
    _last[monde] = relectures, mark, opinions
    return opinions


def _read_mark(monde: str) -> Mark:
    """What moves with any decision, undoing or departure of somebody: decisions are never erased."""
    rows = Decision.objects.filter(monde=monde)
    found = rows.aggregate(last=Max("pk"), undone=Count("annulee_le"), signed=Count("auteur"))
    return found["last"] or 0, found["undone"], found["signed"]


def forget() -> None:
    """Forget what was read (tests that roll the database back need it)."""
    _last.clear()


def read_avis(monde: str = REEL) -> dict[FaitKey, Avis]:
    """Opinions in force.

    Rule   the last decision of each person on a record and levier is hers; a skipped record says nothing;
           « corrigé » rejects the levier proposed and confirms the one given; all must agree
    """
    rows = Decision.objects.filter(monde=monde, annulee_le=None).exclude(verdict=Decision.Verdict.PASSE)
    last: dict[tuple[FaitKey, int | None], tuple[bool, datetime]] = {}
    names = ("fait_genre", "fait_id", "levier", "verdict", "levier_corrige", "auteur_id", "faite_le", "pk")
    for genre, fait_id, levier, verdict, corrige, auteur, faite_le, pk in rows.order_by("pk").values_list(
        *names
    ):
        who = auteur if auteur is not None else -pk  # people who left stay apart
        last[(genre, fait_id, levier), who] = verdict == Decision.Verdict.CONFIRME, faite_le
        if corrige:
            last[(genre, fait_id, corrige), who] = True, faite_le
    said: dict[FaitKey, list[tuple[bool, datetime]]] = defaultdict(list)
    for (key, _who), opinion in last.items():
        said[key].append(opinion)
    return {key: _sum_up(opinions) for key, opinions in said.items()}


def _sum_up(opinions: list[tuple[bool, datetime]]) -> Avis:
    verdicts = {is_right for is_right, _when in opinions}
    etat = DISCUTEE if len(verdicts) > 1 else CONFIRMEE if verdicts == {True} else REJETEE
    return Avis(etat, len(opinions), max(when for _right, when in opinions))
