"""What is searched of a build: its marchés, subventions, délibérations, structures of the ESS or cited.

Natural persons are left out here, before anything is written: no name of theirs reaches the index.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from leviers.evidence.persons import is_person

STRUCTURE, MARCHE, SUBVENTION, DELIBERATION = "structure", "marche", "subvention", "deliberation"
GENRES = (STRUCTURE, MARCHE, SUBVENTION, DELIBERATION)
SQL = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "sql").glob("*.sql")}
BATCH = 10_000
MAX_TITLE, MAX_NAMES = 1_000, 12
_DEGRES = {"certain": "de l’ESS", "probable": "sans doute de l’ESS"}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SHOWN = 8  # fields kept to be shown: genre to annee

Row = dict[str, Any]


class Fiche(NamedTuple):
    """One record of a build, as it is found and shown.

    titre     what is declared, on one line          qui, qui_siren   who buys, gives or decides
    noms      holders, receiver, or other names of a structure, natural persons left out
    metropole, annee, leviers, sirens                what the operators read
    """

    genre: str
    cle: str
    titre: str = ""
    qui: str = ""
    qui_siren: str = ""
    noms: tuple[str, ...] = ()
    metropole: str = ""
    annee: int | None = None
    leviers: tuple[str, ...] = ()
    sirens: tuple[str, ...] = ()

    def as_bytes(self) -> bytes:
        """What the index keeps to show it: leviers and SIREN are only searched."""
        return _encode(self[:_SHOWN]).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Fiche":
        """What was kept."""
        genre, cle, titre, qui, qui_siren, noms, *rest = json.loads(content)
        return cls(genre, cle, titre, qui, qui_siren, tuple(noms), *rest)


def list_fiches(connection: duckdb.DuckDBPyConnection, genre: str) -> Iterator[Fiche]:
    """Every record of one genre of an open build, batch by batch, the most recent first."""
    read = _READERS[genre]
    with connection.cursor() as cursor:
        cursor.execute(SQL[f"{genre}s"])
        names = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                fiche = read(dict(zip(names, row, strict=True)))
                if fiche:
                    yield fiche


def _read_marche(row: Row) -> Fiche:
    return _read_acte(MARCHE, row, [one for one in row["tiers"] or () if not _is_person(one)])


def _read_subvention(row: Row) -> Fiche:
    said = {"nom": row["tiers_nom"], "siren": row["tiers_siren"], "categorie": row["categorie"]}
    return _read_acte(SUBVENTION, row, [] if _is_person(said) else [said])


def _read_deliberation(row: Row) -> Fiche:
    return _read_acte(DELIBERATION, row, [])


def _read_acte(genre: str, row: Row, tiers: Iterable[Row]) -> Fiche:
    known = list(tiers)
    return Fiche(
        genre=genre,
        cle=row["cle"],
        titre=_clean(row["objet"]),
        qui=_clean(row["qui"]),
        qui_siren=row["qui_siren"] or "",
        noms=_list_names(one["nom"] for one in known),
        metropole=row["metropole"] or "",
        annee=row["annee"],
        leviers=tuple(row["leviers"] or ()),
        sirens=tuple(dict.fromkeys(filter(None, (row["qui_siren"], *(one["siren"] for one in known))))),
    )


def _read_structure(row: Row) -> Fiche | None:
    """None for a natural person, whatever list names it."""
    noms = [nom for nom in _list_names(row["noms"] or ()) if not is_person(nom, None, row["categorie"])]
    if not noms:
        return None
    titre = _clean(row["nom"]) if row["nom"] and _clean(row["nom"]) in noms else noms[0]
    return Fiche(
        genre=STRUCTURE,
        cle=row["cle"],
        titre=titre,
        qui=", ".join(
            part for part in (_clean(row["commune"]).title(), _DEGRES.get(row["degre"], "")) if part
        ),
        noms=tuple(nom for nom in noms if nom != titre),
        metropole=row["metropole"] or "",
        sirens=(row["cle"],),
    )


def _is_person(tiers: Row) -> bool:
    """As pages hide them, and besides a civility is enough, even before a numbered name."""
    return _judge(tiers["nom"], tiers["categorie"])


@lru_cache(maxsize=100_000)
def _judge(nom: str | None, categorie: str | None) -> bool:
    """The same holders and receivers come back on many records."""
    return is_person(nom, None, categorie)


def _list_names(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for nom in names if (clean := _clean(nom))))[:MAX_NAMES]


@lru_cache(maxsize=50_000)
def _clean(text: str | None) -> str:
    """A text on one line, without signs that cannot be seen."""
    if not text:
        return ""
    said = text[: 2 * MAX_TITLE]
    if not said.isprintable():
        said = "".join(mark if mark.isprintable() else " " for mark in said)
    return " ".join(said.split())[:MAX_TITLE]


_READERS: dict[str, Callable[[Row], Fiche | None]] = {
    STRUCTURE: _read_structure,
    MARCHE: _read_marche,
    SUBVENTION: _read_subvention,
    DELIBERATION: _read_deliberation,
}
