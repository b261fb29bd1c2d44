"""One’s account: profile, devices, roles, leaving."""

import json

import pytest
from django.test import Client

from leviers.accounts import demandes, depart, seances
from leviers.accounts.models import Personne, Profil, Role, Seance
from leviers.catalogue.models import Signalement
from leviers.courrier import ecrire
from leviers.courrier.models import Lettre
from leviers.participation.models import Commentaire, DemarcheProposee
from leviers.reference import territoires
from tests.participation.conftest import write_article
from tests.web.compte.steps import log_in

pytestmark = pytest.mark.django_db
LEA = "lea@exemple.invalid"
BREST, NANTES, DIJON = "242900314", "244400404", "242100410"


@pytest.fixture
def lea(client: Client) -> Personne:
    """Somebody logged in."""
    log_in(client, LEA)
    return Personne.objects.get(email=LEA)


@pytest.fixture
def animateur() -> Client:
    """The browser of an animateur."""
    browser = Client()
    log_in(browser, "anim@exemple.invalid")
    give_role("anim@exemple.invalid", Role.Genre.ANIMATEUR)
    return browser


def give_role(courriel, genre, portee=""):
    personne = Personne.objects.get(email=courriel)
    return Role.objects.create(
        personne=personne, genre=genre, portee=portee, confirme_le=personne.date_joined, moyen="personne"
    )


def test_nobody_logged_in_is_led_to_the_log_in_page(client):
    assert client.get("/compte/")["Location"] == "/compte/connexion/?next=/compte/"
    assert client.get("/compte/roles/")["Location"] == "/compte/connexion/?next=/compte/roles/"


def test_a_profile_shows_only_what_was_chosen(client, lea):
    public = f"/personnes/{lea.pk}/"
    assert client.get(public).status_code == 404
    said = {
        "nom": "Léa <b>Morin</b>",
        "fonction": "Chargée de mission ESS",
        "organisation": "Orval Métropole",
        "themes": ["spaser", "achats-responsables"],
        "visibles": ["nom", "themes"],
    }
    assert client.post("/compte/profil/", said).status_code == 303
    assert 'value="spaser" checked' in client.get("/compte/profil/").content.decode()
    page = Client().get(public).content.decode()
    assert "Léa &lt;b&gt;Morin&lt;/b&gt;" in page
    assert 'href="/leviers/spaser/"' in page
    assert "Chargée de mission" not in page
    assert LEA not in page
    assert Profil.objects.get(personne=lea).consenti_le
    client.post("/compte/profil/", said | {"visibles": []})
    assert client.get(public).status_code == 404


def test_an_unknown_theme_is_refused_and_the_rest_is_kept(client, lea):
    page = client.post("/compte/profil/", {"nom": "Léa", "themes": ["inconnu"]})
    assert page.status_code == 422
    assert 'value="Léa"' in page.content.decode()


def test_a_device_is_logged_out_by_another(client, lea):
    phone = Client()
    log_in(phone, LEA)
    assert len(seances.list_open(lea)) == 2
    other = Seance.objects.get(cle=phone.session.session_key)
    assert client.post(f"/compte/seances/{other.pk}/fermer/").status_code == 303
    assert phone.get("/compte/").status_code == 302
    assert client.get("/compte/").status_code == 200


def test_all_other_devices_are_logged_out_at_once(client, lea):
    others = [Client(), Client()]
    for browser in others:
        log_in(browser, LEA)
    client.post("/compte/seances/fermer/")
    assert [browser.get("/compte/").status_code for browser in [client, *others]] == [200, 302, 302]


def test_nobody_logs_out_the_device_of_somebody_else(client, lea):
    other = Client()
    log_in(other, "autre@exemple.invalid")
    hers = Seance.objects.get(cle=other.session.session_key)
    assert client.post(f"/compte/seances/{hers.pk}/fermer/").status_code == 404
    assert other.get("/compte/").status_code == 200


def test_a_password_log_in_of_the_back_office_is_listed_too(client, editor):
    client.post("/gestion/login/", {"username": "ada", "password": "une-phrase-de-passe"})
    client.get("/compte/")
    assert "<strong>Navigateur inconnu</strong>" in client.get("/compte/").content.decode()


def test_the_domain_of_the_metropole_makes_a_referent_at_once(client):
    log_in(client, "camille@dijon-metropole.fr")
    client.post("/compte/demander/", {"genre": "referent", "territoire": DIJON})
    role = Role.objects.get()
    assert (role.moyen, role.portee, bool(role.confirme_le)) == ("domaine", DIJON, True)
    assert "par le domaine de votre adresse" in client.get("/compte/").content.decode()


@pytest.mark.parametrize(
    "courriel", ["camille@dijon-metropole.fr.exemple.invalid", "camille@sous.dijon-metropole.fr", LEA]
)
def test_another_domain_waits_for_an_animateur(client, courriel):
    log_in(client, courriel)
    client.post("/compte/demander/", {"genre": "referent", "territoire": DIJON})
    assert Role.objects.get().confirme_le is None


