"""Contracts on their way to SQL: files of one object a line."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
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
    debuts: "array[int]" = field(default_factory=lambda: array("q"))  # where each line starts in `lot`

    def open(self) -> IO[bytes]:
        """Start the file of lines."""
        return self.lot.open("wb")

    def add_lines(self, ranks: Sequence[int], lengths: Iterable[int]) -> None:
        """Note lines once written, their ranks and how many bytes each takes."""
        self.ranks += ranks
        for length in lengths:
            self.debuts.append(self.octets)
            self.octets += length

    def read_lines(self, ranks: Collection[int]) -> Iterator[tuple[int, bytes]]:
        """Read again some lines, in their order, with their ranks."""
        with self.lot.open("rb") as lines:
            for place, rank in enumerate(self.ranks):
                if rank in ranks:
                    lines.seek(self.debuts[place])
                    yield rank, lines.readline()
