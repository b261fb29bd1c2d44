"""Follows of tests: confirmed at a moment that the test says; events that it invents."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import evenements
from leviers.participation.suivis.evenements import Evenement

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
"""A Thursday."""


class Suivis:
    """Who follows what, and what happens, in minutes after NOON."""

    def __init__(self) -> None:
        self.events: list[Evenement] = []

    def follow(
        self, sujet: str, code: str, *, who: str = "lea", rythme: str = "aussitot", **given: Any
    ) -> Suivi:
        abonne, _new = Abonne.objects.get_or_create(
            courriel=f"{who}@exemple.invalid", defaults={"cle": f"cle-{who}"}
        )
        made = {"titre": code, "adresse": f"/{sujet}/{code}/", "rythme": rythme} | given
        return Suivi.objects.create(
            abonne=abonne,
            sujet=sujet,
            sujet_id=code,
            demande_le=NOON,
            confirme_le=NOON,
            vu_jusqu_a=NOON,
            **made,
        )

    def happen(
        self, minutes: int, *sujets: tuple[str, str], quoi: str = "Un changement", **given: Any
    ) -> None:
        quand = NOON + timedelta(minutes=minutes)
        self.events.append(Evenement(f"essai:{len(self.events)}", quand, frozenset(sujets), quoi, **given))

    def list(self, since: datetime, until: datetime) -> list[Evenement]:
        return [one for one in self.events if since < one.quand <= until]


def at(minutes: int = 0, **more: Any) -> datetime:
    """A moment after NOON."""
    return NOON + timedelta(minutes=minutes, **more)


@pytest.fixture
def suivis(db: None, monkeypatch: pytest.MonkeyPatch) -> Suivis:
    """An observatory where only what the test says happens."""
    made = Suivis()
    monkeypatch.setattr(evenements, "_journals", {"essai": made.list})
    monkeypatch.setattr(evenements, "_readers", {})
    return made
