"""Raw files of one source as one SQL view, whatever their format: text, compressed text or Parquet."""

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import duckdb

from leviers.errors import SourceUnreadable
from leviers.sources.catalogue import Colonnes, load_sources
from leviers.sources.regular import read_regular
from leviers.sources.staging import Staging, quote_text
from leviers.sources.tables import find_columns, read_table, require_columns

PARQUET = b"PAR1"
LONGEST_ROW = 32 << 20


def read_raw(staging: Staging, *, forme: str = "", view: str = "brut") -> Colonnes | None:
    """Make a view of the files of one form: fichier, ligne, then each column of `source.toml` as text.

    Shape   rows in the order of the files; a column that a file lacks is null there
    Returns the columns; None, and no view, when no file has this form
    Raises  SourceUnreadable, SourceChanged
    """
    declared = load_sources()[staging.source].colonnes
    forme = forme or next(iter(declared))
    colonnes = declared[forme]
    parts = []
    for number, path in enumerate(staging.list_files()):
        if find_forme(staging.source, path.name) != forme:
            continue
        if is_parquet(path):
            parts.append(_select_parquet(staging, path, colonnes))
        elif regular := read_regular(staging, path, colonnes, table=f"{view}_{number}"):
            parts.append(regular)
        else:
            text = staging.work / f"{view}-{number}.txt"
            read_table(staging, path, colonnes, output=text)
            parts.append(_select_text(text, (*colonnes.obligatoires, *colonnes.facultatives)))
    if not parts:
        return None
    staging.engine.execute(f"create or replace temp view {view} as {' union all '.join(parts)}")
    return colonnes


def find_forme(source: str, name: str) -> str:
    """The form of a raw file by its name, as `source.toml` says; the first form when it says nothing."""
    fichiers = load_sources()[source].fichiers
    for fichier in fichiers:
        if name == fichier.nom or fnmatch(name.lower(), PurePosixPath(fichier.miroir).name.lower()):
            return fichier.forme
    return fichiers[0].forme


def is_parquet(path: Path) -> bool:
    """Tell whether a file starts as Parquet does."""
    with path.open("rb") as stream:
        return stream.read(len(PARQUET)) == PARQUET


def list_parquet_columns(staging: Staging, path: Path) -> list[str]:
    """Names of the columns of a Parquet file.

    Raises  SourceUnreadable when its footer is missing or broken
    """
    try:
        rows = staging.engine.execute("describe select * from read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        what = "n’est pas un fichier Parquet entier"
        raise SourceUnreadable(source=staging.source, fichier=path.name, what=what) from error
    return [row[0] for row in rows]


def _select_parquet(staging: Staging, path: Path, colonnes: Colonnes) -> str:
    given = list_parquet_columns(staging, path)
    found = find_columns(colonnes, given)
    require_columns(colonnes, found, source=staging.source, fichier=path.name)
    rows = staging.engine.execute(
        "select coalesce(sum(num_rows), 0) from parquet_file_metadata(?)", [str(path)]
    ).fetchall()[0][0]
    staging.report.lignes_lues += int(rows)
    used = {place for places in found.values() for place in places}
    ignored = [name for place, name in enumerate(given) if place not in used]
    staging.report.fichiers[path.name] = {"lignes": int(rows), "colonnes_ignorees": ignored}
    columns = [
        f"cast({_quote_name(given[found[name][0]])} as varchar) as {_quote_name(name)}"
        if name in found
        else f"null::varchar as {_quote_name(name)}"
        for name in (*colonnes.obligatoires, *colonnes.facultatives)
    ]
    return (
        f"select '{quote_text(path.name)}' as fichier, file_row_number + 1 as ligne, {', '.join(columns)}"  # noqa: S608
        f" from read_parquet('{quote_text(path)}', file_row_number = true)"
    )


def _select_text(text: Path, names: Sequence[str]) -> str:
    columns = ", ".join(f"'{quote_text(name)}': 'varchar'" for name in names)
    return (
        f"select * from read_csv('{quote_text(text)}', delim = chr(31), quote = '', escape = '',"  # noqa: S608
        f" header = false, auto_detect = false, new_line = '\\n', max_line_size = {LONGEST_ROW},"
        f" columns = {{'fichier': 'varchar', 'ligne': 'bigint', {columns}}})"
    )


def _quote_name(name: str) -> str:
    """A column name of an outside file, looked up beforehand in its schema."""
    return '"' + name.replace('"', '""') + '"'
