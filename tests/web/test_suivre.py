"""Following without an account: ask, confirm by the letter, manage, stop by one click."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from leviers.courrier import envoyer
from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import demandes, jetons

pytestmark = pytest.mark.django_db
NANTES = "/suivre/?sujet=territoire&id=nantes"
LEA = "lea@exemple.invalid"


def ask(client, address=NANTES, **given):
    return client.post(address, {"courriel": LEA, "rythme": "semaine", "site": "", **given})


def follow(client, address=NANTES, **given):
    """Ask, then open the link of the letter and press its button."""
    ask(client, address, **given)
    envoyer.send_waiting()
    link = re.search(r"/suivre/confirmer/\S+", mail.outbox[-1].body)[0]
    assert client.get(link).status_code == 200
    return client.post(link)


def test_a_follow_begins_with_the_button_of_the_letter_not_with_its_link(client):
    answer = ask(client)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{NANTES}&envoye=1")
    assert "Regardez votre boîte" in client.get(answer.headers["Location"]).text
    assert envoyer.send_waiting() == 1
    letter = mail.outbox[0]
    assert (letter.to, "Nantes Métropole" in letter.subject) == ([LEA], True)
    link = re.search(r"/suivre/confirmer/\S+", letter.body)[0]
    assert "Confirmer" in client.get(link).text
    assert Suivi.objects.get().confirme_le is None
    page = client.post(link).headers["Location"]
    assert "vous suivez « Nantes Métropole »" in client.get(page).text.replace("\xa0", " ")
    assert Suivi.objects.get().confirme_le


def test_nobody_learns_who_follows_what(client):
    first = ask(client)
    follow(client)
    again = ask(client)
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    unknown = client.post("/suivre/mes-suivis/", {"courriel": "x@exemple.invalid", "site": ""})
    known = client.post("/suivre/mes-suivis/", {"courriel": LEA, "site": ""})
    assert unknown.headers["Location"] == known.headers["Location"]


def test_one_address_is_not_flooded_by_others(client):
    for _ in range(demandes.LETTERS_AN_HOUR + 3):
        assert ask(client).status_code == 303
    assert envoyer.send_waiting() == demandes.LETTERS_AN_HOUR


def test_a_bad_address_comes_back_with_what_was_typed(client):
    answer = ask(client, courriel="lea@@exemple", rythme="aussitot")
    assert answer.status_code == 422
    assert 'value="lea@@exemple"' in answer.text
    assert re.search(r'value="aussitot" checked', answer.text)
    assert ask(client, site="http://robot.invalid").status_code == 422
    assert not Abonne.objects.exists()


def test_too_many_forms_are_refused_and_kept(client, monkeypatch):
    monkeypatch.setattr("leviers.web.suivre.views.PER_HOUR", 1)
    ask(client)
    answer = ask(client)
    assert (answer.status_code, LEA in answer.text) == (429, True)


@pytest.mark.parametrize(
    "address",
    ["?sujet=levier&id=inconnu", "?sujet=territoire&id=../..", "?sujet=usage&id=nantes", "?sujet=x&id=1",
     "?sujet=recherche&id=https://ailleurs.invalid/", "?sujet=recherche&id=/recherche/"],
)  # fmt: skip
def test_what_does_not_exist_cannot_be_followed(client, address):
    assert client.get(f"/suivre/{address}").status_code == 404


@pytest.mark.parametrize(
    ("sujet", "code"),
    [("levier", "spaser"), ("champ", "achats-responsables"), ("usage", "nantes/spaser"), ("etude", "etude"),
     ("recherche", "/recherche/?q=tiers-lieu"),
     ("recherche", "/demarches/?champ=achats-responsables&q=clause")],
)  # fmt: skip
def test_everything_else_can(client, sujet, code):
    address = reverse("suivre") + "?" + "&".join((f"sujet={sujet}", f"id={code.replace('&', '%26')}"))
    assert client.get(address).status_code == 200
    assert follow(client, address).status_code == 303


def test_a_search_is_followed_by_its_one_address(client):
    typed = "/suivre/?sujet=recherche&id=/demarches/%3Fpage%3D2%26tri%3Dtitre%26q%3Dspaser%26x%3D1"
    follow(client, typed)
    assert Suivi.objects.get().sujet_id == "/demarches/?q=spaser"


def test_a_link_that_was_forged_or_cut_opens_nothing(client):
    follow(client)
    page = reverse("mes-suivis", args=[jetons.sign_management(Abonne.objects.get())])
    for bad in (page[:-4] + "/", page.replace("/mes-suivis/", "/confirmer/"), "/suivre/arreter/abc/"):
        answer = client.get(bad)
        assert (answer.status_code, "Mes suivis" in answer.text) == (404, True)
        assert client.post(bad).status_code == 404
    assert Suivi.objects.exists()


def test_a_confirmation_ends_after_three_days(client, monkeypatch):
    ask(client)
    link = reverse("suivi-confirmer", args=[jetons.sign_confirmation(Suivi.objects.get())])
    later = timezone.now() + timedelta(days=3, minutes=1)
    monkeypatch.setattr("time.time", lambda: later.timestamp())
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert demandes.purge(later) == {"suivis non confirmés": 1, "abonnés sans suivi": 1}
    assert not Abonne.objects.exists()


def test_one_click_stops_and_a_visit_does_not(client, django_user_model):
    follow(client)
    stop = reverse("suivi-arreter", args=[jetons.sign_stop(Abonne.objects.get(), "semaine")])
    assert "Arrêter ces lettres" in client.get(stop).text
    assert Suivi.objects.exists()
    client.handler.enforce_csrf_checks = True  # mail readers have no cookie of ours
    answer = client.post(stop, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Abonne.objects.exists()
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "C’est arrêté" in client.get(stop).text


def test_one_page_changes_the_rhythm_and_stops_one_or_all(client):
    follow(client)
    page = follow(client, "/suivre/?sujet=levier&id=spaser").headers["Location"].split("?")[0]
    one, other = Suivi.objects.order_by("pk")
    client.post(page, {"geste": "rythme", "suivi": one.pk, "rythme": "aussitot"})
    one.refresh_from_db()
    assert one.rythme == "aussitot"
    assert client.post(page, {"geste": "arreter", "suivi": other.pk}).status_code == 303
    assert list(Suivi.objects.all()) == [one]
    assert client.post(page, {"geste": "tout"}).status_code == 303
    assert not Abonne.objects.exists()
    assert client.get(page).status_code == 410


def test_nobody_touches_the_follows_of_another(client):
    mine = follow(client).headers["Location"].split("?")[0]
    follow(client, "/suivre/?sujet=levier&id=spaser", courriel="nora@exemple.invalid")
    theirs = Suivi.objects.get(abonne__courriel="nora@exemple.invalid")
    client.post(mine, {"geste": "arreter", "suivi": theirs.pk})
    client.post(mine, {"geste": "rythme", "suivi": theirs.pk, "rythme": "aussitot"})
    theirs.refresh_from_db()
    assert theirs.rythme == "semaine"


def test_who_has_an_account_needs_no_letter(client, editor):
    client.force_login(editor)
    answer = ask(client, courriel=editor.email)
    assert "/suivre/mes-suivis/" in answer.headers["Location"]
    assert Suivi.objects.get().confirme_le
    assert envoyer.send_waiting() == 0
    assert client.get("/suivre/mes-suivis/").status_code == 302


def test_a_title_typed_in_a_search_writes_no_header_and_no_html(client):
    typed = urlencode({"q": "<img src=x>\r\nBcc: x@y.invalid https://piege.invalid/a"})
    hostile = "/suivre/?" + urlencode({"sujet": "recherche", "id": f"/recherche/?{typed}"})
    assert "<img src=x>" not in client.get(hostile).text
    ask(client, hostile)
    envoyer.send_waiting()
    message = mail.outbox[0].message()
    assert message["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject
    html = mail.outbox[0].alternatives[0].content
    assert ("<img" in html, "&lt;img" in html) == (False, True)
    assert 'href="https://piege' not in html
