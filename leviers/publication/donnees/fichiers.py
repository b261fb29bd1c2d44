"""Files of a bundle: CSV, Parquet, GeoJSON, zip; the same table always gives the same bytes.

CSV      UTF-8 with its mark, semicolons, lines ended by LF, dates ISO, points in numbers, empty when unknown.
         A text that a spreadsheet would run as a formula is preceded by one apostrophe; a text that already
         looks so protected gets one more: removing one apostrophe before « = + - @ », tab or return gives
         back the very text, which Parquet holds as it is.
"""

import gzip
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from leviers.publication.donnees import geo
from leviers.publication.donnees.dictionnaire import Colonne, load_dictionnaire
from leviers.publication.donnees.tables import Tables
from leviers.warehouse.read import quote

BOM = b"\xef\xbb\xbf"
PROTECTED = "^'*[=+\\-@\\t\\r]"
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "zip": "application/zip",
    "md": "text/markdown",
}
COMPRESSIBLE = ("csv", "geojson", "json", "jsonld", "ttl")
GEO = ("territoires", "communes", "structures")
"""Tables that are also maps."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 20
_ROWS = 50_000


@dataclass(frozen=True)
class Fichier:
    """One file as written: its name, its weight, its digest."""

    nom: str
    octets: int
    sha256: str

    @property
    def format(self) -> str:
        """Its ending."""
        return self.nom.rpartition(".")[2]

    @property
    def media(self) -> str:
        """Its media type."""
        return MEDIA.get(self.format, "text/plain")


def write_csv(tables: Tables, code: str, folder: Path) -> Fichier:
    """One table as CSV."""
    draft, target = folder / f".{code}.csv", folder / f"{code}.csv"
    columns = ", ".join(_protect(colonne) for colonne in load_dictionnaire()[code].colonnes)
    _copy(tables, tables.select(code, columns), draft, "format csv, delimiter ';', header")
    with draft.open("rb") as source, target.open("wb") as stream:
        stream.write(BOM)
        shutil.copyfileobj(source, stream, _BLOCK)
    draft.unlink()
    return describe(target)


def write_parquet(tables: Tables, code: str, folder: Path, version: str) -> Fichier:
    """One table as Parquet; the version stands in its metadata."""
    target = folder / f"{code}.parquet"
    said = f"kv_metadata {{donnees: '{quote(code)}', version: '{quote(version)}'}}"
    options = f"format parquet, compression zstd, row_group_size {_ROWS}, {said}"
    _copy(tables, tables.select(code), target, options)
    return describe(target)


def write_geojson(tables: Tables, code: str, folder: Path) -> Fichier:
    """One table as a map; what has no known place keeps its row, without geometry."""
    shapes = _read_shapes(tables, code)
    features = [geo.as_feature(_as_json(row), _find_shape(code, row, shapes)) for row in tables.read(code)]
    return write_json(folder / f"{code}.geojson", {"type": "FeatureCollection", "features": features})


def write_json(target: Path, content: Any, *, indent: int | None = None) -> Fichier:
    """An object as JSON, in UTF-8, keys as given."""
    separators = None if indent else (",", ":")
    target.write_text(
        json.dumps(content, ensure_ascii=False, indent=indent, separators=separators) + "\n", encoding="utf-8"
    )
    return describe(target)


def write_text(target: Path, text: str) -> Fichier:
    """A text in UTF-8."""
    target.write_text(text, encoding="utf-8")
    return describe(target)


def write_zip(target: Path, files: Iterable[Path]) -> Fichier:
    """Files in one archive, in the order given, without the hour nor the owner of anything."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for file in files:
            entry = ZipInfo(f"{target.stem}/{file.name}", _EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as stream:
                shutil.copyfileobj(source, stream, _BLOCK)
    return describe(target)


def compress(file: Path) -> None:
    """A compressed twin beside a file of text, for readers that accept it."""
    twin = file.with_name(f"{file.name}.gz")
    with (
        file.open("rb") as source,
        twin.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=6, mtime=0) as stream,
    ):
        shutil.copyfileobj(source, stream, _BLOCK)


def describe(file: Path) -> Fichier:
    """Weight and digest of a file."""
    digest = sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return Fichier(file.name, file.stat().st_size, digest.hexdigest())


def _copy(tables: Tables, query: str, target: Path, options: str) -> None:
    tables.connection.execute(f"copy ({query}) to '{quote(target)}' ({options})")


def _protect(colonne: Colonne) -> str:
    name = f'"{colonne.nom}"'
    if colonne.sql != "VARCHAR":
        return name
    test = f"regexp_matches({name}, '{quote(PROTECTED)}')"
    return f"case when {test} then '''' || {name} else {name} end as {name}"


def _read_shapes(tables: Tables, code: str) -> dict[str, Any]:
    """Outlines by code of commune or by SIREN; none without a build, or where none was delivered."""
    if code not in ("communes", "territoires") or not tables.has_build:
        return {}
    query = "select code_insee, territoire_siren, geometrie from build.facts.contours order by code_insee"
    found = tables.connection.execute(query).fetchall()
    rows = [(insee, siren, json.loads(shape)) for insee, siren, shape in found]
    if code == "communes":
        return {insee: shape for insee, _siren, shape in rows}
    sirens = sorted({siren for _insee, siren, _shape in rows})
    return {siren: geo.merge(shape for _insee, own, shape in rows if own == siren) for siren in sirens}


def _find_shape(code: str, row: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any] | None:
    if code == "communes":
        shape: dict[str, Any] | None = shapes.get(row["code_insee"])
        return shape
    return shapes.get(row["siren"] or "") or geo.as_point(row["lon"], row["lat"])


def _as_json(row: dict[str, Any]) -> dict[str, Any]:
    return {nom: value.isoformat() if hasattr(value, "isoformat") else value for nom, value in row.items()}
