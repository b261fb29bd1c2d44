"""Receipts: what was received, from where, when, under which licence; and the raw folders they stand in.

raw/<source>/2026-03-02/receipt.json and the files, as received
raw/<source>/2026-03-02-2/           a second, different delivery of the same day
raw/<source>/.en-cours/              what is being received; becomes a dated folder by one rename
"""

import json
import os
import re
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from leviers.errors import NotReady

NAME = "receipt.json"
DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?")


@dataclass(frozen=True)
class ReceivedFile:
    """One file as received; `lignes` is None where counting would mean reading it all."""

    nom: str
    forme: str
    adresse: str
    sha256: str
    octets: int
    lignes: int | None
    etag: str = ""
    modifie: str = ""


@dataclass(frozen=True)
class Receipt:
    """One delivery of one source. `origine` is "reseau" or "miroir"; `heure` is UTC."""

    source: str
    date: str
    heure: str
    origine: str
    licence: str
    fichiers: tuple[ReceivedFile, ...]

    @property
    def sha256(self) -> str:
        """Digest of names, forms and digests of the files: that of the content, whenever it came."""
        lines = sorted(f"{fichier.sha256}  {fichier.forme}  {fichier.nom}\n" for fichier in self.fichiers)
        return sha256("".join(lines).encode()).hexdigest()

    @property
    def octets(self) -> int:
        """Bytes received."""
        return sum(fichier.octets for fichier in self.fichiers)

    @property
    def lignes(self) -> int | None:
        """Rows received, None as soon as one file does not say."""
        counts = [fichier.lignes for fichier in self.fichiers]
        return None if None in counts else sum(count for count in counts if count is not None)


def write_receipt(folder: Path, receipt: Receipt) -> None:
    """Write the receipt beside the files, whole or not at all."""
    totals = {"sha256": receipt.sha256, "octets": receipt.octets, "lignes": receipt.lignes}
    content = {**asdict(receipt), **totals}
    draft = folder / f".{NAME}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=2)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(folder / NAME)


def read_receipt(folder: Path) -> Receipt:
    """Receipt of one dated folder.

    Raises  NotReady when it is missing, damaged, or says something else than the files beside it.
    """
    try:
        content = json.loads((folder / NAME).read_text(encoding="utf-8"))
        files = tuple(ReceivedFile(**row) for row in content.pop("fichiers"))
        totals = {key: content.pop(key) for key in ("sha256", "octets", "lignes")}
        receipt = Receipt(**content, fichiers=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(folder, "manque ou est illisible") from error
    if totals["sha256"] != receipt.sha256:
        raise _damaged(folder, "a été modifié")
    for file in files:
        path = folder / file.nom
        if not path.is_file() or path.stat().st_size != file.octets:
            raise _damaged(folder, f"ne correspond plus au fichier {file.nom}")
    return receipt


def find_latest(folder: Path) -> Path | None:
    """The last delivery kept for one source (`raw/<source>`), None when there is none."""
    if not folder.is_dir():
        return None
    dated = [path for path in folder.iterdir() if DATED.fullmatch(path.name) and path.is_dir()]
    return max(dated, key=_rank, default=None)


def name_folder(folder: Path, day: str) -> Path:
    """A free folder for a delivery of that day."""
    ranks = [rank for date, rank in map(_rank, folder.iterdir()) if date == day]
    return folder / (f"{day}-{max(ranks) + 1}" if ranks else day)


def _rank(path: Path) -> tuple[str, int]:
    match = DATED.fullmatch(path.name)
    return (match[1], int(match[2] or 1)) if match else ("", 0)


def _damaged(folder: Path, what: str) -> NotReady:
    place = f"raw/{folder.parent.name}/{folder.name}"
    return NotReady(
        f"Le reçu de {place} {what}.",
        advice=f"Écartez ce dossier, puis relancez « leviers fetch {folder.parent.name} ».",
    )
