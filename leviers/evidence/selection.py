"""What an address asks of a list of public records: words, facets, order, page."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LONGEST_Q, LONGEST_MOT, MOST_WORDS = 200, 40, 8
MOTS_VIDES = frozenset(
    "a au aux avec ce ces d dans de des du en et l la le les n ou par pour s sur un une".split()
)
"""Words that no list keeps: lists/faits_mots.sql and acteurs_mots.sql leave them out (a test compares)."""
_WORD = re.compile(r"[a-z0-9]+")

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Selection:
    """What an address asks for. `apres` is the place after which the page begins, in the order asked for."""

    q: str = ""
    filters: Filters = field(default_factory=dict)
    tri: str = ""
    apres: str = ""

    @property
    def mots(self) -> tuple[str, ...]:
        """Words looked for, without accents nor capitals; all must be there."""
        words = (mot[:LONGEST_MOT] for mot in _WORD.findall(fold(self.q)))
        return tuple(dict.fromkeys(mot for mot in words if mot not in MOTS_VIDES))[:MOST_WORDS]

    def pairs(self, *, with_page: bool = False) -> list[tuple[str, str]]:
        """The parameters of its one address."""
        kept = [("q", self.q)] if self.q else []
        kept += [(code, value) for code, values in self.filters.items() for value in values]
        kept += [("tri", self.tri)] if self.tri else []
        return kept + ([("apres", self.apres)] if with_page and self.apres else [])

    def toggle(self, code: str, value: str) -> "Selection":
        """With this value of a facet if it was not there, without it if it was."""
        had = self.filters.get(code, ())
        now = tuple(one for one in had if one != value) if value in had else (*had, value)
        return self._change(code, now)

    def without(self, code: str) -> "Selection":
        """Without one facet, or without words."""
        return replace(self, q="", apres="") if code == "q" else self._change(code, ())

    def _change(self, code: str, values: tuple[str, ...]) -> "Selection":
        filters = {**self.filters, code: values}
        return replace(self, filters={name: kept for name, kept in filters.items() if kept}, apres="")


def fold(text: str) -> str:
    """Without accents nor capitals, as `strip_accents(lower(…))` of the lists."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))
