"""Letters leave once; a server away keeps them; a crash never sends one twice."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends import locmem
from django.utils import timezone

from leviers.courrier import tournee
from leviers.survey import envois
from leviers.survey.contacts import revoke
from leviers.survey.courriels import queue
from leviers.survey.models import Envoi

FAILING = "tests.survey.test_envois.Failing"


class Failing(locmem.EmailBackend):
    """A server that fails as the test says, at its door or while it takes a letter."""

    at_open, at_send = None, None

    def open(self):
        if Failing.at_open:
            raise Failing.at_open

    def send_messages(self, messages):
        if Failing.at_send:
            raise Failing.at_send
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.LETTERS_BACKEND = FAILING
    monkeypatch.setattr(Failing, "at_open", None)
    monkeypatch.setattr(Failing, "at_send", None)
    return Failing


@pytest.fixture
def metz(enquete):
    contact = enquete.invite(courriel="a@metz.fr")
    queue(contact, "invitation")
    return contact


def later(monkeypatch, **ahead):
    now = timezone.now() + timedelta(**ahead)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_letter_leaves_as_text_and_html_and_is_dated(metz, mailoutbox, settings):
    settings.CONTACT = "enquete@exemple.invalid"
    assert envois.send_waiting() == envois.Depart(parties=1)
    (message,) = mailoutbox
    assert (message.to, message.reply_to) == (["a@metz.fr"], ["enquete@exemple.invalid"])
    assert [kind for _body, kind in message.alternatives] == ["text/html"]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    metz.refresh_from_db()
    assert metz.invite_le
    assert Envoi.objects.get().parti_le


def test_a_second_round_sends_nothing(metz, mailoutbox):
    envois.send_waiting()
    assert envois.send_waiting() == envois.Depart()
    assert len(mailoutbox) == 1


def test_a_server_away_keeps_every_letter_and_says_so(metz, server, mailoutbox, monkeypatch):
    server.at_open = ConnectionRefusedError()
    done = envois.send_waiting()
    assert (done.gardees, done.erreur) == (1, "Le serveur de courriel ne répond pas.")
    assert (Envoi.objects.get().etat, Envoi.objects.get().essais) == ("attente", 1)
    server.at_open = None
    assert envois.send_waiting() == envois.Depart()  # one minute is waited for
    later(monkeypatch, minutes=2)
    assert envois.send_waiting().parties == 1
    assert len(mailoutbox) == 1


def test_waits_double_up_to_an_hour(metz):
    letter, now = Envoi.objects.get(), timezone.now()
    for essais, minutes in ((1, 1), (2, 2), (3, 4), (7, 60), (30, 60)):
        letter.essais, letter.essaye_le = essais, now
        assert not tournee.is_due(letter, now + timedelta(minutes=minutes, seconds=-1))
        assert tournee.is_due(letter, now + timedelta(minutes=minutes))


def test_a_server_away_for_a_week_ends_the_letter_and_says_so(metz, server, monkeypatch):
    later(monkeypatch, days=7, minutes=1)
    assert envois.send_waiting() == envois.Depart()
    letter = Envoi.objects.get()
    assert letter.etat == "refuse"
    assert "sept jours" in letter.erreur


def test_an_address_that_is_refused_is_not_tried_again(metz, server, monkeypatch):
    server.at_send = SMTPRecipientsRefused({"a@metz.fr": (550, b"a@metz.fr unknown")})
    assert envois.send_waiting().refusees == 1
    letter = Envoi.objects.get()
    assert (letter.etat, "a@metz.fr" in letter.erreur) == ("refuse", False)
    later(monkeypatch, hours=3)
    assert envois.send_waiting() == envois.Depart()


def test_a_server_that_asks_to_wait_is_asked_again(metz, server, mailoutbox, monkeypatch):
    server.at_send = SMTPRecipientsRefused({"a@metz.fr": (450, b"busy")})
    assert envois.send_waiting().gardees == 1
    server.at_send = None
    later(monkeypatch, minutes=2)
    assert envois.send_waiting().parties == 1


@pytest.mark.parametrize("error", [SMTPServerDisconnected(), TimeoutError()])
def test_a_letter_cut_in_the_middle_may_have_left_and_is_not_sent_again(metz, server, monkeypatch, error):
    server.at_send = error
    assert envois.send_waiting().incertaines == 1
    server.at_send = None
    later(monkeypatch, hours=3)
    assert envois.send_waiting() == envois.Depart()
    assert envois.is_uncertain(Envoi.objects.get())


def test_a_crash_between_sending_and_marking_never_sends_twice(metz, mailoutbox, monkeypatch):
    original = tournee.get_connection

    class Crashing(locmem.EmailBackend):
        def send_messages(self, messages):
            super().send_messages(messages)
            raise KeyboardInterrupt  # the machine stops once the letter is in the post

    monkeypatch.setattr(tournee, "get_connection", lambda **_given: Crashing())
    with pytest.raises(KeyboardInterrupt):
        envois.send_waiting()
    monkeypatch.undo()
    assert original is tournee.get_connection
    later(monkeypatch, hours=3)
    assert envois.send_waiting() == envois.Depart()
    assert len(mailoutbox) == 1
    letter = Envoi.objects.get()
    assert envois.is_uncertain(letter)
    assert envois.retry(letter)  # a person asked, and knows
    assert envois.send_waiting().parties == 1


def test_a_letter_that_another_round_took_is_left_to_it(metz, mailoutbox):
    letter = Envoi.objects.select_related("contact").get()
    Envoi.objects.update(etat="en_cours")
    assert tournee.send(letter, envois._write, None) == envois.Depart()
    assert mailoutbox == []


def test_a_link_withdrawn_meanwhile_cancels_the_letter(metz, mailoutbox):
    revoke(metz)
    Envoi.objects.update(etat="attente")
    assert envois.send_waiting() == envois.Depart()
    assert (Envoi.objects.get().etat, mailoutbox) == ("annule", [])


def test_a_letter_gone_or_erased_is_not_put_back(metz):
    envois.send_waiting()
    assert not envois.retry(Envoi.objects.get())
