"""The data of a document as a tree: one way to walk it."""

from collections.abc import Iterator
from typing import Any


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside, the outer one first, in the order of reading."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    for one in inner:
        yield from walk(one)
