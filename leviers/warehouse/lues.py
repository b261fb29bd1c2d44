"""The public sources that a build read, each with the day its files came."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from leviers.sources.catalogue import Source, load_sources
from leviers.warehouse.indicateurs import Indicateur
from leviers.warehouse.read import Build


@dataclass(frozen=True)
class SourceLue:
    """A public source of the indicator, and the day when the build received it."""

    titre: str
    editeur: str
    page: str
    licence: str
    date: str
    est_absente: bool


def list_sources(build: Build | None, indicateur: Indicateur) -> tuple[SourceLue, ...]:
    """The sources of an indicator, each with the day its files came."""
    known, read = _load_sources(), _read_sources(build) if build else {}
    found = []
    for code in indicateur.sources:
        source, lue = known[code], read.get(code, {})
        date = lue.get("date") or ""
        found.append(
            SourceLue(
                source.titre,
                source.editeur,
                source.page,
                source.licence,
                date,
                build is not None and not date,
            )
        )
    return tuple(found)


@cache
def _load_sources() -> dict[str, Source]:
    return load_sources()


@lru_cache(maxsize=4)
def _read_sources(build: Build) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in build.read("select source, date from meta.sources")}
