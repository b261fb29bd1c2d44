"""Territoires that a survey may ask: the 22 métropoles, or the invented one for a trial."""

import re
from functools import cache
from unicodedata import combining, normalize

from leviers.orval.world import TERRITOIRE as ORVAL
from leviers.orval.world import Territoire
from leviers.reference.territoires import Metropole, load_metropoles

Interroge = Metropole | Territoire
_SIREN = re.compile(r"(\d{3})[\s\u00a0\u202f.]?(\d{3})[\s\u00a0\u202f.]?(\d{3})")


def load_interroges() -> dict[str, Interroge]:
    """Every territoire that may be asked, by SIREN."""
    return {**load_metropoles(), ORVAL.siren: ORVAL}


def find_territoire(said: str) -> Interroge | None:
    """The territoire that a person names by SIREN, slug or name; capitals and accents do not count."""
    if match := _SIREN.fullmatch(said.strip()):
        return load_interroges().get("".join(match.groups()))
    return _index().get(fold(said))


def name_territoire(siren: str) -> str:
    """Its name, or its SIREN when it is none of ours any more."""
    found = load_interroges().get(siren)
    return found.nom if found else siren


def find_slug(siren: str) -> str:
    """Its word in addresses, or its SIREN."""
    found = load_interroges().get(siren)
    return found.slug if found else siren


def is_fictif(siren: str) -> bool:
    """Whether this territoire was invented."""
    return siren == ORVAL.siren


def fold(text: str) -> str:
    """Words without capitals, accents nor signs, for comparison only."""
    plain = "".join(char for char in normalize("NFKD", text.casefold()) if not combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))


@cache
def _index() -> dict[str, Interroge]:
    found: dict[str, Interroge] = {}
    for one in load_interroges().values():
        for name in (one.slug, one.nom_court, one.nom):
            found.setdefault(fold(name), one)
    return found
