"""Contributions: right, wrong, to be completed; concluded by the team, told once, thanked, timed."""

import pytest
from django.test import Client

from leviers.catalogue.models import Signalement
from leviers.courrier.models import Lettre
from leviers.evidence import usages
from leviers.evidence.models import Mouvement
from leviers.participation.models import Arbitrage, Declaration
from leviers.reference.territoires import index_by_slug
from tests.web.commentaires.conftest import read_code

pytestmark = pytest.mark.django_db
NANTES = index_by_slug()["nantes"].siren
SHEET, USAGE = "/demarches/nantes-a/signaler/", "/metropoles/nantes/conseil-ess/signaler/"
WRONG = {"objet": "erreur", "message": "Le montant est celui de 2021.", "valeur_proposee": "12 000 €"}


@pytest.fixture
def desk(as_person, subject):
    """An animateur at her desk, before a démarche of Nantes."""
    return as_person("anouk", "animateur")


@pytest.fixture
def conclude(desk, django_capture_on_commit_callbacks):
    """Conclude the last contribution at the desk, and all that follows."""

    def say(verdict: str, autre: str = "", browser: Client = desk):
        pk = Signalement.objects.latest("pk").pk
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(f"/moderation/contributions/{pk}/", {"verdict": verdict, "autre": autre})

    return say


def read(browser: Client, address: str) -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ")


def read_niveau() -> str:
    return usages.current().by_key[NANTES, "conseil-ess"].niveau.code


def test_it_works_a_correction_is_accepted_thanked_and_told_once(client, as_person, conclude):
    as_person("lea").post(SHEET, WRONG)
    assert conclude("acceptee").status_code == 303
    conclude("acceptee")
    assert "1 personne a aidé à cette page" in read(client, "/demarches/nantes-a/")
    letter = Lettre.objects.get()
    assert letter.destinataire == "lea@exemple.invalid"
    assert "acceptée : merci" in letter.texte.replace("\u00a0", " ")


def test_what_is_right_needs_no_words(client, subject):
    assert client.post(SHEET, {"objet": "juste"}).status_code == 303
    assert client.post(SHEET, {"objet": "erreur"}).status_code == 422
    assert Signalement.objects.get().objet == "juste"


def test_accepting_a_correction_opens_the_demarche_in_the_back_office(as_person, person, conclude, reviewer):
    as_person("lea").post(SHEET, WRONG)
    reviewer.roles.create(genre="animateur", confirme_le="2026-01-01T00:00Z")
    browser = Client()
    browser.force_login(reviewer)
    assert conclude("acceptee", browser=browser)["Location"].startswith("/gestion/")


def test_only_a_confirmed_address_is_answered(client, conclude):
    client.post(SHEET, WRONG | {"courriel": "autre@exemple.invalid"})
    conclude("refusee", "La source dit autre chose.")
    assert not Lettre.objects.filter(genre="contribution").exists()
    other = Client()
    answer = other.post(SHEET, WRONG | {"courriel": "lea@exemple.invalid"})
    assert answer["Location"] == "/confirmer/"
    assert other.post("/confirmer/", {"code": read_code()})["Location"] == f"{SHEET}?merci=1"
    conclude("refusee", "La source dit autre chose.")
    letter = Lettre.objects.get(genre="contribution")
    assert letter.destinataire == "lea@exemple.invalid"
    assert "La source dit autre chose." in letter.texte


@pytest.mark.parametrize("verdict", ["en_partie", "refusee"])
def test_an_answer_in_words_is_asked_for(as_person, desk, conclude, verdict):
    as_person("lea").post(SHEET, WRONG)
    conclude(verdict)
    assert "demande une réponse" in read(desk, "/moderation/")
    assert Signalement.objects.get().etat == "recue"
    conclude(verdict, "L’année seule est corrigée.")
    assert Signalement.objects.get().etat == verdict
    assert Arbitrage.objects.get().motif == "L’année seule est corrigée."


def test_a_contribution_under_way_still_waits(as_person, desk, conclude):
    as_person("lea").post(SHEET, WRONG)
    conclude("en_cours")
    html = read(desk, "/moderation/")
    assert "C’est faux (en cours)" in html
    assert "12 000 €" in html
    assert not Arbitrage.objects.exists()


