"""Texts as declared, made safe to show: control signs out, words lit, what is very long cut."""

import re
from collections.abc import Iterable

from leviers.evidence.actes import split
from leviers.evidence.records import Mot

Pieces = tuple[tuple[str, bool], ...]
LONG = 400
"""Characters beyond which a text is folded; the longest title of the national files has 999."""
SHORT = 220
# Controls, and the signs that turn the direction of a text around without being seen (Unicode TR 36).
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def clean(text: str | None) -> str:
    """The text without signs that cannot be seen, spaces and line ends as one space."""
    return " ".join(_UNSEEN.sub("", text or "").split())


def cut(text: str | None, size: int = SHORT) -> str:
    """A text for a title or a breadcrumb: whole when it is short, else up to a space before `size`."""
    shown = clean(text[: size * 20] if text else text)
    if len(shown) <= size:
        return shown
    end = shown.rfind(" ", size // 2, size)
    return f"{shown[: end if end > 0 else size]} …"


def mark(text: str | None, mots: Iterable[Mot], champ: str) -> Pieces:
    """A whole text as (piece, whether a detection read it); places outside the text are left out."""
    spans = ((mot.debut, mot.fin) for mot in mots if mot.champ == champ)
    pieces = ((_UNSEEN.sub("", piece), is_lit) for piece, is_lit in split(text or "", spans))
    return tuple(piece for piece in pieces if piece[0])


def shorten(pieces: Pieces, size: int = SHORT) -> Pieces:
    """The beginning of marked pieces, the mark of what is left out at the end."""
    kept: list[tuple[str, bool]] = []
    for text, is_lit in pieces:
        room = size - sum(len(piece) for piece, _ in kept)
        if len(text) > room:
            return (*kept, (cut(text[: room + 1], room), is_lit) if room > 20 else (" …", False))
        kept.append((text, is_lit))
    return tuple(kept)
