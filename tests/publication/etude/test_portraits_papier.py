"""The fullest portrait that the bounds allow, and the emptiest, hold on two sheets each, then the sources."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.etat import read_etat
from leviers.publication.etude.chapitres import portraits
from leviers.publication.etude.etude import open_contexte, write_portrait
from leviers.publication.etude.papier import write_pdf
from leviers.publication.etude.portrait.reperes import ORDRE
from leviers.reference.typologie import load_champs, load_leviers
from tests.conftest import Mini
from tests.publication.etude.tables_mini import EDITION

LONG = "Une coopération solidaire d’intérêt métropolitain particulièrement remarquable "


@pytest.fixture(autouse=True)
def without_build(settings: Any, tmp_path: Path) -> None:
    """No open data in these tests."""
    settings.HOME = tmp_path / "home"


def print_pages(folder: Path) -> list[str]:
    """Words of each sheet of the portrait of Nantes."""
    etat = read_etat()
    assert etat
    with open_contexte(etat, EDITION, tables=portraits.list_tables()) as contexte:
        (folder / "portrait.pdf").write_bytes(write_pdf(write_portrait(contexte, "nantes")))
    command = ["pdftotext", str(folder / "portrait.pdf"), "-"]
    read = subprocess.run(command, check=True, capture_output=True, text=True)
    return read.stdout.split("\f")[:-1]


def find_sources(pages: list[str]) -> int:
    """Rank of the sheet where sources begin, from zero."""
    return next(rank for rank, page in enumerate(pages) if page.strip().startswith("Sources"))


def test_the_fullest_portrait_holds_on_two_sheets(mini: Mini, tmp_path: Path) -> None:
    leviers, champs = [*load_leviers()], [*load_champs()]
    for rank in range(40):
        codes = [leviers[(3 * rank + step) % 50] for step in range(3)]
        sources = [
            {"url": f"https://exemple.invalid/{rank}/{n}", "titre": LONG * 2, "editeur": LONG, "date": "2024"}
            for n in range(5)
        ]
        mini.demarche(
            f"d{rank}",
            leviers=" ".join(codes),
            champ=champs[rank % 7],
            titre=f"{LONG}{LONG}",
            description=LONG * 20,
            annee_debut=1990 + rank % 30,
            sources=sources,
        )
    for cle in ORDRE:
        mini.repere(cle, "1234567", libelle=LONG * 3, precision=LONG * 3, unite="structures")
    assert find_sources(print_pages(tmp_path)) == 2


def test_an_empty_portrait_is_printed_too(mini: Mini, tmp_path: Path) -> None:
    pages = print_pages(tmp_path)
    assert len(pages) <= 2
    assert "Aucune démarche" in " ".join(pages)


@pytest.mark.parametrize("count", [45, 48, 53])
def test_no_last_sheet_holds_one_or_two_sources(mini: Mini, tmp_path: Path, count: int) -> None:
    address = "https://exemple.invalid/une-page/assez-longue/pour-deux-lignes"
    sources = [
        {"url": f"{address}/{rank}", "titre": f"Page {rank}, où {LONG}", "editeur": "Orval", "date": "2024"}
        for rank in range(count)
    ]
    mini.demarche("seule", sources=sources)
    pages = print_pages(tmp_path)
    numbers = [len(re.findall(r"^\d+$", page, re.MULTILINE)) - 1 for page in pages[find_sources(pages) :]]
    assert numbers[-1] > 2
