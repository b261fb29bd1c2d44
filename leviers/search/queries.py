"""What was asked, written for Tantivy: never its query language, so that no text is a mistake.

A question is put in steps, from the strictest to the loosest, until enough is found.
"""

from collections.abc import Iterable, Mapping, Sequence

import tantivy
from tantivy import Occur

from leviers.search.asked import Asked, Part, Stems

STEMS = "stems"
"""Name of the tokenizer: texts reach the index as stems between spaces."""
EXACT, COMPLETE, CLOSE, ANY = "exact", "complete", "close", "any"
FUZZY_FROM = 4  # letters of the stem: shorter ones are one letter away from too many others
NB_COMPLETIONS = 24
_OTHER_FIELDS = 0.1  # a word found in several fields weighs its best field, and a little of the others
_MEANING = 0.9  # an acronym in full weighs a little less than as it was typed
_COMPLETED = 0.8
_SHORTEST_STEM, _LONGEST_END = 4, 3


def register(index: tantivy.Index) -> None:
    """Teach an index how its texts are cut."""
    index.register_tokenizer(STEMS, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())


def complete(searcher: tantivy.Searcher, field: str, debut: str) -> list[tuple[str, int]]:
    """Stems of a field that an unfinished word begins, the most frequent first; or that begin it.

    « ressourc » begins ressourcer; « insertio » begins nothing, since « insertion » stands as insert.
    """
    found: list[tuple[str, int]] = searcher.terms_with_prefix(field, debut, limit=NB_COMPLETIONS)
    shortest = max(_SHORTEST_STEM, len(debut) - _LONGEST_END)
    for size in range(len(debut) - 1, shortest - 1, -1) if not found else ():
        if nb := searcher.doc_freq(field, debut[:size]):
            return [(debut[:size], nb)]
    return found


class QueryWriter:
    """Writes queries for one schema; `boosts` are its fields of stems with their weights."""

    def __init__(self, schema: tantivy.Schema, boosts: Mapping[str, float]) -> None:
        self._schema, self._boosts = schema, boosts

    def write(
        self, asked: Asked, step: str, *, completions: Sequence[str] = (), among: Iterable[tantivy.Query] = ()
    ) -> tantivy.Query | None:
        """The query of one step; None when that step asks nothing.

        completions  stems that the last word may become, for the step COMPLETE
        among        conditions that count for nothing in the order
        """
        parts = list(self._list_parts(asked, step, completions))
        required = [(Occur.Must, tantivy.Query.const_score_query(one, 0.0)) for one in among]
        if not parts and (asked.parts or not asked.filters):
            return None
        if not parts and not required:  # a genre alone: the index is already that of one genre
            required = [(Occur.Must, tantivy.Query.all_query())]
        if step == ANY:
            parts = [tantivy.Query.boolean_query([(Occur.Should, part) for part in parts])]
        clauses = [(Occur.Must, part) for part in parts] + required
        clauses += [(Occur.MustNot, self._part(part)) for part in asked.sauf]
        return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)

    def find_lone_word(self, asked: Asked, step: str) -> str:
        """The one stem that is all the question, when it is: its count is known without looking."""
        parts = asked.parts if step == EXACT and not (asked.sauf or asked.filters.fields) else ()
        is_lone = len(parts) == 1 and len(parts[0].stems) == 1
        return parts[0].stems[0] if is_lone else ""

    def word(self, stem: str) -> tantivy.Query:
        """A word in any field."""
        return self._best_field(
            {name: tantivy.Query.term_query(self._schema, name, stem, "freq") for name in self._boosts}
        )

    def close_word(self, stem: str) -> tantivy.Query:
        """A word one letter away, in any field."""
        return self._best_field(
            {
                name: tantivy.Query.fuzzy_term_query(self._schema, name, stem, distance=1)
                for name in self._boosts
            }
        )

    def phrase(self, stems: Stems) -> tantivy.Query:
        """Words side by side in one field."""
        return self._best_field(
            {name: tantivy.Query.phrase_query(self._schema, name, list(stems)) for name in self._boosts}
        )

    def _list_parts(self, asked: Asked, step: str, completions: Sequence[str]) -> Iterable[tantivy.Query]:
        if step == ANY:
            stems = dict.fromkeys(stem for part in asked.parts for stem in part.stems)
            yield from (self.word(stem) for stem in stems)
            return
        last = len(asked.parts) - 1
        for rank, part in enumerate(asked.parts):
            if step == COMPLETE and rank == last and completions:
                ways = [self.word(stem) for stem in completions if stem not in part.stems]
                yield _either(self._part(part), ways, _COMPLETED)
            elif step == CLOSE:
                yield self._close_part(part)
            else:
                yield self._part(part)

    def _part(self, part: Part) -> tantivy.Query:
        ways = [self.word(stems[0]) for stems in part.sens if len(stems) == 1]  # texts hold both: acronyms.py
        return _either(self._said(part), ways, _MEANING)

    def _close_part(self, part: Part) -> tantivy.Query:
        close = [self.close_word(stem) for stem in part.stems if len(stem) >= FUZZY_FROM]
        is_word = len(part.stems) == 1
        return _either(self._part(part), close if is_word and not part.est_phrase else [], _COMPLETED)

    def _said(self, part: Part) -> tantivy.Query:
        if part.est_phrase or len(part.stems) == 1:
            return self._phrase_or_word(part.stems)
        return tantivy.Query.boolean_query([(Occur.Must, self.word(stem)) for stem in part.stems])

    def _phrase_or_word(self, stems: Stems) -> tantivy.Query:
        return self.phrase(stems) if len(stems) > 1 else self.word(stems[0])

    def _best_field(self, queries: dict[str, tantivy.Query]) -> tantivy.Query:
        if len(queries) == 1:
            return next(iter(queries.values()))
        boosted = [tantivy.Query.boost_query(query, self._boosts[name]) for name, query in queries.items()]
        return tantivy.Query.disjunction_max_query(boosted, _OTHER_FIELDS)


def _either(said: tantivy.Query, ways: Sequence[tantivy.Query], weight: float) -> tantivy.Query:
    """As it was said, or in another way that weighs a little less."""
    if not ways:
        return said
    others = [tantivy.Query.boost_query(way, weight) for way in ways]
    return tantivy.Query.disjunction_max_query([said, *others])
