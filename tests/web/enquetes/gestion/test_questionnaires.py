"""Depositing a questionnaire: what was understood, or every problem with its cell."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leviers.survey.models import Version
from tests.survey.questionnaires import write_essai
from tests.web.enquetes.gestion.conftest import HOME, read
from tests.web.facts import read_text

IMPORT = f"{HOME}/questionnaires/importer/"


def deposit(client, content, name="essai.md"):
    return client.post(IMPORT, {"tableur": SimpleUploadedFile(name, content)})


def test_a_deposited_questionnaire_is_shown_as_understood(bureau):
    changed = write_essai(("| integer | B02 | Agents |", "| integer | B02 | Agents de la mission |"))
    response = deposit(bureau.alice, changed)
    assert response.status_code == 303
    said = read_text(read(bureau.alice, response.headers["Location"]))
    assert "Version importée." in said
    assert "2 sections" in said
    assert "4 questions" in said
    assert "1 condition " in said
    assert "posée si ${A01} = 'oui'" in said
    assert "Par rapport à la version 1" in said
    assert Version.objects.get(numero=2).importee_par.username == "alice"


def test_a_second_deposit_changes_nothing_and_says_so(bureau):
    response = deposit(bureau.alice, write_essai())
    said = read_text(read(bureau.alice, response.headers["Location"]))
    assert "Ce contenu était déjà là" in said
    assert Version.objects.count() == 1


def test_a_refused_questionnaire_shows_each_problem_with_sheet_row_column_and_advice(bureau):
    broken = write_essai(("| text | A02", "| texte | A02"), ("| decimal | B01", "| decimel | B01"))
    response = deposit(bureau.alice, broken)
    assert response.status_code == 422
    page = response.content.decode()
    said = read_text(page)
    assert "Rien n’a été importé." in said
    assert page.count('<td data-label="Feuille">survey</td>') == 2
    for title in ("Feuille", "Ligne", "Colonne", "Ce qui ne va pas", "Que faire"):
        assert title in said
    assert Version.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vide.xlsx"),
        (b"%PDF-1.7", "etude.pdf"),
        (b"PK\x03\x04rien", "faux.xlsx"),
        (b"\x00\xff", "x.csv"),
    ],
)
def test_a_file_that_is_no_questionnaire_is_refused_with_advice(bureau, content, name):
    response = deposit(bureau.alice, content, name)
    assert response.status_code == 422
    assert Version.objects.count() == 1


def test_nothing_chosen_is_said(bureau):
    response = bureau.alice.post(IMPORT, {})
    assert response.status_code == 422
    assert "Choisissez le fichier" in response.content.decode()


class Unread(BytesIO):
    """A body that nobody may read."""

    def read(self, *_size):
        raise AssertionError("the body was read")


@pytest.mark.parametrize("path", [IMPORT, f"{HOME}/campagnes/essai-2026/contacts/deposer/"])
def test_a_file_of_50_mo_is_refused_before_it_is_read(bureau, path):
    response = bureau.alice.generic(
        "POST",
        path,
        b"",
        "multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": "50000000", "wsgi.input": Unread()},
    )
    assert response.status_code == 413
    assert "il n’a pas été lu" in response.content.decode()


def test_a_version_is_given_back_as_it_was_received(bureau):
    deposit(bureau.alice, write_essai(("Agents", "Agents publics")), "mon « essai ».md")
    version = Version.objects.get(numero=2)
    response = bureau.alice.get(f"{HOME}/questionnaires/{version.pk}/tableur/")
    assert response.content == bytes(version.fichier)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="mon ')
    assert disposition.isascii()


def test_the_delivered_questionnaire_is_read_by_our_own_reader(bureau):
    delivered = bureau.alice.get(f"{HOME}/questionnaires/livre.xlsx").content
    response = deposit(bureau.alice, delivered, "livre.xlsx")
    assert response.status_code == 303
    said = read_text(read(bureau.alice, response.headers["Location"]))
    assert "10 sections" in said
    assert "45 questions" in said
