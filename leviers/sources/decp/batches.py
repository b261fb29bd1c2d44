"""Contracts on their way to SQL: files of one object a line.

A line carries its rank in its array as `_n`, or nothing when ranks follow one another: the place
of the line says it.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

LARGEST_BATCH = 128 << 20  # about a hundred thousand contracts, a few hundred megabytes once in a table
LARGEST_OBJECT = 16 << 20


@dataclass
class Batch:
    """Contracts of one kind, from one file. `decalage` + the `_n` of a line is the rank in the file."""

    fichier: str
    lot: Path
    genre: str  # marche, contrat-concession
    forme: str  # 2022, 2019
    decalage: int
    ranks: list[int] = field(default_factory=list)  # rank of each line in its array
    rejets: list[tuple[int, str, bytes]] = field(default_factory=list)  # (rank in the file, reason, text)
    numbered: bool = False  # some line, and all those after it, carry `_n`
    octets: int = 0
    longest: int = 0  # bytes of the longest line
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
            self.longest = max(self.longest, length)

    def follows(self, rank: int) -> bool:
        """Whether the lines before it are enough to know a rank."""
        return not self.numbered and (not self.ranks or rank == self.ranks[-1] + 1)

    def read_lines(self, places: Collection[int]) -> Iterator[tuple[int, bytes]]:
        """Read again the lines at some places, counted from 0; give each place and text."""
        with self.lot.open("rb") as lines:
            for place in sorted(places):
                lines.seek(self.debuts[place])
                yield place, lines.readline()
