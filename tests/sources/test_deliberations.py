"""SCDL Délibérations."""

from datetime import date
from pathlib import Path

from tests.sources.places import Place

HEADER = "COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET,BUDGET_ANNEE,VOTE_POUR,VOTE_CONTRE\n"


def test_official_file_is_typed(tmp_path: Path) -> None:
    place = Place(tmp_path, "deliberations")
    place.put(
        "a.csv", HEADER + 'Orval,21340172201787,2023-01,02/03/2023,"Soutien à l\'ESS, convention",2023,58,0\n'
    )
    report = place.stage()
    columns = (
        "collectivite_siren, delib_id, date_deliberation, objet, budget_annee,"
        " vote_pour, vote_contre, vote_reel"
    )
    assert place.rows(columns) == [
        ("213401722", "2023-01", date(2023, 3, 2), "Soutien à l'ESS, convention", 2023, 58, 0, None)
    ]
    assert report.cellules == {}


def test_votes_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    place = Place(tmp_path, "deliberations")
    place.put("a.csv", HEADER + "Orval,,1,2023-03-02,Vœu,,unanimité,NC\n")
    report = place.stage()
    assert place.rows("vote_pour, vote_contre") == [(None, None)]
    assert report.cellules["deliberations.vote_pour"]["entier-illisible"]["nb"] == 1
    assert report.cellules["deliberations.vote_contre"]["non-communique"]["nb"] == 1


def test_same_number_twice_is_kept_twice(tmp_path: Path) -> None:
    place = Place(tmp_path, "deliberations")
    place.put("a.csv", HEADER + "Orval,,1,2023-03-02,Vœu,,,\nOrval,,1,2023-03-02,Vœu,,,\n")
    assert place.stage().tables == {"deliberations": 2}
