"""Annonces on the site: written, shown, found, read as data, corrected by their author alone."""

import csv
import io
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from leviers.directory.annonces import jetons, moderation
from leviers.directory.fiches import collectivites
from leviers.directory.models import AlerteReseau, Annonce
from tests.directory.annonces.conftest import make_annonce
from tests.web.reseau.conftest import fill, open_form

pytestmark = pytest.mark.django_db
PUBLISH = "/reseau/annonces/publier/"


def test_the_home_page_explains_and_helps_when_nothing_is_open(client):
    page = client.get("/reseau/").content.decode()
    assert "Quelqu’un l’a déjà fait" in page
    assert "Aucune annonce n’est ouverte." in page


def test_an_officer_publishes_and_her_first_annonce_waits(enter, lea, client):
    browser = enter(lea)
    assert "Au nom de <strong>Nantes Métropole</strong>" in browser.get(PUBLISH).content.decode()
    answer = browser.post(PUBLISH, fill())
    assert (answer.status_code, answer["Location"]) == (303, "/reseau/mes-annonces/")
    assert "est reçue" in browser.get("/reseau/mes-annonces/").content.decode()
    one = Annonce.objects.get()
    assert (one.nom, one.etat, one.leviers) == ("Nantes Métropole", "attente", ["spaser"])
    assert client.get(f"/reseau/annonces/{one.pk}/").status_code == 404


def test_who_has_no_role_is_told_how_to_ask_for_one(enter, zoe):
    browser = enter(zoe)
    page = browser.get(PUBLISH).content.decode()
    assert "/compte/demander/" in page
    assert 'name="texte"' not in page
    assert browser.post(PUBLISH, fill()).status_code == 422
    assert not Annonce.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("titre", "", "Donnez un titre."),
        ("titre", "x" * 121, "Titre trop long"),
        ("texte", "court", "au moins une phrase"),
        ("texte", "http://a http://b http://c http://d et le reste", "3 liens au plus"),
        ("texte", "un octet nul \x00 dans une phrase", "ne peut pas être gardé"),
        ("leviers", [""], "au moins un levier"),
        ("leviers", ["inconnu"], "n’existe pas"),
        ("leviers", ["spaser", "prise-participation-scic", "ptce", "tiers-lieux"], "leviers au plus"),
        ("sens", "", "cherchez ou proposez"),
        ("nature", "x", "n’existe pas"),
        ("mois", "24", "n’existe pas"),
        ("pour", "200046977", "n’existe pas"),
        ("site", "robot", "champ caché"),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(enter, lea, field, value, said):
    answer = enter(lea).post(PUBLISH, fill(**{field: value}))
    page = answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert answer.status_code == 422
    assert said in page
    kept = "Visiter une régie" if field == "texte" else "comment elle tient ses comptes"
    assert kept in page
    assert not Annonce.objects.exists()


def test_what_was_typed_waits_for_its_author_when_her_session_is_over(client, enter, lea):
    opened = open_form(enter(lea), PUBLISH)
    answer = client.post(PUBLISH, fill(titre="Un titre gardé malgré tout", **opened))
    assert answer["Location"].startswith("/compte/connexion/")
    client.force_login(lea)
    page = client.get(PUBLISH).content.decode()
    assert "Votre session avait pris fin." in page
    assert 'value="Un titre gardé malgré tout"' in page
    assert "comment elle tient ses comptes" in page
    assert "Un titre gardé" not in client.get(PUBLISH).content.decode()  # once


def test_what_was_typed_is_shown_to_nobody_else_at_the_same_screen(client, enter, lea, paul):
    opened = open_form(enter(lea), PUBLISH)
    client.post(PUBLISH, fill(titre="Un titre à Léa seule", **opened))
    client.force_login(paul)
    assert "Un titre à Léa" not in client.get(PUBLISH).content.decode()
    client.force_login(lea)  # nothing of it stayed in the session of the other
    assert "Un titre à Léa" not in client.get(PUBLISH).content.decode()


@pytest.mark.parametrize("signed", [{}, {"ouvert_par": "1"}, {"ouvert_par": "MQ:1wN:forged"}])
def test_a_form_that_says_nobody_is_not_kept_and_it_is_said(client, lea, signed):
    answer = client.post(PUBLISH, fill(titre="Un titre sans auteur", **signed))
    assert answer["Location"] == "/compte/connexion/?next=/compte/%3Fperdue%3D1"
    client.force_login(lea)
    assert "Un titre sans auteur" not in client.get(PUBLISH).content.decode()
    assert "n’a pas été gardé" in client.get("/compte/?perdue=1").content.decode()


def test_too_many_in_an_hour_are_refused_without_losing_the_text(enter, lea):
    browser = enter(lea)
    for _ in range(10):
        browser.post(PUBLISH, fill(jeton=str(uuid4())))
    answer = browser.post(PUBLISH, fill(titre="La onzième annonce", jeton=str(uuid4())))
    assert answer.status_code == 429
    assert "La onzième annonce" in answer.content.decode()


def test_the_form_sent_again_by_the_back_button_makes_nothing_more(enter, lea):
    browser, jeton = enter(lea), str(uuid4())
    for _ in range(2):
        assert browser.post(PUBLISH, fill(jeton=jeton)).status_code == 303
    assert Annonce.objects.count() == 1


