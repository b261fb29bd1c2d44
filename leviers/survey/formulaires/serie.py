"""A questionnaire as JSON, there and back, and the empreinte of its content."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from leviers.survey.formulaires.arbre import Choix, Element, Formulaire, Groupe, Question, Repetition

_KINDS: dict[str, type[Question] | type[Groupe] | type[Repetition]] = {
    "question": Question,
    "groupe": Groupe,
    "repetition": Repetition,
}


def to_json(formulaire: Formulaire) -> str:
    """Compact and sorted: the same questionnaire gives the same text."""
    return json.dumps(_plain(formulaire), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Formulaire:
    """The questionnaire `to_json` wrote; its empreinte is computed again, so that it never lies."""
    data = json.loads(text)
    formulaire = Formulaire(
        titre=data["titre"],
        code=data["code"],
        version=data["version"],
        langues=tuple(data["langues"]),
        langue_defaut=data["langue_defaut"],
        elements=tuple(_element(item) for item in data["elements"]),
        choix={name: tuple(Choix(**choix) for choix in members) for name, members in data["choix"].items()},
        tables={name: tuple(rows) for name, rows in data["tables"].items()},
        reglages=data["reglages"],
        avertissements=tuple(data["avertissements"]),
    )
    return sign(formulaire)


def sign(formulaire: Formulaire) -> Formulaire:
    """The questionnaire with the sha256 of what it asks: all of it but version, warnings and empreinte."""
    content = _plain(formulaire)
    for name in ("version", "avertissements", "empreinte"):
        content.pop(name)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return replace(formulaire, empreinte=hashlib.sha256(text.encode()).hexdigest())


def _plain(formulaire: Formulaire) -> dict[str, Any]:
    content = {name: getattr(formulaire, name) for name in Formulaire.__slots__}
    content["elements"] = [_plain_element(element) for element in formulaire.elements]
    content["choix"] = {name: [asdict(c) for c in members] for name, members in formulaire.choix.items()}
    return content


def _plain_element(element: Element) -> dict[str, Any]:
    """Only what is filled: a question with a label and a type takes two lines, not twenty."""
    kind = next(name for name, cls in _KINDS.items() if isinstance(element, cls))
    content: dict[str, Any] = {"genre": kind}
    for name in type(element).__slots__:
        value = getattr(element, name)
        if name == "elements":
            content[name] = [_plain_element(child) for child in value]
        elif value:
            content[name] = dict(value) if isinstance(value, Mapping) else value
    return content


def _element(content: dict[str, Any]) -> Element:
    fields = dict(content)
    kind = _KINDS[fields.pop("genre")]
    if "elements" in fields:
        fields["elements"] = tuple(_element(child) for child in fields["elements"])
    return kind(**fields)
