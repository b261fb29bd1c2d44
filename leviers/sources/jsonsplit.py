"""Streaming split of huge nested JSON: the objects of an array, found without parsing them.

One pass in numpy over chunks of 256 kB tells which quotes open and close strings, which brackets stand
outside of them, and how deep each one is. Objects of the wanted arrays are cut out as bytes; reading them
is left to who can do it fast (DuckDB, one object a line). Memory: a chunk and the object astride its end.
"""

import gzip
import json
import re
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from leviers.sources.jsonresync import find_restart, list_members
from leviers.sources.jsonrun import BLANK, KeyPath, Run
from leviers.sources.jsonscan import Scanner, Tokens, find_depth

CHUNK = 256 << 10  # at 512 kB each temporary array was given back to the system: thrice as slow to scan
SHARE = 0.8  # of the length of a short element: a longer stretch without bracket is looked into
PATIENCE = 2 << 20  # bytes of one element, beyond which it is asked whether another one starts inside
_OPENERS = b"{["
_CLOSERS = b"]}"  # of an array, of an object
_KEY = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*\Z', re.DOTALL)


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
        self._scanner = Scanner()
        self._started = self._ended = False
        self._path: list[str | None] = []  # keys of the containers open around the cursor, root left out
        self._kinds: list[int] = []  # their opening brackets, root included
        self._target: KeyPath | None = None  # the wanted array around the cursor
        self._level = 0  # depth of that array
        self._single = False
        self._skip: int | None = None  # depth to come back to, in a container nobody wants
        self._inside = False  # the cursor stands in an element cut by the end of a chunk
        self._is_object = False
        self._held: list[bytes] = []  # since the last cut: an element, a gap or a key astride two chunks
        self._members = frozenset[str]()  # those of an element read whole
        self._again = b""  # what follows a malformed element, to be read
        self._lost = False  # what is held starts with an element that cannot be told from what follows it
        self._patience = PATIENCE

    def __iter__(self) -> Iterator[Run]:
        for data in self._read():
            yield from self._feed_all(data)
            if self.problem:
                return
        if not self._started:
            self.problem = "pas du JSON"
        elif not self._ended:
            if self._target is not None and not self._single:
                yield from self._resync(last=True)
                yield from self._feed_all(b"")
            if not self._ended:
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
        rest = b"".join(self._held).strip(BLANK + b",")
        if self._target is not None and rest:
            run = self._run()
            run.others.append((run.first, rest))
            self.counts[run.path] += 1
            yield run

    # What they enclose

    def _feed_all(self, data: bytes) -> Iterator[Run]:
        """Read a chunk, then again what follows each malformed element found in it."""
        if self._lost:
            self._held.append(data)
            if sum(map(len, self._held)) > self._patience:
                yield from self._resync()
        elif data:
            yield from self._feed(data)
        while self._again and not self.problem:
            data, self._again = self._again, b""
            yield from self._feed(data)

    def _feed(self, data: bytes) -> Iterator[Run]:
        tokens = self._scanner.scan(data)
        cursor = index = 0
        while index < tokens.position.size and not self._ended:
            if self._skip is not None:
                index, cursor = self._leave(tokens, index, cursor)
            elif self._target is not None:
                run = self._run()
                index, cursor = self._cut(data, tokens, index, cursor, run)
                if run.count():
                    yield run
                if self._lost:
                    yield from self._resync()
                    return
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
            self._scanner.depth = int(tokens.depth[-1])
        if self._ended and (rest := data[cursor:].strip(BLANK + b"\0")):
            self.problem = "texte après la fin" if rest.strip(b"]}") else "crochets mal fermés"
        if self._skip is None:
            self._held.append(data[cursor:])
        if self._inside and not self._single and sum(map(len, self._held)) > self._patience:
            yield from self._resync()

    def _resync(self, *, last: bool = False) -> Iterator[Run]:
        """Read on after a malformed element; when nothing plausible follows yet, wait for more."""
        text = b"".join(self._held)
        restart = find_restart(
            text, self._members, self._list_next_arrays(), closers=self._level - 1 if last else None
        )
        if restart is None:
            self._held, self._patience = [text], 2 * len(text) + self._chunk
            return
        run = self._run()
        run.others.append((run.first, text[: restart.end].strip(BLANK + b",")))
        self.counts[run.path] += 1
        yield run
        self._held, self._patience = [], PATIENCE
        self._lost = self._inside = False
        self._scanner.restart(self._level)
        self._again = text[restart.place :]

    def _list_next_arrays(self) -> set[str]:
        around = (self._target or ())[:-1]
        return {path[-1] for path in self._wanted if path and path[:-1] == around and path != self._target}

    def _swallows(self, element: bytes) -> bool:
        """Whether one text holds several elements, between two malformed ones."""
        if list_members(element):
            return False
        return find_restart(element, self._members, self._list_next_arrays()) is not None

    def _run(self) -> Run:
        assert self._target is not None  # noqa: S101 (callers stand in a target)
        return Run(self._target, self.counts.setdefault(self._target, 0) + 1)

    def _leave(self, tokens: Tokens, index: int, cursor: int) -> tuple[int, int]:
        """Go to the end of the container nobody wants."""
        level = self._skip
        end = find_depth(tokens.depth, index, level or 0)
        if end < 0:
            return tokens.position.size, cursor
        self._skip = None
        self._ended = level == 0
        return end + 1, int(tokens.position[end]) + 1

    def _walk(self, data: bytes, tokens: Tokens, index: int, cursor: int) -> None:
        """Pass one bracket outside wanted arrays: note the key it answers to, or leave its container."""
        at = int(tokens.position[index])
        depth = int(tokens.depth[index])
        text = b"".join([*self._held, data[cursor:at]])
        self._held = []
        if depth < 0:
            self.problem = "crochets mal fermés"
            return
        if tokens.step[index] < 0:
            self._kinds.pop()
            if self._path:
                self._path.pop()
            self._ended = depth == 0
            return
        if depth == 1:
            if text.strip(BLANK):
                self.problem = "pas du JSON"
                return
            self._started = True
        path = (*self._path, self._key(text)) if depth > 1 else ()
        self._enter(path, data[at], depth)

    def _enter(self, path: tuple[str | None, ...], kind: int, depth: int) -> None:
        known = path in self._wanted
        if known and kind == _OPENERS[1]:
            self._members = frozenset()
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

    def _cut(self, data: bytes, tokens: Tokens, index: int, cursor: int, run: Run) -> tuple[int, int]:
        """Cut out every element of the wanted array that ends in this chunk; say where the cursor goes."""
        if self._single:
            last = find_depth(tokens.depth, index + (not self._inside), self._level)
            stop = last + 1 if last >= 0 else tokens.position.size
        else:
            last = find_depth(tokens.depth, index, self._level - 1)
            stop = last if last >= 0 else tokens.position.size
        position, step, depth = (part[index:stop] for part in (tokens.position, tokens.step, tokens.depth))
        starts = position[(step > 0) & (depth == self._level + 1)]
        ends = position[(step < 0) & (depth == self._level)]
        starts, ends, swallower = self._keep_plausible(data, position, starts, ends)
        cursor = self._collect(data, starts, ends, cursor, run)
        if swallower and not self._lost:
            self._lose(data, cursor)
        if last >= 0 and not self._lost:
            self._leave_array(data, int(tokens.position[last]), cursor, run)
        if self._lost or last < 0:
            return stop, cursor
        cursor = int(tokens.position[last]) + 1
        self._held = []
        self._target = None
        self._ended = int(tokens.depth[last]) == 0
        return last + 1, cursor

    def _keep_plausible(self, data: bytes, position: Any, starts: Any, ends: Any) -> tuple[Any, Any, bool]:
        """Stop before an element that swallows others: it has a long stretch without any bracket."""
        heads = starts[: ends.size - self._inside]
        tails = ends[self._inside :]
        if self._single or not heads.size:
            return starts, ends, False
        lengths = tails - heads
        short = int(np.partition(lengths, lengths.size // 10)[lengths.size // 10])
        wide = position[:-1][np.diff(position) > short * SHARE]
        for place in np.unique(np.searchsorted(heads, wide, side="right") - 1).tolist():
            if place >= 0 and self._swallows(data[heads[place] : tails[place] + 1]):
                return heads[:place], ends[: place + self._inside], True
        return starts, ends, False

    def _leave_array(self, data: bytes, end: int, cursor: int, run: Run) -> None:
        """Read what stands between the last element and the end of the array, or of the lone object."""
        if not self._single:
            if data[end] == _CLOSERS[0]:
                self._gap(data, cursor, end, run)
            else:
                self._lose(data, cursor)
        self.counts[run.path] = run.first - 1 + run.count()

    def _lose(self, data: bytes, cursor: int) -> None:
        """Hold all that follows: no bracket of it can be trusted any more."""
        self._held.append(data[cursor:])
        self._lost = True

    def _collect(self, data: bytes, starts: Any, ends: Any, cursor: int, run: Run) -> int:
        """Pair openings and closings of elements, the first opening possibly in an earlier chunk."""
        if self._inside and ends.size:
            end = int(ends[0]) + 1
            if data[end - 1] != _CLOSERS[self._is_object]:
                self._lose(data, cursor)
                return cursor
            whole = b"".join([*self._held, data[cursor:end]])
            if self._is_object and self._swallows(whole):
                self._lose(data, cursor)
                return cursor
            (run.objects if self._is_object else run.others).append((run.first, whole))
            cursor, ends, self._held, self._inside = end, ends[1:], [], False
        if not self._inside and starts.size:
            cursor = self._collect_whole(data, starts, ends, cursor, run)
            if starts.size > ends.size and not self._lost:
                start = int(starts[-1])
                if self._gap(data, cursor, start, run):
                    self._inside, self._is_object = True, data[start] == _OPENERS[0]
                    cursor = start
        self.counts[run.path] = run.first - 1 + run.count()
        return cursor

    def _collect_whole(self, data: bytes, starts: Any, ends: Any, cursor: int, run: Run) -> int:
        """Take the elements that start and end in this chunk, as one block where they are regular."""
        starts = starts[: ends.size]
        if not starts.size:
            return cursor
        if not self._gap(data, cursor, int(starts[0]), run):
            return cursor
        cursor = int(starts[0])
        if run.take_block(data, starts, ends, run.first + run.count()):
            self._members = self._members or list_members(data[cursor : int(ends[0]) + 1])
            return int(ends[-1]) + 1
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if not self._gap(data, cursor, start, run):
                return cursor
            element, rank = data[start : end + 1], run.first + run.count()
            if data[end] != _CLOSERS[data[start] == _OPENERS[0]]:
                self._lose(data, start)
                return start
            (run.objects if data[start] == _OPENERS[0] else run.others).append((rank, element))
            cursor = end + 1
        return cursor

    def _gap(self, data: bytes, cursor: int, end: int, run: Run) -> bool:
        """Between two elements: separators, or elements that are neither objects nor arrays.

        False when it is neither: the text is malformed from `cursor` on.
        """
        gap = data[cursor:end]
        if not self._held and gap in (b", ", b",", b""):
            return True
        text = b"".join([*self._held, gap])
        scalars = _split_scalars(text)
        if scalars is None:
            self._lose(data, cursor)
            return False
        self._held = []
        for element in scalars:
            run.others.append((run.first + run.count(), element))
        return True


def _split_scalars(text: bytes) -> list[bytes] | None:
    """Elements of a list without brackets: strings, numbers, true, false, null; None when it holds others."""
    if not text.strip(BLANK + b","):
        return []
    found = [cut.strip(BLANK) for cut in re.findall(rb'"(?:[^"\\]|\\.)*"|[^",]*[^", \t\r\n][^",]*', text)]
    return found if all(map(_is_scalar, found)) else None


def _is_scalar(text: bytes) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def open_text(path: Path) -> IO[bytes]:
    """Open a file for reading, through gzip when its first bytes say so, whatever its name."""
    stream = path.open("rb")
    magic = stream.read(2)
    stream.seek(0)
    if magic != b"\x1f\x8b":
        return stream
    stream.close()
    return gzip.open(path, "rb")  # type: ignore[return-value]
