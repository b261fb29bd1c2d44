"""A study of two chapters, quick to write, over a catalogue of one démarche."""

from pathlib import Path
from typing import Any

import pytest

from leviers.publication.editions import disk, ouvrage
from leviers.publication.editions.disk import Written
from leviers.publication.etude import chapitres, papier
from leviers.publication.etude import etude as study
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.etude import PORTRAIT, Etude
from leviers.publication.etude.phrases import sur

ORIGINAL = "Le SPASER est repéré dans {part}."
CLE = "essentiel.spaser"


def write_essentiel(contexte: Contexte) -> list[Any]:
    """One chapter with one computed sentence."""
    page = contexte.chapitre("essentiel", "L’essentiel")
    found = contexte.mesurer("metropoles-par-levier", "spaser")
    page.par(
        "spaser", ORIGINAL, part=sur(found, contexte.mesurer("nb-metropoles"), "métropole", feminin=True)
    )
    for one in contexte.rediges:
        page.titre("{titre}", titre=one.titre)
    return [page.fermer()]


def print_words(etude: Etude) -> bytes:
    """What stands for the paper: its words, as a PDF of one page would hold them."""
    return f"%PDF-1.7 /Type /Page {etude.as_data()}".encode()


@pytest.fixture
def small_study(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two short documents and portraits of one chapter."""

    def write_portrait(contexte: Contexte, slug: str) -> Etude:
        return study._bind(contexte, PORTRAIT, (write_essentiel,), None)

    monkeypatch.setattr(chapitres, "ETUDE", (write_essentiel,))
    monkeypatch.setattr(chapitres, "RESUME", (write_essentiel,))
    monkeypatch.setattr(study, "write_portrait", write_portrait)
    monkeypatch.setattr(papier, "write_pdf", print_words)


@pytest.fixture
def own_home(mini: Any, settings: Any, tmp_path: Path, small_study: None) -> Path:
    """A home of its own, and a catalogue of one démarche of Nantes."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    mini.demarche("une")
    return Path(settings.HOME)


def make_draft(home: Path) -> Written:
    """The draft of the moment."""
    with disk.open_workshop(home) as place:
        return disk.make_draft(place, ouvrage.prepare())


def freeze(home: Path, code: str = "2026") -> Written:
    """An edition, frozen."""
    with disk.open_workshop(home) as place:
        return disk.freeze(place, ouvrage.prepare(code))
