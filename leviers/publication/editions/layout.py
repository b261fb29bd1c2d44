"""Names of the files of an edition, and how they are read back.

folder/etude.json resume.json   what both faces read: `Etude.as_data()`
folder/figures/<name>.svg       drawings, by the name that blocks give
folder/chiffres.json            each measure: its query, and each value that was used
folder/paragraphes.json         paragraphs that may be corrected, with the values of their names
folder/etude.pdf resume.pdf     on paper; portraits/<slug>.pdf, one a métropole
folder/donnees/                 the open data of the same state, whole
folder/citation.bib .ris .json  how to cite it
folder/SHA256SUMS               digest of each of these files, for `sha256sum -c`
folder/edition.json             what it is, and the digest of SHA256SUMS; written last
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from leviers.errors import EditionRefused
from leviers.publication.etude.contexte import Passage
from leviers.publication.models import COURANTE

FOLDER, DRAFTS = "etudes", "brouillon-"
SUMMARY, SUMS = "edition.json", "SHA256SUMS"
CHIFFRES, PASSAGES = "chiffres.json", "paragraphes.json"
FIGURES, PORTRAITS, DONNEES = "figures", "portraits", "donnees"
CODE = re.compile(r"20\d\d(?:-[1-9])?")
_SAFE = re.compile(r"[\w.-]+(?:/[\w.-]+)*")


@dataclass(frozen=True)
class Publiee:
    """An edition on disk, read from its summary."""

    folder: Path
    sommaire: dict[str, Any]

    @property
    def code(self) -> str:
        """« 2026 », or « courante » for the draft."""
        return str(self.sommaire["code"])

    @cached_property
    def etude(self) -> dict[str, Any]:
        """The whole study, as data."""
        return dict(self.read("etude.json"))

    @cached_property
    def chiffres(self) -> dict[str, Any]:
        """Measures by code, with the values that the study used."""
        return dict(self.read(CHIFFRES))

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """Paragraphs that may be corrected, by key, in the order of reading."""
        return {row["cle"]: Passage(**row) for row in self.read(PASSAGES)}

    def read(self, name: str) -> Any:
        """One of its files of data."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def find(self, name: str) -> Path | None:
        """One of its files by the name that its sums give, or nothing; no other file is ever given."""
        is_named = _SAFE.fullmatch(name) and ".." not in name
        known = is_named and (name in self.sommes or name in (SUMS, SUMMARY))
        return self.folder / name if known else None

    @cached_property
    def sommes(self) -> dict[str, str]:
        """Digest of each file by name."""
        lines = (self.folder / SUMS).read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def read_edition(folder: Path) -> Publiee | None:
    """The edition of a folder; None when it is not there, or not whole."""
    try:
        return Publiee(folder, json.loads((folder / SUMMARY).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def find_edition(home: Path, code: str) -> Publiee | None:
    """A frozen edition, or the draft in force under « courante »; None when it is not there."""
    place = home / FOLDER
    if code == COURANTE:
        try:
            return _open(place / os.readlink(place / COURANTE))
        except OSError:
            return None
    return _open(place / code) if CODE.fullmatch(code) else None


def list_frozen(home: Path) -> list[Publiee]:
    """Frozen editions, the latest first."""
    place = home / FOLDER
    names = [path.name for path in place.iterdir()] if place.is_dir() else []
    found = [_open(place / name) for name in names if CODE.fullmatch(name)]
    return sorted(
        (one for one in found if one), key=lambda one: (one.sommaire["jour"], one.code), reverse=True
    )


def check_code(code: str) -> str:
    """The code of an edition to be frozen.

    Raises  EditionRefused when it is not a year, or a year and a rank
    """
    if not CODE.fullmatch(code):
        raise EditionRefused(
            f"« {code} » ne peut pas être le code d’une édition.",
            advice="Donnez une année, comme 2026 ; pour une seconde édition dans l’année, 2026-2.",
        )
    return code


def verify(folder: Path) -> list[str]:
    """What is wrong with the files of an edition, in words; empty when each is as it was written."""
    edition = read_edition(folder)
    if edition is None:
        return [f"{SUMMARY} manque ou ne se lit pas"]
    try:
        sums = (folder / SUMS).read_bytes()
    except OSError:
        return [f"{SUMS} manque"]
    if sha256(sums).hexdigest() != edition.sommaire["digest"]:
        return [f"{SUMS} a été modifié"]
    faults = [fault for name, digest in edition.sommes.items() if (fault := _check(folder, name, digest))]
    known = {*edition.sommes, SUMS, SUMMARY}
    extra = [name for name in list_names(folder) if name not in known]
    return [*faults, *(f"{name} a été ajouté" for name in extra)]


def list_names(folder: Path) -> list[str]:
    """Every file of a folder, by its name inside it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _check(folder: Path, name: str, wanted: str) -> str:
    try:
        return "" if digest(folder / name) == wanted else f"{name} a été modifié"
    except OSError:
        return f"{name} manque"


@lru_cache(maxsize=32)
def _open_stamped(folder: Path, _stamp: int) -> Publiee | None:
    return read_edition(folder)


def _open(folder: Path) -> Publiee | None:
    """Kept in memory for as long as its summary is the same file."""
    try:
        return _open_stamped(folder, (folder / SUMMARY).stat().st_mtime_ns)
    except OSError:
        return None
