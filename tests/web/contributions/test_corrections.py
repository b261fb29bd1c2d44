"""A démarche corrected field by field: typed, read beside what it says, accepted in whole or part, undone."""

import pytest
from django.test import Client

from leviers.catalogue.models import Demarche, Signalement
from leviers.courrier.models import Lettre
from leviers.participation.models import Arbitrage

pytestmark = pytest.mark.django_db
SHEET = "/demarches/nantes-a/signaler/"
SAID = {
    "objet": "erreur",
    "annee_debut": "2021",
    "montant_eur": "12 000,50 €",
    "statut": "terminé",
    "source_url": "https://exemple.invalid/acte",
}


@pytest.fixture
def desk(as_person, subject):
    """An animateur at her desk, before a démarche of Nantes."""
    return as_person("anouk", "animateur")


def read(browser: Client, address: str = "/moderation/") -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def conclude(desk: Client, verdict: str, champs: list[str] | None = None, autre: str = ""):
    ticked = {} if champs is None else {"champs": "choisis", "champ": champs}
    pk = Signalement.objects.latest("pk").pk
    return desk.post(f"/moderation/contributions/{pk}/", {"verdict": verdict, "autre": autre, **ticked})


def read_draft() -> Demarche:
    return Demarche.objects.get().get_latest_revision_as_object()


def list_sources(demarche: Demarche) -> list[str]:
    return [source.url for source in demarche.sources.all()]


def test_it_works_what_is_accepted_is_in_the_draft_and_nothing_is_published(desk, as_person):
    lea = as_person("lea")
    assert "Aujourd’hui : 2024" in read(lea, SHEET)
    assert lea.post(SHEET, SAID).status_code == 303  # no message is needed: the fields say it
    assert Signalement.objects.get().corrections == {
        "annee_debut": 2021, "montant_eur": 12000.5, "statut": "terminé",
    }  # fmt: skip
    html = read(desk)
    assert "Aujourd’hui : </span>2024" in html
    assert "Proposé : </span>2021" in html
    conclude(desk, "acceptee", ["annee_debut", "montant_eur", "statut", "sources"])
    draft, live = read_draft(), Demarche.objects.get()
    assert (draft.annee_debut, draft.montant_eur, draft.statut) == (2021, 12000.5, "terminé")
    assert list_sources(draft) == ["https://exemple.invalid/a", "https://exemple.invalid/acte"]
    assert (live.annee_debut, live.statut, live.has_unpublished_changes) == (2024, "en cours", True)
    assert list_sources(live) == ["https://exemple.invalid/a"]
    assert "2021" not in read(lea, "/demarches/nantes-a/")


def test_an_unticked_field_is_accepting_in_part_which_asks_for_words(desk, as_person):
    as_person("lea").post(SHEET, SAID)
    conclude(desk, "acceptee", ["annee_debut"])
    assert "demande une réponse" in read(desk)
    assert not Demarche.objects.get().has_unpublished_changes
    conclude(desk, "acceptee", ["annee_debut"], "Le montant n’est pas dans l’acte.")
    assert Signalement.objects.get().etat == "en_partie"
    draft = read_draft()
    assert (draft.annee_debut, draft.montant_eur, draft.statut) == (2021, None, "en cours")
    assert "Le montant n’est pas dans l’acte." in Lettre.objects.get().texte


