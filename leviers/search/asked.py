"""What somebody typed, read once for every index: words, phrases, words to leave out, filters.

There is no mistake to make: what is no operator is a word, and an open quote closes at the end.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from leviers.search.acronyms import Stems, index_by_meaning, index_by_name
from leviers.search.operators import GENRE, Filters, read_operator
from leviers.search.words import MAX_CHARACTERS, MAX_WORDS, list_stems, sort_key

_TOKEN = re.compile(
    r"""(?P<sauf>(?<!\S)-(?=\S))?(?:(?P<nom>[^\W\d_]+):(?=\S))?(?:"(?P<a>[^"]*)"?|«(?P<b>[^»]*)»?|“(?P<c>[^”]*)”?|(?P<mot>[^\s"«“]+))"""
)
PREFIX_FROM = 3
"""Letters of an unfinished word: shorter ones begin too many words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing looked for: any of its ways to be said, each a phrase (words side by side) or loose words.

    `sens` holds what an acronym stands for, or the acronym of what was typed in full.
    """

    stems: Stems
    est_phrase: bool = False
    sens: tuple[Stems, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is looked for.

    debut  the last word as typed, folded, when it may be unfinished
    mots   by stem, the word as typed, folded
    """

    texte: str = ""
    parts: tuple[Part, ...] = ()
    sauf: tuple[Part, ...] = ()
    filters: Filters = field(default_factory=Filters)
    debut: str = ""
    mots: Mapping[str, str] = field(default_factory=dict)
    est_tronquee: bool = False

    @property
    def est_vide(self) -> bool:
        """Whether nothing at all is looked for; words to leave out are no search by themselves."""
        return not self.parts and not self.filters

    @property
    def has_operators(self) -> bool:
        """Whether more than words and phrases was asked."""
        return bool(self.filters or self.sauf)

    @property
    def stems(self) -> frozenset[str]:
        """Stems of what was typed, to be lit."""
        return frozenset(stem for part in self.parts for stem in part.stems)

    def among(self, genre: str) -> "Asked":
        """The same, among one genre only."""
        values = {**self.filters.values, GENRE: (genre,)}
        return replace(self, filters=Filters(values, self.filters.refused))


def read_asked(typed: str) -> Asked:
    """Read any text at all.

    Shape   any text -> at most 200 characters and 12 words of it; `est_tronquee` says that it was longer
    """
    visible = "".join(mark if mark.isprintable() else " " for mark in typed[: 4 * MAX_CHARACTERS])
    texte = " ".join(unicodedata.normalize("NFC", visible).split())
    is_long = len(typed) > 4 * MAX_CHARACTERS or len(texte) > MAX_CHARACTERS
    texte = texte[:MAX_CHARACTERS].rstrip()
    reading = _Reading()
    for match in _TOKEN.finditer(texte):
        reading.read(match)
    words = reading.parts[:MAX_WORDS]
    debut = reading.debut if len(words) == len(reading.parts) and not typed.endswith(" ") else ""
    return Asked(
        texte=texte,
        parts=tuple(_add_sigles(words, reading.folded)),
        sauf=tuple(reading.sauf[:MAX_WORDS]),
        filters=Filters(
            {name: tuple(dict.fromkeys(values)) for name, values in reading.values.items()},
            tuple(dict.fromkeys(reading.refused)),
        ),
        debut=debut,
        mots=reading.folded,
        est_tronquee=is_long or len(reading.parts) > MAX_WORDS,
    )


class _Reading:
    """What was read so far, token by token."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.sauf: list[Part] = []
        self.values: dict[str, list[str]] = {}
        self.refused: list[str] = []
        self.folded: dict[str, str] = {}  # by stem, the word as typed
        self.debut = ""

    def read(self, match: re.Match[str]) -> None:
        self.debut = ""
        quoted = next((match[name] for name in "abc" if match[name] is not None), None)
        value = (quoted if quoted is not None else match["mot"]).strip()
        operator = read_operator(match["nom"], value.rstrip(".,;")) if match["nom"] else None
        if operator:
            name, values = operator
            if values and not match["sauf"]:
                self.values.setdefault(name, []).extend(values)
            else:
                self.refused.append(match[0])
            return
        words = f"{match['nom'] or ''} {value}"
        if quoted is not None and not match["nom"]:
            self._add_phrase(tuple(list_stems(value)), self.sauf if match["sauf"] else self.parts)
        elif match["sauf"]:
            self._add_phrase(tuple(list_stems(words)), self.sauf)
        else:
            self._add_words(words)

    def _add_phrase(self, stems: Stems, parts: list[Part]) -> None:
        part = Part(stems, est_phrase=len(stems) > 1)
        if stems and part not in parts:
            parts.append(part)

    def _add_words(self, words: str) -> None:
        for word in re.findall(r"[^\W_]+", words):
            folded, self.debut = sort_key(word), ""
            for stem in list_stems(word):
                self.folded.setdefault(stem, folded)
                part = Part((stem,))
                if part not in self.parts:
                    self.parts.append(part)
                if self.parts[-1] == part and len(folded) >= PREFIX_FROM and not folded.isdigit():
                    self.debut = folded


def _add_sigles(parts: list[Part], folded: dict[str, str]) -> Iterator[Part]:
    """An acronym also as what it stands for; what it stands for, also as the acronym."""
    by_name, by_meaning = index_by_name(), index_by_meaning()
    rank = 0
    while rank < len(parts):
        part = parts[rank]
        length = 1
        if part.est_phrase:
            sigle = by_meaning.get(part.stems)
            part = replace(part, sens=((sigle,),) if sigle else ())
        elif sens := by_name.get(folded.get(part.stems[0], "")):
            part = replace(part, sens=(sens,))
        else:
            for stems, sigle in by_meaning.items():
                loose = [other.stems[0] for other in parts[rank : rank + len(stems)] if not other.est_phrase]
                if tuple(loose) == stems:
                    part, length = Part(stems, sens=((sigle,),)), len(stems)
                    break
        yield part
        rank += length
