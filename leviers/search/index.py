"""The index: in memory, made anew once per version of the catalogue, asked in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import tantivy
from tantivy import Occur

from leviers.catalogue.published import Published
from leviers.search import words
from leviers.search.acronyms import list_indexed_stems
from leviers.search.asked import Asked
from leviers.search.documents import Document, list_documents
from leviers.search.queries import FUZZY_FROM, STEMS, QueryWriter, complete, register

# A word of the title counts most; words of the page quoted as a source count least.
BOOSTS = {"titre": 8.0, "noms": 4.0, "mots_cles": 1.6, "description": 1.5, "partenaires": 1.0, "sources": 0.5}
_HEAP_BYTES = 15_000_000  # the least that tantivy accepts for one thread

# How the words were answered: documents hold them all, the last one taken as unfinished, one of them, a word
# close to one; none; nothing asked.
TOUS, INACHEVE, UN_SEUL, PROCHE = "tous", "inacheve", "un-seul", "proche"
AUCUN, SANS_MOT = "aucun", "sans-mot"


@dataclass(frozen=True, slots=True)
class Found:
    """Documents that answer, the best first; `mots` is one of the five words above."""

    mots: str
    documents: tuple[Document, ...]


class Index:
    """Full-text index over the documents of one version."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Shape   451 documents of about 1,500 characters -> one segment, in about 0.15 s"""
        self.documents = tuple(documents)
        builder = tantivy.SchemaBuilder()
        for name in BOOSTS:
            builder.add_text_field(name, tokenizer_name=STEMS)
        builder.add_text_field("genre", tokenizer_name="raw", index_option="basic")
        builder.add_unsigned_field("rang", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        register(index)
        writer = index.writer(_HEAP_BYTES, num_threads=1)
        for rang, document in enumerate(self.documents):
            writer.add_document(_as_row(document, rang))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._writer = QueryWriter(self._schema, BOOSTS)

    def find(self, query: words.Query, *, genres: tuple[str, ...]) -> Found:
        """Documents that hold every word; failing that at least one; failing that a word one letter away.

        Shape   a query without any word finds nothing
        Order   by relevance, then in the order of the documents
        """
        if not query.words:
            return Found(SANS_MOT, ())
        write = self._writer
        single = [write.word(stem) for stem in query.words]
        parts = [write.word(stem) for stem in query.words if stem not in _flatten(query.phrases)]
        parts += [write.phrase(phrase) for phrase in query.phrases]
        close = [write.close_word(stem) for stem in query.words if len(stem) >= FUZZY_FROM]
        for mots, occur, asked in (
            (TOUS, Occur.Must, parts),
            (UN_SEUL, Occur.Should, single),
            (PROCHE, Occur.Should, close),
        ):
            documents = self._search(occur, asked, genres)
            if documents:
                return Found(mots, documents)
        return Found(AUCUN, ())

    def _search(
        self, occur: Occur, parts: list[tantivy.Query], genres: tuple[str, ...]
    ) -> tuple[Document, ...]:
        if not parts:
            return ()
        return self._list(tantivy.Query.boolean_query([(occur, part) for part in parts]), genres)

    def search(self, asked: Asked, step: str, *, completions: tuple[str, ...] = ()) -> tuple[Document, ...]:
        """Documents that answer at one step (see `queries`), filters left to the caller, the best first."""
        query = self._writer.write(asked, step, completions=completions)
        return self._list(query, asked.filters.genres) if query else ()

    def complete(self, debut: str) -> list[tuple[str, int]]:
        """Stems that an unfinished word may be the beginning of, with their number of documents."""
        return [found for name in BOOSTS for found in complete(self._searcher, name, debut)]

    def count(self, stem: str) -> int:
        """Documents that hold a word, at least: those of the field that holds it most."""
        return max(self._searcher.doc_freq(name, stem) for name in BOOSTS)

    def _list(self, wanted: tantivy.Query, genres: tuple[str, ...]) -> tuple[Document, ...]:
        among = tantivy.Query.term_set_query(self._schema, "genre", list(genres))
        silent = tantivy.Query.const_score_query(among, 0.0)
        query = tantivy.Query.boolean_query([(Occur.Must, wanted), (Occur.Must, silent)])
        hits = self._searcher.search(query, limit=len(self.documents) or 1, count=False).hits
        ranks = self._searcher.fast_field_values("rang", [address for _, address in hits])
        ordered = sorted(zip(hits, ranks, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
        return tuple(self.documents[int(rank or 0)] for _, rank in ordered)


@lru_cache(maxsize=2)
def build_index(catalogue: Published) -> Index:
    """The index of one version of the catalogue, made once."""
    return Index(list_documents(catalogue))


def _as_row(document: Document, rang: int) -> tantivy.Document:
    row = tantivy.Document()
    for name in BOOSTS:
        row.add_text(name, " ".join(list_indexed_stems(getattr(document, name))))
    row.add_text("genre", document.genre)
    row.add_unsigned("rang", rang)
    return row


def _flatten(phrases: tuple[tuple[str, ...], ...]) -> set[str]:
    return {stem for phrase in phrases for stem in phrase}
