"""Close démarches: is this one already in the catalogue under another name? No database here."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from leviers.reference import territoires

SIMILAR = 0.6  # on the 379 embedded démarches, without any double: 2 pairs of titles out of 3,612
_WORD = re.compile(r"[a-z0-9]+")
_EMPTY_WORDS = frozenset(
    ("au", "aux", "ce", "ces", "cette", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "leur")
) | {"leurs", "ou", "par", "pour", "sa", "ses", "son", "sur", "un", "une"}
_WORDS_OF_ALL = frozenset(("economie", "ess", "metropole", "social", "sociale", "solidaire", "ville"))


@dataclass(frozen=True)
class Fiche:
    """What tells a démarche from another."""

    id: str
    territoire_siren: str
    titre: str
    urls: tuple[str, ...]


@dataclass(frozen=True)
class Proche:
    """A démarche close to another, and why, in French."""

    id: str
    titre: str
    raison: str


def find_duplicates(fiche: Fiche, others: Iterable[Fiche]) -> list[Proche]:
    """List the démarches of the same métropole that may be this one, the surest first.

    Rule   same page cited (whatever the scheme, "www." or the final slash), or titles that share at
           least 60 % of their words (Dice), without accents, plural "s", empty words, words that all
           démarches share, and the name of the métropole
    """
    same_page, same_title = [], []
    urls = {normalise_url(url) for url in fiche.urls}
    for other in others:
        if other.id == fiche.id or other.territoire_siren != fiche.territoire_siren:
            continue
        if urls & {normalise_url(url) for url in other.urls}:
            same_page.append(Proche(other.id, other.titre, "même source"))
        elif measure_similarity(fiche, other) >= SIMILAR:
            same_title.append(Proche(other.id, other.titre, "titre proche"))
    return same_page + same_title


def measure_similarity(one: Fiche, other: Fiche) -> float:
    """Share of words that two titles have in common, 0 to 1 (Dice)."""
    words = list_words(one.titre, one.territoire_siren), list_words(other.titre, other.territoire_siren)
    total = len(words[0]) + len(words[1])
    return 2 * len(words[0] & words[1]) / total if total else 0.0


def list_words(titre: str, siren: str) -> frozenset[str]:
    """Words of a title that say something: "Les achats de l’ESS" gives {"achat"}."""
    return _list_words(titre) - _EMPTY_WORDS - _WORDS_OF_ALL - _list_names(siren)


def normalise_url(url: str) -> str:
    """Address of a page, without what does not change the page."""
    parts = urlsplit(url.strip())
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _list_words(text: str) -> frozenset[str]:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return frozenset(_singular(word) for word in _WORD.findall(folded) if len(word) > 1)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


@lru_cache
def _list_names(siren: str) -> frozenset[str]:
    metropole = territoires.load_metropoles().get(siren)
    return _list_words(metropole.nom) if metropole else frozenset()
