"""What waits for the team, whatever its kind: the shape that every part of the desk shares."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from leviers.participation.models import Arbitrage


@dataclass(frozen=True, kw_only=True)
class Attente:
    """One thing that waits.

    objet           its row, for a page that knows its kind
    titre, adresse  what it is about
    par             who wrote it, as the team reads it
    texte           what it says
    contestee       the decision that is contested, of an appeal
    """

    genre: str
    depuis: datetime
    objet: Any
    titre: str = ""
    adresse: str = ""
    par: str = ""
    texte: str = ""
    contestee: Arbitrage | None = None

    @property
    def cle(self) -> str:
        """What a form calls it."""
        return f"{self.genre}-{self.objet.pk}"


class Source(Protocol):
    """A module that keeps some kinds of what waits.

    VERDICTS  by kind, what says yes and what says no
    """

    @property
    def VERDICTS(self) -> Mapping[str, tuple[str, str]]: ...

    def list_waiting(self) -> Sequence[Attente]:
        """All that waits, in any order."""

    def decide(self, cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
        """Decide on what forms call « genre-number »; how many were still waiting."""

    def undo(self, arbitrage: Arbitrage, *, by: Any) -> str | None:
        """Take a decision back; when something of it stays, a sentence that says what and why."""


def read_cles(cles: Iterable[str], genres: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Kind and number of what forms call « genre-number », each once; anything else is left out."""
    known = {*genres}
    for cle in dict.fromkeys(cles):
        genre, _, number = cle.partition("-")
        if genre in known and number.isascii() and number.isdigit():
            yield genre, int(number[:18])


def say_author(auteur: Any, courriel: str, *, est_confirme: bool = True) -> str:
    """Who wrote, as the team reads it."""
    if auteur:
        return f"compte de {auteur}"
    return f"{courriel}, sans compte" if courriel and est_confirme else "sans adresse confirmée"