def test_a_refusal_writes_no_draft(desk, as_person):
    as_person("lea").post(SHEET, SAID)
    conclude(desk, "refusee", None, "La source dit 2024.")
    assert not Demarche.objects.get().has_unpublished_changes


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("titre", "Court", "8 signes au moins"),
        ("description", "Trop court.", "Deux phrases"),
        ("annee_debut", "l’an passé", "quatre chiffres"),
        ("annee_fin", "12", "quatre chiffres"),
        ("annee_fin", "2020", "avant le début"),
        ("statut", "x", "dans la liste"),
        ("montant_eur", "beaucoup", "Un montant en euros"),
        ("montant_eur", "-5", "Un montant en euros"),
        ("objet", "juste", "C’est à compléter"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_and_what_was_typed_stays(client, desk, name, value, said):
    answer = client.post(SHEET, SAID | {name: value})
    assert answer.status_code == 422
    html = answer.content.decode().replace("\u00a0", " ")
    assert said in html.partition(f'id="{name}-erreur"')[2][:200]
    assert 'value="https://exemple.invalid/acte"' in html
    assert 'champs-fiche" id="champs" open' in html
    assert not Signalement.objects.exists()


def test_what_the_sheet_already_says_is_no_correction(client, desk):
    client.post(SHEET, {"objet": "erreur", "message": "Voici la source.", "annee_debut": "2024"})
    assert Signalement.objects.get().corrections == {}
    assert "dans le brouillon" not in read(desk)


def test_undoing_takes_the_draft_away(desk, as_person):
    as_person("lea").post(SHEET, SAID)
    conclude(desk, "acceptee")
    desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    live = Demarche.objects.get()
    assert (read_draft().annee_debut, live.has_unpublished_changes) == (2024, False)
    assert "reste" not in read(desk, "/moderation/journal/")
    assert Signalement.objects.get().etat == "recue"


def test_undoing_leaves_a_draft_that_somebody_worked_on_and_says_so(desk, as_person, reviewer):
    as_person("lea").post(SHEET, SAID)
    conclude(desk, "acceptee")
    read_draft().save_revision(user=reviewer, clean=False)
    desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    assert "Le brouillon de la fiche reste" in read(desk, "/moderation/journal/")
    assert read_draft().annee_debut == 2021


def test_a_demarche_under_review_is_left_alone_and_the_contribution_waits(desk, as_person, reviewer):
    as_person("lea").post(SHEET, SAID)
    demarche = Demarche.objects.get()
    demarche.get_workflow().start(demarche, reviewer)
    conclude(desk, "acceptee")
    assert "en relecture ou programmée" in read(desk)
    assert Signalement.objects.get().etat == "recue"


def test_the_state_of_a_usage_is_told_beside_a_contribution(desk, client):
    client.post("/metropoles/nantes/conseil-ess/signaler/", {"objet": "juste"})
    assert "<dt>Niveau de preuve</dt><dd>non repéré</dd>" in read(desk)


def test_a_levier_has_the_same_door(desk, client):
    page = read(client, "/leviers/spaser/")
    assert 'href="/leviers/spaser/signaler/"' in page
    form = "/leviers/spaser/signaler/"
    assert client.post(form, {"objet": "complement", "message": "Il manque le décret."}).status_code == 303
    kept = Signalement.objects.get()
    assert (kept.sujet, kept.sujet_id, kept.sujet_adresse) == ("levier", "spaser", "/leviers/spaser/")
    conclude(desk, "acceptee")
    assert "1 personne a aidé à cette page" in read(client, "/leviers/spaser/")
    assert client.get("/leviers/nulle-part/signaler/").status_code == 404
    assert client.get("/contributions/contribuer/?sujet=levier&id=spaser")["Location"] == form


def test_thanks_count_persons(desk, as_person, client):
    """Léa twice, one visitor twice the same day, another from elsewhere: three persons."""
    for _time in range(2):
        as_person("lea").post(SHEET, {"objet": "juste"}, REMOTE_ADDR="192.0.2.1")
        client.post(SHEET, {"objet": "juste"}, REMOTE_ADDR="192.0.2.2")
    client.post(SHEET, {"objet": "juste"}, REMOTE_ADDR="192.0.2.3")
    for pk in Signalement.objects.values_list("pk", flat=True):
        desk.post(f"/moderation/contributions/{pk}/", {"verdict": "acceptee"})
    Signalement.objects.update(origine="")  # the digest of the day is forgotten, persons stay counted
    assert "3 personnes ont aidé à cette page" in read(client, "/demarches/nantes-a/")
