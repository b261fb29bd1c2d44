"""The column `parameters`: `start=0 end=10 step=2`, checked for the type of its question."""

import re
from collections.abc import Mapping

from leviers.survey.formulaires import nombres
from leviers.survey.formulaires.releve import Releve

_CHOIX = frozenset({"randomize", "seed"})
ADMIS: Mapping[str, frozenset[str]] = {
    "range": frozenset({"start", "end", "step"}),
    "select_one": _CHOIX,
    "select_multiple": _CHOIX,
    "rank": _CHOIX,
    "select_one_from_file": _CHOIX | {"value", "label"},
    "select_multiple_from_file": _CHOIX | {"value", "label"},
    "text": frozenset({"rows"}),
    "image": frozenset({"max-pixels"}),
}


def read_parametres(type_: str, cell: str, releve: Releve, feuille: str, ligne: int) -> dict[str, str]:
    """Name -> value. A name the type does not know is refused: it would be without effect."""
    found: dict[str, str] = {}
    for piece in re.split(r"[\s,;]+", cell.strip()):
        if not piece:
            continue
        name, sign, value = piece.partition("=")
        if not sign or not value:
            releve.refuse(feuille, ligne, "parameters", f"« {piece} » n’est pas un paramètre.",
                          "Écrivez nom=valeur, séparés par des espaces.")  # fmt: skip
        elif name.lower() not in ADMIS.get(type_, frozenset()):
            known = ", ".join(sorted(ADMIS.get(type_, ()))) or "aucun"
            releve.refuse(feuille, ligne, "parameters", f"« {name} » n’est pas un paramètre de « {type_} ».",
                          f"Paramètres admis : {known}.")  # fmt: skip
        else:
            found[name.lower()] = value
    if found.get("randomize", "true") not in {"true", "false"}:
        releve.refuse(
            feuille, ligne, "parameters", "randomize vaut true ou false.", "Écrivez randomize=true."
        )
    if not found.get("seed", "1").isdecimal():
        releve.refuse(feuille, ligne, "parameters", "seed n’est pas un nombre entier.", "Écrivez seed=42.")
    if type_ == "range":
        _check_range(found, releve, feuille, ligne)
    return found


def _check_range(found: dict[str, str], releve: Releve, feuille: str, ligne: int) -> None:
    values = {name: nombres.as_number(found.get(name, default))
              for name, default in (("start", "1"), ("end", "10"), ("step", "1"))}  # fmt: skip
    for name, value in values.items():
        if value != value:
            releve.refuse(
                feuille, ligne, "parameters", f"{name} n’est pas un nombre.", "Écrivez par exemple end=10."
            )
    if values["step"] == 0 or abs(values["step"]) > abs(values["end"] - values["start"]):
        releve.refuse(feuille, ligne, "parameters", "le pas (step) est nul ou plus grand que l’étendue.",
                      "Choisissez un pas plus petit.")  # fmt: skip
