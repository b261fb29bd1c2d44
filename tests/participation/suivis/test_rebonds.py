"""Letters that come back: two for good pause an address; a forged or temporary one changes nothing."""

import mailbox
from email import message_from_string

import pytest

from leviers.courrier import envoyer, tournee
from leviers.courrier.models import Lettre
from leviers.errors import NotReady
from leviers.participation.models import Abonne, Rebond
from leviers.participation.suivis import demandes
from leviers.participation.suivis.rebonds import Releve, read_bounces
from leviers.participation.suivis.tournee import write_due
from tests.participation.suivis.conftest import at

BOUNCE = """\
From: MAILER-DAEMON@serveur.invalid
To: leviers@exemple.invalid
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
MIME-Version: 1.0

--B
Content-Type: text/plain

Sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; serveur.invalid

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

--B
Content-Type: text/rfc822-headers

From: leviers@exemple.invalid
Message-ID: {message}

--B--
"""


@pytest.fixture
def letters(suivis):
    """Two letters that left for Léa, the oldest first."""
    suivis.follow("territoire", "nantes")
    for hour in (0, 2):
        suivis.happen(60 * hour + 5, ("territoire", "nantes"))
        write_due(at(60 * hour + 10))
        envoyer.send_waiting()
    return list(Lettre.objects.order_by("pk"))


def bounce(lettre, *, to="lea@exemple.invalid", action="failed", status="5.1.1"):
    return BOUNCE.format(to=to, action=action, status=status, message=tournee.name_message(lettre))


def lay(path, *messages):
    box = mailbox.mbox(path)
    for one in messages:
        box.add(message_from_string(one))
    box.close()
    return path


def test_two_letters_that_come_back_pause_the_address(letters, tmp_path, suivis):
    box = lay(tmp_path / "mbox", bounce(letters[0]), bounce(letters[1]))
    assert read_bounces(box) == Releve(messages=2, definitifs=2, comptes=2, en_pause=1)
    suivis.happen(300, ("territoire", "nantes"))
    assert write_due(at(310)) == 0
    demandes.resume(Abonne.objects.get())
    assert (Rebond.objects.count(), write_due(at(311))) == (0, 1)


def test_the_same_mailbox_read_twice_counts_once(letters, tmp_path):
    box = lay(tmp_path / "mbox", bounce(letters[0]))
    assert [read_bounces(box).comptes, read_bounces(box).comptes] == [1, 0]
    assert Abonne.objects.get().en_pause_le is None


def test_a_maildir_is_read_too(letters, tmp_path):
    box = mailbox.Maildir(tmp_path / "boite")
    box.add(bounce(letters[0]))
    assert read_bounces(tmp_path / "boite").comptes == 1


def test_what_is_temporary_forged_or_unknown_changes_nothing(letters, tmp_path):
    false = bounce(letters[0]).replace("Message-ID: <", "Message-ID: <x")
    box = lay(
        tmp_path / "mbox",
        bounce(letters[0], action="delayed", status="4.4.7"),
        bounce(letters[0], status="4.2.2"),
        bounce(letters[0], to="nora@exemple.invalid"),
        false,
        "Subject: Absence du bureau\n\nJe reviens lundi.\n",
    )
    assert read_bounces(box) == Releve(messages=5, definitifs=2, comptes=0, en_pause=0)


def test_the_command_says_what_it_read(letters, tmp_path, leviers_command):
    code, said = leviers_command("bounces", str(lay(tmp_path / "mbox", bounce(letters[0]))))
    assert (code, said.replace("\xa0", " ")) == (
        0,
        "1 message lu, 1 retour définitif, 1 nouveau, 0 adresse mise en pause.\n",
    )
    with pytest.raises(NotReady):
        read_bounces(tmp_path / "absent")
