"""Rows behind a figure as a page shows them: columns in words, cells in French, a way back to the source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from leviers.evidence.niveaux import NIVEAUX
from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.reference import territoires, typologie
from leviers.web.addresses import GENRES, find_fait_page
from leviers.web.etude.calcul import Row
from leviers.web.faits.texts import cut
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import nombre

_LETTERS = 160
_PLAIN_NUMBERS = ("annee", "siren", "siret", "ligne", "code")
_HIDDEN = ("cle", "adresse")
_NIVEAUX = {one.code.replace("-", "_"): one.nom for one in NIVEAUX} | {one.code: one.nom for one in NIVEAUX}
_TITLES = ("titre", "objet", "nom", "territoire")


@dataclass(frozen=True)
class Cellule:
    """One cell; `adresse` leads to what it names."""

    texte: str
    adresse: str = ""
    est_nombre: bool = False
    est_dehors: bool = False


@dataclass(frozen=True)
class Table:
    """Rows ready to be shown; the key is the same in all of them, it is left out."""

    colonnes: tuple[tuple[str, bool], ...]
    lignes: tuple[tuple[Cellule, ...], ...]


def show_rows(rows: Iterable[Row]) -> Table:
    """Rows of a query as cells."""
    kept = list(rows)
    names = [name for name in kept[0] if name not in _HIDDEN] if kept else []
    lignes = tuple(_show(row, names) for row in kept)
    numbers = [any(line[place].est_nombre for line in lignes) for place in range(len(names))]
    headings = tuple((_name(name), is_number) for name, is_number in zip(names, numbers, strict=True))
    return Table(headings, lignes)


def _show(row: Row, names: list[str]) -> tuple[Cellule, ...]:
    page = _find_page(row)
    bearer = next((name for name in _TITLES if name in names), names[0] if names else "")
    return tuple(_cell(row, name, page if name == bearer else "") for name in names)


def _cell(row: Row, name: str, page: str) -> Cellule:
    value = row[name]
    if value is None:
        return Cellule("inconnu", page)
    if isinstance(value, bool):
        return Cellule("oui" if value else "non", page)
    if isinstance(value, int | float) or hasattr(value, "as_tuple"):
        is_plain = any(part in _PLAIN_NUMBERS for part in name.split("_"))
        return Cellule(str(value) if is_plain else nombre(float(value)), page, est_nombre=True)
    if isinstance(value, date | datetime):
        return Cellule(value.isoformat(), page)
    if name == "niveau" and value in _NIVEAUX:
        return Cellule(_NIVEAUX[value], page)
    text = str(value)
    if urlsplit(text).scheme in ("http", "https"):
        return Cellule(cut(text, 60), text, est_dehors=True)
    return Cellule(cut(text, _LETTERS), page or _find_named(name, text))


def _find_page(row: Row) -> str:
    """The page of this site that tells the row: its own address first, else what its columns name."""
    own = urlsplit(str(row.get("adresse") or ""))
    if own.path.startswith("/"):
        return own.path
    genre = str(row.get("fait_genre") or next((one for one in GENRES if row.get(f"{one}_id")), ""))
    if fait := str(row.get("fait_id") or row.get(f"{genre}_id") or ""):
        return find_fait_page(genre, fait)
    metropole = territoires.load_metropoles().get(str(row.get("territoire_siren") or ""))
    levier = typologie.load_leviers().get(str(row.get("levier") or ""))
    if metropole and levier:
        return reverse_url("usage", metropole.slug, levier.code)
    demarche = str(row.get("demarche_id") or row.get("demarche") or "")
    if demarche and demarche.replace("-", "").isalnum() and demarche.isascii():
        return reverse_url("demarche", demarche)
    return ""


def _find_named(name: str, text: str) -> str:
    if name in ("territoire_siren", "siren") and (found := territoires.load_metropoles().get(text)):
        return reverse_url("metropole", found.slug)
    if name == "levier" and text in typologie.load_leviers():
        return reverse_url("levier", text)
    if name == "champ" and text in typologie.load_champs():
        return reverse_url("champ", text)
    if name == "fichier":
        return reverse_url("donnees-table", "fichiers")
    return ""


@cache
def _name(name: str) -> str:
    """The words of a column, as the dictionary of the data says them."""
    for table in load_dictionnaire().values():
        for one in table.colonnes:
            if one.nom == name:
                return str(one.titre)
    return name.replace("_", " ")


def say_key(cle: str) -> str:
    """A key in words: its parts are codes of leviers, of champs, SIREN, years; others stay as they are."""
    return ", ".join(_say_part(part) for part in cle.split("."))


def _say_part(part: str) -> str:
    levier, champ = typologie.load_leviers().get(part), typologie.load_champs().get(part)
    place = territoires.load_metropoles().get(part)
    return levier.nom if levier else champ.nom if champ else place.nom if place else part


def as_plain(row: Row) -> dict[str, Any]:
    """A row for a file: dates as texts, decimals as numbers."""
    return {
        name: value.isoformat()
        if isinstance(value, date | datetime)
        else float(value)
        if hasattr(value, "as_tuple")
        else value
        for name, value in row.items()
    }
