"""Lists of structures, registers, communes and contours."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from leviers.errors import SourceUnreadable
from leviers.sources.catalogue import FOLDER
from tests.sources.places import Place

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}


def write_parquet(path: Path, select: str) -> None:
    with duckdb.connect() as engine:
        engine.execute(f"copy ({select}) to '{path}' (format parquet)")


def test_siae_in_parquet_and_in_text_give_the_same_rows(tmp_path: Path) -> None:
    place = Place(tmp_path, "siae")
    columns = "siret, nom, type_siae, code_postal, lon, lat"
    row = ("21340172201787", "Atelier", "ACI", "34000", 3.5, 43.6)
    write_parquet(place.raw / "siae-a.parquet", f"select * from (values {row}) v({columns})")
    place.put("siae-b.csv", columns + "\n" + ",".join(map(str, row)) + "\n")
    place.stage()
    expected = ("siae", "21340172201787", "213401722", "Atelier", "ACI", "34000", 3.5, 43.6, None)
    assert place.rows("genre, siret, siren, nom, type, code_postal, lon, lat, capacite", "structures") == [
        expected,
        expected,
    ]
    assert place.rows("fichier, ligne", "structures") == [("siae-a.parquet", 1), ("siae-b.csv", 2)]


def test_structure_out_of_the_world_is_kept_without_place(tmp_path: Path) -> None:
    place = Place(tmp_path, "siae")
    place.put("siae.csv", "siret,nom,type_siae,code_postal,lon,lat\n,A,EI,1000,999,nord\n")
    report = place.stage()
    assert place.rows("nom, code_postal, lon, lat", "structures") == [("A", None, None, None)]
    assert sorted(report.cellules) == ["structures.code_postal", "structures.lat", "structures.lon"]


def test_structure_keeps_the_identifier_as_declared(tmp_path: Path) -> None:
    place = Place(tmp_path, "siae")
    place.put(
        "siae.csv",
        "siret,siren,nom,type_siae\n 2134017220178,,A,EI\n,213401722,B,EI\n340,213401722,C,EI\n,,D,EI\n",
    )
    place.stage()
    assert place.rows("nom, siret, siren, identifiant_declare", "structures") == [
        ("A", None, None, "2134017220178"),
        ("B", None, "213401722", "213401722"),
        ("C", None, "213401722", "340"),
        ("D", None, None, None),
    ]


@pytest.mark.parametrize("source", "siae esat geiq tiers_lieux esus ess_france".split())
def test_sample_of_every_list_is_staged_whole(tmp_path: Path, source: str) -> None:
    place = Place(tmp_path, source)
    sample = (FOLDER / source / "sample.csv").read_bytes()
    place.put("sample.csv", sample)
    report = place.stage()
    assert report.tables == {"structures": sample.strip().count(b"\n")}
    genre = source.replace("_", "-")
    assert {row[0] for row in place.rows("genre", "structures")} == {genre}
    assert all(row[0] for row in place.rows("nom", "structures"))


def test_esus_keeps_the_dates_of_its_agreement(tmp_path: Path) -> None:
    place = Place(tmp_path, "esus")
    place.put(
        "esus.csv",
        "N° SIREN;Raison sociale;date_agrement;date_fin_agrement\n213401722;A;01/06/2023;2028-05-31\n",
    )
    place.stage()
    assert place.rows("siren, nom, date_debut, date_fin", "structures") == [
        ("213401722", "A", date(2023, 6, 1), date(2028, 5, 31))
    ]


def test_sirene_flag_is_yes_no_or_unknown(tmp_path: Path) -> None:
    place = Place(tmp_path, "sirene")
    write_parquet(
        place.raw / "StockUniteLegale_utf8.parquet",
        "select * from (values ('213401722', '7210', '84.11Z', 'O', '1983-03-01'),"
        " ('356000000', '5510', '53.10Z', 'N', ''),"
        " ('213401723', '9220', null, null, '31/02/2000')) v(siren, categorieJuridiqueUniteLegale,"
        " activitePrincipaleUniteLegale, economieSocialeSolidaireUniteLegale, dateCreationUniteLegale)",
    )
    report = place.stage()
    assert place.rows(
        "siren, categorie_juridique, activite_principale, est_ess, date_creation", "unites_legales"
    ) == [
        ("213401722", "7210", "8411Z", True, date(1983, 3, 1)),
        ("356000000", "5510", "5310Z", False, None),
        (None, "9220", None, None, None),
    ]
    assert report.cellules["unites_legales.siren"]["siren-cle-fausse"]["nb"] == 1
    assert report.cellules["unites_legales.date_creation"]["date-illisible"]["nb"] == 1


def test_both_samples_of_sirene_give_two_tables(tmp_path: Path) -> None:
    place = Place(tmp_path, "sirene")
    for path in (FOLDER / "sirene").glob("sample-*.parquet"):
        place.put(path.name.removeprefix("sample-"), path.read_bytes())
    assert sorted(place.stage().tables) == ["etablissements", "unites_legales"]


def test_communes_carry_the_year_of_their_population(tmp_path: Path) -> None:
    place = Place(tmp_path, "communes")
    place.put("sample.csv", (FOLDER / "communes" / "sample.csv").read_bytes())
    place.stage()
    assert place.rows("code_insee, nom, epci_siren, epci_nom, population, annee") == [
        ("99001", "Orval", "999999014", "Orval Métropole", 120000, 2025),
        ("99002", "Tilleuls-sur-Orval", "999999014", "Orval Métropole", 30000, 2025),
    ]


def test_contours_are_rows_and_a_feature_without_polygon_is_rejected(tmp_path: Path) -> None:
    place = Place(tmp_path, "contours")
    features = [
        {
            "type": "Feature",
            "properties": {"siren": "213401722", "nom": "Orval", "population_municipale": 9},
            "geometry": SQUARE,
        },
        {"type": "Feature", "properties": {"siren": "213401722"}, "geometry": None},
        "not an object",
    ]
    place.put("metropoles.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    report = place.stage()
    assert place.rows("niveau, epci_siren, nom, population, json_extract_string(geometrie, '$.type')") == [
        ("metropole", "213401722", "Orval", 9, "Polygon")
    ]
    assert [(row["ligne"], row["raison"]) for row in place.rejets()] == [
        (2, "geometrie-manquante"),
        (3, "pas-un-objet"),
    ]
    assert report.lignes_lues == 3


@pytest.mark.parametrize("content", [b'{"type": "Feature', b"[]", b"\x1f\x8bcut", b"{}"])
def test_contours_that_are_not_whole_are_refused(tmp_path: Path, content: bytes) -> None:
    place = Place(tmp_path, "contours")
    place.put("communes.geojson", content)
    with pytest.raises(SourceUnreadable):
        place.stage()
