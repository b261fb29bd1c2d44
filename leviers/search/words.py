"""Words as people type them and as texts hold them, brought to the same stem on both sides.

A word is a run of letters and digits, so that « l’économie » gives l and économie; it goes through
lower case, folding of accents, French stop words, singular, French stemmer (Snowball), in that order.
"""

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

MAX_CHARACTERS, MAX_WORDS = 200, 12

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
# Snowball keeps the plural of words in -oi, -u, -ieu (emplois, élus, lieux); CRESS is no plural.
_PLURAL = re.compile(r"(?<=\w{3})(?<!s)s$|(?<=eu|ou)x$")
# Words that the stemmer would mix up: une coopérative is no coopération, un relais relates nothing.
_KEPT = {"cooperative": "cooperativ", "cooperatif": "cooperativ", "relai": "relai"}
# Function words, folded, and what an elision leaves (l’, d’, qu’).
_STOP_WORDS = _WORD.findall("""
    a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avaient avait avant avec avoir ayant
    c car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment contre d dans de dela
    depuis des deux dont donc du elle elles en encore entre es est et etaient etait etant ete etre eu eux
    fait faire fut hors il ils j je l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque
    lui m ma mais me meme memes mes moins mon n ne ni non nos notamment notre nous on ont ou par parmi pas
    pendant peu peut plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se
    selon ses si soit son sont sous sur t ta tandis te tes toi ton tous tout toute toutes tres tu un une
    vers via vos votre vous y
""")


def _build(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


_FOLD = _build(Filter.lowercase(), Filter.ascii_fold(), Filter.custom_stopword(_STOP_WORDS))
_STEM = _build(Filter.stemmer("french"))
_PLAIN = _build(Filter.lowercase(), Filter.ascii_fold())
_STEM_EACH = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("french")).build()
_ENDING, _FIRST_LETTERS = 5, 3
"""Letters of an ending that the stemmer takes away whole; letters that a slip leaves alone."""


@lru_cache(maxsize=262_144)
def stem(word: str) -> str:
    """Stem of one word, empty for a stop word."""
    folded = _PLURAL.sub("", "".join(_FOLD.analyze(word)))
    return _KEPT.get(folded) or "".join(_STEM.analyze(folded))


def list_slips(folded: str) -> frozenset[str]:
    """Stems of the words that somebody may have meant whose hand slipped once near the end of a word.

    « delegaton » stands whole where « delegation » stands as deleg, four letters away. A slip further from
    the end leaves the stem one letter away, which an index finds by itself.
    Shape   one word, folded -> stems, most of them of no word at all
    """
    meant: set[str] = set()
    for at in range(max(_FIRST_LETTERS, len(folded) - _ENDING), len(folded) + 1):
        head, tail = folded[:at], folded[at:]
        meant.update(f"{head}{letter}{tail}" for letter in string.ascii_lowercase)
        meant.update(f"{head}{letter}{tail[1:]}" for letter in string.ascii_lowercase if tail)
        meant.update((head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]))
    singular = {_PLURAL.sub("", word) for word in meant - {folded}}
    apart = {_KEPT[word] for word in singular & _KEPT.keys()}
    return frozenset(apart | {*_STEM_EACH.analyze(" ".join(singular - _KEPT.keys()))})


def cut(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and stem of each word of a text that is not a stop word."""
    for match in _WORD.finditer(text):
        found = stem(match[0])
        if found:
            yield match.start(), match.end(), found


def list_stems(text: str) -> list[str]:
    """Stems of a text in its order, stop words left out."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return [found for found in map(stem, words) if found]


def sort_key(text: str) -> str:
    """Text as French sorts it: neither case nor accents nor punctuation."""
    return " ".join(_PLAIN.analyze(text))


@dataclass(frozen=True)
class Query:
    """What somebody typed: the text as it can be shown again, its words, its phrases between quotes.

    `words` holds each stem once, those of the phrases too; `est_tronquee` says that the end was left out.
    """

    texte: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    est_tronquee: bool = False

    @property
    def stems(self) -> frozenset[str]:
        """Stems to highlight."""
        return frozenset(self.words)


def read_query(typed: str) -> Query:
    """Read any text at all as plain words; there is no query language to make a mistake in."""
    visible = "".join(mark if mark.isprintable() else " " for mark in typed[: 4 * MAX_CHARACTERS])
    texte = " ".join(unicodedata.normalize("NFC", visible).split())
    is_long = len(typed) > 4 * MAX_CHARACTERS or len(texte) > MAX_CHARACTERS
    texte = texte[:MAX_CHARACTERS].rstrip()
    stems = list(dict.fromkeys(list_stems(texte)))
    words = tuple(stems[:MAX_WORDS])
    quoted = (tuple(list_stems("".join(match.groups(default="")))) for match in _QUOTED.finditer(texte))
    phrases = tuple(phrase for phrase in quoted if len(phrase) > 1 and set(phrase) <= set(words))
    return Query(texte, words, phrases, is_long or len(stems) > MAX_WORDS)
