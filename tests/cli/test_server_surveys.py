"""Beside the site, each minute: letters of surveys leave, and what their dates ask for is done."""

from datetime import timedelta

from django.utils import timezone

from leviers.cli import server
from leviers.survey.courriels import queue
from leviers.survey.models import Campagne, Contact, Envoi
from tests.survey.conftest import Enquete


def test_each_minute_sends_what_waits_and_erases_what_is_due(db, mailoutbox):
    enquete = Enquete({})
    metz = enquete.invite(courriel="a@metz.fr")
    queue(metz, "invitation")
    for _ in range(2):
        server._write_letters()
    assert len(mailoutbox) == 1
    Campagne.objects.update(close_le=timezone.now() - timedelta(days=366))
    server._write_letters()
    assert Contact.objects.get().courriel == ""
    assert Envoi.objects.get().texte == ""
