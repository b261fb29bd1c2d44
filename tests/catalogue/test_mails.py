"""Mails of the review: in our words, with what to do and where."""

import re

import pytest
from django.core import mail

from tests.catalogue.back_office import Desk

NBSP = "\u00a0"


@pytest.fixture
def desks(editor, reviewer):
    """Two people who have an address, ada who writes and bertille who approves."""
    for person in (editor, reviewer):
        person.email = f"{person.username}@exemple.invalid"
        person.first_name, person.last_name = person.username.capitalize(), "Orval"
        person.save()
    return Desk(editor), Desk(reviewer)


def test_a_submitted_version_is_told_to_those_who_approve(mini, desks):
    ada, _ = desks
    ada.edit(mini.demarche("clause"), "submit", titre="L’accord « clause » & Cie")
    (message,) = mail.outbox
    assert message.to == ["bertille@exemple.invalid"]
    assert message.subject == f"À relire{NBSP}: L’accord « clause » & Cie"
    assert message.body.startswith("Bonjour Bertille Orval,\n\nUne version attend votre relecture")
    assert "proposée par Ada Orval." in message.body
    assert "http://127.0.0.1:8000/gestion/demarches/edit/nantes-clause/" in message.body


def test_an_approved_version_is_told_to_its_author(mini, desks):
    ada, bertille = desks
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    bertille.edit(demarche, "approve")
    message = mail.outbox[-1]
    assert message.to == ["ada@exemple.invalid"]
    assert message.subject == f"Approuvée{NBSP}: Clause sociale"
    assert "Elle est en ligne, ou le sera" in message.body


def test_a_returned_version_comes_with_who_read_it_and_what_is_kept(mini, desks):
    ada, bertille = desks
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    bertille.edit(demarche, "reject")
    message = mail.outbox[-1]
    assert message.subject == f"À reprendre{NBSP}: Clause sociale"
    assert "Bertille Orval l’a relue et vous la renvoie sans commentaire." in message.body
    assert "Rien n’est perdu" in message.body


def test_no_mail_has_holes_nor_words_of_the_tool(mini, desks):
    ada, bertille = desks
    demarche = mini.demarche("clause")
    for button in ("approve", "reject"):
        ada.edit(demarche, "submit", titre=f"Clause {button}")
        bertille.edit(demarche, button)
    assert len(mail.outbox) == 4
    for message in mail.outbox:
        assert not re.search(r"\n{3}|\(e\)|workflow|Wagtail|[^\S\n]\n", message.body), message.body