def test_filters_keep_what_they_say_and_say_what_they_ignore(client, lea, paul):
    make_annonce(lea, nature="visite", titre="Une visite cherchée")
    make_annonce(
        paul, "rennes", sens="propose", leviers=("prise-participation-scic",), titre="Une SCIC racontée"
    )
    for query, kept in (
        ("", {"Une visite cherchée", "Une SCIC racontée"}),
        ("?sens=propose", {"Une SCIC racontée"}),
        ("?nature=visite", {"Une visite cherchée"}),
        ("?levier=prise-participation-scic", {"Une SCIC racontée"}),
        ("?champ=achats-responsables", {"Une visite cherchée"}),
        ("?territoire=rennes", {"Une SCIC racontée"}),
        ("?territoire=lyon", set()),
    ):
        said = {one["titre"] for one in client.get(f"/reseau.json{query}").json()["annonces"]}
        page = client.get(f"/reseau/{query}").content.decode()
        assert said == kept
        assert {title for title in ("Une visite cherchée", "Une SCIC racontée") if title in page} == kept
    assert "laissé de côté" in client.get("/reseau/?levier=zzz").content.decode()


def test_the_table_opens_in_a_spreadsheet_and_runs_nothing(client, lea):
    make_annonce(lea, titre="=1+1 ou une formule")
    text = client.get("/reseau.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["titre"] == "'=1+1 ou une formule"
    assert row["leviers"] == "spaser"


def test_nobody_touches_the_annonce_of_another(enter, lea, paul):
    one, browser = make_annonce(lea), enter(paul)
    for geste in ("modifier", "clore", "prolonger"):
        answer = browser.post(f"/reseau/annonces/{one.pk}/{geste}/", fill(etat="trouvee"))
        assert answer.status_code == 404
    one.refresh_from_db()
    assert (one.etat, one.titre) == ("ouverte", "Qui a écrit son SPASER ?")


def test_its_author_corrects_then_closes_it(enter, client, lea, andrea):
    one, browser = make_annonce(lea, is_open=False), enter(lea)
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    address = f"/reseau/annonces/{one.pk}/"
    assert 'value="Qui a écrit son SPASER ?"' in browser.get(f"{address}modifier/").content.decode()
    browser.post(f"{address}modifier/", fill(titre="Un titre plus clair"))
    assert "Un titre plus clair" in client.get(address).content.decode()
    browser.post(f"{address}clore/", {"etat": "trouvee"})
    assert "son auteur a trouvé" in client.get(address).content.decode()
    assert "Un titre plus clair" not in client.get("/reseau/").content.decode()


def test_other_words_that_hold_a_link_leave_the_site_until_they_are_read(enter, client, lea, andrea):
    one, browser = make_annonce(lea, is_open=False), enter(lea)
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    address = f"/reseau/annonces/{one.pk}/"
    browser.post(f"{address}modifier/", fill(texte="Tout est sur https://exemple.invalid/ : achetez."))
    assert "L’équipe la lit avant de l’afficher" in browser.get("/reseau/mes-annonces/").content.decode()
    assert client.get(address).status_code == 404
    assert "Visiter une régie" not in client.get("/reseau/").content.decode()
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    assert client.get(address).status_code == 200


def test_an_annonce_taken_back_or_hidden_shows_nothing_of_it(client, lea):
    one = make_annonce(lea)
    for etat, said in (("retiree", "Annonce retirée"), ("masquee", "Publicité.")):
        Annonce.objects.update(etat=etat, motif="Publicité.")
        answer = client.get(f"/reseau/annonces/{one.pk}/?{etat}")
        assert answer.status_code == 410
        assert said in answer.content.decode()
        assert one.texte not in answer.content.decode()
        assert client.get(f"/reseau/annonces/{one.pk}.json?{etat}").status_code == 404


def test_anybody_reports_an_annonce(client, lea):
    one = make_annonce(lea)
    answer = client.post(f"/reseau/annonces/{one.pk}/signaler/", {"motif": "C’est une publicité."})
    assert answer.status_code == 303
    assert AlerteReseau.objects.get().objet_id == one.pk


def test_the_link_of_a_letter_prolongs_with_one_button_and_once(lea):
    one, browser = make_annonce(lea), Client()
    Annonce.objects.update(expire_le=timezone.localdate())
    one.refresh_from_db()
    address = f"/reseau/prolonger/{jetons.sign_prolong(one)}/"
    assert "Prolonger de trois mois" in browser.get(address).content.decode()
    one.refresh_from_db()
    assert one.expire_le == timezone.localdate()  # a GET changes nothing
    assert "reste ouverte" in browser.post(address).content.decode()
    assert browser.post(address).status_code == 410
    assert browser.get(f"{address[:-3]}xx/").status_code == 404


def test_letters_of_matches_stop_in_one_click_without_a_cookie(lea):
    make_annonce(lea)
    address = f"/reseau/lettres/{jetons.sign_stop(lea)}/"
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(address).status_code == 200
    assert Annonce.objects.filter(veut_pistes=True).exists()
    assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Annonce.objects.filter(veut_pistes=True).exists()


def test_a_collectivite_that_joined_writes_under_its_name_which_leads_to_its_page(client, enter, zoe, andrea):
    said = {"siren": "213500010", "nom": "Commune d’Acigné", "genre": "commune", "raison": "Un tiers-lieu."}
    collectivites.confirm(collectivites.ask(said, by=zoe), by=andrea)
    enter(zoe).post("/reseau/annonces/publier/", fill(pour="213500010"))
    Annonce.objects.update(etat="ouverte", montree_le=timezone.now())
    assert Annonce.objects.get().nom == "Commune d’Acigné"
    link = '<a href="/reseau/collectivites/213500010/">Commune d’Acigné</a>'
    for page in ("/reseau/", f"/reseau/annonces/{Annonce.objects.get().pk}/"):
        assert link in client.get(page).content.decode()
