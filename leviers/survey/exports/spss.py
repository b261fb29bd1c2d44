"""Answers as .sav: numbers with labels, and missing values that say why there is none."""

import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas
import pyreadstat

from leviers.survey.exports.dictionnaire import MANQUANTES
from leviers.survey.exports.tableau import COCHE, CODE, MOTS, NUMERIQUE, STATUTS, Tableau, Variable

_LOW, _HIGH = min(MANQUANTES.values()), max(MANQUANTES.values())
_LABEL = 250
"""Characters of a label: SPSS reads no more than 255 bytes of one."""


def write(tableau: Tableau) -> bytes:
    """The whole file; codes are numbered in the order of the questionnaire, from 1."""
    shown = tableau.valeurs
    frame = pandas.DataFrame(
        {
            one.nom: pandas.Series([_encode(one, row) for row in tableau.lignes], dtype=_find_type(one))
            for one in shown
        }
    )
    numbers = [one for one in shown if one.genre != MOTS]
    with TemporaryDirectory() as folder:
        place = Path(folder) / "reponses.sav"
        pyreadstat.write_sav(
            frame,
            place,
            file_label=_cut(tableau.campagne.titre, 60),
            column_labels={one.nom: _cut(one.libelle, _LABEL) for one in shown},
            variable_value_labels={one.nom: _label(one) for one in numbers},
            missing_ranges={one.nom: [{"lo": _LOW, "hi": _HIGH}] for one in numbers if one.statut},
            variable_measure={one.nom: "scale" if one.genre == NUMERIQUE else "nominal" for one in shown},
        )
        return place.read_bytes()


def _find_type(variable: Variable) -> str:
    return "object" if variable.genre == MOTS else "float64"


def _encode(variable: Variable, row: Any) -> Any:
    value = row[variable.nom]
    if variable.genre == MOTS:
        return value or ""
    if value is None:
        return float(MANQUANTES.get(row.get(variable.statut, ""), math.nan))
    if variable.genre == CODE:
        codes = list(variable.modalites)
        return float(codes.index(value) + 1) if value in codes else math.nan
    return float(value)


def _label(variable: Variable) -> dict[int | float, str]:
    labels: dict[int | float, str] = {}
    if variable.genre == CODE:
        labels = {place: _cut(label, 120) for place, label in enumerate(variable.modalites.values(), start=1)}
    elif variable.genre == COCHE:
        labels = {0: "Non", 1: "Oui"}
    if variable.statut:
        labels |= {value: STATUTS[code] for code, value in MANQUANTES.items()}
    return labels


def _cut(text: str, size: int) -> str:
    """At most so many bytes, no character broken."""
    return text.encode()[:size].decode("utf-8", "ignore")
