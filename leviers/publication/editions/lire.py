"""Editions on disk, read back: each frozen folder of the home, and the draft behind a link.

What cannot be read is not there: a folder being written, or cut short, is left out and never raises.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from leviers.publication.editions.layout import (
    CHIFFRES,
    CODE,
    ETUDE,
    FIGURES,
    FOLDER,
    PASSAGES,
    SUMMARY,
    SUMS,
    digest,
)
from leviers.publication.etude.contexte import Passage
from leviers.publication.models import COURANTE

_FIGURE = re.compile(r"[0-9a-z-]+")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_FAULTS = (OSError, RuntimeError, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class Piece:
    """One file of an edition: its path in the folder, its weight, its digest."""

    nom: str
    octets: int
    sha256: str

    @property
    def format(self) -> str:
        """Its ending."""
        return self.nom.rpartition(".")[2]


@dataclass(frozen=True)
class Publiee:
    """One edition; what is heavy is read once, when it is asked for."""

    folder: Path
    sommaire: dict[str, Any] = field(hash=False)

    @property
    def code(self) -> str:
        """Its word in addresses: « 2026 », « courante » for the draft."""
        return str(self.sommaire["code"])

    @property
    def titre(self) -> str:
        """« Édition 2026 », « Brouillon »."""
        return str(self.sommaire.get("titre") or f"Édition {self.code}")

    @property
    def jour(self) -> str:
        """Day when it was written, ISO."""
        return str(self.sommaire.get("jour") or "")

    @property
    def build(self) -> str:
        """Number of the build whose acts it read; empty when it read none."""
        return str(self.sommaire.get("build") or "")

    @property
    def doi(self) -> str:
        """Its DOI when it was frozen, empty when it had none."""
        return str(self.sommaire.get("doi") or "")

    @property
    def precedente(self) -> str:
        """Code of the edition that it follows, whose tables it compares with its own; empty for the first."""
        return str(self.sommaire.get("precedente") or "")

    @property
    def digest(self) -> str:
        """What changes when anything of it changes."""
        return str(self.sommaire["digest"])

    @property
    def est_brouillon(self) -> bool:
        """Whether it is the draft, which anything may change."""
        return self.code == COURANTE

    @property
    def est_entiere(self) -> bool:
        """Whether its chapters and its figures can be read; looked at again until they can."""
        try:
            return bool(self.chapitres) and self.chiffres is not None
        except _FAULTS:
            return False

    @cached_property
    def etude(self) -> dict[str, Any]:
        """The study in blocks and pieces."""
        return _read_mapping(self.folder / ETUDE)

    @cached_property
    def chapitres(self) -> dict[str, dict[str, Any]]:
        """Chapters by code, in order of reading."""
        return {one["code"]: one for one in self.etude["chapitres"]}

    @cached_property
    def chiffres(self) -> dict[str, dict[str, Any]]:
        """Measures by code, each with its queries and the values that the study used."""
        return _read_mapping(self.folder / CHIFFRES)

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """Paragraphs that may be corrected, by key, in the order of reading."""
        rows = json.loads((self.folder / PASSAGES).read_text(encoding="utf-8"))
        return {row["cle"]: Passage(**row) for row in rows}

    @cached_property
    def sommes(self) -> dict[str, str]:
        """Digest of each file by name; empty when they cannot be read."""
        try:
            lines = (self.folder / SUMS).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return {}
        return {match[2]: match[1] for match in map(_SUM.fullmatch, lines) if match}

    @cached_property
    def pieces(self) -> dict[str, Piece]:
        """Files that may be given, by name: those of the sums, true files of the folder, and no other."""
        return {one.nom: one for one in self._list_pieces()}

    def read_figure(self, name: str) -> str:
        """One drawing as SVG; empty when it is not there."""
        file = self.folder / FIGURES / f"{name}.svg"
        if not _FIGURE.fullmatch(name) or not file.is_file():
            return ""
        return file.read_text(encoding="utf-8")

    def _list_pieces(self) -> Iterator[Piece]:
        for name in sorted({*self.sommes, SUMS, SUMMARY}):
            path = self.folder / name
            if path.is_file() and path.resolve() == path:
                yield Piece(name, path.stat().st_size, self.sommes.get(name) or digest(path))


def read_edition(folder: Path) -> Publiee | None:
    """The edition of a folder by its summary; None when it is not there, or cannot be read."""
    try:
        return _read(folder.resolve(strict=True), (folder / SUMMARY).read_bytes())
    except _FAULTS:
        return None


def find_edition(home: Path, code: str) -> Publiee | None:
    """A frozen edition, or the draft in force under « courante », by its summary; None when not there."""
    if code != COURANTE and not CODE.fullmatch(code):
        return None
    found = read_edition(home / FOLDER / code)
    return found if found and found.code == code else None


def open_edition(home: Path, code: str) -> Publiee | None:
    """The same for readers of the site: None when it is not whole."""
    found = find_edition(home, code)
    return found if found and found.est_entiere else None


def list_frozen(home: Path) -> list[Publiee]:
    """Frozen editions by their summaries, the latest first."""
    try:
        names = [path.name for path in (home / FOLDER).iterdir() if CODE.fullmatch(path.name)]
    except OSError:
        return []
    found = [one for name in names if (one := find_edition(home, name))]
    return sorted(found, key=lambda one: (one.jour, one.code), reverse=True)


def list_editions(home: Path) -> list[Publiee]:
    """The same for readers of the site: those that are whole."""
    return [one for one in list_frozen(home) if one.est_entiere]


@lru_cache(maxsize=32)
def _read(folder: Path, summary: bytes) -> Publiee:
    """Kept in memory for as long as its summary says the same."""
    said = _as_mapping(json.loads(summary))
    return Publiee(folder, said | {"code": said["code"], "digest": said["digest"]})


def _read_mapping(file: Path) -> dict[str, Any]:
    return _as_mapping(json.loads(file.read_text(encoding="utf-8")))


def _as_mapping(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise TypeError(found)
    return found
