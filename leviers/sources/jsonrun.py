"""Elements of one array, cut out of a JSON text as bytes, and their writing one a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import numpy as np

Cut = bytes | memoryview
KeyPath = tuple[str, ...]

BLANK = b" \t\r\n"
WIDEST_GAP = 64
_OPEN, _CLOSE, _COMMA, _NEW_LINE = b"{},\n"


@dataclass
class Run:
    """Consecutive elements of one array, in order. `first` is the rank of the first one, from 1.

    Objects that follow one another regularly are one block of text, one object a line, after `objects`.
    """

    path: KeyPath
    first: int
    objects: list[tuple[int, Cut]] = field(default_factory=list)
    others: list[tuple[int, bytes]] = field(default_factory=list)  # elements that are not objects
    block: bytes = b""
    block_first: int = 0
    block_ends: Any = ()  # where each line of the block ends, its line end included

    def count(self) -> int:
        """How many elements."""
        return len(self.objects) + len(self.others) + len(self.block_ends)

    def list_objects(self) -> list[tuple[int, Cut]]:
        """Every object with its rank, those of the block included."""
        view, start, listed = memoryview(self.block), 0, list(self.objects)
        for rank, end in enumerate((int(end) for end in self.block_ends), self.block_first):
            listed.append((rank, view[start : end - 1].tobytes().strip(BLANK)))
            start = end
        return listed

    def take_block(self, data: bytes, starts: Any, ends: Any, rank: int) -> bool:
        """Take objects as one block, when a comma and the same blanks stand between them; else say no."""
        array = np.frombuffer(data, dtype=np.uint8)
        if not ((array[starts] == _OPEN).all() and (array[ends] == _CLOSE).all()):
            return False
        gaps = starts[1:] - ends[:-1] - 1
        width = int(gaps[0]) if gaps.size else 0
        if width > WIDEST_GAP or (gaps.size and not (gaps == width).all()):
            return False
        commas = 0
        for place in range(1, width + 1):
            signs = array[ends[:-1] + place]
            if (signs == _COMMA).all():
                commas += 1
            elif not np.isin(signs, (32, 9)).all():
                return False
        if gaps.size and commas != 1:
            return False
        self.block, self.block_first = _as_lines(array, starts, ends, width), rank
        self.block_ends = np.append(starts[1:] - starts[0], ends[-1] + 2 - starts[0])
        return True


def _as_lines(array: Any, starts: Any, ends: Any, width: int) -> bytes:
    """The text from the first start to the last end, each gap a line end after its blanks."""
    lines = np.append(array[starts[0] : ends[-1] + 1], np.uint8(_NEW_LINE))
    shifted = ends[:-1] - starts[0]
    for place in range(1, width):
        lines[shifted + place] = 32
    lines[shifted + width] = _NEW_LINE
    return bytes(lines)


def write_lines(objects: Sequence[tuple[int, Cut]], sink: IO[bytes], *, rank: bytes = b"_n") -> list[int]:
    """Write objects one a line, their rank as first member; give the length of each line."""
    head = b'{"' + rank + b'":'
    parts: list[Cut] = []
    lengths = []
    for number, cut in objects:
        comma = b"," if len(cut) > 64 or bytes(cut[1:-1]).strip(BLANK) else b""
        start = b"%b%d%b" % (head, number, comma)
        parts += (start, cut[1:], b"\n")
        lengths.append(len(start) + len(cut))
    sink.write(b"".join(parts))
    return lengths


def write_plain_lines(run: Run, sink: IO[bytes]) -> list[int]:
    """Write the objects of a run one a line, as they are; give the length of each line."""
    for _, cut in run.objects:
        sink.write(cut)
        sink.write(b"\n")
    sink.write(run.block)
    return [len(cut) + 1 for _, cut in run.objects] + np.diff(run.block_ends, prepend=0).tolist()
