"""What is done with one comment, and by whom: change, take back, report, contest."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.courrier.models import Lettre
from leviers.participation import effacer_paroles, moderation
from leviers.participation.models import Alerte, Arbitrage, Commentaire
from tests.web.commentaires.conftest import ADDRESS, read_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(as_person, subject):
    """Léa’s browser and the comment she has just written."""
    browser = as_person("lea", "contributeur")
    browser.post(ADDRESS, {"texte": "Mes mots.", "nom": "Léa"})
    return browser, Commentaire.objects.get()


def test_its_author_changes_a_comment_for_ten_minutes(own):
    browser, one = own
    assert f"/commentaires/{one.pk}/modifier/" in browser.get(ADDRESS).content.decode()
    answer = browser.post(f"/commentaires/{one.pk}/modifier/", {"texte": "Mieux dit."})
    assert answer.status_code == 303
    html = Client().get(ADDRESS).content.decode()
    assert "Mieux dit." in html
    assert "modifié" in html
    assert "Mes mots." not in html


def test_who_waits_to_be_read_sees_her_words_alone_and_still_changes_them(client, subject):
    said = {"texte": "Mes mots.", "nom": "Léa", "courriel": "lea@exemple.invalid"}
    client.post(ADDRESS, said)
    assert "Vu de vous seul" not in client.get(ADDRESS).content.decode()  # the code is not right yet
    client.post("/confirmer/", {"code": read_code()})
    one = Commentaire.objects.get()
    page = client.get(ADDRESS).content.decode()
    assert "Mes mots." in page.partition("Vu de vous seul")[2]
    assert "Mes mots." not in Client().get(ADDRESS).content.decode()
    answer = client.post(f"/commentaires/{one.pk}/modifier/", {"texte": "Mieux dit."})
    assert f"/commentaires/{one.pk}/modifier/" in page
    assert "Mieux dit." in client.get(answer["Location"].partition("#")[0]).content.decode()
    Commentaire.objects.update(ecrit_le=timezone.now() - timedelta(minutes=11))
    late = client.get(ADDRESS).content.decode()
    assert "Mieux dit." in late
    assert "/modifier/" not in late


def test_who_is_refused_reads_why_on_the_page_too_and_contests_from_there(as_person, person, subject):
    lea = as_person("lea")
    lea.post(ADDRESS, {"texte": "Mes mots.", "nom": "Léa"})
    one = Commentaire.objects.get()
    moderation.decide([f"commentaire-{one.pk}"], "refuser", by=person("anouk", "animateur"), motif="Vend.")
    page = lea.get(ADDRESS).content.decode().replace("\u00a0", " ")
    assert "refusé. Motif : Vend." in page
    assert f"/commentaires/{one.pk}/contester/" in page
    for other in (Client(), as_person("max")):
        assert "Mes mots." not in other.get(ADDRESS).content.decode()
    lea.post(f"/commentaires/{one.pk}/contester/", {"texte": "Je ne vends rien du tout."})
    page = lea.get(ADDRESS).content.decode()
    assert "Vous avez contesté" in page
    assert f"/commentaires/{one.pk}/contester/" not in page


def test_its_author_takes_a_comment_back_and_answers_stay(own, comment):
    browser, one = own
    comment("Une réponse.", parent=one)
    browser.post(f"/commentaires/{one.pk}/modifier/", {"geste": "retirer", "texte": ""})
    one.refresh_from_db()
    assert (one.etat, one.texte, one.nom) == ("retire", "", "")
    html = Client().get(ADDRESS).content.decode()
    assert "retiré par son auteur" in html
    assert "Une réponse." in html


def test_after_ten_minutes_it_is_too_late(own):
    browser, one = own
    Commentaire.objects.update(ecrit_le=timezone.now() - timedelta(minutes=11))
    assert f"/commentaires/{one.pk}/modifier/" not in browser.get(ADDRESS).content.decode()
    for sent in ({"texte": "Trop tard."}, {"geste": "retirer"}):
        answer = browser.post(f"/commentaires/{one.pk}/modifier/", sent)
        assert "les dix minutes sont passées" in answer.content.decode().replace("\u00a0", " ")
    one.refresh_from_db()
    assert (one.texte, one.etat) == ("Mes mots.", "visible")


@pytest.mark.parametrize("who", ["nobody", "another", "animateur"])
def test_nobody_else_changes_takes_back_or_contests_it(own, as_person, who):
    _browser, one = own
    Commentaire.objects.update(etat="masque", motif="Hors sujet.")
    other = Client() if who == "nobody" else as_person(who, who if who == "animateur" else "")
    for geste, sent in (
        ("modifier", {"texte": "Détourné."}),
        ("modifier", {"geste": "retirer"}),
        ("contester", {"texte": "Rendez-le-moi."}),
    ):
        answer = other.post(f"/commentaires/{one.pk}/{geste}/", sent)
        assert answer.status_code == 403
        assert "Mes mots." not in answer.content.decode()
    one.refresh_from_db()
    assert (one.texte, one.etat, one.appel) == ("Mes mots.", "masque", "")


def test_an_address_only_typed_owns_nothing(client, comment, subject):
    one = comment("À elle.", courriel="lea@exemple.invalid", etat="masque", motif="Hors sujet.")
    answer = client.post(f"/commentaires/{one.pk}/contester/", {"courriel": "lea@exemple.invalid"})
    assert answer["Location"] == "/confirmer/"
    assert client.post(f"/commentaires/{one.pk}/contester/", {"texte": "Rendez-le-moi."}).status_code == 422
    one.refresh_from_db()
    assert one.appel == ""


def test_anybody_reports_and_the_same_words_make_one_report(client, comment, subject):
    one = comment()
    for _time in range(2):
        answer = client.post(f"/commentaires/{one.pk}/signaler/", {"motif": "C’est de la publicité."})
        assert answer.status_code == 303
    assert Alerte.objects.get().motif == "C’est de la publicité."
    assert "l’équipe va regarder" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("motif", "status"), [("", 422), ("non", 422), ("x" * 501, 422)])
def test_a_report_without_reason_is_refused(client, comment, subject, motif, status):
    assert client.post(f"/commentaires/{comment().pk}/signaler/", {"motif": motif}).status_code == status
    assert not Alerte.objects.exists()


def test_a_hidden_comment_says_why_in_its_place_and_is_contested_once(person, client, comment, subject):
    """The whole way of a visitor: hidden, told by letter, contested after a code, looked at again."""
    one = comment("Mes mots.", courriel="lea@exemple.invalid")
    Alerte.objects.create(commentaire=one, motif="Publicité.")
    team = person("anouk", "animateur")
    assert moderation.decide([f"alerte-{one.pk}"], "masquer", by=team, motif="Publicité.") == 1
    html = client.get(ADDRESS).content.decode().replace("\u00a0", " ")
    assert "Commentaire masqué par l’équipe. Motif : Publicité." in html
    assert "Mes mots." not in html
    page = f"/commentaires/{one.pk}/contester/"
    assert page in Lettre.objects.get(destinataire="lea@exemple.invalid").texte
    client.post(page, {"courriel": "lea@exemple.invalid"})
    assert client.post("/confirmer/", {"code": read_code()})["Location"] == page
    assert "Mes mots." in client.get(page).content.decode()
    assert client.post(page, {"texte": "Je ne vends rien du tout."}).status_code == 303
    assert client.post(page, {"texte": "Je le redis encore une fois."}).status_code == 429
    one.refresh_from_db()
    assert one.appel == "Je ne vends rien du tout."
    moderation.decide([f"appel-{one.pk}"], "retablir", by=team)
    assert "Mes mots." in client.get(ADDRESS).content.decode()
    assert mail.outbox  # codes; letters of the team leave with the others


def test_what_waits_for_its_code_is_not_found(client, comment, subject):
    one = comment(etat="a_confirmer")
    assert client.get(f"/commentaires/{one.pk}/").status_code == 404
    assert client.get(f"/commentaires/{one.pk}/signaler/").status_code == 404


def test_the_lasting_address_of_a_comment_leads_to_its_page_of_threads(client, comment, subject):
    old = comment("Le premier.")
    for number in range(100):
        comment(f"Numéro {number}.")
    assert client.get(f"/commentaires/{old.pk}/")["Location"] == f"{ADDRESS}&page=2#c{old.pk}"
    second = client.get(f"{ADDRESS}&page=2").content.decode()
    assert "Le premier." in second
    assert "Numéro 0." not in second


def test_who_leaves_takes_what_was_not_shown_and_leaves_the_rest_unsigned(own, comment):
    _browser, one = own
    lea = Personne.objects.get(username="lea")
    comment("Jamais lu.", auteur=lea, etat="attente")
    assert {said["texte"] for said in effacer_paroles.export(lea)["commentaires"]} == {
        "Mes mots.",
        "Jamais lu.",
    }
    effacer_paroles.erase(lea)
    kept = Commentaire.objects.get()
    assert (kept.pk, kept.nom, kept.auteur, kept.texte) == (one.pk, "Une personne partie", None, "Mes mots.")


def test_the_journal_of_decisions_forgets_the_name_of_who_left_or_took_back(own, person, comment):
    browser, one = own
    anouk = person("anouk", "animateur")
    refused = comment("Refusé.", auteur=one.auteur, etat="attente", nom="Léa Martin")
    moderation.decide([f"commentaire-{refused.pk}"], "refuser", by=anouk, motif="Hors sujet.")
    Alerte.objects.create(commentaire=one, motif="Publicité.")
    moderation.decide([f"alerte-{one.pk}"], "garder", by=anouk)
    assert {row.titre.partition(",")[0] for row in Arbitrage.objects.all()} == {"Léa", "Léa Martin"}
    browser.post(f"/commentaires/{one.pk}/modifier/", {"geste": "retirer"})
    assert Arbitrage.objects.get(objet_id=one.pk).titre == one.sujet_titre
    effacer_paroles.erase(one.auteur)
    assert "Léa" not in " ".join(Arbitrage.objects.values_list("titre", flat=True))


def test_addresses_are_forgotten_after_a_year_and_what_was_never_confirmed_goes(comment):
    comment(etat="a_confirmer", courriel="lea@exemple.invalid")
    old = comment(courriel="lea@exemple.invalid")
    young = timezone.now() + timedelta(days=1)
    assert set(effacer_paroles.purge(young).values()) == {0}
    assert effacer_paroles.purge(timezone.now() + timedelta(days=366)) == {
        "commentaires jamais confirmés": 1,
        "adresses de commentaires": 1,
        "adresses de démarches proposées": 0,
    }
    old.refresh_from_db()
    assert old.courriel == ""
