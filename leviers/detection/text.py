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
TWO_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss"}
ONE_LETTER = {"ø": "o", "ł": "l", "đ": "d"}
"""Letters that lose nothing by losing their accent, and that Unicode does not take apart."""
_LOWER = TWO_LETTERS | ONE_LETTER
_UPPER = {sign.upper(): plain.upper() for sign, plain in _LOWER.items() if len(sign.upper()) == 1}
_DROPPED = str.maketrans(dict.fromkeys(GLUE, "") | {LOST: "e"} | _LOWER | _UPPER)
_ODD = re.compile(rf"[\u0300-\u036f{GLUE}{LOST}]")
_WORD, _ODD_WORD = re.compile(r"[^\W_]+"), re.compile(rf"(?:[^\W_]|{_ODD.pattern})+")
_STUCK = re.compile(r"[ld](?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ])")
"""« lAssociation »: an apostrophe was lost."""


class Titre:
    """Folded text with one space around each word, and the way back to the original; `bas` in lower case."""

    __slots__ = ("bas", "original", "plie")

    def __init__(self, original: str) -> None:
        self.original = original
        words = " ".join(filter(None, map(fold_word, self._choose().findall(original))))
        self.plie = f" {words} " if words else " "
        self.bas = self.plie.lower()

    def _choose(self) -> re.Pattern[str]:
        return _WORD if self.original.isascii() or not _ODD.search(self.original) else _ODD_WORD

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Places in the original of what stands at [start, end) of `plie`, whole words."""
        places, spans, at = [], [], 1
        for match in self._choose().finditer(self.original):
            if word := fold_word(match.group()):
                places.append(at)
                spans.append(match.span())
                at += len(word) + 1
        first = max(bisect_right(places, start) - 1, 0)
        last = max(bisect_right(places, max(end - 1, start)) - 1, 0)
        return spans[first][0], spans[last][1]


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> str:
    """Without accents, in capitals if it was (two letters at least), else in lower case."""
    if _STUCK.match(word):
        return f"{word[0]} {fold_word(word[1:])}"
    if word.isascii():
        return word if len(word) > 1 and word.isupper() else word.lower()
    signs = unicodedata.normalize("NFKD", word.translate(_DROPPED))
    plain = "".join(sign for sign in signs if sign.isalnum())
    return plain.upper() if len(plain) > 1 and word.isupper() else plain.lower()
