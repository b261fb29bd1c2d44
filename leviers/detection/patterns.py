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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leviers.detection.text import fold_word

_NO_NEEDLE: frozenset[str] = frozenset()
_ARTICLES = {
    **dict.fromkeys(("de", "d", "du", "des"), r"(?i:(?:de|du|des)(?: l(?:a|es)?)? ?|d ?)"),
    **dict.fromkeys(("le", "la", "les", "l"), r"(?i:l(?:a|e|es) |l ?)"),
}
_PLURAL = r"(?:e?s|x)?"
_TOKEN = re.compile(r"(?<!\S)\(([^()]*)\)(?!\S)|\{(\w+)\}|\[(\d{1,2})\]|([^\s'’{}\[\]]+)['’]?")
_HEAD = re.compile(r"[a-z0-9]{3,}")
STEM = 4
"""Letters of a word that lead to its patterns."""


class BadPattern(ValueError):
    """A pattern that does not follow the little language."""


@dataclass(frozen=True)
class Piece:
    """One expression: a regular expression that ends after a space, and words one of which it needs."""

    regex: str
    needles: frozenset[str]


def join(pieces: list[Piece]) -> Piece:
    """Any of the pieces."""
    needles = _NO_NEEDLE if any(not piece.needles for piece in pieces) else _NO_NEEDLE.union(
        *(piece.needles for piece in pieces)
    )
    return Piece(f"(?:{'|'.join(piece.regex for piece in pieces)})", needles)


def as_regex(piece: Piece) -> re.Pattern[str]:
    """Compiled for a folded title: whole words; « l » or « d » may be stuck to the first one."""
    return re.compile(rf"(?<= )[ld]??{piece.regex}")


def list_keys(needles: frozenset[str]) -> Iterator[str]:
    """What a word of a title must start with for the piece to be worth a try."""
    for needle in needles:
        yield needle[:STEM]


def compile_piece(text: str, groups: Mapping[str, Piece]) -> Piece:
    """Turn one expression into a piece.

    Needles  the choice (word or list) with the longest shortest word: a title without any cannot match;
             none when no word of three letters is sure to be there
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
            parts.append(Piece(rf"(?:\S+ ){{0,{gap}}}", _NO_NEEDLE))
        else:
            parts.append(_compile_word(word))
    needles = max((part.needles for part in parts), key=_weigh, default=_NO_NEEDLE)
    return Piece("".join(part.regex for part in parts), needles)


def _weigh(needles: frozenset[str]) -> int:
    return min((len(needle) for needle in needles), default=0)


def _compile_word(word: str) -> Piece:
    if word in _ARTICLES:
        return Piece(_ARTICLES[word], _NO_NEEDLE)
    if word.isalnum():
        folded = fold_word(word)
        needles = frozenset({folded.lower()} if len(folded) >= 3 else set())
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
    return Piece(f"(?i:{regex}) ", frozenset({needle} if len(needle) >= 3 else set()))
