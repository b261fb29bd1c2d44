"""Contours of métropoles, communes and EPCI: one row per feature of a GeoJSON file, WGS 84."""

import gzip
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leviers.errors import SourceUnreadable
from leviers.sources.raw import find_forme
from leviers.sources.staging import Staging, quote_text

SQL = Path(__file__).with_name("stage.sql")
NIVEAUX = {"metropoles": "metropole", "communes": "commune", "epci": "epci"}
GEOMETRIES = ("Polygon", "MultiPolygon")


def stage(staging: Staging) -> None:
    """Stage every GeoJSON file as `contours`; `ligne` is the rank of the feature in its file.

    Raises  SourceUnreadable when a file is cut, or is not a FeatureCollection
    """
    features = staging.work / "contours.jsonl"
    with features.open("w", encoding="utf-8") as stream:
        for path in staging.list_files():
            found = _read_features(path, staging.source)
            staging.report.fichiers[path.name] = {"lignes": len(found)}
            staging.report.lignes_lues += len(found)
            niveau = NIVEAUX[find_forme(staging.source, path.name)]
            for rank, feature in enumerate(found, start=1):
                defect = _find_defect(feature)
                if defect:
                    staging.reject(path.name, rank, defect, json.dumps(feature, ensure_ascii=False))
                else:
                    row = {"fichier": path.name, "ligne": rank, "niveau": niveau, **_flatten(feature)}
                    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    staging.engine.execute(
        "create or replace temp view brut as"  # noqa: S608 (our own file)
        f" select * from read_ndjson('{quote_text(features)}', columns = {{"
        "fichier: 'varchar', ligne: 'bigint', niveau: 'varchar', code: 'varchar', siren: 'varchar',"
        " nom: 'varchar', epci: 'varchar', population: 'varchar', lon: 'double', lat: 'double',"
        " geometrie: 'varchar'}, maximum_object_size = 134217728)"
    )
    staging.write("contours", SQL.read_text(encoding="utf-8"))


def _read_features(path: Path, source: str) -> list[Any]:
    try:
        content = path.read_bytes()
        content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
        collection = json.loads(content)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        what = "est compressé mais coupé ou abîmé"
        raise SourceUnreadable(source=source, fichier=path.name, what=what) from error
    except ValueError as error:
        what = "n’est pas du JSON entier"
        raise SourceUnreadable(source=source, fichier=path.name, what=what) from error
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise SourceUnreadable(source=source, fichier=path.name, what="n’est pas une collection GeoJSON")
    return features


def _find_defect(feature: Any) -> str:
    """Why a feature cannot be drawn, or nothing."""
    if not isinstance(feature, dict):
        return "pas-un-objet"
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES:
        return "geometrie-manquante"
    return "" if isinstance(feature.get("properties"), dict) else "proprietes-manquantes"


def _flatten(feature: Mapping[str, Any]) -> dict[str, Any]:
    given = feature["properties"]
    return {
        **{name: given.get(name) for name in ("code", "siren", "nom", "epci", "lon", "lat")},
        "population": given.get("population_municipale"),
        "geometrie": json.dumps(feature["geometry"], separators=(",", ":")),
    }