def test_a_domain_that_the_city_has_too_waits_for_an_animateur(client):
    log_in(client, "camille@brest.fr")
    assert "sert à la ville et à la métropole" in client.get("/compte/demander/").content.decode()
    client.post("/compte/demander/", {"genre": "referent", "territoire": BREST})
    assert Role.objects.get().confirme_le is None


def test_a_domain_that_bears_the_name_of_a_city_is_said_to_be_shared():
    slugs = {place.siren: place.slug for place in territoires.load_metropoles().values()}
    for domaine, said in demandes.load_domaines().items():
        assert said.est_partage == (domaine.partition(".")[0] == slugs[said.siren]), domaine


def test_the_domain_of_one_metropole_says_nothing_of_another(client):
    log_in(client, "camille@dijon-metropole.fr")
    client.post("/compte/demander/", {"genre": "referent", "territoire": NANTES})
    assert Role.objects.get().confirme_le is None


def test_an_animateur_confirms_and_the_person_hears_of_it(client, lea, animateur):
    client.post("/compte/demander/", {"genre": "referent", "territoire": NANTES, "raison": "J’y travaille."})
    role = Role.objects.get(personne=lea)
    assert "J’y travaille." in animateur.get("/compte/roles/").content.decode()
    animateur.post(f"/compte/roles/{role.pk}/repondre/", {"reponse": "confirmer"})
    role.refresh_from_db()
    assert (role.confirme_par.email, role.moyen) == ("anim@exemple.invalid", "personne")
    assert "Nantes Métropole" in Lettre.objects.get(destinataire=LEA, genre="role").texte


def test_a_refusal_needs_a_reason_that_the_person_reads(client, lea, animateur):
    client.post("/compte/demander/", {"genre": "organisation", "siren": "200 046 977", "raison": "J’y suis."})
    role = Role.objects.get(personne=lea)
    where = f"/compte/roles/{role.pk}/repondre/"
    assert animateur.post(where, {"reponse": "refuser", "motif": " "}).status_code == 422
    assert animateur.post(where, {"reponse": "refuser", "motif": "Aucun lien trouvé."}).status_code == 303
    role.refresh_from_db()
    assert (role.motif, bool(role.fini_le), role.confirme_le) == ("Aucun lien trouvé.", True, None)
    assert "Aucun lien trouvé." in Lettre.objects.get(destinataire=LEA, genre="role").texte
    assert animateur.post(where, {"reponse": "confirmer"}).status_code == 303  # answered already
    role.refresh_from_db()
    assert role.confirme_le is None


def test_an_animateur_makes_no_animateur_and_settles_nothing_of_her_own(client, lea, animateur):
    given = {"genre": "animateur", "courriel": LEA}
    assert animateur.post("/compte/roles/donner/", given).status_code == 403
    herself = {"genre": "referent", "territoire": BREST, "courriel": "Anim@exemple.invalid"}
    assert animateur.post("/compte/roles/donner/", herself).status_code == 403
    animateur.post("/compte/demander/", {"genre": "relecteur"})
    own = Role.objects.get(genre="relecteur")
    answer = animateur.post(f"/compte/roles/{own.pk}/repondre/", {"reponse": "confirmer"})
    assert answer.status_code == 403
    give_role("anim@exemple.invalid", Role.Genre.ADMINISTRATEUR)
    assert animateur.post("/compte/roles/donner/", given).status_code == 303
    assert Role.objects.get(personne=lea).genre == "animateur"


def test_what_was_asked_is_not_asked_twice_and_a_bad_siren_is_refused(client, lea):
    asked = {"genre": "relecteur"}
    assert [client.post("/compte/demander/", asked).status_code for _time in range(2)] == [303, 429]
    page = client.post("/compte/demander/", {"genre": "organisation", "siren": "123456789"})
    assert page.status_code == 422
    assert 'value="123456789"' in page.content.decode()


