"""Natural persons: recognised by what the registers or the name say, never shown."""

import re
from typing import Any

_MASKS = re.compile(r"\[?personne physique\b.*|\[?nom masque\]?|particuliers?|\[?nd\]?", re.I | re.S)
_CIVILITE = re.compile(r"(mr|mme|mmes|mlle|monsieur|madame|mademoiselle)\b|m\. ", re.I)
PERSON = "1"
"""First figure of the legal categories of natural persons (Sirene: « entrepreneur individuel »)."""


def is_person(nom: str | None, siren: str | None, categorie_juridique: str | None) -> bool:
    """Whether it is a natural person: by legal category, mask, or civility before an unnumbered name."""
    if (categorie_juridique or "").startswith(PERSON):
        return True
    plain = (nom or "").strip().replace("é", "e").replace("É", "E")
    return bool(_MASKS.fullmatch(plain)) or (siren is None and bool(_CIVILITE.match(plain)))


def hide_person(row: dict[str, Any], *, prefix: str) -> dict[str, Any]:
    """The same row, every column of that prefix unknown."""
    return {name: None if name.startswith(f"{prefix}_") else value for name, value in row.items()}
