"""What was typed in a field that no form class reads: plain words, a number."""

import re

from django.http import HttpRequest

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NUMBER = re.compile(r"[0-9]{1,18}")


def clean_words(typed: str, longest: int = 2000) -> str:
    """Without control signs, which no word processor can write and no base should keep; cut, stripped."""
    words = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", words).strip()[:longest]


def read_words(request: HttpRequest, name: str, longest: int = 2000) -> str:
    """The same, of one field of a form."""
    return clean_words(request.POST.get(name, ""), longest)


def read_number(typed: str) -> int | None:
    """A number of one to eighteen plain figures; nothing for anything else: « ² » is a figure to Python."""
    return int(typed) if _NUMBER.fullmatch(typed) else None
