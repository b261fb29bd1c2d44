"""The chapter « Ce qui a changé » in words: sentences agreed, reasons named, nothing read as markup."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from leviers.evidence import mouvements
from leviers.publication.donnees.etat import read_etat
from leviers.publication.donnees.fichiers import write_parquet
from leviers.publication.donnees.tables import open_tables
from leviers.publication.etude.changements import JOURNAL, Raison
from leviers.publication.etude.chapitres import changements
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.mesures import Mesures
from leviers.publication.etude.texte import lire
from leviers.reference.territoires import index_by_slug
from tests.conftest import Mini
from tests.publication.etude.tables_mini import EDITION, fill, open_mini, read_blocs, write_tables

NANTES = index_by_slug()["nantes"]
HOSTILE = "Titre #1 $x$ *_@ <script>"


@pytest.fixture(autouse=True)
def without_build(settings: Any, tmp_path: Path) -> None:
    """No open data in these tests."""
    settings.HOME = tmp_path / "home"


def freeze(folder: Path) -> Path:
    """The tables of the edition of now."""
    folder.mkdir()
    etat = read_etat()
    assert etat
    with open_tables(etat) as tables:
        for code in tables.codes:
            write_parquet(tables, code, folder, etat.version)
    return folder


def read(precedente: Path | None) -> str:
    """The chapter in words; empty when there is none."""
    etat = read_etat()
    assert etat
    with open_contexte(etat, EDITION, precedente=precedente) as contexte:
        return "\n".join(read_blocs(one.blocs) for one in changements.write(contexte))


def test_the_first_edition_has_no_such_chapter(mini: Mini) -> None:
    assert read(None) == ""


def test_nothing_changed_is_said(mini: Mini, tmp_path: Path) -> None:
    mini.demarche("achats")
    assert read(freeze(tmp_path / "2026")).startswith("Rien n’a changé depuis l’édition précédente")


def test_a_published_and_a_withdrawn_demarche_move_usages(mini: Mini, tmp_path: Path) -> None:
    gone = mini.demarche("partie", leviers="tiers-lieux", titre=HOSTILE)
    mini.demarche("reste")
    former = freeze(tmp_path / "2026")
    gone.unpublish()
    mini.demarche("neuve", metropole="metz", leviers="monnaie-locale")
    said = read(former)
    assert "Depuis l’édition précédente, 1 usage est apparu et 1 usage n’est plus repéré." in said
    assert "Au catalogue, 1 démarche est nouvelle et 1 démarche a été retirée." in said
    assert (
        "Metz | Monnaie locale complémentaire | · → ◑ documenté | Démarche publiée : « Démarche neuve »"
        in said
    )
    assert f"→ · non repéré | Démarche retirée : « {HOSTILE} »" in said
    assert "Metz : Démarche neuve" in said
    assert f"Nantes : {HOSTILE}" in said


def test_revised_values_are_set_side_by_side(tmp_path: Path) -> None:
    def value(valeur: float, **given: Any) -> dict[str, Any]:
        row = {"code": "part-marches-ess", "territoire_siren": NANTES.siren, "lien": "commune", "unite": "%"}
        return {**row, "annee": 2023, "valeur": valeur, **given}

    former = write_tables(tmp_path / "2026", valeurs=[value(4.0, valeur_haute=6.0)])
    connection = open_mini()
    for code in ("usages", "demarches", "journal", "preuves"):
        fill(connection, code)
    fill(connection, "valeurs", [value(5.5, valeur_haute=6.0), value(7.0, annee=2024)])
    etat: Any = SimpleNamespace(
        build=object(),
        demarches=(),
        territoires={NANTES.siren: NANTES},
        catalogue=SimpleNamespace(demarches={}),
    )
    contexte = Contexte(etat, Mesures(connection), EDITION, precedente=former)
    said = read_blocs(changements.write(contexte)[0].blocs)
    assert "1 valeur est d’une année plus récente ou jusque-là inconnue." in said
    assert "1 valeur a été revue de plus d’un point (pourcentages)" in said
    assert (
        "Part des marchés tenue par l’économie sociale et solidaire | Nantes (ses communes) | 2023 | "
        "4 % à 6 % | 5,5 % à 6 %"
    ) in said


def test_none_gained_is_a_whole_sentence(mini: Mini, tmp_path: Path) -> None:
    mini.demarche("reste")
    former = freeze(tmp_path / "2026")
    mini.demarche("autre")
    said = read(former)
    assert "aucun usage n’est apparu et aucun usage n’a disparu." in said
    assert "Au catalogue, 1 démarche est nouvelle et aucune démarche n’a été retirée." in said
    assert "Aucun usage n’est apparu." in said


def test_a_withdrawal_is_not_called_a_publication(mini: Mini, tmp_path: Path) -> None:
    gone = mini.demarche("partie", leviers="tiers-lieux", titre="Une fabrique")
    mini.demarche("reste")
    former = freeze(tmp_path / "2026")
    mouvements.start()
    gone.unpublish()
    mouvements.settle()
    said = read(former)
    assert "Au catalogue, aucune démarche n’est nouvelle et 1 démarche a été retirée." in said
    assert "Démarche retirée : « Une fabrique »" in said
    assert "Une publication" not in said


@pytest.mark.parametrize(
    ("cause", "preuves", "said"),
    [
        ("enquete", ["reponse:1"], "Une réponse à une enquête"),
        ("enquete", ["reponse:1", "demarche:a"], "Une réponse à une enquête : « SPASER »"),
        ("contribution", ["declaration:1"], "Une contribution du référent de la métropole"),
        ("relecture", ["reponse:1"], "Une relecture : une réponse à l’enquête"),
    ],
)
def test_a_cause_is_not_said_again_by_its_proof(cause: str, preuves: list[str], said: str) -> None:
    raison = Raison(JOURNAL, cause, tuple(preuves))
    told = lire(changements.say_reason(SimpleNamespace(), {"a": "SPASER"}, raison, rose=True))
    assert told.replace("\u00a0", " ") == said
