"""The mail server is away: whatever is written waits, leaves once when it is back, and is said to all."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import send_mail
from django.core.mail.backends import locmem
from django.utils import timezone

from leviers.courrier import envoyer
from leviers.courrier.models import Lettre
from tests.catalogue.back_office import Desk
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.web.droits import BY_ADDRESS

pytestmark = pytest.mark.django_db
AWAY = f"{__name__}.Away"
QUEUE = "leviers.courrier.file.Queue"


class Away(locmem.EmailBackend):
    """A server that nobody reaches."""

    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def away(settings):
    """A site whose server of mail is away, wired as it is outside of tests."""
    settings.EMAIL_BACKEND, settings.LETTERS_BACKEND = QUEUE, AWAY
    return settings


def come_back(settings):
    """The server is there again, and the time of another try has come."""
    settings.LETTERS_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Lettre.objects.update(essaye_le=timezone.now() - timedelta(hours=2))


def test_every_form_is_taken_while_the_server_is_away_and_its_letters_leave_once(monde, away):
    for formulaire in FORMULAIRES:
        open_again(monde)
        assert formulaire.send(monde).status_code == 303, formulaire.nom
    for path, said in BY_ADDRESS.items():
        assert monde.browsers["personne"].post(path, said).status_code in (302, 303), path
    envoyer.send_waiting()
    assert mail.outbox == []
    waiting = Lettre.objects.filter(etat="attente").count()
    assert set(Lettre.objects.values_list("etat", flat=True)) == {"attente"}
    come_back(away)
    assert envoyer.send_waiting() == waiting
    assert envoyer.send_waiting() == 0
    assert len(mail.outbox) == waiting


def test_what_a_library_writes_waits_with_the_other_letters(db, away):
    to = ["ada@exemple.invalid", "bo@exemple.invalid"]
    send_mail("À relire\r\nBcc: x@y.fr".replace("\r\n", " "), "Bonjour <b>vous</b>.", None, to)
    kept = Lettre.objects.filter(genre="outil")
    assert sorted(kept.values_list("destinataire", flat=True)) == to
    assert {one.sujet for one in kept} == {"À relire Bcc: x@y.fr"}
    assert "&lt;b&gt;vous" in kept[0].html
    assert mail.outbox == []


def test_a_submitted_version_waits_for_the_server(mini, editor, reviewer, away):
    Desk(editor).edit(mini.demarche("clause"), "submit", titre="Clause <i>sociale</i>")
    (lettre,) = Lettre.objects.all()
    assert (lettre.destinataire, lettre.etat) == (reviewer.email, "attente")
    assert "Clause <i>sociale</i>" in lettre.sujet
    assert "<i>" not in lettre.html


def test_who_waits_for_a_code_is_told(client, away, mini):
    client.post("/compte/connexion/", {"courriel": "lea@exemple.fr"})
    assert "la lettre part dès qu’il" in client.get("/compte/connexion/code/").content.decode()


def test_the_team_and_the_machine_are_told_how_many_letters_wait(monde, away, leviers_command, capsys):
    monde.browsers["personne"].post("/compte/connexion/", {"courriel": "lea@exemple.fr"})
    envoyer.send_waiting()
    said = monde.browsers["andrea"].get("/moderation/").content.decode().replace("\u00a0", " ")
    assert "Le serveur de courriel ne répond pas" in said
    assert "lettres attendent depuis" in said
    capsys.readouterr()
    code, printed = leviers_command("letters")
    assert (code, "Le serveur de courriel ne répond pas" in printed) == (0, True)
    assert "lea@exemple.fr" not in printed
    come_back(away)
    envoyer.send_waiting()
    said = monde.browsers["andrea"].get("/moderation/").content.decode()
    assert "Le serveur de courriel" not in said


def test_a_letter_whose_fate_is_unknown_is_said_to_the_team(monde, settings, monkeypatch):
    Lettre.objects.all().delete()

    def cut(_backend, _messages):
        raise SMTPServerDisconnected

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", cut)
    monde.browsers["personne"].post("/compte/connexion/", {"courriel": "lea@exemple.fr"})
    Lettre.objects.update(essaye_le=timezone.now() - timedelta(hours=1))
    said = monde.browsers["andrea"].get("/moderation/").content.decode().replace("\u00a0", " ")
    assert "1 lettre est à décider" in said
