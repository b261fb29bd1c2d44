"""How much was reviewed, how often the machine was right, how well reviewers agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leviers.catalogue import published
from leviers.evidence.models import Decision
from leviers.warehouse.read import REEL

ENOUGH = 20
"""Records read by two people below which one more answer would move their agreement too much to say it."""


@dataclass(frozen=True)
class Bilan:
    """Reviews in force in one monde.

    nb_fiches   records × leviers judged; nb_confirmees, nb_rejetees, nb_discutees part them
    nb_doubles  judged by two people or more; `kappa` measures their agreement, None when nothing can be said
    par_raison  reason of the machine -> (confirmed, rejected)
    """

    nb_fiches: int
    nb_confirmees: int
    nb_rejetees: int
    nb_discutees: int
    nb_personnes: int
    nb_doubles: int
    kappa: float | None
    par_raison: dict[str, tuple[int, int]]

    def as_public(self) -> dict[str, Any]:
        """What everybody may know: how many, and the agreement once enough was read twice."""
        counts = ("fiches", "confirmees", "rejetees", "discutees", "personnes", "doubles")
        kappa = None if self.kappa is None or self.nb_doubles < ENOUGH else round(self.kappa, 3)
        return {f"nb_{name}": getattr(self, f"nb_{name}") for name in counts} | {"kappa": kappa}


def current(monde: str = REEL) -> Bilan:
    """Reviews in force in one monde, counted again when something was reviewed since."""
    _version, relectures = published.read_counters()
    return _count(monde, relectures)


def forget() -> None:
    """Forget what was counted (tests that roll the database back need it)."""
    _count.cache_clear()


@lru_cache(maxsize=4)
def _count(monde: str, _relectures: int) -> Bilan:
    return sum_up(monde)


def sum_up(monde: str = REEL) -> Bilan:
    """Count what people said: the last decision of each one on each record and levier, skips left out."""
    rows = Decision.objects.filter(monde=monde, annulee_le=None).exclude(verdict=Decision.Verdict.PASSE)
    last: dict[tuple[str, str, str], dict[int, bool]] = defaultdict(dict)
    raisons: dict[tuple[str, str, str], str] = {}
    for row in rows.order_by("pk"):
        key = (row.fait_genre, row.fait_id, row.levier)
        who = -row.pk if row.auteur_id is None else row.auteur_id
        last[key][who] = row.verdict == Decision.Verdict.CONFIRME
        raisons[key] = row.fait.get("raison") or "inconnue"
    opinions = {key: set(said.values()) for key, said in last.items()}
    par_raison: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for key, said in last.items():
        for is_right in said.values():
            par_raison[raisons[key]][not is_right] += 1
    doubles = [list(said.values()) for said in last.values() if len(said) > 1]
    return Bilan(
        nb_fiches=len(last),
        nb_confirmees=sum(verdicts == {True} for verdicts in opinions.values()),
        nb_rejetees=sum(verdicts == {False} for verdicts in opinions.values()),
        nb_discutees=sum(len(verdicts) > 1 for verdicts in opinions.values()),
        nb_personnes=len({who for said in last.values() for who in said}),
        nb_doubles=len(doubles),
        kappa=measure_kappa(doubles),
        par_raison={raison: (right, wrong) for raison, (right, wrong) in sorted(par_raison.items())},
    )


def measure_kappa(items: Sequence[Iterable[object]]) -> float | None:
    """Fleiss’ kappa: agreement beyond what chance alone would give, 1 when all agree.

    Shape   one sequence of answers per item, of any length from 2 -> a number below 1; None without item, or
            when everybody always answers the same: chance alone would do as well
    Source  J. L. Fleiss, « Measuring nominal scale agreement among many raters », Psychological Bulletin,
            1971
    """
    counted = [Counter(answers) for answers in items]
    total = sum(count.total() for count in counted)
    if not counted:
        return None
    agreed = [_agree(count) for count in counted]
    shares = [sum(count[answer] for count in counted) / total for answer in set().union(*counted)]
    expected = sum(share**2 for share in shares)
    if expected == 1:
        return None
    return (sum(agreed) / len(agreed) - expected) / (1 - expected)


def _agree(count: Counter[object]) -> float:
    nb = count.total()
    return (sum(n**2 for n in count.values()) - nb) / (nb * (nb - 1))
