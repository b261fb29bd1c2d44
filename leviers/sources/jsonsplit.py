"""Streaming split of huge nested JSON: the objects of an array, found without parsing them.

One pass in numpy over chunks of 512 kB tells which quotes open and close strings, which brackets stand
outside of them, and how deep each one is. Objects of the wanted arrays are cut out as bytes; reading them
is left to who can do it fast (DuckDB, one object a line). Memory: a chunk and the object astride its end.
"""

import gzip
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

CHUNK = 512 << 10  # fits the cache of a core: twice as fast as 8 MB
Cut = bytes | memoryview
KeyPath = tuple[str, ...]

_QUOTE, _BACKSLASH = ord('"'), ord("\\")
_OPENERS = (ord("{"), ord("["))
_BRACKETS = np.zeros(256, dtype=bool)
_BRACKETS[list(b"{}[]")] = True
_STEPS = np.zeros(256, dtype=np.int8)
_STEPS[list(b"{[")], _STEPS[list(b"}]")] = 1, -1
_KEY = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*\Z', re.DOTALL)
_BLANK = b" \t\r\n"


@dataclass
class Run:
    """Consecutive elements of one array, in order. `first` is the rank of the first one, from 1."""

    path: KeyPath
    first: int
    objects: list[tuple[int, Cut]] = field(default_factory=list)
    others: list[tuple[int, bytes]] = field(default_factory=list)  # elements that are not objects


@dataclass
class _Tokens:
    """Brackets outside strings: where, opening (+1) or closing (-1), and how deep once passed."""

    position: Any
    step: Any
    depth: Any


