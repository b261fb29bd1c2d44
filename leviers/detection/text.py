"""A title as folded words that remember their place; never an error, time linear in the length.

« Marché d¿insertion » -> words MARCHE… are folded to ascii, lower case unless written in capitals:
capitals are kept because they tell IAE from a word.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

GLUE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs that take no room inside a word."""
LOST = "\ufffd"
"""What a broken encoding leaves of an accented letter, most often é."""
LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
_DROPPED = str.maketrans(dict.fromkeys(GLUE, "") | {LOST: "e"} | LIGATURES)
_WORD = re.compile(
    r"(?<![^\W_])[ld](?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ])"  # « lAssociation »: an apostrophe was lost
    rf"|(?:[^\W_]|[\u0300-\u036f{GLUE}{LOST}])+"
)


class Titre:
    """Folded text with one space around each word, and the way back to the original."""

    __slots__ = ("_fins", "_places", "original", "plie")

    def __init__(self, original: str) -> None:
        self.original = original
        parts: list[str] = []
        self._places: list[int] = []
        self._fins: list[tuple[int, int]] = []
        at = 1
        for match in _WORD.finditer(original):
            word = fold_word(match.group())
            if word:
                parts.append(word)
                self._places.append(at)
                self._fins.append(match.span())
                at += len(word) + 1
        self.plie = f" {' '.join(parts)} " if parts else " "

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Places in the original of what stands at [start, end) of `plie`, whole words."""
        first = max(bisect_right(self._places, start) - 1, 0)
        last = max(bisect_right(self._places, max(end - 1, start)) - 1, 0)
        return self._fins[first][0], self._fins[last][1]


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Without accents, in capitals if it was (two letters at least), else in lower case."""
    if word.isascii():
        return word if len(word) > 1 and word.isupper() else word.lower()
    signs = unicodedata.normalize("NFKD", word.translate(_DROPPED))
    plain = "".join(sign for sign in signs if sign.isalnum())
    return plain.upper() if len(plain) > 1 and word.isupper() else plain.lower()
