"""Filters that a reader writes among the words: metropole:nantes, annee:2024, genre:marche…

An operator that nobody knows is no operator: « titre:a » is two words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from leviers.orval.world import TERRITOIRE
from leviers.reference import territoires, typologie
from leviers.search.words import sort_key

GENRE, METROPOLE, LEVIER, CHAMP, ANNEE, SIREN = "genre", "metropole", "levier", "champ", "annee", "siren"
GENRES = (
    *("metropole", "levier", "demarche", "article", "annonce", "reseau"),
    *("structure", "marche", "subvention", "deliberation"),
)
"""Everything that is found, in the order of the groups: first what is written, then what a build computes."""
_YEARS = re.compile(r"((?:19|20)\d\d)(?:(?:-|\.\.)((?:19|20)\d\d))?")
_SIREN = re.compile(r"\d{9}")
_SHORTCUTS = {"metropoles": METROPOLE, "leviers": LEVIER, "champs": CHAMP, "annees": ANNEE, "genres": GENRE}


@dataclass(frozen=True)
class Filters:
    """What is asked besides words: within an operator one value is enough, every operator counts.

    `refused` holds what was written and means nothing: « metropole:atlantis ».
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def genres(self) -> tuple[str, ...]:
        """Genres to look among, in the order of the groups."""
        asked = self.values.get(GENRE, ())
        return tuple(genre for genre in GENRES if genre in asked) if asked else GENRES

    @property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """What must be found in the fields of a document; a champ is any of its leviers."""
        fields = {name: values for name, values in self.values.items() if name not in (GENRE, CHAMP)}
        if CHAMP in self.values:
            wanted = set(self.values[CHAMP])
            known = typologie.load_leviers().values()
            codes = {levier.code for levier in known if levier.champ.code in wanted}
            fields[LEVIER] = tuple(sorted(codes & set(fields[LEVIER]) if LEVIER in fields else codes))
        return fields

    def accept(self, said: Mapping[str, Iterable[str]]) -> bool:
        """Whether a document, by what it says of itself, passes every filter."""
        return all(set(values) & set(said.get(name, ())) for name, values in self.fields.items())


def read_operator(name: str, value: str) -> tuple[str, tuple[str, ...]] | None:
    """The operator and its values; no value when it is not understood; None when it is no operator.

    Shape   ("Métropole", "Lyon") -> ("metropole", ("lyon",)); ("annee", "2022-2024") -> three years
    """
    code = sort_key(name)
    code = _SHORTCUTS.get(code, code)
    if code == ANNEE:
        return code, _read_years(value)
    if code == SIREN:
        return code, (value,) if _SIREN.fullmatch(value) else ()
    known = _list_known().get(code)
    if known is None:
        return None
    found = known.get(_fold(value))
    return code, (found,) if found else ()


def _read_years(text: str) -> tuple[str, ...]:
    match = _YEARS.fullmatch(text)
    if not match:
        return ()
    first, last = int(match[1]), int(match[2] or match[1])
    return tuple(str(year) for year in range(min(first, last), max(first, last) + 1))


def _fold(text: str) -> str:
    return sort_key(text.replace("-", " ").replace("’", " ").replace("'", " "))


@cache
def _list_known() -> dict[str, dict[str, str]]:
    """By operator, each way to write a value, folded, and the value."""
    cities = territoires.load_metropoles().values()
    champs = typologie.load_champs().values()
    leviers = typologie.load_leviers().values()
    return {
        GENRE: {form: genre for genre in GENRES for form in (genre, f"{genre}s", f"{genre}x")},
        METROPOLE: {
            _fold(form): city.slug for city in cities for form in (city.slug, city.nom, city.nom_court)
        }
        | {_fold(form): TERRITOIRE.slug for form in (TERRITOIRE.slug, TERRITOIRE.nom)},
        CHAMP: {_fold(form): champ.code for champ in champs for form in (champ.code, champ.nom_court)},
        LEVIER: {_fold(form): one.code for one in leviers for form in (one.code, one.nom_court)},
    }
