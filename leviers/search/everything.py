"""One search over everything: métropoles, leviers, démarches."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.reference import typologie
from leviers.search import words
from leviers.search.documents import DEMARCHE, LEVIER, METROPOLE, Document
from leviers.search.extracts import Pieces, extract, find_stems, mark
from leviers.search.index import build_index

GENRES = (METROPOLE, LEVIER, DEMARCHE)
NB_SUGGESTIONS = 12
# Texts an extract may come from, in this order, with what must be said of them.
_EXTRACTED = {
    METROPOLE: {"description": "", "partenaires": "Communes : ", "sources": "Sources : "},
    LEVIER: {"description": "", "partenaires": "", "mots_cles": "Mots-clés : ", "sources": "Textes : "},
    DEMARCHE: {"description": ""},
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found, its title and an extract with the words marked."""

    document: Document
    titre: Pieces
    extrait: Pieces


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one genre: how many in all, and the first ones."""

    genre: str
    nb: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by genre, the most relevant first but démarches last, empty groups included.

    `mots` says how the words were answered (see `index.Found`).

    `suggestions` are the leviers that the most démarches use: words worth trying.
    """

    version: int
    query: words.Query
    mots: str
    groups: tuple[Group, ...]
    suggestions: tuple[typologie.Levier, ...]


def search_everything(typed: str, *, first: int = 10) -> Answer:
    """Look for any text at all among métropoles, leviers and démarches.

    Shape   any text -> an Answer, empty when the text holds no word; at most `first` hits of each genre
    """
    catalogue = published.current()
    query = words.read_query(typed)
    found = build_index(catalogue).find(query, genres=GENRES)
    relevant = dict.fromkeys(document.genre for document in found.documents if document.genre != DEMARCHE)
    genres = dict.fromkeys([*relevant, *GENRES])  # démarches come last: they are the most numerous
    groups = (_group(genre, found.documents, query, first=first) for genre in genres)
    return Answer(catalogue.version, query, found.mots, tuple(groups), _suggest(catalogue))


def _group(genre: str, documents: tuple[Document, ...], query: words.Query, *, first: int) -> Group:
    mine = [document for document in documents if document.genre == genre]
    return Group(genre, len(mine), tuple(_hit(document, query) for document in mine[:first]))


def _hit(document: Document, query: words.Query) -> Hit:
    """The extract comes from the first text that holds a word looked for, or from the description."""
    named = _EXTRACTED[document.genre].items()
    holding = ((name, label) for name, label in named if find_stems(getattr(document, name), query.stems))
    name, label = next(holding, ("description", ""))
    extrait = extract(getattr(document, name), query.stems)
    return Hit(document, mark(document.titre, query.stems), ((label, False), *extrait) if label else extrait)


@lru_cache(maxsize=2)
def _suggest(catalogue: Published) -> tuple[typologie.Levier, ...]:
    uses = Counter(levier.code for demarche in catalogue.demarches.values() for levier in demarche.leviers)
    return tuple(typologie.load_leviers()[code] for code, _ in uses.most_common(NB_SUGGESTIONS))
