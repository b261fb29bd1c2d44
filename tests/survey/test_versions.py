"""Importing a questionnaire: one content is one version."""

import pytest

from leviers.errors import FormulaireRefuse
from leviers.survey.models import Questionnaire, Version
from leviers.survey.versions import compare_with_before, import_version, read_formulaire
from tests.survey.questionnaires import write_essai


def test_a_spreadsheet_becomes_the_first_version_of_its_questionnaire(equipe):
    version, created = import_version(write_essai(), "essai.md", by=equipe.alice)
    assert created
    assert (version.questionnaire.code, version.questionnaire.titre) == ("essai", "Enquête d’essai")
    assert (version.numero, version.nom_fichier, version.importee_par) == (1, "essai.md", equipe.alice)
    assert bytes(Version.objects.get().fichier) == write_essai()


def test_the_same_content_is_the_same_version_whatever_its_form(db):
    first, _ = import_version(write_essai(), "essai.md")
    again, created = import_version(write_essai(("| | text | A02", "|  | text |  A02")), "autre.md")
    assert not created
    assert again == first
    assert Version.objects.count() == 1


def test_another_content_takes_the_next_number_and_its_title(db):
    import_version(write_essai(), "essai.md")
    second, created = import_version(
        write_essai(("Agents", "Agents publics"), ("Enquête d’essai", "Essai 2")), "e.md"
    )
    assert (created, second.numero) == (True, 2)
    assert Questionnaire.objects.get().titre == "Essai 2"


def test_what_was_kept_reads_as_what_was_received(db):
    version, _ = import_version(write_essai(), "essai.md")
    kept = read_formulaire(Version.objects.get())
    assert kept.empreinte == version.empreinte
    assert [element.code for element in kept.elements] == ["gouvernance", "moyens"]


def test_a_refused_spreadsheet_writes_nothing(db):
    with pytest.raises(FormulaireRefuse):
        import_version(write_essai(("| text | A02", "| texte | A02")), "essai.md")
    assert not Questionnaire.objects.exists()


def test_a_new_version_says_what_becomes_of_answers(essai):
    assert compare_with_before(essai.version) is None
    metz = essai.invite()
    essai.say(metz, "gouvernance/A01", "oui")
    essai.say(metz, "moyens/B02", "12")
    changed = write_essai(("| integer | B02 | Agents |", "| text | B09 | Une remarque |"))
    second, _ = import_version(changed, "essai.md")
    suite = compare_with_before(second)
    assert suite.avant == essai.version
    assert (suite.sorts["même"], suite.sorts["perdue"]) == (1, 1)
    assert len(suite.perdues) == 1
    assert suite.nouvelles == ("Une remarque",)
