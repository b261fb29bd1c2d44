"""Configurations: the 22 métropoles as cases of a crisp-set analysis, chosen by the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from statistics import median
from types import MappingProxyType

from leviers.catalogue.published import Published
from leviers.comparison import qca
from leviers.comparison.qca import Case, Issue, Row, Solution
from leviers.comparison.variables import Variable, list_variables
from leviers.evidence.niveaux import DOCUMENTE
from leviers.evidence.usages import Usages, compute_usages
from leviers.reference import typologie
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.warehouse.read import Build

FEWEST, MOST = 2, qca.MOST_CONDITIONS
HAUTE = "-haute"
ABSENCE = "absence"
STRICT = "ecarter"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Ensemble:
    """A set in which each métropole is or is not; one that cannot be told is absent from `membres` (SIREN).

    `regle` says in French what being in it means; `levier` is None for a variable; `inobservables` are out of
    it, but no source could have shown them in.
    """

    code: str
    nom: str
    regle: str
    levier: typologie.Levier | None
    membres: dict[str, bool]
    inobservables: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Question:
    """What is asked: an outcome, present or absent, and conditions; and the words that were not taken.

    `est_stricte`: métropoles that no source could show are left out, rather than counted as out of the set.
    """

    resultat: Ensemble | None
    est_absence: bool
    est_stricte: bool
    conditions: tuple[Ensemble, ...]
    ignores: tuple[str, ...]

    @property
    def est_complete(self) -> bool:
        """Whether it can be answered."""
        return self.resultat is not None and len(self.conditions) >= FEWEST


@dataclass(frozen=True)
class Analyse:
    """The answer: truth table, solutions with and without unobserved rows, and what limits both.

    `inobservables`: métropoles counted as out of a set though no source could have shown them in.
    """

    question: Question
    cas: tuple[Metropole, ...]
    ecartes: tuple[Metropole, ...]
    inobservables: tuple[Metropole, ...]
    rows: tuple[Row, ...]
    complexes: tuple[Solution, ...]
    parcimonieuses: tuple[Solution, ...]

    def count(self, issue: Issue) -> int:
        """Configurations of that kind."""
        return sum(row.issue == issue for row in self.rows)

    @property
    def nb_observees(self) -> int:
        """Configurations that at least one métropole shows."""
        return len(self.rows) - self.count(Issue.NON_OBSERVEE)

    @property
    def nb_avec_resultat(self) -> int:
        """Métropoles in the outcome asked for."""
        return sum(len(row.positifs) for row in self.rows)


def list_ensembles(catalogue: Published, build: Build | None) -> dict[str, Ensemble]:
    """Every set that may be asked for: the 50 leviers, then the variables cut at their median.

    Rule  in a levier: documenté at least; out of it: anything less, which is "not found", never "no"
    """
    return _list_ensembles(compute_usages(catalogue), list_variables(catalogue, build))


@lru_cache(maxsize=4)
def _list_ensembles(usages: Usages, variables: tuple[Variable, ...]) -> dict[str, Ensemble]:
    found = {}
    for code, levier in typologie.load_leviers().items():
        mine = usages.of_levier(code)
        found[code] = Ensemble(
            code=code,
            nom=levier.nom_court,
            regle="usage documenté, constaté ou mesuré",
            levier=levier,
            membres={usage.territoire.siren: usage.niveau.rang >= DOCUMENTE.rang for usage in mine},
            inobservables={usage.territoire.siren for usage in mine if usage.niveau.rang < 0},
        )
    numbers = (variable for variable in variables if not variable.est_nominale)
    return found | {f"{variable.code}{HAUTE}": _cut(variable) for variable in numbers}


def read_question(
    ensembles: dict[str, Ensemble],
    resultat: str,
    conditions: Sequence[str],
    given: Mapping[str, str] = NOTHING,
) -> Question:
    """Turn an address into a question: unknown, repeated or surplus words are left out and told.

    Shape  `given` may hold `issue=absence` and `inobservables=ecarter`
    """
    outcome = ensembles.get(resultat)
    asked = [code for code in conditions if code]
    kept = [code for code in dict.fromkeys(asked) if code in ensembles and code != resultat][:MOST]
    ignored = [code[:60] for code in asked if code not in kept]
    ignored += [resultat[:60]] if resultat and not outcome else []
    return Question(
        resultat=outcome,
        est_absence=given.get("issue") == ABSENCE,
        est_stricte=given.get("inobservables") == STRICT,
        conditions=tuple(ensembles[code] for code in kept),
        ignores=tuple(dict.fromkeys(ignored)),
    )


def analyse(question: Question) -> Analyse:
    """Answer a complete question.

    Shape   up to 22 cases × 2 to 5 conditions -> 4 to 32 rows and every shortest formula
    Raises  ValueError when the question has no outcome
    """
    outcome, conditions = question.resultat, question.conditions
    if outcome is None:
        raise ValueError("a question without an outcome has no answer")
    sets = (outcome, *conditions)
    dim = {siren for one in sets for siren in one.inobservables}
    out = {siren for siren in load_metropoles() if any(siren not in one.membres for one in sets)}
    out |= dim if question.est_stricte else set()
    known = [metropole for siren, metropole in load_metropoles().items() if siren not in out]
    cases = [
        Case(
            nom=one.nom_court,
            conditions=tuple(condition.membres[one.siren] for condition in conditions),
            resultat=outcome.membres[one.siren] != question.est_absence,
        )
        for one in known
    ]
    rows = qca.build_truth_table(cases, len(conditions))
    return Analyse(
        question=question,
        cas=tuple(known),
        ecartes=tuple(one for siren, one in load_metropoles().items() if siren in out),
        inobservables=tuple(one for one in known if one.siren in dim),
        rows=rows,
        complexes=qca.solve(rows, cases, is_parsimonious=False),
        parcimonieuses=qca.solve(rows, cases, is_parsimonious=True),
    )


def _cut(variable: Variable) -> Ensemble:
    """Above the median of the known values, strictly."""
    middle = median(variable.valeurs.values())
    return Ensemble(
        code=f"{variable.code}{HAUTE}",
        nom=f"{variable.nom} au-dessus de la médiane",
        regle=f"au-dessus de la médiane des métropoles connues ({variable.unite}, {variable.annee})",
        levier=None,
        membres={siren: value > middle for siren, value in variable.valeurs.items()},
    )
