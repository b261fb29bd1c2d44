"""Bring a contract written in an unusual shape back to the official one of 2022.

Almost every contract is already in it and never comes here: SQL reads it as it stands. Those that come are
what converters from XML, older formats and hand-made exports write: a string or one object where a list is
expected, a list where an object is, keys without their envelope. Values are moved, never changed.
"""

import re
from collections.abc import Iterator
from typing import Any

Contract = dict[str, Any]

LABELS = {
    "considerationsSociales": "considerationSociale",
    "considerationsEnvironnementales": "considerationEnvironnementale",
    "techniques": "technique",
    "modalitesExecution": "modaliteExecution",
    "typesPrix": "typePrix",
}
ITEMS = {
    "titulaires": "titulaire",
    "concessionnaires": "concessionnaire",
    "modifications": "modification",
    "actesSousTraitance": "acteSousTraitance",
    "modificationsActesSousTraitance": "modificationActeSousTraitance",
}
PARTIES = ("titulaires", "concessionnaires")
PLACES = {"acheteur": "id", "autoriteConcedante": "id", "lieuExecution": "code"}
NEW_IN_2022 = frozenset([*LABELS, *LABELS.values(), "ccag", "offresRecues", "marcheInnovant"])


def normalize(contract: Contract) -> Contract:
    """The same contract in the official shape of 2022; what it does not say stays unsaid."""
    official = dict(contract)
    for plural, singular in LABELS.items():
        given = official.get(plural, official.get(singular))
        if given is not None:
            official[plural] = {singular: list(_flatten_labels(given))}
    for plural, singular in ITEMS.items():
        if official.get(plural) is not None:
            official[plural] = [
                {singular: _normalize_item(item, plural)}
                for item in _flatten_items(official[plural], singular)
            ]
    for name, key in PLACES.items():
        given = _first(official.get(name))
        if given is None:
            dotted = {
                part: official[f"{name}.{part}"] for part in ("id", "nom") if f"{name}.{part}" in official
            }
            given = dotted or None
        if given is not None:
            official[name] = given if isinstance(given, dict) else {key: str(given)}
    return official


def tell_forme(contract: Contract) -> str:
    """« 2022 » when the contract carries a field that came with the arrêté of 22 December 2022."""
    return "2022" if NEW_IN_2022 & contract.keys() else "2019"


def _flatten_labels(given: Any) -> Iterator[str]:
    if isinstance(given, dict):
        given = list(given.values())
    if isinstance(given, list):
        for part in given:
            yield from _flatten_labels(part)
    elif isinstance(given, str):
        yield from (label for label in re.split(r"\s*[,;|]\s*", given.strip()) if label)
    elif given is not None:
        yield str(given)


def _flatten_items(given: Any, singular: str) -> Iterator[Any]:
    if isinstance(given, list):
        for part in given:
            yield from _flatten_items(part, singular)
    elif isinstance(given, dict) and set(given) & {singular, _plural_inside(singular)}:
        yield from _flatten_items(given.get(singular, given.get(_plural_inside(singular))), singular)
    elif given not in (None, "", {}):
        yield given


def _plural_inside(singular: str) -> str:
    """The official example of 2022 in XML writes `modificationActesSousTraitance`; both spellings are met."""
    return singular.replace("Acte", "Actes") if singular.startswith("modification") else f"{singular}s"


def _normalize_item(item: Any, plural: str) -> Contract:
    if not isinstance(item, dict):
        text = str(item).strip()
        key = "id" if plural not in PARTIES or re.fullmatch(r"[\d ]{9,}", text) else "denominationSociale"
        return {key: text}
    official = dict(item)
    if official.get("titulaires") is not None:
        official["titulaires"] = [
            {"titulaire": _normalize_item(held, "titulaires")}
            for held in _flatten_items(official["titulaires"], "titulaire")
        ]
    held = _first(official.get("sousTraitant"))
    if held is not None:
        official["sousTraitant"] = held if isinstance(held, dict) else {"id": str(held)}
    return official


def _first(given: Any) -> Any:
    return next(iter(given), None) if isinstance(given, list) else given
