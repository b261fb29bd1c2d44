"""A selection of démarches: words, values of facets, an order. It is what the address of a list says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from leviers.search.facets import CODES

TRIS = {
    "pertinence": "pertinence",
    "recentes": "plus récentes",
    "anciennes": "plus anciennes",
    "metropole": "métropole",
    "titre": "titre",
}
MAX_VALUES = 100  # of one facet: more than any facet has


@dataclass(frozen=True)
class Selection:
    """What is asked: nothing at all means every démarche."""

    q: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tri: str = ""

    @property
    def default_tri(self) -> str:
        """The order taken when none is asked for."""
        return "pertinence" if self.q else "recentes"

    def pairs(self) -> list[tuple[str, str]]:
        """The selection as parameters of an address, in one order; a default is not said."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [(code, value) for code in CODES for value in self.filters.get(code, ())]
        if self.tri not in ("", self.default_tri):
            pairs.append(("tri", self.tri))
        return pairs

    def toggle(self, facet: str, value: str) -> "Selection":
        """The same with one value of a facet more, or less when it was there."""
        chosen = self.filters.get(facet, ())
        kept = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        return replace(self, filters={**self.filters, facet: kept})

    def without(self, facet: str) -> "Selection":
        """The same without a facet, or without words when it is "q"."""
        if facet == "q":
            return replace(self, q="", tri="" if self.tri == "pertinence" else self.tri)
        return replace(self, filters={**self.filters, facet: ()})

    def as_words(self) -> dict[str, object]:
        """The selection in the words of the address, every facet named."""
        return {"q": self.q, **{code: list(self.filters.get(code, ())) for code in CODES}, "tri": self.tri}


def read_selection(parameters: Mapping[str, Sequence[str]]) -> Selection:
    """What an address asks, as it was typed; what is unknown in it is told apart by `select_demarches`.

    Shape   parameter -> all its values; the last one counts where only one is possible
    """
    filters = {code: tuple(parameters.get(code, ()))[:MAX_VALUES] for code in CODES}
    return Selection(q=_last(parameters, "q"), filters=filters, tri=_last(parameters, "tri"))


def _last(parameters: Mapping[str, Sequence[str]], name: str) -> str:
    values = parameters.get(name) or ("",)
    return values[-1]
