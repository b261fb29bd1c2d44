"""Where to read on after a malformed object: one quote too many must not cost the rest of the file.

A quote or a bracket in excess turns strings inside out up to the end of the text. Reading restarts at the
next thing that cannot be anything but an element: an object that parses whole and has the members of those
read before it, or the end of the array. What lies between is set aside as one unreadable element.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

FEWEST_MEMBERS = 6
"""Members a plausible element has, when no element was read before; a holder of a contract has three."""
WINDOWS = (8 << 10, 128 << 10, 2 << 20)
"""How much of the text is parsed to judge one place: more only when the window cuts the object."""

_START = re.compile(rb"[}\]\"0-9eE]\s*,?\s*(\{)\s*\"")


@dataclass(frozen=True)
class Restart:
    """Where to read on (`place`), and where the text set aside ends (`end`)."""

    end: int
    place: int


def list_members(element: bytes) -> frozenset[str]:
    """Names of the members of one object; none when it does not parse."""
    try:
        read: Any = json.loads(element)
    except ValueError:
        return frozenset()
    return frozenset(read) if isinstance(read, dict) else frozenset()


def find_restart(
    text: bytes, members: frozenset[str], keys: Collection[str], *, closers: int | None = None
) -> Restart | None:
    """Find where to read on in a text that starts with a malformed element.

    members  those of an element read before
    keys     names of the arrays that may follow this one
    closers  at the end of the file only: how many containers stay open around the array
    """
    found = [_find_element(text, members), _find_next_array(text, keys)]
    if closers is not None:
        found.append(_find_end(text, closers))
    return min((restart for restart in found if restart), key=lambda restart: restart.place, default=None)


def _find_element(text: bytes, members: frozenset[str]) -> Restart | None:
    wanted = max(len(members) // 2, 1) if members else FEWEST_MEMBERS
    for match in _START.finditer(text):
        place = match.start(1)
        read = _parse_object(text, place)
        if read is not None and len(read & members if members else read) >= wanted:
            return Restart(match.start() + 1, place)
    return None


def _parse_object(text: bytes, place: int) -> frozenset[str] | None:
    """Members of the object that starts at a place of a text; None when it is not one."""
    for length in WINDOWS:
        window = text[place : place + length].decode("utf-8", "replace")
        try:
            read, _ = json.JSONDecoder(strict=False).raw_decode(window)
        except RecursionError:
            return None
        except json.JSONDecodeError as error:
            if error.pos < len(window) - 16 and not error.msg.startswith("Unterminated"):
                return None
        else:
            return frozenset(read)
    return None


def _find_next_array(text: bytes, keys: Collection[str]) -> Restart | None:
    if not keys:
        return None
    names = b"|".join(re.escape(key.encode()) for key in keys)
    match = re.search(rb'(\])\s*,\s*"(?:' + names + rb')"\s*:\s*\[', text)
    return Restart(match.start(1), match.start(1)) if match else None


def _find_end(text: bytes, closers: int) -> Restart | None:
    match = re.search(rb"[}\"0-9el]\s*(\])" + rb"\s*\}" * closers + rb"\s*\Z", text[-4096:])
    if not match:
        return None
    place = max(len(text) - 4096, 0) + match.start(1)
    return Restart(place, place)
