"""SCDL Subventions and its ancestors."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from leviers.sources.catalogue import FOLDER
from tests.sources.places import Place

HEADER = (
    "nomAttribuant;idAttribuant;dateConvention;nomBeneficiaire;idBeneficiaire;montant;notificationUE;"
    "pourcentageSubvention\n"
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, "subventions")


def test_official_file_is_typed(place: Place) -> None:
    place.put("a.csv", HEADER + "Orval;21340172201787;2023-05-04;Les Jardins;213401722;-1 234,50 €;oui;0,5\n")
    place.stage()
    columns = (
        "source, attribuant_id, attribuant_siren, date_convention, annee, beneficiaire_id,"
        " beneficiaire_siret, beneficiaire_siren, montant_eur, notification_ue, pourcentage_subvention"
    )
    assert place.rows(columns) == [
        (
            *("subventions", "21340172201787", "213401722", date(2023, 5, 4), 2023, "213401722", None),
            *("213401722", Decimal("-1234.50"), True, Decimal("0.5000")),
        )
    ]


def test_bad_cells_become_null_and_are_counted_by_reason(place: Place) -> None:
    place.put(
        "a.csv",
        HEADER
        + "Orval;2.1340172e13;2014;A;W751234567;1.234;peut-être;150\n"
        + "Orval;;31/02/2023;B;21340172201788;12,345678;;\n"
        + "Orval;;0001-01-01;C;TAHITI-A12;NC;;\n",
    )
    report = place.stage()
    assert {
        (column, raison): counted["nb"]
        for column, raisons in report.cellules.items()
        for raison, counted in raisons.items()
    } == {
        ("subventions.attribuant_id", "notation-scientifique"): 1,
        ("subventions.date_convention", "annee-seule"): 1,
        ("subventions.date_convention", "date-impossible"): 1,
        ("subventions.date_convention", "date-hors-bornes"): 1,
        ("subventions.beneficiaire_siret", "numero-rna"): 1,
        ("subventions.beneficiaire_siret", "siret-cle-fausse"): 1,
        ("subventions.beneficiaire_siret", "autre-identifiant"): 1,
        ("subventions.montant_eur", "montant-ambigu"): 1,
        ("subventions.montant_eur", "plus-de-deux-decimales"): 1,
        ("subventions.montant_eur", "non-communique"): 1,
        ("subventions.notification_ue", "booleen-illisible"): 1,
        ("subventions.pourcentage_subvention", "nombre-hors-bornes"): 1,
    }
    assert place.rows("annee, beneficiaire_id, beneficiaire_rna, montant_eur::varchar") == [
        (2014, "W751234567", "W751234567", None),
        (None, "21340172201788", None, "12.35"),
        (None, "TAHITI-A12", None, None),
    ]


def test_year_stands_for_the_date_in_older_files(place: Place) -> None:
    place.put("a.csv", 'Collectivité,Exercice,Bénéficiaire,Montant voté\nOrval,2012,A,"1 500,00"\n')
    place.stage()
    assert place.rows("date_convention, annee, montant_eur::int") == [(None, 2012, 1500)]


def test_sample_is_staged_whole(place: Place) -> None:
    sample = (FOLDER / "subventions" / "sample.csv").read_bytes()
    place.put("sample.csv", sample)
    report = place.stage()
    assert report.lignes_lues == sample.strip().count(b"\n")
    assert report.lignes_rejetees == 0
