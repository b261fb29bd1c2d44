"""What a questionnaire asks, as results show it: one item per question that holds an answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from leviers.survey.formulaires.arbre import (
    Element,
    Formulaire,
    Question,
    Repetition,
    sections,
    texte,
)
from leviers.survey.formulaires.constructions import INVISIBLES
from leviers.survey.models import Version
from leviers.survey.roles import Roles, read_extra, read_roles
from leviers.survey.versions import read_kept

CHOIX, PLUSIEURS, NOMBRE, TEXTE, AUTRE = "choix", "plusieurs", "nombre", "texte", "autre"
NE_SAIT_PAS = "ne-sait-pas"
"""A choice of this code is not an answer among others: it counts as « ne sait pas »."""
_GENRES = {
    "select_one": CHOIX,
    "select_one_from_file": CHOIX,
    "select_multiple": PLUSIEURS,
    "select_multiple_from_file": PLUSIEURS,
    "integer": NOMBRE,
    "decimal": NOMBRE,
    "range": NOMBRE,
    "text": TEXTE,
}
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """One question as it is counted.

    chemin       path without the numbers of repetitions
    genre        choix, plusieurs, nombre, texte, autre (a date, a file…: counted, not shown)
    choix        code -> label, « ne sait pas » left out
    parents      codes of the questions that decide whether this one is asked
    est_reserve  in the section that some answer without being named
    est_personnel  about who answers: never shown beside the name of a territoire
    """

    code: str
    chemin: str
    section: str
    genre: str
    libelle: str
    type: str = ""
    unite: str = ""
    choix: Mapping[str, str] = field(default_factory=dict)
    leviers: tuple[str, ...] = ()
    parents: frozenset[str] = frozenset()
    est_repete: bool = False
    est_reserve: bool = False
    est_personnel: bool = False


@dataclass(frozen=True, eq=False)
class Plan:
    """A questionnaire as results read it; `sections` is code -> title, in order."""

    formulaire: Formulaire
    roles: Roles
    items: tuple[Item, ...]
    sections: Mapping[str, str]

    def find(self, code: str) -> Item | None:
        """An item by its code, or by its path when two questions share a code."""
        return next((one for one in self.items if code in (one.code, one.chemin)), None)


def read_plan(version: Version) -> Plan:
    """The plan of one version, which never changes."""
    return _read_plan(version.pk, version.empreinte)


@lru_cache(maxsize=16)
def _read_plan(pk: int, empreinte: str) -> Plan:
    return make_plan(read_kept(pk, empreinte))


def make_plan(formulaire: Formulaire) -> Plan:
    """Every question that holds an answer, in order; what the device or a formula fills is left out."""
    roles = read_roles(formulaire)
    titles, items = {}, []
    conditions = dict(_list_conditions(formulaire.elements, (), est_repete=False))
    for section in sections(formulaire):
        titles[section.code] = texte(section.libelle, defaut=formulaire.langue_defaut) or "Questions"
        for question in questions_of(section.elements):
            if question.type not in INVISIBLES | {"note"}:
                items.append(_as_item(question, section.code, formulaire, roles, conditions[question.chemin]))
    return Plan(formulaire, roles, tuple(items), titles)


def questions_of(elements: tuple[Element, ...]) -> Iterator[Question]:
    """Questions of a part of the tree, in order."""
    for element in elements:
        if isinstance(element, Question):
            yield element
        else:
            yield from questions_of(element.elements)


def _list_conditions(
    elements: tuple[Element, ...], above: tuple[str, ...], *, est_repete: bool
) -> Iterator[tuple[str, tuple[frozenset[str], bool]]]:
    """Path of each question -> codes that its conditions cite, its groups included; is it repeated?"""
    for element in elements:
        words = (*above, element.relevant)
        if isinstance(element, Question):
            cited = frozenset(code for said in words for code in _REFERENCE.findall(said))
            yield element.chemin, (cited, est_repete)
        else:
            inside = est_repete or isinstance(element, Repetition)
            yield from _list_conditions(element.elements, words, est_repete=inside)


def _as_item(
    question: Question,
    section: str,
    formulaire: Formulaire,
    roles: Roles,
    conditions: tuple[frozenset[str], bool],
) -> Item:
    langue = formulaire.langue_defaut
    choices = formulaire.choix.get(question.choix, ())
    labels = {one.code: texte(one.libelle, defaut=langue) or one.code for one in choices}
    if question.autre:
        labels.setdefault("other", "Autre")
    if question.type == "acknowledge":
        labels = {"OK": "Oui"}
    leviers = read_extra(question.extra, "leviers").replace(",", " ").split()
    parents, est_repete = conditions
    return Item(
        code=question.code,
        chemin=question.chemin,
        section=section,
        genre=CHOIX if question.type == "acknowledge" else _GENRES.get(question.type, AUTRE),
        libelle=texte(question.libelle, defaut=langue) or question.code,
        type=question.type,
        unite=read_extra(question.extra, "unite"),
        choix={code: label for code, label in labels.items() if code != NE_SAIT_PAS},
        leviers=tuple(leviers),
        parents=parents,
        est_repete=est_repete,
        est_reserve=section == roles.besoins,
        est_personnel=question.code == roles.fonction,
    )
