"""Which published, named answers declare a levier for a territoire, and which deny it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference.reading import read_yaml
from leviers.reference.typologie import load_leviers
from leviers.survey.depouillement import REPONDU, Fiche, read_fiches
from leviers.survey.formulaires.livraison import CODE, delivered
from leviers.survey.items import CHOIX, NOMBRE, Item, make_plan, read_plan
from leviers.survey.models import Campagne

FILE = Path(__file__).parent / "data" / "declarations.yaml"
POSITIF, NUL = "positif", "nul"
OUI, NON = "oui", "non"


@dataclass(frozen=True, slots=True)
class Regle:
    """One question: choice, or « positif », « nul » -> leviers. `annees`: a denial reaches that far back."""

    declare: Mapping[str, tuple[str, ...]]
    nie: Mapping[str, tuple[str, ...]]
    annees: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One published answer that says something of one levier.

    cle     way back: « reponse:campagne:siren:chemin »
    dit     the choices that say it, in words; a number with its unit
    annees  how many years back a denial reaches; None when it has no bound
    """

    campagne: str
    titre: str
    siren: str
    levier: str
    chemin: str
    question: str
    dit: str
    est_oui: bool
    le: date
    lien: str = ""
    annees: int | None = None

    @property
    def cle(self) -> str:
        return f"reponse:{self.campagne}:{self.siren}:{self.chemin}"


def list_declarations(campagne: Campagne) -> Iterator[Declaration]:
    """What the published and named answers of a campaign declare or deny, territoire by territoire.

    Rule  an answer that may not be named says nothing of its territoire; a levier both declared and denied
          by the same territoire is declared
    """
    plan = read_plan(campagne.version)
    rules = find_regles(plan.formulaire.code, plan.items)
    for fiche in read_fiches(campagne):
        said = [
            one
            for item in plan.items
            if item.code in rules and fiche.is_named(item) and not item.est_repete
            for one in _read(campagne, fiche, item, rules[item.code])
        ]
        declared = {one.levier for one in said if one.est_oui}
        yield from (one for one in said if one.est_oui or one.levier not in declared)


def find_regles(code: str, items: tuple[Item, ...]) -> Mapping[str, Regle]:
    """Rules of a questionnaire: those of the file, else one for each question of a single levier."""
    given = load_regles().get(code)
    if given is not None:
        return given
    known = load_leviers()
    return {
        item.code: Regle({OUI: item.leviers}, {NON: item.leviers})
        for item in items
        if len(item.leviers) == 1 and item.leviers[0] in known and OUI in item.choix
    }


@cache
def load_regles() -> dict[str, dict[str, Regle]]:
    """The rules that come with the code.

    Raises  Refused, with each line that names a question, a choice or a levier that does not exist
    """
    found = {
        code: {question: _as_regle(row) for question, row in rows.items()}
        for code, rows in read_yaml(FILE).items()
    }
    problems = [*_list_problems(found[CODE])]
    if problems:
        raise Refused([Problem(FILE.name, 0, said, "Corrigez la ligne.") for said in problems])
    return found


def _as_regle(row: Mapping[str, Any]) -> Regle:
    declare, nie = (
        {choice: tuple(leviers) for choice, leviers in row.get(name, {}).items()}
        for name in ("declare", "nie")
    )
    return Regle(declare, nie, row.get("annees"))


def _list_problems(rules: Mapping[str, Regle]) -> Iterator[str]:
    items = {item.code: item for item in make_plan(delivered()).items}
    for code, rule in rules.items():
        if code not in items:
            yield f"« {code} » : question inconnue"
            continue
        item = items[code]
        choices = {POSITIF, NUL} if item.genre == NOMBRE else set(item.choix)
        for choice, leviers in (*rule.declare.items(), *rule.nie.items()):
            if choice not in choices:
                yield f"« {code} » : choix inconnu, {choice}"
            yield from (f"« {code} » : levier inconnu, {one}" for one in leviers if one not in load_leviers())


def _read(campagne: Campagne, fiche: Fiche, item: Item, rule: Regle) -> Iterator[Declaration]:
    for reponse in fiche.read(item):
        if reponse.statut != REPONDU:
            continue
        codes = reponse.codes if item.genre != NOMBRE else (POSITIF if float(reponse.valeur) > 0 else NUL,)
        for est_oui, table in ((True, rule.declare), (False, rule.nie)):
            leviers = dict.fromkeys(levier for code in codes for levier in table.get(code, ()))
            for levier in leviers:
                saying = [code for code in codes if levier in table.get(code, ())]
                yield Declaration(
                    campagne=campagne.code,
                    titre=campagne.titre,
                    siren=fiche.siren,
                    levier=levier,
                    chemin=item.chemin,
                    question=item.libelle,
                    dit=_say(item, reponse.valeur, saying),
                    est_oui=est_oui,
                    le=fiche.le,
                    lien=reponse.lien,
                    annees=rule.annees,
                )


def _say(item: Item, valeur: str, codes: list[str]) -> str:
    if item.genre == NOMBRE:
        return f"{valeur} {item.unite}".strip()
    return ", ".join(item.choix[code] for code in codes) if item.genre != CHOIX else item.choix[codes[0]]
