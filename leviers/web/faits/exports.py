"""A whole selection as a file: CSV, JSON or Parquet, written by DuckDB, sent as it is."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.http import StreamingHttpResponse

from leviers.evidence.explore import write_selection
from leviers.evidence.explorers import COLONNES, Explorer
from leviers.evidence.selection import Selection
from leviers.warehouse.read import Build, quote
from leviers.web.answers import BOM

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_OPTIONS = {
    "csv": "format csv, delimiter ';', header true",
    "json": "format json, array true",
    "parquet": "format parquet, compression zstd, kv_metadata {{adresse: '{adresse}', build: '{build}'}}",
}
_TEXTS = frozenset(("fait_id", "titre", "donneur_nom", "tiers_nom", "nom"))
_BLOCK = 1 << 18


def send_selection(
    build: Build, explorer: Explorer, selection: Selection, kind: str, address: str
) -> StreamingHttpResponse:
    """The rows of a selection in the order of the page; `address` cites it."""
    query, values = write_selection(build, explorer, selection, _list_columns(explorer, kind))
    options = _OPTIONS[kind].format(adresse=quote(address), build=quote(build.numero))
    with NamedTemporaryFile(prefix="leviers-", suffix=f".{kind}", delete=False) as file:
        target = Path(file.name)
    with ExitStack() as stack:
        stack.callback(target.unlink)
        build.copy(query, values, target, options)
        stack.pop_all()
    before, after = _surround(build, kind, address)
    response = StreamingHttpResponse(_read(target, before, after), content_type=TYPES[kind])
    name = f"leviers-{explorer.code}-{build.numero}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Link"] = f'<{address}>; rel="canonical"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _list_columns(explorer: Explorer, kind: str) -> str:
    return ", ".join(
        f"{_guard(colonne.expression) if kind == 'csv' else colonne.expression} as {colonne.nom}"
        for colonne in COLONNES[explorer.code]
    )


def _guard(column: str) -> str:
    """A cell that a spreadsheet would run as a formula is preceded by an apostrophe (web/answers.py)."""
    if column not in _TEXTS:
        return column
    return f"case when regexp_matches({column}, '^[=+\\-@\\t\\r]') then '''' || {column} else {column} end"


def _surround(build: Build, kind: str, address: str) -> tuple[bytes, bytes]:
    if kind == "csv":
        return BOM.encode(), b""
    if kind == "parquet":
        return b"", b""
    head: dict[str, Any] = {"adresse": address, "build": build.numero, "est_fictif": build.est_fictif}
    return json.dumps(head, ensure_ascii=False)[:-1].encode() + b',"lignes":', b"}"


def _read(target: Path, before: bytes, after: bytes) -> Iterator[bytes]:
    """The file between its two ends; gone as soon as it is open."""
    with target.open("rb") as stream:
        with suppress(OSError):
            target.unlink()
        yield before
        while block := stream.read(_BLOCK):
            yield block
        yield after
