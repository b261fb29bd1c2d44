"""Words of others inside our letters: on one line, quoted as French does, never taken for an address."""

import re

from leviers.courrier.ecrire import write_on_one_line
from leviers.reference.typography import NBSP, typo

_OPEN, _CLOSE = re.compile(r"«[ \u00a0\u202f]*"), re.compile(r"[ \u00a0\u202f]*»")


def flat(text: str) -> str:
    """On one line; an address inside is cut, so that only our own links can be followed."""
    return typo(write_on_one_line(text).replace("://", ":\u200b//"))


def cite(text: str) -> str:
    """Between « », with “ ” for what is already quoted inside."""
    inside = _CLOSE.sub("”", _OPEN.sub("“", flat(text)))
    return f"«{NBSP}{inside}{NBSP}»"
