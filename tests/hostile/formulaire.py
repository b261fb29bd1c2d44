"""One form of the site as the tests of this folder know it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import resolve

from tests.hostile.monde import Monde
from tests.hostile.reading import read_hidden

LONG = 1500
"""Signs enough for every payload; few texts of the site are shorter."""
ICI = "ici"
"""The place of a form that is counted by network address; else by account."""


@dataclass(frozen=True)
class Formulaire:
    """One form.

    dit     what an honest person sends
    mots    its fields of free words, with the most signs that each takes
    lu      who reads it where, once it is sent: every word is on one of these pages, but those of `tus`
    apres   what the team does before it is read
    page    address of the page that holds it, when it is not where it is sent
    cadence kind of gesture that paces it, and what it is counted by; none for the team
    """

    nom: str
    qui: str
    adresse: str
    dit: dict[str, Any]
    mots: dict[str, int]
    lu: tuple[tuple[str, str], ...] = ()
    cadence: tuple[str, str] | None = None
    tus: tuple[str, ...] = ()
    page: str = ""
    apres: Callable[[], Any] = lambda: None

    def __str__(self) -> str:
        return self.nom

    def find_route(self, monde: Monde) -> str:
        """The address as docs/droits.md writes it."""
        return str(resolve(monde.path(self.adresse).partition("?")[0]).route)

    def fill(self, monde: Monde, mots: dict[str, str] | None = None) -> dict[str, Any]:
        """What is sent: what an honest person says, some of it in other words."""
        said = {
            name: monde.path(value) if isinstance(value, str) else value for name, value in self.dit.items()
        }
        return said | (mots or {})

    def fill_page(self, monde: Monde) -> dict[str, Any]:
        """The same, with what its page sends by itself."""
        return self.fill(monde) | read_hidden(monde.browsers[self.qui], monde.path(self.page or self.adresse))

    def send(self, monde: Monde, mots: dict[str, str] | None = None) -> Any:
        """Send it; what the site answers."""
        return monde.browsers[self.qui].post(monde.path(self.adresse), self.fill(monde, mots))


BUREAU = ("andrea", "/moderation/")
SPASER = "/commentaires/?sujet=levier&id=spaser"
