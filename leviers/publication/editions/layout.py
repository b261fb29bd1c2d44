"""Names of the files of an edition; `lire` reads them back, `verifier` tells whether they are as written.

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

import re
from hashlib import file_digest
from pathlib import Path

from leviers.errors import EditionRefused

FOLDER, DRAFTS = "etudes", "brouillon-"
SUMMARY, SUMS = "edition.json", "SHA256SUMS"
ETUDE, CHIFFRES, PASSAGES = "etude.json", "chiffres.json", "paragraphes.json"
FIGURES, PORTRAITS, DONNEES = "figures", "portraits", "donnees"
CODE = re.compile(r"20[0-9]{2}(?:-[1-9])?")


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


def list_names(folder: Path) -> list[str]:
    """Every file of a folder, by its name inside it, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def digest(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
