"""A person's file in, the same rows out with leviers, confiance, mots: CSV, JSON lines or Parquet.

Every row and every column is kept, in order. In CSV out, a cell that a spreadsheet would run as a formula
is written as text.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from leviers.detection.label import label_table
from leviers.detection.records import GENRES
from leviers.errors import NotReady

WANTED = ("id", "genre", "objet")
ADDED = ("leviers", "confiance", "mots")
FORMATS = {".csv": "csv", ".jsonl": "json", ".ndjson": "json", ".parquet": "parquet"}
_READERS = {
    "csv": (
        "read_csv($file, all_varchar = true, header = true, strict_mode = false, max_line_size = 10000000)"
    ),
    "json": "read_json($file, format = 'newline_delimited', maximum_object_size = 50000000)",
    "parquet": "read_parquet($file)",
}


def detect_file(source: Path, target: Path | None) -> int:
    """Label every row of a file; without target, write CSV on the standard output. Returns the rows.

    leviers, confiance   codes and confidences, in the same order, separated by « | »
    mots                 the words lit, separated by « | »
    Raises  NotReady, in French: unknown format, unreadable file, encoding, missing column, unknown genre
    """
    kind = _find_format(source)
    out = _find_format(target) if target else "csv"
    connection = duckdb.connect()
    columns = _read(connection, source, kind)
    label_table(connection, _write_query(columns), into="_trouvailles")
    connection.execute(_JOIN.format(kept=_list_kept(columns), order=_ORDER))
    _write(connection, target, out, columns)
    counted = connection.execute("select count(*) from _lignes").fetchone()
    return int(counted[0]) if counted else 0


_SEPARATORS = """'["]?\\s*[,;|]\\s*["]?'"""
_ORDER = "order by confiance desc, levier"
_JOIN = """
create temp table _sortie as
with trouve as (
    select
        id as rang,
        string_agg(levier, ' | ' {order}) as leviers,
        string_agg(cast(confiance as varchar), ' | ' {order}) as confiance,
        string_agg(array_to_string(mots ->> '$[*].texte', ' … '), ' | ' {order}) as mots
    from _trouvailles
    group by id
)
select {kept}, coalesce(trouve.leviers, '') as leviers, coalesce(trouve.confiance, '') as confiance,
    coalesce(trouve.mots, '') as mots
from _lignes as ligne
left join trouve on trouve.rang = cast(ligne._rang as varchar)
order by ligne._rang
"""


def _find_format(path: Path) -> str:
    kind = FORMATS.get(path.suffix.lower())
    if not kind:
        raise NotReady(
            f"Le format de « {path.name} » n’est pas connu.",
            advice="Donnez un fichier .csv, .jsonl ou .parquet.",
        )
    return kind


def _read(connection: duckdb.DuckDBPyConnection, source: Path, kind: str) -> list[str]:
    if not source.is_file():
        raise NotReady(f"Le fichier « {source} » manque.", advice="Vérifiez le chemin.")
    reader = _READERS[kind]
    try:
        connection.execute(
            f"create temp table _lignes as select row_number() over () as _rang, * from {reader}",  # noqa: S608
            {"file": str(source)},
        )
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        advice = "Enregistrez-le en UTF-8, une ligne d’en-tête, des colonnes séparées par , ou ;"
        if "utf-8" in str(error).lower() or "unicode" in str(error).lower():
            raise NotReady(f"« {source.name} » n’est pas en UTF-8.", advice=advice) from error
        raise NotReady(f"« {source.name} » ne se lit pas : {said}", advice=advice) from error
    described = connection.execute("describe _lignes").fetchall()
    columns = [name for name, *_others in described if name != "_rang"]
    _check(connection, source, columns)
    return columns


def _check(connection: duckdb.DuckDBPyConnection, source: Path, columns: list[str]) -> None:
    if missing := [name for name in WANTED if name not in columns]:
        raise NotReady(
            f"Il manque à « {source.name} » : {', '.join(missing)}.",
            advice="Il faut les colonnes id, genre (marche, subvention ou deliberation) et objet.",
        )
    allowed = ", ".join(f"'{genre}'" for genre in GENRES)
    wrong = connection.execute(
        "select min(_rang), arg_min(genre, _rang) from _lignes"  # noqa: S608
        f" where genre is null or genre not in ({allowed})"
    ).fetchone()
    if wrong and wrong[0] is not None:
        raise NotReady(
            f"Ligne {wrong[0]} de « {source.name} » : genre « {wrong[1] or ''} » inconnu.",
            advice="Genres admis : marche, subvention, deliberation.",
        )


def _write_query(columns: list[str]) -> str:
    def take(name: str) -> str:
        return f'cast("{name}" as varchar)' if name in columns else "null"

    texts = ", ".join(f"{take(name)} as {name}" for name in ("objet", "tiers", "tiers_motif"))
    sociales = f"regexp_replace(trim({take('considerations_sociales')}, '[] '), {_SEPARATORS}, ' | ', 'g')"
    return f"select cast(_rang as varchar) as id, genre, {texts}, {sociales} as considerations from _lignes"  # noqa: S608


def _list_kept(columns: list[str]) -> str:
    kept = [name for name in columns if name not in ADDED]
    return ", ".join(f"ligne.{_quote(name)}" for name in kept)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _write(connection: duckdb.DuckDBPyConnection, target: Path | None, kind: str, columns: list[str]) -> None:
    names = [*(name for name in columns if name not in ADDED), *ADDED]
    chosen = ", ".join(_neutralise(name) if kind == "csv" else _quote(name) for name in names)
    options = {"csv": "format csv, header", "json": "format json", "parquet": "format parquet"}[kind]
    with TemporaryDirectory() as folder:
        place = target or Path(folder) / "sortie.csv"
        quoted = str(place).replace("'", "''")
        try:
            connection.execute(f"copy (select {chosen} from _sortie) to '{quoted}' ({options})")  # noqa: S608
        except duckdb.Error as error:
            advice = "Choisissez un dossier qui existe et où vous pouvez écrire."
            said = f"« {place} » ne s’écrit pas : {str(error).splitlines()[0]}"
            raise NotReady(said, advice=advice) from error
        if not target:
            with place.open(encoding="utf-8", newline="") as text:
                shutil.copyfileobj(text, sys.stdout)


def _neutralise(name: str) -> str:
    """A cell that starts like a formula gets an apostrophe, as spreadsheets ask; numbers are left alone."""
    quoted = _quote(name)
    text = f"cast({quoted} as varchar)"
    test = f"regexp_matches({text}, '^[=@\\t\\r+-]') and try_cast({text} as double) is null"
    return f"case when {test} then '''' || {text} else {text} end as {quoted}"
