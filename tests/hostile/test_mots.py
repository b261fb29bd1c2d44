"""Every form receives what an attacker would type: it is read as typed, and nothing of it runs."""

import pytest
from django.apps import apps
from django.db import models

from leviers.courrier.models import Lettre
from leviers.courrier.tournee import make_message
from tests.hostile.formulaires import FORMULAIRES
from tests.hostile.monde import open_again
from tests.hostile.reading import find_danger, find_danger_in_page, pack, read_shown, squeeze
from tests.hostile.sans_mots import SANS_MOTS
from tests.web.droits import read_table

pytestmark = pytest.mark.django_db
SENT, REFUSED = 303, (409, 422, 429)
OF_LETTERS = {"html", "head", "meta", "title", "body", "p", "a", "br"}
HEADERS = {
    *("Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted"),
    *("Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post"),
}
OURS = ("accounts", "catalogue", "courrier", "directory", "participation", "publication", "survey")


def list_sendings(formulaire):
    """What is typed in the fields of words, so that each field receives every payload."""
    packs = {name: pack(longest) for name, longest in formulaire.mots.items()}
    for number in range(max(map(len, packs.values()))):
        yield {name: typed[number % len(typed)] for name, typed in packs.items()}


def read_pages(monde, formulaire, answer):
    """What a form leads to: the page that refuses it, or the next one and those where its words are read."""
    if answer.status_code != SENT:
        return [answer]
    formulaire.apres()
    after = monde.browsers[formulaire.qui].get(answer["Location"])
    return [after, *(monde.browsers[who].get(monde.path(address)) for who, address in formulaire.lu)]


def find_faults(monde, formulaire, mots, answer):
    """What is wrong with what the site answers to a form that was sent with these words."""
    if answer.status_code not in (SENT, *REFUSED):
        return [f"{answer.status_code}"]
    pages = read_pages(monde, formulaire, answer)
    faults = [f"{page.request['PATH_INFO']} {one}" for page in pages for one in find_danger(page)]
    is_read = answer.status_code != SENT or formulaire.lu
    shown = "".join(read_shown(page) for page in pages) if is_read else ""
    told = [typed for name, typed in mots.items() if is_read and name not in formulaire.tus]
    faults += [f"not shown: {typed!r}" for typed in told if squeeze(typed) not in shown]
    return faults + [fault for one in Lettre.objects.all() for fault in find_in_letter(one)]


def find_in_letter(lettre):
    """What a letter holds that its words must not make."""
    tags = {node.rpartition("<")[2] for node in lettre.html.replace(">", " ").split() if "<" in node}
    made = {tag.strip("/!") for tag in tags} - OF_LETTERS - {"doctype"}
    message = make_message(lettre, "lea@exemple.invalid", lettre.entetes).message()
    headers = set(message.keys()) - HEADERS
    return [*find_danger_in_page(lettre.html), *made, *headers]


def test_what_an_attacker_types_is_read_as_typed_and_runs_nowhere(monde):
    wrong, taken = {}, set()
    for formulaire in FORMULAIRES:
        for mots in list_sendings(formulaire):
            open_again(monde)
            Lettre.objects.all().delete()
            answer = formulaire.send(monde, mots)
            if faults := find_faults(monde, formulaire, mots, answer):
                wrong.setdefault(formulaire.nom, []).append((mots, faults))
            taken |= {formulaire.nom} if answer.status_code == SENT else set()
    assert wrong == {}
    assert {formulaire.nom for formulaire in FORMULAIRES} - taken == set()


def test_every_address_that_takes_a_form_is_on_the_list(monde):
    known = {formulaire.find_route(monde) for formulaire in FORMULAIRES}
    sent = {route for route, (_who, _reads, sends) in read_table().items() if sends}
    assert sent - known - set(SANS_MOTS) == set()
    assert set(SANS_MOTS) - sent == set()


def test_a_null_sign_is_refused_or_taken_away_and_never_kept(monde):
    """PostgreSQL keeps no such sign: a form that let it by would answer 500 there."""
    wrong = []
    for formulaire in FORMULAIRES:
        open_again(monde)
        answer = formulaire.send(monde, dict.fromkeys(formulaire.mots, "Un mot\x00 caché dans une phrase."))
        if answer.status_code not in (SENT, *REFUSED):
            wrong.append((formulaire.nom, answer.status_code))
    assert (wrong, [*list_null()]) == ([], [])


def list_null():
    """Columns of ours that hold a null sign."""
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        texts = (models.CharField, models.TextField, models.JSONField)
        names = [one.attname for one in model._meta.concrete_fields if isinstance(one, texts)]
        rows = model._default_manager.values_list(*names) if names else ()
        if any("\x00" in str(value) or "\\u0000" in str(value) for row in rows for value in row):
            yield model.__name__
