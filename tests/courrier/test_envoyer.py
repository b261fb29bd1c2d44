"""Letters leave once, wait when the server is away, and hold no header that somebody wrote."""

from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from leviers.courrier import ecrire, envoyer
from leviers.courrier.models import Lettre

pytestmark = pytest.mark.django_db
TO = "lea@exemple.invalid"


def test_a_letter_leaves_once_with_its_twin():
    ecrire.write(TO, "essai", "Bonjour", "Un <b>mot</b>.\n\nhttps://exemple.invalid/page.")
    assert (envoyer.send_waiting(), envoyer.send_waiting()) == (1, 0)
    html = mail.outbox[0].alternatives[0].content
    assert "Un &lt;b&gt;mot&lt;/b&gt;." in html
    assert '<a href="https://exemple.invalid/page">' in html


def test_one_reason_gives_one_letter():
    assert ecrire.write(TO, "essai", "a", "a", raison="r1")
    assert ecrire.write(TO, "essai", "b", "b", raison="r1") is None
    assert envoyer.send_waiting() == 1


def test_a_subject_cannot_hold_a_header():
    ecrire.write(TO, "essai", "Titre\r\nBcc: autre@exemple.invalid", "a", entetes={"X-Un": "a\nBcc: b"})
    envoyer.send_waiting()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert message["Subject"] == "Titre Bcc: autre@exemple.invalid"


def _fail(monkeypatch, error: Exception) -> None:
    def send(_backend, _messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", send)


def test_a_server_that_is_away_is_tried_again_later(monkeypatch):
    ecrire.write(TO, "essai", "a", "a")
    with monkeypatch.context() as broken:
        _fail(broken, ConnectionRefusedError())
        assert envoyer.send_waiting() == 0
    assert envoyer.send_waiting() == 0
    Lettre.objects.update(essaye_le=timezone.now() - timedelta(minutes=2))
    assert envoyer.send_waiting() == 1


def test_a_refused_address_is_not_tried_again(monkeypatch):
    ecrire.write(TO, "essai", "a", "a")
    with monkeypatch.context() as broken:
        _fail(broken, SMTPRecipientsRefused({TO: (550, b"no")}))
        envoyer.send_waiting()
    assert Lettre.objects.get().etat == Lettre.Etat.REFUSE
    assert envoyer.send_waiting() == 0


def test_a_letter_that_may_have_left_does_not_leave_again(monkeypatch):
    ecrire.write(TO, "essai", "a", "a")
    with monkeypatch.context() as broken:
        _fail(broken, SMTPServerDisconnected())
        envoyer.send_waiting()
    Lettre.objects.update(essaye_le=timezone.now() - timedelta(days=1))
    assert envoyer.send_waiting() == 0
    assert mail.outbox == []


def test_a_code_that_is_too_old_does_not_leave():
    ecrire.write(TO, "code", "a", "a", perime_le=timezone.now() - timedelta(seconds=1))
    assert envoyer.send_waiting() == 0


def test_a_person_decides_on_a_letter_that_may_have_left(monkeypatch, leviers_command):
    lettre = ecrire.write(TO, "essai", "Incertaine", "a")
    with monkeypatch.context() as broken:
        _fail(broken, SMTPServerDisconnected())
        envoyer.send_waiting()
    Lettre.objects.update(essaye_le=timezone.now() - timedelta(hours=1))
    code, said = leviers_command("letters")
    assert (code, "Incertaine" in said, TO in said) == (0, True, False)
    leviers_command("letters", "--retry", str(lettre.pk))
    assert envoyer.send_waiting() == 1


def test_a_server_that_refuses_our_password_is_said_so(monkeypatch):
    def refuse(_backend):
        raise SMTPAuthenticationError(535, b"no")

    ecrire.write(TO, "essai", "a", "a")
    monkeypatch.setattr(EmailBackend, "open", refuse)
    assert envoyer.send_waiting() == 0
    assert "mot de passe" in Lettre.objects.get().erreur
