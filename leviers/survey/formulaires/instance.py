"""The answers as the XML tree that expressions walk: one `Lieu` per question, group and repetition met."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.arbre import Element, Formulaire, Question, Repetition

if TYPE_CHECKING:
    import elementpath
else:
    elementpath = Tardif("elementpath")

MAX_REPETITIONS = 200
MAX_LIEUX = 5_000  # all places of one reponse: about a third of a second to evaluate

_INDEX = re.compile(r"\[(\d{1,6})\]")


@dataclass(slots=True, eq=False)
class Lieu:
    """One place of the answers. `rangs`: repetitions around it, outermost first; `numero`: its own."""

    chemin: str
    element: Element
    parent: "Lieu | None"
    xml: ET.Element
    rangs: "tuple[Lieu, ...]"
    numero: int = 1
    noeud: Any = None
    visible: bool = True
    valeur: str = ""


@dataclass(slots=True, eq=False)
class Arbre:
    """The whole instance: places in document order, by schema path and by XML element."""

    racine: ET.Element
    lieux: list[Lieu] = field(default_factory=list)
    par_chemin: dict[str, list[Lieu]] = field(default_factory=dict)
    par_xml: dict[ET.Element, Lieu] = field(default_factory=dict)
    nombres: dict[str, int] = field(default_factory=dict)
    parents: dict[str, tuple[Element, Lieu | None]] = field(default_factory=dict)
    noeud: Any = None
    plein: bool = False


def answered_counts(reponses: Mapping[str, str]) -> dict[str, int]:
    """Path of a repetition -> highest number met in the answers."""
    counts: dict[str, int] = {}
    for path in reponses:
        for match in _INDEX.finditer(path):
            container = path[: match.start()]
            counts[container] = min(max(counts.get(container, 0), int(match[1])), MAX_REPETITIONS)
    return counts


def build_arbre(formulaire: Formulaire, counts: Mapping[str, int]) -> Arbre:
    """The tree where each repetition is there as often as `counts` says, 0 when it says nothing."""
    arbre = Arbre(ET.Element(formulaire.reglages.get("name") or "data"))
    _grow(arbre, formulaire.elements, None, arbre.racine, counts)
    arbre.noeud = elementpath.get_node_tree(arbre.racine)
    for node in arbre.noeud.iter():
        lieu = arbre.par_xml.get(node.value) if isinstance(node.value, ET.Element) else None
        if lieu is not None:
            lieu.noeud = node
    return arbre


def _grow(
    arbre: Arbre,
    elements: tuple[Element, ...],
    parent: Lieu | None,
    xml: ET.Element,
    counts: Mapping[str, int],
) -> None:
    prefix = f"{parent.chemin}/" if parent else ""
    for element in elements:
        path = prefix + element.code
        times = 1
        if isinstance(element, Repetition):
            times = min(counts.get(path, 0), MAX_REPETITIONS)
            arbre.nombres[path] = times
            arbre.parents[path] = (element, parent)
        for numero in range(1, times + 1):
            if len(arbre.lieux) >= MAX_LIEUX:
                arbre.plein = True
                return
            lieu = _place(
                arbre, element, parent, xml, f"{path}[{numero}]" if isinstance(element, Repetition) else path
            )
            lieu.numero = numero
            if not isinstance(element, Question):
                _grow(arbre, element.elements, lieu, lieu.xml, counts)


def _place(arbre: Arbre, element: Element, parent: Lieu | None, xml: ET.Element, path: str) -> Lieu:
    rangs = parent.rangs if parent else ()
    if parent is not None and isinstance(parent.element, Repetition):
        rangs = (*rangs, parent)
    lieu = Lieu(path, element, parent, ET.SubElement(xml, element.code), rangs)
    arbre.lieux.append(lieu)
    arbre.par_chemin.setdefault(element.chemin, []).append(lieu)
    arbre.par_xml[lieu.xml] = lieu
    return lieu