class JsonSplit:
    """The objects of the arrays found at `wanted` paths of one JSON text, as an iterable of `Run`.

    A wanted path that leads to one object instead of an array gives this object alone (converters from XML
    write so). Line ends become spaces, so that each object holds on one line. After the iteration, `counts`
    gives the elements of each array, `truncated` tells that the text stops before its end, and `problem`
    why reading stopped early, if it did ("pas du JSON", "crochets mal fermés", "texte après la fin").
    """

    def __init__(self, stream: IO[bytes], wanted: Collection[KeyPath], *, chunk: int = CHUNK) -> None:
        self.counts: dict[KeyPath, int] = {}
        self.truncated = False
        self.problem = ""
        self._stream, self._chunk = stream, chunk
        self._wanted = frozenset(wanted)
        self._leaves = frozenset(
            path for path in wanted if not any(other[: len(path)] == path != other for other in wanted)
        )
        self._depth = 0
        self._in_string = self._escaped = self._started = self._ended = False
        self._path: list[str | None] = []  # keys of the containers open around the cursor, root left out
        self._kinds: list[int] = []  # their opening brackets, root included
        self._target: KeyPath | None = None  # the wanted array around the cursor
        self._level = 0  # depth of that array
        self._single = False
        self._skip: int | None = None  # depth to come back to, in a container nobody wants
        self._inside = False  # the cursor stands in an element cut by the end of a chunk
        self._is_object = False
        self._held: list[
            bytes
        ] = []  # bytes since the last cut: an element, a gap or a key astride two chunks

    def __iter__(self) -> Iterator[Run]:
        for data in self._read():
            yield from self._feed(data)
            if self.problem:
                return
        if not self._started:
            self.problem = "pas du JSON"
        elif not self._ended:
            self.truncated = True
            yield from self._flush()

    def _read(self) -> Iterator[bytes]:
        first = True
        while True:
            try:
                data = self._stream.read(self._chunk)
            except (EOFError, zlib.error, gzip.BadGzipFile):
                self.truncated = True
                return
            if not data:
                return
            if first and data.startswith(b"\xef\xbb\xbf"):
                data = data[3:]
            first = False
            yield data.replace(b"\n", b" ").replace(b"\r", b" ")

    def _flush(self) -> Iterator[Run]:
        """Give the element cut by the end of the text, which cannot be read, so that it is counted."""
        rest = b"".join(self._held).strip(_BLANK + b",")
        if self._target is not None and rest:
            run = self._run()
            run.others.append((run.first, rest))
            self.counts[run.path] += 1
            yield run

    # Where brackets stand

    def _scan(self, data: bytes) -> _Tokens:
        array = np.frombuffer(data, dtype=np.uint8)
        quotes = array == _QUOTE
        self._drop_escaped(data, quotes)
        # 0x26 merges the four brackets (and Y, y, _, DEL) into one comparison; the table tells them apart
        found = np.flatnonzero(((array | 0x26) == 0x7F) & ~self._tell_strings(quotes))
        kinds = array[found]
        keep = _BRACKETS[kinds]
        position, kinds = found[keep], kinds[keep]
        step = _STEPS[kinds]
        return _Tokens(position, step, np.cumsum(step, dtype=np.int64) + self._depth)

    def _tell_strings(self, quotes: Any) -> Any:
        """Which bytes stand inside a string: the running parity of quotes, 64 bytes a word."""
        padding = -quotes.size % 64
        words = np.packbits(np.pad(quotes, (0, padding)) if padding else quotes, bitorder="little").view(
            "<u8"
        )
        for shift in (1, 2, 4, 8, 16, 32):
            words = words ^ (words << np.uint64(shift))
        odd = words >> np.uint64(63)
        carry = np.bitwise_xor.accumulate(odd) ^ odd ^ np.uint64(self._in_string)
        if odd.size:
            self._in_string = bool(carry[-1] ^ odd[-1])
        words = words ^ (np.uint64(0) - carry)
        return np.unpackbits(words.view(np.uint8), bitorder="little", count=quotes.size).view(bool)

    def _drop_escaped(self, data: bytes, quotes: Any) -> None:
        """Leave out quotes that follow an odd run of backslashes, the end of the last chunk included."""
        found = data.find(b'\\"')
        while found >= 0:
            if self._is_odd_run(data, found + 1):
                quotes[found + 1] = False
            found = data.find(b'\\"', found + 2)
        if self._escaped and quotes.size and quotes[0]:
            quotes[0] = False
        self._escaped = self._is_odd_run(data, len(data))

    def _is_odd_run(self, data: bytes, end: int) -> bool:
        start = end
        while start > 0 and data[start - 1] == _BACKSLASH:
            start -= 1
        return bool((end - start + (self._escaped if start == 0 else 0)) % 2)

    # What they enclose

    def _feed(self, data: bytes) -> Iterator[Run]:
        tokens = self._scan(data)
        below = np.flatnonzero(tokens.depth < 0)
        if below.size:
            self.problem = "crochets mal fermés"
            tokens = _Tokens(*(part[: below[0]] for part in (tokens.position, tokens.step, tokens.depth)))
        cursor = index = 0
        while index < tokens.position.size and not self._ended:
            if self._skip is not None:
                index, cursor = self._leave(tokens, index, cursor)
            elif self._target is not None:
                run = self._run()
                index, cursor = self._cut(data, tokens, index, cursor, run)
                if run.objects or run.others:
                    yield run
            else:
                self._walk(data, tokens, index, cursor)
                if self.problem:
                    return
                if not (self._single and self._target is not None):
                    cursor = int(tokens.position[index]) + 1
                    index += 1
                else:
                    cursor = int(tokens.position[index])
        if tokens.depth.size:
            self._depth = int(tokens.depth[-1])
        if self._ended and data[cursor:].strip(_BLANK + b"\0"):
            self.problem = "texte après la fin"
        if self._skip is None:
            self._held.append(data[cursor:])

    def _run(self) -> Run:
        assert self._target is not None  # noqa: S101 (callers stand in a target)
        return Run(self._target, self.counts.setdefault(self._target, 0) + 1)

    def _leave(self, tokens: _Tokens, index: int, cursor: int) -> tuple[int, int]:
        """Go to the end of the container nobody wants."""
        level = self._skip
        end = _find_depth(tokens.depth, index, level or 0)
        if end < 0:
            return tokens.position.size, cursor
        self._skip = None
        self._ended = level == 0
        return end + 1, int(tokens.position[end]) + 1

    def _walk(self, data: bytes, tokens: _Tokens, index: int, cursor: int) -> None:
        """Pass one bracket outside wanted arrays: note the key it answers to, or leave its container."""
        at = int(tokens.position[index])
        depth = int(tokens.depth[index])
        text = b"".join([*self._held, data[cursor:at]])
        self._held = []
        if tokens.step[index] < 0:
            self._kinds.pop()
            if self._path:
                self._path.pop()
            self._ended = depth == 0
            return
        if depth == 1:
            if text.strip(_BLANK):
                self.problem = "pas du JSON"
                return
            self._started = True
        path = (*self._path, self._key(text)) if depth > 1 else ()
        self._enter(path, data[at], depth)

    def _enter(self, path: tuple[str | None, ...], kind: int, depth: int) -> None:
        known = path in self._wanted
        if known and kind == _OPENERS[1]:
            self._target, self._level, self._single = path, depth, False  # type: ignore[assignment]
        elif known and path in self._leaves:
            self._target, self._level, self._single = path, depth - 1, True  # type: ignore[assignment]
        elif kind == _OPENERS[0] and any(wanted[: len(path)] == path for wanted in self._wanted):
            self._kinds.append(kind)
            if depth > 1:
                self._path.append(path[-1])
        else:
            self._skip = depth - 1

    def _key(self, text: bytes) -> str | None:
        match = _KEY.search(text[-4096:])
        return match.group(1).decode("utf-8", "replace") if match else None

    def _cut(self, data: bytes, tokens: _Tokens, index: int, cursor: int, run: Run) -> tuple[int, int]:
        """Cut out every element of the wanted array that ends in this chunk; say where the cursor goes."""
        if self._single:
            last = _find_depth(tokens.depth, index + (not self._inside), self._level)
            stop = last + 1 if last >= 0 else tokens.position.size
        else:
            last = _find_depth(tokens.depth, index, self._level - 1)
            stop = last if last >= 0 else tokens.position.size
        position, step, depth = (part[index:stop] for part in (tokens.position, tokens.step, tokens.depth))
        starts = position[(step > 0) & (depth == self._level + 1)].tolist()
        ends = position[(step < 0) & (depth == self._level)].tolist()
        cursor = self._collect(data, starts, ends, cursor, run)
        if last < 0:
            return stop, cursor
        if not self._single:
            cursor = self._close(data, int(tokens.position[last]), cursor, run)
        self._held = []
        self._target = None
        self._ended = int(tokens.depth[last]) == 0
        self.counts[run.path] = run.first - 1 + len(run.objects) + len(run.others)
        return last + 1, cursor

    def _collect(self, data: bytes, starts: list[int], ends: list[int], cursor: int, run: Run) -> int:
        """Pair openings and closings of elements, the first opening possibly in an earlier chunk."""
        view = memoryview(data)
        rank = run.first
        if self._inside and ends:
            whole = b"".join([*self._held, data[cursor : ends[0] + 1]])
            (run.objects if self._is_object else run.others).append((rank, whole))
            rank, cursor, self._held, self._inside = rank + 1, ends[0] + 1, [], False
            ends = ends[1:]
        if not self._inside:
            for start, end in zip(starts, ends, strict=False):
                gap = data[cursor:start]
                if self._held or (gap != b", " and gap != b","):
                    rank = self._gap(gap, rank, run)
                if data[start] == _OPENERS[0]:
                    run.objects.append((rank, view[start : end + 1]))
                else:
                    run.others.append((rank, data[start : end + 1]))
                rank, cursor = rank + 1, end + 1
            if len(starts) > len(ends):
                rank = self._gap(data[cursor : starts[-1]], rank, run)
                self._inside, self._is_object = True, data[starts[-1]] == _OPENERS[0]
                cursor = starts[-1]
        self.counts[run.path] = rank - 1
        return cursor

    def _gap(self, gap: bytes, rank: int, run: Run) -> int:
        """Between two elements: separators, or elements that are neither objects nor arrays."""
        text = b"".join([*self._held, gap])
        self._held = []
        for element in _split_scalars(text):
            run.others.append((rank, element))
            rank += 1
        return rank

    def _close(self, data: bytes, end: int, cursor: int, run: Run) -> int:
        rank = self._gap(data[cursor:end], run.first + len(run.objects) + len(run.others), run)
        self.counts[run.path] = rank - 1
        return end + 1


