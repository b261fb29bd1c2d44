"""What each row of facts is made of: a row that is not is refused before anything reads it.

A shape is a type, a list of one shape, a mapping of shapes, or `given(shape)` when it may not be missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

NOMS = {str: "un texte", int: "un nombre entier", float: "un nombre", bool: "oui ou non (true, false)"}
FREE = object()


@dataclass(frozen=True)
class Given:
    """A value that must be there and not be empty."""

    shape: Any


@dataclass(frozen=True)
class Address:
    """The address of a public page."""


URL = Address()
_SOURCE = {"url": Given(URL), "titre": Given(str), "editeur": Given(str), "date": str}
_LINK = {"titre": Given(str), "url": Given(URL)}
_REPERE = {
    "metropole_siren": Given(str),
    "cle": Given(str),
    "libelle": Given(str),
    "valeur": Given(FREE),
    "unite": str,
    "annee": int,
    "precision": str,
    "source": Given(_SOURCE),
}
SHAPES: dict[str, dict[str, Any]] = {
    "demarches.jsonl": {
        "id": Given(str),
        "metropole_siren": Given(str),
        "titre": Given(str),
        "champ": Given(str),
        "leviers": [str],
        "description": Given(str),
        "annee_debut": int,
        "annee_fin": int,
        "statut": str,
        "montant_eur": float,
        "montant_precision": str,
        "confiance": str,
        "partenaires": [str],
        "sources": [_SOURCE],
        "chiffres": [
            {
                "libelle": Given(str),
                "valeur": Given(float),
                "unite": str,
                "annee": int,
                "precision": str,
            }
        ],
    },
    "reperes.jsonl": {"id": Given(str), **_REPERE},
    "reperes_calcules.jsonl": {**_REPERE, "annee": Given(int), "calcul": Given(str)},
    "modes_emploi.yaml": {
        "code": Given(str),
        "en_bref": str,
        "qui_decide": str,
        "competence": {"nature": str, "fondement": str, "conditions": str},
        **{
            name: [str]
            for name in (
                "prealables",
                "services_associes",
                "moyens",
                "points_de_vigilance",
                "indicateurs_de_suivi",
            )
        },
        "etapes": [{"titre": Given(str), "texte": Given(str)}],
        "se_combine_avec": [{"code": Given(str), "pourquoi": str}],
        "demarches": [{"id": Given(str), "a_regarder": str}],
        "pour_aller_plus_loin": [_LINK],
        "relu": bool,
    },
}


def check_shape(row: Any, file: str) -> Iterable[tuple[str, str]]:
    """Say everything in a row that is not as the file promises, each with its advice."""
    yield from _check(row, SHAPES[file], "")


def _check(value: Any, shape: Any, place: str) -> Iterable[tuple[str, str]]:
    if isinstance(shape, Given):
        if value in (None, "", [], {}) or (isinstance(value, str) and not value.strip()):
            yield f"« {place} » est vide ou manque", "Remplissez ce champ."
        else:
            yield from _check(value, shape.shape, place)
    elif value is None or shape is FREE:
        return
    elif isinstance(shape, Address):
        if not str(value).startswith(("https://", "http://")):
            yield f"« {place} » n’est pas une adresse", "Donnez l’adresse complète, avec https://."
    elif isinstance(shape, dict):
        yield from _check_mapping(value, shape, place)
    elif isinstance(shape, list):
        yield from _check_list(value, shape[0], place)
    elif not _is_a(value, shape):
        yield f"« {place} » vaut « {str(value)[:60]} »", f"Mettez {NOMS[shape]}."


def _check_mapping(value: Any, shape: dict[str, Any], place: str) -> Iterable[tuple[str, str]]:
    if not isinstance(value, dict):
        yield f"« {place or 'la ligne'} » n’est pas un objet", f"Champs attendus : {', '.join(shape)}."
        return
    for name, inner in shape.items():
        yield from _check(value.get(name), inner, f"{place}.{name}".removeprefix("."))


def _check_list(value: Any, shape: Any, place: str) -> Iterable[tuple[str, str]]:
    if not isinstance(value, list):
        yield f"« {place} » n’est pas une liste", "Mettez les éléments entre crochets."
        return
    for number, item in enumerate(value, start=1):
        yield from _check(item, shape, f"{place}[{number}]")


def _is_a(value: Any, kind: type) -> bool:
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, (int, float) if kind is float else kind)
