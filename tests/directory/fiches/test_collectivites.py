"""Collectivités that join: asked with a reason, confirmed by the team, out of every figure."""

import pytest

from leviers.accounts import rights
from leviers.accounts.models import Personne, Role
from leviers.courrier.models import Lettre
from leviers.directory.models import Adhesion, Collectivite
from leviers.participation.models import Arbitrage

REZE, NANTES = "214401432", "244400404"
ASK = "/reseau/collectivites/rejoindre/"
SAID = {
    "siren": "214 401 432",
    "nom": "Rezé <script>alert(1)</script>",
    "genre": "commune",
    "departement": "44",
    "raison": "Chargée de mission <b>ESS</b> à la mairie.",
}


@pytest.fixture
def ines(someone, catalogue):
    """She works for a commune."""
    return someone("ines")


def answer(anim, **said):
    row = Collectivite.objects.first()
    return anim.post(f"/reseau/collectivites/{row.pk}/repondre/", {"reponse": "confirmer", **said})


def test_it_joins_when_the_team_says_so_and_who_asked_speaks_for_it(client, ines, anim):
    for _ in range(2):
        assert ines.post(ASK, SAID).status_code == 303
    assert Collectivite.objects.count() == 1
    assert client.get(f"/reseau/collectivites/{REZE}/").status_code == 404
    desk = anim.get("/reseau/demandes/").content.decode()
    assert "&lt;b&gt;ESS&lt;/b&gt;" in desk
    assert "<script>alert" not in desk
    answer(anim)
    page = client.get(f"/reseau/collectivites/{REZE}/").content.decode()
    assert "Rezé &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "mairie" not in page
    assert rights.speaks_for(Personne.objects.get(pk=ines.person.pk), REZE)
    assert "Rezé" in Lettre.objects.get(destinataire=ines.person.email).texte
    assert [one["siren"] for one in client.get("/reseau/collectivites.json").json()["collectivites"]] == [
        REZE
    ]
    assert f"{REZE};" in client.get("/reseau/collectivites.csv").content.decode()


def test_it_enters_no_matrix_and_no_figure(client, ines, anim):
    pages = ("/matrice.json", "/metropoles.json", "/leviers.json", "/api/v1/territoires", "/sitemap.xml")
    before = [client.get(page).content for page in pages]
    ines.post(ASK, SAID)
    answer(anim)
    assert [client.get(page).content for page in pages] == before


def test_others_ask_to_speak_for_it_and_its_networks_are_shown(client, someone, ines, anim):
    ines.post(ASK, SAID)
    answer(anim)
    tom = someone("tom")
    assert tom.post("/compte/demander/", {"genre": "referent", "territoire": REZE}).status_code == 303
    assert Role.objects.get(personne=tom.person).confirme_le is None
    assert "référent, Rezé" in anim.get("/compte/roles/").content.decode()
    ines.post("/reseau/reseaux/rtes/adherer/", {"siren": REZE})
    row = Collectivite.objects.get()
    anim.post(f"/reseau/adhesions/{Adhesion.objects.get().pk}/repondre/", {"reponse": "confirmer"})
    assert client.get(f"/reseau/collectivites/{row.siren}.json").json()["reseaux"] == [
        {"code": "rtes", "nom": "RTES"}
    ]


def test_a_refusal_has_a_reason_and_makes_no_referent(ines, anim):
    ines.post(ASK, SAID)
    answer(anim, reponse="refuser", motif="")
    assert Collectivite.objects.get().finie_le is None
    answer(anim, reponse="refuser", motif="Adresse inconnue.")
    assert "Adresse inconnue." in Lettre.objects.get(destinataire=ines.person.email).texte
    assert not Role.objects.filter(genre="referent").exists()


@pytest.mark.parametrize(("reponse", "verdict"), [("confirmer", "acceptee"), ("refuser", "refusee")])
def test_the_journal_keeps_what_is_answered_once(ines, anim, reponse, verdict):
    ines.post(ASK, SAID)
    for _ in range(2):
        answer(anim, reponse=reponse, motif="Adresse inconnue.")
    row = Arbitrage.objects.get()
    assert (row.genre, row.verdict, row.fait_par) == ("collectivite", verdict, anim.person)
    assert row.attente == Collectivite.objects.get().demandee_le


def test_taking_it_out_ends_the_roles_of_its_referents(client, ines, anim):
    ines.post(ASK, SAID)
    answer(anim)
    answer(anim, reponse="finir", motif="Fusion de communes.")
    assert client.get(f"/reseau/collectivites/{REZE}/").status_code == 404
    assert not rights.speaks_for(Personne.objects.get(pk=ines.person.pk), REZE)
    assert Lettre.objects.filter(destinataire=ines.person.email).count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"siren": "214401433"}, "Ce SIREN est faux"),
        ({"siren": ""}, "Écrivez son SIREN"),
        ({"raison": "moi"}, "Une phrase"),
        ({"departement": "999"}, "Choisissez dans la liste"),
        ({"siren": NANTES}, "une des 22 métropoles"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(ines, wrong, said):
    page = ines.post(ASK, SAID | wrong)
    text = page.content.decode().replace("\u00a0", " ")
    assert page.status_code in (422, 429)
    assert said in text
    assert "Rezé &lt;script&gt;" in text
    assert not Collectivite.objects.exists()


def test_only_the_team_answers(ines, someone):
    ines.post(ASK, SAID)
    stranger = someone("stranger", ("referent", NANTES), ("relecteur", ""))
    assert answer(stranger).status_code == 403
    assert Collectivite.objects.get().confirmee_le is None
