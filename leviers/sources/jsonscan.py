"""Where the brackets of a JSON text stand, outside of its strings: a vectorised pass over one chunk."""

from dataclasses import dataclass
from typing import Any

import numpy as np

_QUOTE, _BACKSLASH = b'"\\'
_BRACKETS = np.zeros(256, dtype=bool)
_BRACKETS[list(b"{}[]")] = True
_STEPS = np.zeros(256, dtype=np.int8)
_STEPS[list(b"{[")], _STEPS[list(b"}]")] = 1, -1


@dataclass
class Tokens:
    """Brackets outside strings: where, opening (+1) or closing (-1), and how deep once passed."""

    position: Any
    step: Any
    depth: Any


class Scanner:
    """What is known at the start of a chunk: how deep, in a string or not, after a backslash or not."""

    def __init__(self) -> None:
        self.restart(0)

    def restart(self, depth: int) -> None:
        """Start again outside of any string."""
        self.depth, self.in_string, self.escaped = depth, False, False

    def scan(self, data: bytes) -> Tokens:
        """Brackets of the next chunk; `depth` stays that of its start, for the caller to move."""
        array = np.frombuffer(data, dtype=np.uint8)
        quotes = array == _QUOTE
        self._drop_escaped(data, array, quotes)
        # 0x26 merges the four brackets (and Y, y, _, DEL) into one comparison; the table tells them apart
        found = np.flatnonzero(((array | 0x26) == 0x7F) & ~self.tell_strings(quotes))
        kinds = array[found]
        keep = _BRACKETS[kinds]
        position, kinds = found[keep], kinds[keep]
        step = _STEPS[kinds]
        return Tokens(position, step, np.cumsum(step, dtype=np.int64) + self.depth)

    def tell_strings(self, quotes: Any) -> Any:
        """Which bytes stand inside a string: the running parity of quotes, 64 bytes a word."""
        padding = -quotes.size % 64
        words = np.packbits(np.pad(quotes, (0, padding)) if padding else quotes, bitorder="little").view(
            "<u8"
        )
        for shift in (1, 2, 4, 8, 16, 32):
            words = words ^ (words << np.uint64(shift))
        odd = words >> np.uint64(63)
        carry = np.bitwise_xor.accumulate(odd) ^ odd ^ np.uint64(self.in_string)
        if odd.size:
            self.in_string = bool(carry[-1] ^ odd[-1])
        words = words ^ (np.uint64(0) - carry)
        return np.unpackbits(words.view(np.uint8), bitorder="little", count=quotes.size).view(bool)

    def _drop_escaped(self, data: bytes, array: Any, quotes: Any) -> None:
        """Leave out quotes that follow an odd run of backslashes, the end of the last chunk included."""
        if b"\\" in data:
            found = np.flatnonzero(array[:-1] == _BACKSLASH)
            for place in found[array[found + 1] == _QUOTE].tolist():
                if self._is_odd_run(data, place + 1):
                    quotes[place + 1] = False
        if self.escaped and quotes.size and quotes[0]:
            quotes[0] = False
        self.escaped = self._is_odd_run(data, len(data))

    def _is_odd_run(self, data: bytes, end: int) -> bool:
        start = end
        while start > 0 and data[start - 1] == _BACKSLASH:
            start -= 1
        return bool((end - start + (self.escaped if start == 0 else 0)) % 2)


def find_depth(depth: Any, start: int, level: int) -> int:
    """Index of the first bracket at or below a depth; -1 when there is none. Cost grows with the distance."""
    window = 64
    while start < depth.size:
        found = np.flatnonzero(depth[start : start + window] <= level)
        if found.size:
            return start + int(found[0])
        start, window = start + window, window * 4
    return -1
