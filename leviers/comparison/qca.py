"""Crisp-set qualitative comparative analysis: truth table, minimal formulas, consistency and coverage.

Source  Ragin, The Comparative Method (1987); minimisation after Quine (1952) and McCluskey (1956);
        measures after Ragin, Political Analysis 14 (2006). Checked in tests/comparison/test_qca.py on
        Lipset's data as used by Rihoux and De Meur (2009).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

Config = tuple[bool, ...]
Implicant = tuple[bool | None, ...]
"""One term: a value for each condition, None where the condition no longer matters."""
MOST_CONDITIONS = 5
MOST_SOLUTIONS = 12


class Issue(StrEnum):
    """What the cases of one configuration say of the outcome."""

    PRESENT = "present"
    ABSENT = "absent"
    CONTRADICTOIRE = "contradictoire"
    NON_OBSERVEE = "non-observee"


@dataclass(frozen=True)
class Case:
    """One case: whether it is in each condition, in order, and in the outcome."""

    nom: str
    conditions: Config
    resultat: bool


@dataclass(frozen=True)
class Row:
    """One configuration of the truth table; `consistance` is unknown when nothing was observed."""

    config: Config
    positifs: tuple[str, ...]
    negatifs: tuple[str, ...]

    @property
    def nb(self) -> int:
        """Cases observed."""
        return len(self.positifs) + len(self.negatifs)

    @property
    def consistance(self) -> float | None:
        """Share of its cases that show the outcome."""
        return len(self.positifs) / self.nb if self.nb else None

    @property
    def issue(self) -> Issue:
        """What can be said of it; cases that disagree make it contradictory, never one side or the other."""
        if not self.nb:
            return Issue.NON_OBSERVEE
        if not self.negatifs:
            return Issue.PRESENT
        return Issue.CONTRADICTOIRE if self.positifs else Issue.ABSENT


@dataclass(frozen=True)
class Fit:
    """How far a formula holds: 0 to 1; `couverture_propre` is what no other term of its solution covers."""

    consistance: float | None
    couverture: float | None
    couverture_propre: float | None
    cas: tuple[str, ...]


@dataclass(frozen=True)
class Solution:
    """One minimal formula: terms joined by OR, each with its fit, and the fit of the whole."""

    termes: tuple[Implicant, ...]
    fits: tuple[Fit, ...]
    ensemble: Fit


def build_truth_table(cases: Sequence[Case], nb_conditions: int) -> tuple[Row, ...]:
    """Every configuration, observed or not, absent conditions first.

    Shape  n cases × k conditions -> 2^k rows, k from 1 to MOST_CONDITIONS
    """
    rows = []
    for config in product((False, True), repeat=nb_conditions):
        here = [case for case in cases if case.conditions == config]
        rows.append(
            Row(
                config,
                tuple(case.nom for case in here if case.resultat),
                tuple(case.nom for case in here if not case.resultat),
            )
        )
    return tuple(rows)


def solve(rows: Sequence[Row], cases: Sequence[Case], *, is_parsimonious: bool) -> tuple[Solution, ...]:
    """The shortest formulas that cover every row where the outcome is present, and no other observed row.

    Rule   complex: only observed rows are used; parsimonious: rows without any case may be taken as present
           when that shortens the formula. Contradictory rows are never covered.
    Shape  several formulas when several are as short; none when no row shows the outcome
    """
    wanted = {row.config for row in rows if row.issue is Issue.PRESENT}
    if not wanted:
        return ()
    free = {row.config for row in rows if row.issue is Issue.NON_OBSERVEE} if is_parsimonious else set()
    primes = find_primes(wanted | free)
    covers = find_covers(wanted, primes)
    return tuple(_as_solution(cover, cases) for cover in covers[:MOST_SOLUTIONS])


def find_primes(configs: Iterable[Config]) -> list[Implicant]:
    """The prime implicants: merge terms that differ by one condition until none can be."""
    level: set[Implicant] = set(configs)
    primes: set[Implicant] = set()
    while level:
        merged, used = set(), set()
        for one, other in combinations(level, 2):
            union = _merge(one, other)
            if union is not None:
                merged.add(union)
                used |= {one, other}
        primes |= level - used
        level = merged
    return sorted(primes, key=_order)


def find_covers(wanted: Iterable[Config], primes: Sequence[Implicant]) -> list[tuple[Implicant, ...]]:
    """Every cover of `wanted` with the fewest terms, then the fewest conditions (Petrick's method)."""
    sums: set[frozenset[Implicant]] = {frozenset()}
    for config in sorted(wanted):
        choices = [prime for prime in primes if is_in(config, prime)]
        sums = _absorb({chosen | {prime} for chosen in sums for prime in choices})
    fewest = min(map(_weight, sums))
    covers = [tuple(sorted(cover, key=_order)) for cover in sums if _weight(cover) == fewest]
    return sorted(covers, key=lambda cover: [_order(term) for term in cover])


def is_in(config: Config, term: Implicant) -> bool:
    """Whether a configuration answers to a term."""
    return all(asked is None or asked == value for asked, value in zip(term, config, strict=True))


def measure(terms: Sequence[Implicant], cases: Sequence[Case], others: Sequence[Implicant] = ()) -> Fit:
    """Consistency and coverage of terms joined by OR.

    Units  consistance: of the cases covered, the share with the outcome; couverture: of the cases with the
           outcome, the share covered; couverture_propre: the share covered by none of `others`
    """
    covered = [case for case in cases if _is_in_any(case, terms)]
    with_outcome = [case for case in cases if case.resultat]
    hits = [case for case in covered if case.resultat]
    own = [case for case in hits if not _is_in_any(case, others)]
    return Fit(
        consistance=len(hits) / len(covered) if covered else None,
        couverture=len(hits) / len(with_outcome) if with_outcome else None,
        couverture_propre=len(own) / len(with_outcome) if with_outcome else None,
        cas=tuple(case.nom for case in covered),
    )


def _as_solution(terms: tuple[Implicant, ...], cases: Sequence[Case]) -> Solution:
    fits = tuple(measure([term], cases, [other for other in terms if other != term]) for term in terms)
    return Solution(terms, fits, measure(terms, cases))


def _is_in_any(case: Case, terms: Sequence[Implicant]) -> bool:
    return any(is_in(case.conditions, term) for term in terms)


def _merge(one: Implicant, other: Implicant) -> Implicant | None:
    """The term of both when they differ by the value of one condition only."""
    places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    if len(places) != 1 or None in (one[places[0]], other[places[0]]):
        return None
    return (*one[: places[0]], None, *one[places[0] + 1 :])


def _absorb(sums: set[frozenset[Implicant]]) -> set[frozenset[Implicant]]:
    """Drop every choice that holds another one: x + xy = x."""
    return {chosen for chosen in sums if not any(other < chosen for other in sums)}


def _weight(cover: frozenset[Implicant]) -> tuple[int, int]:
    return len(cover), sum(value is not None for term in cover for value in term)


def _order(term: Implicant) -> tuple[int, ...]:
    """Present before absent before indifferent, from the first condition on."""
    return tuple({True: 0, False: 1, None: 2}[value] for value in term)
