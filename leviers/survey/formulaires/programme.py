"""A questionnaire ready to be evaluated: expressions parsed, in the order their values depend on each other.

Compiled once per content: `compile_programme` keeps the last ones by empreinte.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.arbre import Choix, Element, Formulaire, Question, Repetition, texte, walk
from leviers.survey.formulaires.expressions import (
    Defaut,
    Expression,
    ExpressionRefusee,
    compile_expression,
    is_dynamic,
)

if TYPE_CHECKING:
    import elementpath
else:
    elementpath = Tardif("elementpath")

VISIBLE, VALEUR, NOMBRE = "visible", "valeur", "nombre"
Etape = tuple[str, str]  # what is computed, path of the element
CONSTANTES = {"": None, "true()": True, "false()": False}
CHAMPS = (
    "relevant",
    "calcul",
    "defaut",
    "nombre",
    "contrainte",
    "obligatoire",
    "lecture_seule",
    "filtre_choix",
)
AUTRE = Choix(code="other", libelle={"": "Autre"})


class ProgrammeRefuse(ValueError):
    """Expressions that cannot be evaluated: (path of the element, field, what is wrong)."""

    def __init__(self, defauts: list[tuple[str, str, Defaut]]) -> None:
        super().__init__(f"{len(defauts)} expressions refused")
        self.defauts = defauts


@dataclass(slots=True)
class Programme:
    """Elements by path, paths by code, expressions by (path, field), and the order of evaluation.

    connus   path of a question -> codes of its list       citees   lists whose labels quote answers
    arbres   list name -> its node tree, once asked        index    (table, column) -> rows, once asked
    """

    formulaire: Formulaire
    elements: dict[str, Element] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    expressions: dict[tuple[str, str], Expression] = field(default_factory=dict)
    etapes: tuple[Etape, ...] = ()
    citees: frozenset[str] = frozenset()
    connus: dict[str, frozenset[str]] = field(default_factory=dict)
    arbres: dict[str, Any] = field(default_factory=dict)
    index: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def choices_of(self, question: Question) -> tuple[Choix, ...]:
        choices = self.formulaire.choix.get(question.choix, ())
        return (*choices, AUTRE) if question.autre else choices

    def list_tree(self, name: str) -> Any:
        """Node tree of a list: an `item` a choice, an element a column; kept once built."""
        if name not in self.arbres:
            self.arbres[name] = elementpath.get_node_tree(_list_xml(self.formulaire, name))
        return self.arbres[name]

    def rows_by(self, table: str, column: str) -> dict[str, Any]:
        """First row of an attached table for each value of a column."""
        if (table, column) not in self.index:
            rows = self.formulaire.tables.get(table, ())
            self.index[table, column] = {row.get(column, ""): row for row in reversed(rows)}
        return self.index[table, column]


def _list_xml(formulaire: Formulaire, name: str) -> ET.Element:
    instance = ET.Element("instance")
    root = ET.SubElement(instance, "root")
    table = name if name in formulaire.tables else f"{name}.csv"
    if name in formulaire.choix:
        rows: Iterator[dict[str, str]] = (
            {"name": choix.code, "label": texte(choix.libelle, formulaire.langue_defaut), **choix.extra}
            for choix in formulaire.choix[name]
        )
    else:
        rows = (dict(row) for row in formulaire.tables.get(table, ()))
    for row in rows:
        item = ET.SubElement(root, "item")
        for column, value in row.items():
            ET.SubElement(item, column).text = value
    return instance


def compile_programme(formulaire: Formulaire) -> Programme:
    """The programme of a questionnaire, from memory when its content was met. Raises ProgrammeRefuse."""
    return _compile(_Keyed(formulaire))


class _Keyed:
    """A questionnaire that compares by its empreinte, so that a cache may hold it."""

    def __init__(self, formulaire: Formulaire) -> None:
        self.formulaire = formulaire
        self.key = formulaire.empreinte or id(formulaire)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and self.key == other.key


@lru_cache(maxsize=32)
def _compile(keyed: _Keyed) -> Programme:
    programme = Programme(keyed.formulaire)
    defauts: list[tuple[str, str, Defaut]] = []
    for element in walk(keyed.formulaire.elements):
        programme.elements[element.chemin] = element
        programme.codes.setdefault(element.code, []).append(element.chemin)
        for champ in CHAMPS:
            source = getattr(element, champ, "")
            if source in CONSTANTES or (champ == "defaut" and not is_dynamic(source)):
                continue
            try:
                found = compile_expression(source, filtre=champ == "filtre_choix")
            except ExpressionRefusee as refused:
                defauts += [(element.chemin, champ, defaut) for defaut in refused.defauts]
            else:
                programme.expressions[element.chemin, champ] = found
    if defauts:
        raise ProgrammeRefuse(defauts)
    for question in programme.elements.values():
        if isinstance(question, Question) and question.choix:
            codes = frozenset(choix.code for choix in programme.choices_of(question))
            programme.connus[question.chemin] = codes
    programme.citees = frozenset(
        name
        for name, members in keyed.formulaire.choix.items()
        if name not in keyed.formulaire.tables
        and any("${" in words for choix in members for words in choix.libelle.values())
    )
    programme.etapes = _order(programme)
    return programme


def _order(programme: Programme) -> tuple[Etape, ...]:
    """Visibility before value, container before content, what is referred to before what refers."""
    graph: dict[Etape, list[Etape]] = {}
    for path, element in programme.elements.items():
        parent = path.rpartition("/")[0]
        before: list[Etape] = [(VISIBLE, parent)] if parent else []
        if isinstance(programme.elements.get(parent), Repetition):
            before.append((NOMBRE, parent))
        graph[VISIBLE, path] = before + _needs(programme, path, "relevant")
        if isinstance(element, Question):
            needs = _needs(programme, path, "calcul") + _needs(programme, path, "defaut")
            graph[VALEUR, path] = [(VISIBLE, path), *needs]
        elif isinstance(element, Repetition):
            graph[NOMBRE, path] = [(VISIBLE, path), *_needs(programme, path, "nombre")]
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ProgrammeRefuse([_circle(error.args[1])]) from error


def _needs(programme: Programme, path: str, champ: str) -> list[Etape]:
    """What must be known before this expression; names of written paths count wherever they are."""
    found = programme.expressions.get((path, champ))
    if found is None:
        return []
    names = found.references | found.chemins | found.colonnes
    needed: list[Etape] = []
    for name in sorted(names):
        for target in programme.codes.get(name, ()):
            element = programme.elements[target]
            if isinstance(element, Question):
                needed.append((VALEUR, target))
            elif name in found.references:
                needed.append((NOMBRE if isinstance(element, Repetition) else VISIBLE, target))
    return needed


def _circle(steps: list[Etape]) -> tuple[str, str, Defaut]:
    """The circle in words, starting at its first element: « a → b → a »."""
    chain: list[str] = []
    for _, path in reversed(steps):
        if not chain or chain[-1] != path:
            chain.append(path)
    if len(chain) > 1 and chain[0] != chain[-1]:
        chain.append(chain[0])
    codes = " → ".join(path.rpartition("/")[2] for path in chain)
    what = (
        "la question dépend d’elle-même"
        if len(set(chain)) == 1
        else f"ces réponses dépendent en cercle : {codes}"
    )
    champ = {VISIBLE: "relevant", VALEUR: "calcul", NOMBRE: "nombre"}[steps[0][0]]
    return chain[0], champ, Defaut(f"{what}.", "Retirez l’une de ces références.")