def _split_scalars(text: bytes) -> list[bytes]:
    """Elements of a list without brackets: strings, numbers, true, false, null."""
    if not text.strip(_BLANK + b","):
        return []
    return [found.strip(_BLANK) for found in re.findall(rb'"(?:[^"\\]|\\.)*"|[^",]*[^", \t\r\n][^",]*', text)]


def _find_depth(depth: Any, start: int, level: int) -> int:
    """Index of the first bracket at or below a depth; -1 when there is none. Cost grows with the distance."""
    window = 64
    while start < depth.size:
        found = np.flatnonzero(depth[start : start + window] <= level)
        if found.size:
            return start + int(found[0])
        start, window = start + window, window * 4
    return -1


def open_text(path: Path) -> IO[bytes]:
    """Open a file for reading, through gzip when its first bytes say so, whatever its name."""
    stream = path.open("rb")
    magic = stream.read(2)
    stream.seek(0)
    if magic != b"\x1f\x8b":
        return stream
    stream.close()
    return gzip.open(path, "rb")  # type: ignore[return-value]


def write_lines(run: Run, sink: IO[bytes], *, rank: bytes = b"_n") -> list[int]:
    """Write the objects of a run one a line, their rank as first member; give the length of each line."""
    head = b'{"' + rank + b'":'
    parts: list[Cut] = []
    lengths = []
    for number, cut in run.objects:
        comma = b"," if len(cut) > 64 or bytes(cut[1:-1]).strip(_BLANK) else b""
        start = b"%b%d%b" % (head, number, comma)
        parts += (start, cut[1:], b"\n")
        lengths.append(len(start) + len(cut))
    sink.write(b"".join(parts))
    return lengths
