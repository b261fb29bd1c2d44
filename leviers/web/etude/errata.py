"""Errata of an edition, said beside it since it never changes. The one place that reads them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Erratum:
    """One correction: its day (ISO), the chapter concerned (empty: the whole edition), its words."""

    date: str
    chapitre: str
    texte: str


def list_errata(_code: str) -> tuple[Erratum, ...]:
    """Errata of an edition, the oldest first; none can be written yet."""
    return ()
