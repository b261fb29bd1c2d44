"""Editions on disk, as the site reads them: each whole folder of the home, and the draft behind a link.

home/etudes/<code>/edition.json   code, titre, jour, version, build, doi, digest
home/etudes/<code>/etude.json     the study in blocks and pieces: `Etude.as_data()`
home/etudes/<code>/chiffres.json  {mesure: {titre, unite, requete, requete_lignes, valeurs: {cle: …}}}
home/etudes/<code>/figures/       drawings, donnees/ the tables, then papers and files to download
home/etudes/courante              a link to the draft

What is not whole is not there: a folder being written, or cut short, is left out and never raises.
"""

import json
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from leviers.publication.donnees.fichiers import describe

FOLDER, COURANTE = "etudes", "courante"
SUMS = "SHA256SUMS"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIGURE = re.compile(r"[0-9a-z-]+")
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")


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


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition; what is heavy is read once, when it is asked for."""

    dossier: Path
    fiche: dict[str, Any]

    @property
    def code(self) -> str:
        """Its word in addresses: « 2026 », « courante »."""
        return str(self.fiche["code"])

    @property
    def titre(self) -> str:
        """« Édition 2026 », « Brouillon »."""
        return str(self.fiche.get("titre") or f"Édition {self.code}")

    @property
    def jour(self) -> str:
        """Day when it was written, ISO."""
        return str(self.fiche.get("jour") or "")

    @property
    def build(self) -> str:
        """Number of the build whose acts it read; empty when it read none."""
        return str(self.fiche.get("build") or "")

    @property
    def doi(self) -> str:
        """Its DOI, empty while it has none."""
        return str(self.fiche.get("doi") or "")

    @property
    def precedente(self) -> str:
        """Code of the edition that it follows, whose tables it compares with its own; empty for the first."""
        return str(self.fiche.get("precedente") or "")

    @property
    def digest(self) -> str:
        """What changes when anything of it changes."""
        return str(self.fiche["digest"])

    @property
    def est_brouillon(self) -> bool:
        """Whether it is the draft, which anything may change."""
        return self.code == COURANTE

    @cached_property
    def etude(self) -> dict[str, Any]:
        """The study in blocks and pieces."""
        return _read(self.dossier / "etude.json")

    @cached_property
    def chapitres(self) -> dict[str, dict[str, Any]]:
        """Chapters by code, in order of reading."""
        return {one["code"]: one for one in self.etude["chapitres"]}

    @cached_property
    def chiffres(self) -> dict[str, dict[str, Any]]:
        """Measures by code, each with its queries and its values."""
        return _read(self.dossier / "chiffres.json")

    @cached_property
    def pieces(self) -> dict[str, Piece]:
        """Files that may be downloaded, by path: real files of the folder, never what a link leads to."""
        known = _read_sums(self.dossier / SUMS)
        return {piece.nom: piece for piece in _list_pieces(self.dossier, known)}

    def read_figure(self, name: str) -> str:
        """One drawing as SVG; empty when it is not there."""
        file = self.dossier / "figures" / f"{name}.svg"
        if not _FIGURE.fullmatch(name) or not file.is_file():
            return ""
        return file.read_text(encoding="utf-8")


def list_editions(home: Path) -> list[Edition]:
    """Frozen editions that are whole, the latest first; the draft is not one of them."""
    try:
        names = [path.name for path in (home / FOLDER).iterdir() if not path.is_symlink()]
    except OSError:
        return []
    found = [open_edition(home, name) for name in names if name != COURANTE]
    return sorted((one for one in found if one), key=lambda one: (one.jour, one.code), reverse=True)


def open_edition(home: Path, code: str) -> Edition | None:
    """The edition of a code, kept by its digest; None when it is not there or not whole."""
    if not _CODE.fullmatch(code):
        return None
    try:
        folder = (home / FOLDER / code).resolve(strict=True)
        found = _open(folder, (folder / "edition.json").read_bytes())
    except (OSError, RuntimeError, ValueError, KeyError, TypeError):
        return None
    return found if found.code == code else None


@lru_cache(maxsize=16)
def _open(folder: Path, sheet: bytes) -> Edition:
    """The edition of a folder; what is not whole raises, so that it is looked at again the next time."""
    fiche = json.loads(sheet)
    edition = Edition(folder, {**fiche, "code": fiche["code"], "digest": fiche["digest"]})
    if not edition.chapitres or edition.chiffres is None:
        raise ValueError(folder)
    return edition


def _read(file: Path) -> dict[str, Any]:
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise TypeError(file)
    return found


def _read_sums(file: Path) -> dict[str, str]:
    try:
        found = map(_SUM.fullmatch, file.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError):
        return {}
    return {match[2].removeprefix("./"): match[1] for match in found if match}


def _list_pieces(folder: Path, known: dict[str, str]) -> list[Piece]:
    """Every file in order of name; a digest that nobody wrote is computed."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_hidden = any(part.startswith(".") for part in name.split("/"))
        if is_hidden or path.is_symlink() or not path.is_file() or not path.resolve().is_relative_to(folder):
            continue
        digest = known.get(name) or describe(path).sha256
        found.append(Piece(name, path.stat().st_size, digest))
    return found
