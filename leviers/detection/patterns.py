"""The little language of the lexicon, written as French reads.

chantier d'insertion    words, singular or plural, accents and capitals as one likes
cooperati*              a stem
(bail|prêt à usage)     one of several
loca(l|ux)              endings of a word
SCIC                    capitals asked in the title too
{ess}                   one of a named list of patterns
mois [3] {ess}          up to three words between
de, d', du, des         any of them, with or without article; « le, la, l', les » likewise
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leviers.detection.text import fold_word
from leviers.reference.reading import read_yaml

COURANTS = Path(__file__).parent / "data" / "mots_courants.yaml"
RARE = 0.5
"""For a word that is not in mots_courants.yaml."""
_ALONE: frozenset[str] = frozenset()
_ARTICLES = {
    **dict.fromkeys(("de", "d", "du", "des"), r"(?i:(?:de|du|des)(?: l(?:a|es)?)? ?|d ?)"),
    **dict.fromkeys(("le", "la", "les", "l"), r"(?i:l(?:a|e|es) |l ?)"),
}
_PLURAL = r"(?:e?s|x)?"
_TOKEN = re.compile(r"(?<!\S)\(([^()]*)\)(?!\S)|\{(\w+)\}|\[(\d{1,2})\]|([^\s'’{}\[\]]+)['’]?")
_HEAD = re.compile(r"[a-z0-9]{3,}")


class BadPattern(ValueError):
    """A pattern that does not follow the little language."""


Needles = Mapping[str, frozenset[str]]
"""Starts of words one of which must be there; beside each, others one of which must be there too, if any."""


@dataclass(frozen=True)
class Piece:
    """One expression: a regular expression that ends after a space, and the words it cannot do without."""

    regex: str
    needles: Needles


def join(pieces: list[Piece]) -> Piece:
    """Any of the pieces."""
    regex = f"(?:{'|'.join(piece.regex for piece in pieces)})"
    if any(not piece.needles for piece in pieces):
        return Piece(regex, {})
    merged: dict[str, frozenset[str]] = {}
    for piece in pieces:
        for needle, beside in piece.needles.items():
            known = merged.get(needle, beside)
            merged[needle] = known | beside if known and beside else _ALONE
    return Piece(regex, merged)


class Expression:
    """A piece ready to be searched in folded titles: whole words; « l » or « d » may be stuck to the first.

    Searched without capitals first, which is what is quick, then with them where an acronym asks for them.
    """

    __slots__ = ("_exact", "_low")

    def __init__(self, piece: Piece) -> None:
        whole = rf"(?<= )[ld]?{piece.regex}"
        self._low = re.compile(whole.replace("(?i:", "(?:").lower())
        self._exact = re.compile(whole) if re.search("[A-Z]{2}", piece.regex) else None

    def search(self, plie: str, low: str) -> re.Match[str] | None:
        """First place of the expression; `low` is `plie` in lower case."""
        found = self._low.search(low)
        return self._exact.search(plie) if found and self._exact else found


def compile_piece(text: str, groups: Mapping[str, Piece]) -> Piece:
    """Turn one expression into a piece.

    Needles  the rarest choice (word or list): a title without any cannot match; none when no word of
             three letters is sure to be there
    Raises   BadPattern on an unknown list or a word that is no expression
    """
    parts: list[Piece] = []
    for token in _TOKEN.finditer(text):
        choices, group, gap, word = token.groups()
        if choices:
            parts.append(join([compile_piece(choice, groups) for choice in choices.split("|")]))
        elif group:
            if group not in groups:
                raise BadPattern(f"liste inconnue « {group} »")
            parts.append(groups[group])
        elif gap:
            parts.append(Piece(f"(?:[^ ]+ ){{0,{gap}}}", {}))
        else:
            parts.append(_compile_word(word))
    return Piece("".join(part.regex for part in parts), choose_needles([part.needles for part in parts]))


def choose_needles(choices: Iterable[Needles]) -> Needles:
    """The rarest choice: titles without any of its words are never looked at; the next one stands beside."""
    found = sorted((needles for needles in choices if needles), key=lambda one: (_count(one), sorted(one)))
    if not found:
        return {}
    others = frozenset(found[1]) if len(found) > 1 else _ALONE
    return {needle: beside or others for needle, beside in found[0].items()}


def _count(needles: Needles) -> float:
    return sum(count_titres(needle) * (0.2 if beside else 1) for needle, beside in needles.items())


def count_titres(needle: str) -> float:
    """Titles in ten thousand where a word starts so."""
    return load_courants().get(needle, RARE)


@cache
def load_courants() -> dict[str, float]:
    """Common words, and how many titles in ten thousand have a word that starts so."""
    return dict(read_yaml(COURANTS))


def _compile_word(word: str) -> Piece:
    if word in _ARTICLES:
        return Piece(_ARTICLES[word], {})
    if word.isalnum():
        folded = fold_word(word)
        needles = {folded.lower(): _ALONE} if len(folded) >= 3 else {}
        if len(word) > 1 and word.isupper():
            return Piece(f"{folded}S? ", needles)
        return Piece(f"(?i:{folded}{_PLURAL if len(folded) > 3 else ''}) ", needles)
    regex = "".join(fold_word(part) if part.isalpha() else part for part in re.split(r"(\W+)", word))
    head = _HEAD.match(regex)
    regex = regex.replace("*", "[a-zA-Z0-9]*")
    try:
        re.compile(regex)
    except re.error as error:
        raise BadPattern(f"« {word} » : {error}") from error
    needle = head.group() if head else ""
    if regex[len(needle) :].startswith("?"):
        needle = needle[:-1]
    return Piece(f"(?i:{regex}) ", {needle: _ALONE} if len(needle) >= 3 else {})