def test_a_person_takes_her_data_away(client, lea):
    client.post("/compte/demander/", {"genre": "relecteur", "raison": "Je relis vite."})
    answer = client.get("/compte/mes-donnees.json")
    kept = json.loads(answer.content)["compte"]
    assert kept["courriel"] == LEA
    assert kept["roles"][0]["raison"] == "Je relis vite."
    assert kept["seances"][0]["appareil"] == "Firefox sous Linux"
    assert "no-store" in answer["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer


def test_a_person_is_erased_once_she_confirms(client, lea):
    ecrire.write(LEA, "suivi", "Du nouveau", "Bonjour.")
    phone = Client()
    log_in(phone, LEA)
    assert client.post("/compte/partir/").status_code == 422
    assert client.post("/compte/partir/", {"oui": "1"})["Location"] == "/compte/parti/"
    assert client.cookies["appareil"].value == ""
    lea.refresh_from_db()
    assert (str(lea), lea.is_active, LEA in lea.email) == ("Une personne partie", False, False)
    assert [browser.get("/compte/").status_code for browser in (client, phone)] == [302, 302]
    assert not Lettre.objects.filter(destinataire=LEA).exists()
    assert set(Lettre.objects.filter(genre="suivi").values_list("etat", "texte")) == {("annule", "")}
    assert log_in(Client(), LEA) == "/compte/"  # a new account, with nothing of the former
    assert Personne.objects.get(email=LEA).pk != lea.pk


def test_an_old_log_in_is_asked_again_before_leaving(client, lea):
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": 0}]
    session.save()
    answer = client.post("/compte/partir/", {"oui": "1"})
    assert answer["Location"] == "/compte/connexion/?next=%2Fcompte%2Fpartir%2F"
    assert log_in(client, LEA, "/compte/partir/") == "/compte/partir/"
    assert client.get("/compte/partir/").status_code == 200


def test_each_part_registered_is_told_of_the_departure(lea, monkeypatch):
    monkeypatch.setattr(depart, "_parts", dict(depart._parts))
    left = []
    depart.register(
        "essai", export=lambda one: {"qui": one.pk}, erase=left.append, purge=lambda now: {"vieux": 3}
    )
    assert depart.export(lea)["essai"] == {"qui": lea.pk}
    depart.erase(lea)
    assert left == [lea]


def test_a_person_finds_what_she_contributed_and_what_was_answered(client, lea):
    assert "Mes contributions" not in client.get("/compte/").content.decode()
    said = {"sujet": "levier", "sujet_id": "spaser", "sujet_titre": "SPASER", "objet": "erreur"}
    Signalement.objects.create(auteur=lea, etat="refusee", reponse="Elle dit <b>autre</b> chose.", **said)
    Signalement.objects.create(message="De quelqu’un d’autre.", **said | {"sujet_titre": "SCIC"})
    proposed = {"territoire_siren": "244400404", "levier": "spaser", "source_url": "https://a.invalid/"}
    DemarcheProposee.objects.create(auteur=lea, titre="Un marché réservé", description="x", **proposed)
    page = client.get("/compte/").content.decode().replace("\u00a0", " ")
    mine = page.partition('id="contributions"')[2].partition("</section>")[0]
    assert "C’est faux : SPASER" in mine
    assert "refusée, envoyée le" in mine
    assert "Elle dit &lt;b&gt;autre" in mine
    assert "Démarche proposée : Un marché réservé, Nantes Métropole" in mine
    assert "SCIC" not in mine


def test_a_profile_counts_what_readers_may_see_once_it_is_chosen(client, lea):
    write_article("Trois ans de clauses", auteur=lea)
    write_article("Un brouillon", auteur=lea, publish=False)
    said = {"sujet": "levier", "sujet_id": "spaser", "sujet_titre": "SPASER", "nom": "Léa", "texte": "Oui."}
    for etat in ("visible", "attente"):
        Commentaire.objects.create(auteur=lea, etat=etat, **said)
    for etat in ("acceptee", "en_partie", "refusee", "recue"):
        Signalement.objects.create(auteur=lea, etat=etat, sujet="levier", objet="erreur", message="Faux.")
    proposed = {"territoire_siren": "244400404", "levier": "spaser", "source_url": "https://a.invalid/"}
    for etat in ("acceptee", "recue"):
        DemarcheProposee.objects.create(auteur=lea, etat=etat, titre="Proposée", description="x", **proposed)
    client.post("/compte/profil/", {"nom": "Léa Morin", "visibles": ["nom"]})
    public = f"/personnes/{lea.pk}/"
    page = Client().get(public).content.decode()
    assert "Trois ans" not in page
    assert "contributions" not in page.partition("<main")[2].partition("</main>")[0]
    client.post("/compte/profil/", {"nom": "Léa Morin", "visibles": ["nom", "articles", "contributions"]})
    page = Client().get(public).content.decode().replace("\u00a0", " ")
    assert "3 contributions acceptées, 1 commentaire affiché" in page
    assert ("Trois ans de clauses" in page, "Un brouillon" in page) == (True, False)
    assert f'href="{public}"' in Client().get("/articles/trois-ans-de-clauses/").content.decode()


def test_what_a_profile_no_longer_shows_leaves_her_articles_at_once(client, lea):
    write_article("Trois ans de clauses", auteur=lea)
    said = {"nom": "Léa Morin", "fonction": "Acheteuse", "visibles": ["nom", "fonction"]}
    client.post("/compte/profil/", said)
    assert "Acheteuse" in Client().get("/articles/trois-ans-de-clauses/").content.decode()
    client.post("/compte/profil/", said | {"visibles": []})
    page = Client().get("/articles/trois-ans-de-clauses/").content.decode()
    assert "Acheteuse" not in page
    assert f"/personnes/{lea.pk}/" not in page
