"""Proposing a démarche: two steps, close ones shown, a draft made, an answer told."""

from uuid import uuid4

import pytest

from leviers.catalogue import published
from leviers.catalogue.models import Demarche
from leviers.courrier.models import Lettre
from leviers.participation.models import DemarcheProposee

pytestmark = pytest.mark.django_db
ADDRESS = "/contributions/proposer/"
FIRST = {
    "metropole": "nantes",
    "titre": "Marchés réservés du nettoyage",
    "source_url": "https://exemple.invalid/acte",
}
SECOND = FIRST | {
    "levier": "spaser",
    "description": "La métropole réserve trois lots de nettoyage depuis 2022.",
}


def test_the_first_step_shows_what_may_be_the_same(client, mini):
    mini.demarche("a", titre="Les marchés réservés de nettoyage")
    mini.demarche("b", titre="Tout autre chose")
    html = client.get(ADDRESS, FIRST).content.decode()
    assert "Elle est peut-être déjà là." in html
    assert 'href="/demarches/nantes-a/"' in html
    assert 'href="/demarches/nantes-b/"' not in html


@pytest.mark.parametrize(
    ("name", "value"), [("metropole", "atlantide"), ("titre", "court"), ("source_url", "javascript:alert(1)")]
)
def test_the_first_step_keeps_what_was_typed(client, mini, name, value):
    answer = client.get(ADDRESS, FIRST | {name: value})
    assert answer.status_code == 422
    assert "Étape 1 sur 2" in answer.content.decode().replace("\u00a0", " ")
    assert FIRST["titre" if name != "titre" else "source_url"] in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("levier", "x"),
        ("description", "Court."),
        ("annee_debut", "12"),
        ("annee_debut", "2999"),
        ("site", "robot"),
    ],
)
def test_the_second_step_refuses_and_keeps_what_was_typed(client, mini, name, value):
    answer = client.post(ADDRESS, SECOND | {name: value})
    assert answer.status_code == 422
    assert FIRST["titre"] in answer.content.decode()
    assert not DemarcheProposee.objects.exists()


def test_a_proposal_sent_twice_is_kept_once_and_becomes_a_draft_that_nobody_sees(as_person, mini):
    jeton = {"jeton": str(uuid4())}
    lea = as_person("lea")
    for _time in range(2):
        assert lea.post(ADDRESS, SECOND | jeton)["Location"] == f"{ADDRESS}?merci=1"
    kept = DemarcheProposee.objects.get()
    desk = as_person("anouk", "animateur")
    assert SECOND["description"] in desk.get("/moderation/").content.decode()
    for _time in range(2):
        desk.post(f"/moderation/propositions/{kept.pk}/", {"verdict": "acceptee"})
    draft = Demarche.objects.get()
    assert (draft.titre, draft.live, draft.champ) == (FIRST["titre"], False, "achats-responsables")
    assert [source.url for source in draft.get_latest_revision_as_object().sources.all()] == [
        FIRST["source_url"]
    ]
    assert draft.pk not in published.current().demarches
    assert Lettre.objects.get().destinataire == "lea@exemple.invalid"


def test_the_same_words_from_a_page_opened_anew_by_going_back_are_kept_once(client, mini):
    for _time in range(2):
        assert client.post(ADDRESS, SECOND | {"jeton": str(uuid4())})["Location"] == f"{ADDRESS}?merci=1"
    client.post(ADDRESS, SECOND | {"description": "La métropole réserve dix lots de nettoyage depuis 2024."})
    assert DemarcheProposee.objects.count() == 2


def test_a_refusal_says_why(as_person, mini):
    as_person("lea").post(ADDRESS, SECOND)
    kept, desk = DemarcheProposee.objects.get(), as_person("anouk", "animateur")
    desk.post(f"/moderation/propositions/{kept.pk}/", {"verdict": "refusee"})
    assert "demande une réponse" in desk.get("/moderation/").content.decode()
    desk.post(
        f"/moderation/propositions/{kept.pk}/",
        {"verdict": "refusee", "autre": "La page ne dit rien de cela."},
    )
    assert "La page ne dit rien de cela." in Lettre.objects.get().texte
    assert as_person("max").post(f"/moderation/propositions/{kept.pk}/").status_code == 403
