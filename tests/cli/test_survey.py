"""`leviers survey …`: a questionnaire in, a campaign opened, reminded, closed; people erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.survey.models import Campagne, Contact, Envoi
from leviers.survey.versions import import_version
from tests.survey.questionnaires import write_essai


@pytest.fixture
def folder(tmp_path):
    """A questionnaire and a list of contacts on the disk."""
    (tmp_path / "essai.md").write_bytes(write_essai())
    (tmp_path / "liste.csv").write_text("territoire;courriel\nmetz;a@metz.fr\nbrest;a@brest.fr\n")
    return tmp_path


@pytest.fixture
def launched(db, folder, leviers_command):
    """A campaign launched from the command line."""
    leviers_command("survey", "import", str(folder / "essai.md"))
    return leviers_command("survey", "launch", "ess", *_creation(), "--contacts", str(folder / "liste.csv"))


def _creation():
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    return "--questionnaire", "essai", "--titre", "Essai", "--echeance", day


def test_a_questionnaire_is_imported_once(db, folder, leviers_command):
    for said in ("importée", "déjà là, rien n’a changé"):
        code, printed = leviers_command("survey", "import", str(folder / "essai.md"))
        assert (code, printed.strip()) == (0, f"essai, version 1\u00a0: {said}")


def test_a_refused_questionnaire_gives_each_cell_and_its_advice(db, folder, leviers_command):
    (folder / "faux.md").write_bytes(write_essai(("| text | A02", "| texte | A02")))
    code, printed = leviers_command("survey", "import", str(folder / "faux.md"))
    assert code == 1
    assert "feuille « survey », ligne 6" in printed
    assert "→" in printed


def test_launching_creates_adds_invites_and_sends(launched, mailoutbox):
    code, printed = launched
    assert code == 0
    said = printed.replace("\u00a0", " ").splitlines()
    assert said == ["2 contacts ajoutés, 0 déjà là", "2 invitations écrites", "Lettres : 2 parties."]
    assert len(mailoutbox) == 2


def test_launching_again_writes_to_nobody(launched, leviers_command, mailoutbox):
    code, printed = leviers_command("survey", "launch", "ess")
    assert code == 0
    assert "Aucune lettre à envoyer." in printed
    assert len(mailoutbox) == 2


def test_a_reminder_leaves_only_those_who_heard_from_us_unless_forced(launched, leviers_command, mailoutbox):
    assert "2 contacts laissés" in leviers_command("survey", "remind", "ess")[1].replace("\u00a0", " ")
    forced = leviers_command("survey", "remind", "ess", "--territoire", "metz", "--forcer")[1]
    assert "1 relance écrite" in forced.replace("\u00a0", " ")
    assert mailoutbox[-1].to == ["a@metz.fr"]
    code, printed = leviers_command("survey", "remind", "ess", "--territoire", "nantes")
    assert (code, "n’est pas dans cette campagne" in printed) == (1, True)


def test_a_campaign_is_closed_then_its_people_are_erased_in_time(launched, leviers_command):
    assert "Campagne close." in leviers_command("survey", "close", "ess")[1]
    assert "0\u00a0contact effacé" in leviers_command("survey", "purge")[1]
    Campagne.objects.update(close_le=timezone.now() - timedelta(days=366))
    assert "2\u00a0contacts effacés" in leviers_command("survey", "purge")[1]
    assert "0\u00a0contact effacé" in leviers_command("survey", "purge")[1]
    assert not Contact.objects.exclude(courriel="").exists()
    assert not Envoi.objects.exclude(texte="").exists()


def test_letters_that_wait_are_sent(launched, leviers_command, mailoutbox):
    Envoi.objects.filter(contact__courriel="a@metz.fr").update(etat="attente", essaye_le=None)
    assert "1\u00a0partie" in leviers_command("survey", "send")[1]
    assert "Aucune lettre" in leviers_command("survey", "send")[1]
    assert len(mailoutbox) == 3


def test_the_delivered_questionnaire_is_written_and_read_again(db, tmp_path, leviers_command):
    file = tmp_path / "livre.xlsx"
    assert leviers_command("survey", "deliver", str(file))[0] == 0
    assert import_version(file.read_bytes(), file.name)[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("launch", "inconnue"), "Campagne inconnue « inconnue »."),
        (("import", "nulle-part.xlsx"), "ne se lit pas"),
        (
            ("launch", "x", "--questionnaire", "autre", "--titre", "t", "--echeance", "2030-01-01"),
            "Importez-le",
        ),
        (("deliver", "dossier-absent/q.xlsx"), "ne s’écrit pas"),
        (("perdu",), "Commande inconnue « perdu »."),
    ],
)
def test_what_cannot_be_done_is_said_with_advice(db, leviers_command, words, said):
    code, printed = leviers_command("survey", *words)
    assert code
    assert said in printed
    assert "→" in printed
