"""The sheet `settings`: one row; what has no effect is kept and said."""

import re
from dataclasses import dataclass, field

from leviers.survey.formulaires.classeur import Feuille
from leviers.survey.formulaires.constructions import ALIAS_REGLAGES, NON, REGLAGES, SANS_EFFET
from leviers.survey.formulaires.releve import Releve

_ESPACE = re.compile(r'([A-Za-z_][\w.-]*)\s*=\s*"[^"]*"')
_NOM = re.compile(r"[^\W\d][\w.-]*")


@dataclass(slots=True)
class Reglages:
    """What the sheet says; `autres` are the settings kept for the export."""

    titre: str = ""
    code: str = ""
    version: str = ""
    langue: str = ""
    doubles: bool = False
    espaces: frozenset[str] = frozenset()
    autres: dict[str, str] = field(default_factory=dict)


def read_reglages(feuille: Feuille | None, releve: Releve, name: str) -> Reglages:
    """The settings; the file name gives a form_id and a title to a form that has none."""
    stem = re.sub(r"[^\w-]+", "-", name.rpartition("/")[2].rpartition(".")[0]).strip("-") or "questionnaire"
    cells: dict[str, str] = {}
    if feuille is not None:
        rows = [(ligne, row) for ligne, row in feuille.lignes if row]
        for ligne, _ in rows[1:]:
            releve.refuse(
                feuille.nom, ligne, "", "la feuille settings n’a qu’une ligne.", "Supprimez celle-ci."
            )
        if rows:
            cells = _read(feuille, rows[0][0], rows[0][1], releve)
    known = {key: cells.pop(key, "") for key in ("form_title", "form_id", "version", "default_language")}
    doubles = cells.get("allow_choice_duplicates", "").lower() in {"yes", "true", "true()"}
    code = known["form_id"] or stem
    return Reglages(
        titre=known["form_title"] or code,
        code=code,
        version=known["version"],
        langue=known["default_language"],
        doubles=doubles,
        espaces=frozenset(_ESPACE.findall(cells.get("namespaces", ""))),
        autres=cells,
    )


def _read(feuille: Feuille, ligne: int, row: dict[str, str], releve: Releve) -> dict[str, str]:
    cells: dict[str, str] = {}
    for head, value in row.items():
        key = "_".join(head.lower().split())
        key = ALIAS_REGLAGES.get(key, key)
        construction = REGLAGES.get(key)
        if construction is None and "::" in key:
            releve.warn(f"Réglage « {head} » : gardé, sans effet.")
        elif construction is None:
            releve.refuse(
                feuille.nom, ligne, head, "ce réglage est inconnu.", "Corrigez son nom ou retirez-le."
            )
        elif construction.lu == NON:
            releve.refuse(feuille.nom, ligne, head, "ce réglage n’est pas pris en charge.",
                          f"{construction.remarque[:1].upper()}{construction.remarque[1:]}.")  # fmt: skip
        elif construction.lu == SANS_EFFET:
            releve.warn(f"Réglage « {head} » : {construction.remarque}.")
        cells[key] = value
    if len(cells.get("form_id", "")) > 100 or any(c in cells.get("form_id", "") for c in '<>&"\n'):
        releve.refuse(feuille.nom, ligne, "form_id", "le code du questionnaire contient un signe interdit.",
                      "Lettres, chiffres, « - » et « _ », 100 caractères au plus.")  # fmt: skip
    if "name" in cells and not _NOM.fullmatch(cells["name"]):
        releve.refuse(
            feuille.nom, ligne, "name", f"« {cells['name']} » n’est pas un nom de racine.", "Écrivez data."
        )
    return cells
