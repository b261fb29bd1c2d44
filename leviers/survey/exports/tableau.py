"""The table of answers: variables with labels and codes, one row per territoire."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from leviers.survey.depouillement import INCONNU, REFUS, REPONDU, SANS_REPONSE, Fiche, Reponse
from leviers.survey.items import AUTRE, CHOIX, NOMBRE, PLUSIEURS, TEXTE, Item, Plan
from leviers.survey.models import Campagne, Participation
from leviers.survey.roles import EFFETS

PUBLIC, EQUIPE = "public", "equipe"
PERIMETRES = (PUBLIC, EQUIPE)
NON_POSEE, NON_PUBLIEE = "non_posee", "non_publiee"
STATUTS = {
    REPONDU: "Répondu",
    INCONNU: "Ne sait pas",
    REFUS: "Ne souhaite pas répondre",
    SANS_REPONSE: "Sans réponse",
    NON_POSEE: "Question non posée",
    NON_PUBLIEE: "Réponse non publiée",
}
CODE, COCHE, NUMERIQUE, MOTS = "code", "coche", "nombre", "texte"
_RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}


@dataclass(frozen=True, eq=False)
class Variable:
    """One column.

    nom        letters, digits and _: the same in every file
    genre      code (one of `modalites`), coche (1 ticked, 0 not), nombre, texte
    statut     name of the column that says why there is no value; empty when there is none
    """

    nom: str
    libelle: str
    genre: str
    modalites: Mapping[str, str] = field(default_factory=dict)
    unite: str = ""
    question: str = ""
    section: str = ""
    statut: str = ""
    est_statut: bool = False


@dataclass(frozen=True, eq=False)
class Tableau:
    """A table: each row is name of variable -> value, None when there is none."""

    campagne: Campagne
    plan: Plan
    perimetre: str
    variables: tuple[Variable, ...]
    lignes: tuple[Mapping[str, Any], ...]

    @property
    def valeurs(self) -> tuple[Variable, ...]:
        """Variables that hold answers, those that say why there is none left out."""
        return tuple(one for one in self.variables if not one.est_statut)


@dataclass(frozen=True, eq=False)
class _Colonne:
    """How a column is filled: `rang` is the entry of a repetition, `choix` the choice that it ticks."""

    variable: Variable
    item: Item
    rang: int = 0
    choix: str = ""


def make_tableau(campagne: Campagne, plan: Plan, fiches: tuple[Fiche, ...], perimetre: str) -> Tableau:
    """Lay answers in columns.

    Public  an answer that may not be named is « non publiée », as are words not approved and files; who
            answered is left out
    """
    names: set[str] = set()
    identity = _list_identity(perimetre)
    names.update(one.nom.lower() for one in identity)
    columns = [
        column
        for item in plan.items
        if not (perimetre == PUBLIC and (item.est_personnel or item.code in plan.roles.techniques))
        for column in _list_columns(item, fiches, perimetre, names)
    ]
    lignes = tuple(
        {
            **_identify(fiche, campagne),
            **{column.variable.nom: _read_cell(column, fiche, perimetre) for column in columns},
        }
        for fiche in fiches
    )
    return Tableau(campagne, plan, perimetre, (*identity, *(one.variable for one in columns)), lignes)


def _list_identity(perimetre: str) -> tuple[Variable, ...]:
    etats = {etat.value: str(etat.label) for etat in Participation.Etat}
    known = (
        Variable("campagne", "Code de l’enquête", MOTS),
        Variable("territoire_siren", "SIREN du territoire", MOTS),
        Variable("repondu_le", "Jour du dernier envoi", MOTS),
        Variable(
            "consentement", "Ce que le territoire accepte de publier", CODE, {one: one for one in EFFETS}
        ),
        Variable("etat", "État de la participation", CODE, etats),
    )
    return known if perimetre == EQUIPE else known[:-1]


def _identify(fiche: Fiche, campagne: Campagne) -> dict[str, Any]:
    return {
        "campagne": campagne.code,
        "territoire_siren": fiche.siren,
        "repondu_le": fiche.le.isoformat(),
        "consentement": fiche.effet,
        "etat": fiche.etat,
    }


def _list_columns(
    item: Item, fiches: tuple[Fiche, ...], perimetre: str, names: set[str]
) -> Iterator[_Colonne]:
    times = max((len(fiche.read(item)) for fiche in fiches), default=0) if item.est_repete else 1
    for rang in range(times):
        base = f"{item.code}_{rang + 1}" if item.est_repete else item.code
        suffix = f" (fiche {rang + 1})" if item.est_repete else ""
        statut = _draw_name(f"{base}_statut", names)
        given: dict[str, Any] = {"question": item.libelle, "section": item.section, "statut": statut}
        label = f"{item.libelle}{suffix}"
        if item.genre == PLUSIEURS:
            for code, choice in item.choix.items():
                name = _draw_name(f"{base}_{code}", names)
                yield _Colonne(
                    Variable(name, f"{label} {choice}", COCHE, {"0": "Non", "1": "Oui"}, **given),
                    item,
                    rang,
                    code,
                )
        elif item.genre == CHOIX:
            yield _Colonne(
                Variable(_draw_name(base, names), label, CODE, dict(item.choix), **given), item, rang
            )
        elif item.genre == NOMBRE:
            variable = Variable(_draw_name(base, names), label, NUMERIQUE, unite=item.unite, **given)
            yield _Colonne(variable, item, rang)
        elif item.genre == TEXTE or perimetre == EQUIPE:
            yield _Colonne(Variable(_draw_name(base, names), label, MOTS, **given), item, rang)
        said = Variable(
            statut, f"{label} : pourquoi il n’y a pas de valeur", CODE, STATUTS, est_statut=True,
            question=item.libelle, section=item.section,
        )  # fmt: skip
        yield _Colonne(said, item, rang)
        if perimetre == EQUIPE:
            for part, words in (("lien", "page à l’appui"), ("commentaire", "commentaire")):
                name = _draw_name(f"{base}_{part}", names)
                yield _Colonne(
                    Variable(name, f"{label} : {words}", MOTS, section=item.section), item, rang, part
                )


def _draw_name(wanted: str, names: set[str]) -> str:
    """A name that every file and program takes, and that nobody has yet."""
    plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode()
    plain = re.sub(r"\W+", "_", plain).strip("_")[:56] or "v"
    if not plain[0].isalpha() or plain.lower() in _RESERVED:
        plain = f"v_{plain}"
    name, number = plain, 2
    while name.lower() in names:
        name, number = f"{plain}_{number}", number + 1
    names.add(name.lower())
    return name


def _read_cell(column: _Colonne, fiche: Fiche, perimetre: str) -> Any:
    found = fiche.read(column.item)
    reponse = found[column.rang] if column.rang < len(found) else None
    statut = _find_statut(column.item, fiche, reponse, perimetre)
    if column.variable.est_statut:
        return statut
    if reponse is None or not column.variable.statut:
        return (getattr(reponse, column.choix) or None) if reponse else None
    if statut != REPONDU:
        return None
    return _convert(column, reponse)


def _find_statut(item: Item, fiche: Fiche, reponse: Reponse | None, perimetre: str) -> str:
    if perimetre == PUBLIC and not fiche.is_named(item):
        return NON_PUBLIEE
    if reponse is None:
        return NON_POSEE
    is_hidden = item.genre == AUTRE or (item.genre == TEXTE and not reponse.est_approuvee)
    if perimetre == PUBLIC and reponse.statut == REPONDU and is_hidden:
        return NON_PUBLIEE
    return reponse.statut


def _convert(column: _Colonne, reponse: Reponse) -> Any:
    if column.variable.genre == NUMERIQUE:
        return float(reponse.valeur)
    if column.variable.genre == COCHE:
        return int(column.choix in reponse.codes)
    return reponse.valeur
