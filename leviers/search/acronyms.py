"""Acronyms and what they stand for, as stems: a text that says one in full is indexed under both."""

from functools import cache

from leviers.reference.sigles import load_sigles
from leviers.search.words import list_stems, sort_key

Stems = tuple[str, ...]


@cache
def index_by_name() -> dict[str, Stems]:
    """Stems of the meaning by acronym, folded: {"scic": ("societ", "cooperativ", "interet", "collect")}."""
    return {sort_key(sigle): tuple(list_stems(sens)) for sigle, sens in load_sigles().items()}


@cache
def index_by_meaning() -> dict[Stems, str]:
    """Stem of the acronym by stems of its meaning, the longest first."""
    pairs = [(sens, list_stems(sigle)[0]) for sigle, sens in index_by_name().items()]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def list_indexed_stems(text: str) -> list[str]:
    """Stems of a text, then those of the acronyms that it says in full: a question is then one word."""
    stems = list_stems(text)
    firsts = _index_by_first()
    found = {
        sigle
        for rank, stem in enumerate(stems)
        if stem in firsts
        for sens, sigle in firsts[stem]
        if tuple(stems[rank : rank + len(sens)]) == sens
    }
    return stems + sorted(found)


@cache
def _index_by_first() -> dict[str, list[tuple[Stems, str]]]:
    firsts: dict[str, list[tuple[Stems, str]]] = {}
    for sens, sigle in index_by_meaning().items():
        firsts.setdefault(sens[0], []).append((sens, sigle))
    return firsts
