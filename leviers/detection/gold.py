"""Labelled records: one JSON object a line, read and checked."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leviers.detection.records import GENRES, Fait
from leviers.errors import NotReady
from leviers.reference.typologie import load_leviers


@dataclass(frozen=True)
class Etiquette:
    """One labelled record; `sur` is false when another careful reader could answer differently."""

    fait: Fait
    leviers: frozenset[str]
    sur: bool


def read_gold(path: Path) -> list[Etiquette]:
    """Read a file of labelled records.

    Raises  NotReady, in French, on a file that cannot be read or a line that is no labelled record
    """
    advice = (
        "Chaque ligne est un objet JSON : id, genre, objet, leviers (liste de codes), sur (true ou false)."
    )
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotReady(f"Le fichier « {path} » ne se lit pas : {_say(error)}.", advice=advice) from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                rows.append(_read_row(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise NotReady(
                    f"Ligne {number} de « {path.name} » : {_say(error)}.", advice=advice
                ) from error
    if not rows:
        raise NotReady(f"Le fichier « {path} » est vide.", advice=advice)
    return rows


def _read_row(row: dict[str, Any]) -> Etiquette:
    if row["genre"] not in GENRES:
        raise ValueError(f"genre inconnu « {row['genre']} »")
    leviers = frozenset(row["leviers"])
    if unknown := leviers - load_leviers().keys():
        raise ValueError(f"levier inconnu « {', '.join(sorted(unknown))} »")
    sociales = tuple(row.get("considerations_sociales") or ())
    fait = Fait(
        str(row["id"]),
        row["genre"],
        row["objet"] or "",
        row.get("tiers") or "",
        row.get("tiers_motif") or "",
        sociales,
    )
    return Etiquette(fait, leviers, bool(row["sur"]))


def _say(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"il manque « {error.args[0]} »"
    if isinstance(error, json.JSONDecodeError):
        return "ce n’est pas du JSON"
    if isinstance(error, UnicodeDecodeError):
        return "ce n’est pas du texte en UTF-8"
    if isinstance(error, OSError):
        return "il manque ou n’est pas lisible"
    return str(error) if isinstance(error, ValueError) else "ce n’est pas une fiche étiquetée"
