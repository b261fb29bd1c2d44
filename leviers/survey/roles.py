"""Roles of questions: which one names the territoire, the function of who answers, the consent to publish.

A questionnaire says it in its columns: `role` in the sheet survey (territoire, fonction, consentement on a
question; besoins on a group) and `effet` in the sheet choices. For those that do not, data/roles.yaml does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from leviers.reference.reading import read_yaml
from leviers.survey.formulaires.arbre import Formulaire, Question, walk

DATA = Path(__file__).parent / "data"
TOUTES, SAUF_BESOINS, AGREGEES, NON = "toutes", "sauf-besoins", "agregees", "non"
EFFETS = (TOUTES, SAUF_BESOINS, AGREGEES, NON)
"""What a consent allows: named, named save in one section, counted without a name, neither."""


@dataclass(frozen=True, kw_only=True)
class Roles:
    """Codes of questions, empty when the questionnaire has none; `besoins` is the code of a section.

    effets   choice of the question of consent -> what it allows
    """

    territoire: str = ""
    fonction: str = ""
    consentement: str = ""
    besoins: str = ""
    effets: Mapping[str, str] = field(default_factory=dict)

    @property
    def techniques(self) -> frozenset[str]:
        """Questions that are about the answer, not about the territoire: they have no result of their own."""
        return frozenset({self.territoire, self.consentement} - {""})

    def find_effet(self, choice: str) -> str:
        """What a consent allows.

        Rule  no such question: counted without a name. Asked and not answered, or unknown: nothing
        """
        if not self.consentement:
            return AGREGEES
        return self.effets.get(choice, NON)


def read_roles(formulaire: Formulaire) -> Roles:
    """Roles as the columns of the questionnaire say them, else as data/roles.yaml does."""
    found: dict[str, Any] = {}
    for element in walk(formulaire.elements):
        role = read_extra(element.extra, "role")
        if role in ("territoire", "fonction", "consentement", "besoins"):
            found.setdefault(role, element.code)
        if role == "consentement" and isinstance(element, Question):
            found["effets"] = {
                choix.code: effet
                for choix in formulaire.choix.get(element.choix, ())
                if (effet := read_extra(choix.extra, "effet") or choix.code) in EFFETS
            }
    return Roles(**found) if found else Roles(**_load_given().get(formulaire.code, {}))


def read_extra(extra: Mapping[str, str], name: str) -> str:
    """A column that XLSForm does not know, by its last word: `leviers`, or `bind::lev:leviers`."""
    return next((value for key, value in extra.items() if key.rpartition(":")[2] == name), "")


@cache
def _load_given() -> dict[str, dict[str, Any]]:
    return read_yaml(DATA / "roles.yaml") or {}
