"""Detection over many records at once: DuckDB leaves aside the titles without any telling word.

records -> distinct titles -> those where a word starts as a motif asks -> `detect` -> back to every record
"""

import json
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection

from leviers.detection.detect import detect
from leviers.detection.lexicon import Lexique, load_lexique
from leviers.detection.patterns import count_titres
from leviers.detection.records import COUCHES, Fait
from leviers.detection.text import GLUE, LOST, ONE_LETTER, TWO_LETTERS

FAITS = (Path(__file__).parent / "faits.sql").read_text(encoding="utf-8")
COLUMNS = ("genre", "objet", "tiers", "tiers_motif", "considerations")
SEPARATOR = " | "
COMMON = 20
"""Titles in ten thousand beyond which a word alone does not make a candidate."""
_CHANNEL = ("cle", "levier", "confiance", "couche", "raison", "est_certaine", "mots")
_TYPES = {"cle": "int64", "confiance": "float64", "est_certaine": "bool"}


def label_table(
    connection: DuckDBPyConnection, query: str, *, into: str, couches: tuple[str, ...] = COUCHES
) -> None:
    """Label the rows of a query into a temporary table (id, genre, levier, confiance, …, version).

    query   gives id, genre, objet, tiers, tiers_motif, considerations (separated by « | »), text or null
    """
    lexique = load_lexique()
    _select_candidates(connection, query, lexique)
    columns: dict[str, list[object]] = {name: [] for name in _CHANNEL}
    rows = connection.execute(f"select cle, {', '.join(COLUMNS)} from _candidats order by cle").fetchall()  # noqa: S608
    for cle, genre, objet, tiers, tiers_motif, considerations in rows:
        declared = tuple(considerations.split(SEPARATOR)) if considerations else ()
        for found in detect(Fait("", genre, objet, tiers, tiers_motif, declared), couches=couches):
            mots = [
                {"champ": mot.champ, "debut": mot.debut, "fin": mot.fin, "texte": mot.texte}
                for mot in found.mots
            ]
            said = json.dumps(mots, ensure_ascii=False)
            values = (found.levier, found.confiance, found.couche, found.raison, found.est_certaine, said)
            for name, value in zip(_CHANNEL, (cle, *values), strict=True):
                columns[name].append(value)
    _bring_back(connection, query, columns, into=into, version=lexique.version)


def _select_candidates(connection: DuckDBPyConnection, query: str, lexique: Lexique) -> None:
    """Distinct records with telling words or a declared field, numbered.

    A rare word is enough. A common one (« locaux ») is looked at only with one of those that its motifs
    ask beside it: searching a plain string is what costs least.
    """
    fields = ", ".join(f"coalesce({name}, '') as {name}" for name in COLUMNS)
    connection.execute(
        f"""
        create or replace temp table _candidats as
        with distinct_faits as (select distinct {fields} from ({query})),
        plie as (select *, {_fold("objet || ' ' || tiers")} as texte from distinct_faits)
        select row_number() over () as cle, {", ".join(COLUMNS)} from plie
        where considerations <> '' or tiers_motif in ('insertion', 'handicap') or {_write_filter(lexique)}
        """,  # noqa: S608  the query and the columns are ours
    )


def _write_filter(lexique: Lexique) -> str:
    alone: list[str] = []
    together: dict[frozenset[str], list[str]] = {}
    for needle, beside in sorted(lexique.merge_needles().items()):
        if beside and count_titres(needle) > COMMON:
            together.setdefault(beside, []).append(needle)
        else:
            alone.append(needle)
    tests = [
        f"(({' or '.join(_contain(needle) for needle in needles)}) and {_match(sorted(beside))})"
        for beside, needles in sorted(together.items(), key=lambda item: item[1])
    ]
    common = sorted({needle for needles in together.values() for needle in needles})
    return f"({_match(alone)} or ({_match(common)} and ({' or '.join(tests)})))"


def _match(starts: list[str]) -> str:
    return f"regexp_matches(texte, '(?:^|[^a-z0-9])[ld]?(?:{'|'.join(starts)})')"


def _contain(needle: str) -> str:
    return f"contains(texte, '{needle}')"


def _fold(expression: str) -> str:
    """The folding of `text.Titre`, as far as the start of a word goes; ASCII, half of titles, costs less."""
    signs, plain = LOST + "".join(ONE_LETTER) + GLUE, "e" + "".join(ONE_LETTER.values())
    folded = f"translate(lower({expression}), '{signs}', '{plain}')"
    for sign, letters in TWO_LETTERS.items():
        folded = f"replace({folded}, '{sign}', '{letters}')"
    return (
        f"case when strlen({expression}) = length({expression}) then lower({expression})"
        f" else strip_accents({folded}) end"
    )


def _bring_back(
    connection: DuckDBPyConnection, query: str, columns: dict[str, list[object]], *, into: str, version: str
) -> None:
    found = {name: np.array(values, dtype=_TYPES.get(name, object)) for name, values in columns.items()}
    joined = " and ".join(f"coalesce(fait.{name}, '') = candidat.{name}" for name in COLUMNS)
    connection.register("_trouve", found)
    connection.execute(
        f"""
        create or replace temp table {into} as
        select fait.id, fait.genre, trouve.levier, trouve.confiance, trouve.couche, trouve.raison,
            trouve.est_certaine, trouve.mots, $version as version
        from ({query}) as fait
        join _candidats as candidat on {joined}
        join _trouve as trouve on trouve.cle = candidat.cle
        """,  # noqa: S608  the query and the columns are ours
        {"version": version},
    )
    connection.unregister("_trouve")
    connection.execute("drop table _candidats")
