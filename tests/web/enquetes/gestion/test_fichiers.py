"""Files for the team: answers not yet published, a questionnaire written again."""

import csv
import io

import pytest

from leviers.survey.exports import KINDS
from leviers.survey.formulaires import read_xlsform
from leviers.survey.versions import import_version
from tests.survey.questionnaires import write_essai
from tests.web.enquetes.gestion.conftest import CAMPAGNE, HOME, read


def test_the_board_gives_every_answer_published_or_not(bureau):
    assert f'href="{CAMPAGNE}/reponses.csv"' in read(bureau.alice, f"{CAMPAGNE}/")
    response = bureau.alice.get(f"{CAMPAGNE}/reponses.csv")
    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert {row["territoire_siren"]: row["A01"] for row in rows}["244400404"] == "oui"
    assert "no-store" in response.headers["Cache-Control"]
    assert b"a@nantes.fr" not in response.content


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_has_its_file(bureau, kind):
    response = bureau.alice.get(f"{CAMPAGNE}/reponses.{kind}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'essai-2026-equipe.{KINDS[kind].suffixe}"')


def test_another_format_is_not_found(bureau):
    assert bureau.alice.get(f"{CAMPAGNE}/reponses.docx").status_code == 404


def test_a_version_written_again_is_the_same_version(bureau):
    version, _ = import_version(write_essai(("Agents", "Agents publics")), "essai.md")
    address = f"{HOME}/questionnaires/{version.pk}/"
    assert f'href="{address}questionnaire.xlsx"' in read(bureau.alice, address)
    content = bureau.alice.get(f"{address}questionnaire.xlsx").content
    assert read_xlsform(content, "essai.xlsx").empreinte == version.empreinte
