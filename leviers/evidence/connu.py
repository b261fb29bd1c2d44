"""What the observatory already knows of each question of a survey, so that nobody types it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leviers.catalogue.published import Published, Repere
from leviers.evidence.preuves import DOCUMENTEE, ETABLIES, METROPOLE
from leviers.evidence.usages import Usage, Usages, compute_usages
from leviers.reference.reading import read_yaml
from leviers.survey.formulaires.arbre import Formulaire, Question, questions
from leviers.warehouse.values import Valeur, list_valeurs

CONNUS = Path(__file__).parent / "data" / "connus.yaml"
MONTRE, VALEUR = "montre", "valeur"
ONE, MANY = "select_one", "select_multiple"


@dataclass(frozen=True)
class Connu:
    """What is known of one question for one territoire.

    valeur   the answer that it supports, as ODK writes it; empty when it is shown beside and proposes nothing
    usages   leviers repérés that the question asks about
    mesures  the latest value of each indicator tied to the question, for the métropole itself
    """

    valeur: str = ""
    usages: tuple[Usage, ...] = ()
    reperes: tuple[Repere, ...] = ()
    mesures: tuple[Valeur, ...] = ()

    @property
    def est_vide(self) -> bool:
        """Whether nothing at all is known."""
        return not (self.valeur or self.usages or self.reperes or self.mesures)


Choices = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each question, by code: choice -> leviers that it declares."""


def list_connus(
    catalogue: Published, formulaire: Formulaire, siren: str, *, declarations: Choices
) -> dict[str, Connu]:
    """What is known, by path of question; questions of which nothing is known are left out.

    Rule  a levier proposes a choice only when it is the only choice that would declare it; a démarche that
          is over is shown and proposes nothing; an indicator never proposes: it counts what is published
    """
    usages = compute_usages(catalogue)
    if siren not in usages.sirens:
        return {}  # the invented territoire: nothing real is known of it
    reperes = _index_reperes(catalogue, siren)
    mesures = _read_mesures(usages, siren)
    found = {}
    for question in questions(formulaire):
        ties = load_connus().get(question.code, {})
        connu = _know(question, ties, declarations.get(question.code, {}), (usages, siren, reperes, mesures))
        if not connu.est_vide:
            found[question.chemin] = connu
    return found


@cache
def load_connus() -> Mapping[str, Mapping[str, Any]]:
    """Repères and indicators tied to each question of the delivered questionnaire."""
    return dict(read_yaml(CONNUS))


def _know(
    question: Question, ties: Mapping[str, Any], declared: Mapping[str, tuple[str, ...]], known: Any
) -> Connu:
    usages, siren, reperes, mesures = known
    used = _list_used(usages, siren, declared)
    kinds = ties.get("reperes", {})
    shown = [repere for cle in kinds for repere in reperes.get(cle, ())]
    return Connu(
        valeur=_propose(question, declared, used, [(kinds[one.cle], one) for one in shown]),
        usages=tuple(used.values()),
        reperes=tuple(shown),
        mesures=tuple(mesures[code] for code in ties.get("indicateurs", ()) if code in mesures),
    )


def _list_used(usages: Usages, siren: str, declared: Mapping[str, tuple[str, ...]]) -> dict[str, Usage]:
    """Leviers of the question that something shows, by code."""
    codes = dict.fromkeys(code for leviers in declared.values() for code in leviers)
    return {code: usages.by_key[siren, code] for code in codes if usages.by_key[siren, code].est_repere}


def _propose(
    question: Question,
    declared: Mapping[str, tuple[str, ...]],
    used: Mapping[str, Usage],
    reperes: list[tuple[str, Repere]],
) -> str:
    current = {code for code, usage in used.items() if is_current(usage)}
    choices = [choix for choix in declared if _is_only_way(choix, declared, current)]
    choices += [kind for kind, _repere in reperes if kind not in (MONTRE, VALEUR)]
    choices = list(dict.fromkeys(choices))
    if question.type == MANY:
        return " ".join(choices)
    if question.type == ONE:
        return choices[0] if len(choices) == 1 else ""
    values = [repere.valeur for kind, repere in reperes if kind == VALEUR]
    return values[0] if len(values) == 1 else ""


def _is_only_way(choix: str, declared: Mapping[str, tuple[str, ...]], current: set[str]) -> bool:
    """Whether a levier in use is declared by this choice and by no other of the question."""
    others = {code for other, leviers in declared.items() if other != choix for code in leviers}
    return any(code in current and code not in others for code in declared[choix])


def is_current(usage: Usage) -> bool:
    """Whether what shows the usage may still hold: an act or a measure, or a démarche that is not over."""
    if any(preuve.genre != DOCUMENTEE and preuve.etat in ETABLIES for preuve in usage.preuves):
        return True
    return any(demarche.annee_fin is None for demarche in usage.demarches)


def _index_reperes(catalogue: Published, siren: str) -> dict[str, list[Repere]]:
    found: dict[str, list[Repere]] = {}
    for repere in catalogue.reperes:
        if repere.territoire.siren == siren and not repere.calcul:
            found.setdefault(repere.cle, []).append(repere)
    for same in found.values():
        same.sort(key=lambda one: (-(one.annee or 0), one.id))
    return found


def _read_mesures(usages: Usages, siren: str) -> dict[str, Valeur]:
    """The latest value of a known year of each indicator that a question is tied to."""
    if usages.releve is None:
        return {}
    codes = {code for ties in load_connus().values() for code in ties.get("indicateurs", ())}
    every = list_valeurs(usages.releve.build)
    found: dict[str, Valeur] = {}
    for code in codes:
        for one in every.get(code, ()):
            if one.territoire_siren == siren and one.lien == METROPOLE and one.annee is not None:
                found.setdefault(code, one)
    return found
