"""`leviers survey export`: one file, in the format and the perimeter asked for."""

import zipfile

import pytest
from django.utils import timezone

from leviers.survey.models import Campagne
from tests.sondage import SIRENS


def test_it_works_the_public_file_is_written(sondage, leviers_command, tmp_path):
    sondage.publish(SIRENS[0], A03="oui")
    sondage.answer(SIRENS[1], A03="non")
    place = tmp_path / "reponses.csv"
    code, said = leviers_command("survey", "export", "sondage-2026", "--format", "csv", "-o", str(place))
    assert (code, "périmètre public" in said) == (0, True)
    assert place.read_text(encoding="utf-8-sig").count("\n") == 2


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "sav", "ddi", "zip"])
def test_each_format_is_written(sondage, leviers_command, tmp_path, kind):
    place = tmp_path / "reponses"
    assert leviers_command("survey", "export", "sondage-2026", "--format", kind, "-o", str(place))[0] == 0
    assert zipfile.is_zipfile(place) == (kind in ("xlsx", "zip"))


def test_the_file_of_the_team_holds_what_is_not_published(sondage, leviers_command, tmp_path):
    sondage.answer(SIRENS[1], A03="non")
    place, words = tmp_path / "reponses.csv", ("--format", "csv", "--perimetre", "equipe")
    leviers_command("survey", "export", "sondage-2026", *words, "-o", str(place))
    assert SIRENS[1] in place.read_text(encoding="utf-8-sig")


def test_an_unknown_format_is_refused_with_those_there_are(sondage, leviers_command, tmp_path):
    code, said = leviers_command(
        "survey", "export", "sondage-2026", "--format", "doc", "-o", str(tmp_path / "r")
    )
    assert (code, "parquet" in said) == (1, True)


def test_results_are_published_from_the_command_line(sondage, leviers_command):
    Campagne.objects.update(publiee_le=None, close_le=timezone.now())
    assert leviers_command("survey", "publish", "sondage-2026") == (0, "Résultats publiés.\n")
    assert leviers_command("survey", "publish", "sondage-2026") == (0, "Ils étaient déjà publiés.\n")