def test_what_is_answered_while_it_is_studied_is_told_once_and_nothing_without_words(as_person, conclude):
    as_person("lea").post(SHEET, WRONG)
    conclude("en_cours")
    assert not Lettre.objects.exists()
    as_person("max").post(SHEET, WRONG)
    for _time in range(2):
        conclude("en_cours", "Nous demandons la délibération.")
    letter = Lettre.objects.get()
    assert letter.destinataire == "max@exemple.invalid"
    assert "à l’étude" in letter.texte
    assert "Nous demandons la délibération." in letter.texte


def test_what_is_taken_back_takes_its_answer_along(as_person, desk, conclude):
    as_person("lea").post(SHEET, WRONG)
    conclude("refusee", "La source dit autre chose.")
    desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    kept = Signalement.objects.get()
    assert (kept.etat, kept.reponse) == ("recue", "")


def test_a_correction_by_a_referent_moves_the_matrix_and_the_journal_says_why(as_person, client, conclude):
    referent = as_person("rene", "referent", NANTES)
    assert "Votre métropole utilise-t-elle ce levier" in read(referent, USAGE)
    referent.post(USAGE, {"objet": "erreur", "message": "Il se réunit depuis 2021.", "declare": "oui"})
    assert read_niveau() == "non-repere"  # nobody has read it yet
    conclude("acceptee")
    assert read_niveau() == "declare"
    [line] = Mouvement.objects.all()
    declared = Declaration.objects.get()
    assert (line.avant, line.apres, line.cause) == ("non-repere", "declare", "contribution")
    assert line.preuves == [f"declaration:{declared.pk}"]
    page = read(client, "/metropoles/nantes/conseil-ess/")
    assert "Déclaration du référent de la métropole" in page
    assert "À cause d’une contribution du référent de la métropole" in read(client, "/journal/")
    assert client.get("/metropoles/nantes/conseil-ess.json").json()["reponses"][0]["campagne"] is None


def test_taking_the_conclusion_back_lowers_the_niveau_again(
    as_person, desk, conclude, django_capture_on_commit_callbacks
):
    as_person("rene", "referent", NANTES).post(USAGE, {"objet": "juste", "declare": "oui"})
    conclude("acceptee")
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    assert read_niveau() == "non-repere"
    assert [line.apres for line in Mouvement.objects.order_by("pk")] == ["declare", "non-repere"]
    assert not Signalement.objects.get().traite


@pytest.mark.parametrize(
    ("role", "portee"), [("", ""), ("referent", index_by_slug()["lille"].siren), ("relecteur", "")]
)
def test_nobody_else_declares_for_a_metropole(as_person, conclude, role, portee):
    other = as_person("lea", role, portee)
    assert "Votre métropole utilise-t-elle" not in read(other, USAGE)
    other.post(USAGE, {"objet": "juste", "declare": "oui"})
    conclude("acceptee")
    assert not Declaration.objects.exists()
    assert read_niveau() == "non-repere"


@pytest.mark.parametrize("role", ["", "contributeur", "referent"])
def test_only_who_reviews_concludes_at_the_desk(as_person, conclude, role):
    as_person("lea").post(SHEET, WRONG)
    assert conclude("acceptee", browser=as_person("max", role)).status_code == 403
    assert Signalement.objects.get().etat == "recue"


def test_the_figures_are_public(client, as_person, conclude):
    as_person("lea").post(SHEET, WRONG)
    conclude("acceptee")
    data = client.get("/contributions.json").json()
    assert (data["nb"], data["verdicts"]) == (1, {"acceptee": 1})
    assert "délai médian" in read(client, "/contributions/")


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("sujet=demarche&id=nantes-a", SHEET),
        ("sujet=usage&id=nantes/conseil-ess", USAGE),
        ("sujet=indicateur&id=nb-marches", "/indicateurs/nb-marches/signaler/"),
    ],
)
def test_the_way_to_each_form_is_one_address(client, subject, query, form):
    assert client.get(f"/contributions/contribuer/?{query}")["Location"] == form
    assert client.get("/contributions/contribuer/?sujet=x&id=y").status_code == 404
