"""Contracts on their way to SQL: files of one object a line."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

LARGEST_BATCH = 128 << 20  # planning the queries of a batch costs about half a second
LARGEST_OBJECT = 16 << 20  # brut.sql reads lines of at most twice that


@dataclass
class Batch:
    """Contracts of one kind, from one file. `decalage` + the `_n` of a line is the rank in the file."""

    fichier: str
    lot: Path
    genre: str  # marche, contrat-concession
    forme: str  # 2022, 2019
    decalage: int
    ranks: list[int] = field(default_factory=list)  # `_n` of each line
    rejets: list[tuple[int, str, bytes]] = field(default_factory=list)  # (rank in the file, reason, text)
    octets: int = 0

    def open(self) -> IO[bytes]:
        """Start the file of lines."""
        return self.lot.open("wb")
