"""Texts with ${…} inside: labels, hints and messages that quote an answer."""

import re
from collections.abc import Callable

_REFERENCE = re.compile(r"\$\{\s*([^}\s]*)\s*\}")


def codes_in(text: str) -> list[str]:
    return _REFERENCE.findall(text)


def fill(text: str, value_of: Callable[[str], str]) -> str:
    return _REFERENCE.sub(lambda match: value_of(match[1]), text)
