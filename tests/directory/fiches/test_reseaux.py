"""Networks and their members: said by the member, confirmed by the network or the team, shown then."""

import pytest

from leviers.courrier.models import Lettre
from leviers.directory.models import Adhesion, Reseau
from tests.directory.fiches.conftest import INCONNUE, STRUCTURE

NANTES = "244400404"
JOIN = "/reseau/reseaux/rtes/adherer/"


@pytest.fixture
def camille(someone):
    """A référent of Nantes."""
    return someone("camille", ("referent", NANTES))


def test_a_membership_is_shown_once_confirmed(client, camille, anim, catalogue):
    for _ in range(2):
        assert camille.post(JOIN, {"siren": NANTES}).status_code == 303
    row = Adhesion.objects.get()
    assert "Nantes" not in client.get("/reseau/reseaux/rtes/").content.decode()
    assert client.get("/metropoles/nantes.json").json()["reseaux"] == []
    assert "Nantes Métropole" in anim.get("/reseau/demandes/").content.decode()
    anim.post(f"/reseau/adhesions/{row.pk}/repondre/", {"reponse": "confirmer"})
    assert "Nantes Métropole" in client.get("/reseau/reseaux/rtes/").content.decode()
    assert '/reseau/reseaux/rtes/">' in client.get("/metropoles/nantes/").content.decode()
    assert client.get("/metropoles/nantes.json").json()["reseaux"] == [{"code": "rtes", "nom": "RTES"}]
    assert [one["siren"] for one in client.get("/reseau/reseaux/rtes.json").json()["membres"]] == [NANTES]
    assert f"{NANTES};Nantes Métropole;" in client.get("/reseau/reseaux/rtes.csv").content.decode()
    assert "rtes;RTES;collectivites;https://rtes.fr;;1" in client.get("/reseau/reseaux.csv").content.decode()
    assert Lettre.objects.filter(destinataire=camille.person.email, genre="reseau").count() == 1


def test_the_network_confirms_its_own_members_and_no_others(someone, camille, catalogue):
    Reseau.objects.filter(slug="rtes").update(siren=INCONNUE)
    of_rtes = someone("rtes", ("organisation", INCONNUE))
    camille.post(JOIN, {"siren": NANTES})
    camille.post("/reseau/reseaux/avise/adherer/", {"siren": NANTES})
    own, other = Adhesion.objects.get(reseau__slug="rtes"), Adhesion.objects.get(reseau__slug="avise")
    assert Lettre.objects.get(destinataire=of_rtes.person.email).genre == "reseau"
    for row in (own, other):
        of_rtes.post(f"/reseau/adhesions/{row.pk}/repondre/", {"reponse": "confirmer"})
    own.refresh_from_db()
    other.refresh_from_db()
    assert (bool(own.confirmee_le), other.confirmee_le) == (True, None)
    assert "Avise" not in of_rtes.get("/reseau/demandes/").content.decode()


def test_nobody_speaks_for_another(someone, camille, catalogue):
    assert camille.post(JOIN, {"siren": STRUCTURE}).status_code == 422
    assert not Adhesion.objects.exists()
    camille.post(JOIN, {"siren": NANTES})
    where = f"/reseau/adhesions/{Adhesion.objects.get().pk}/repondre/"
    stranger = someone("stranger", ("referent", "242900314"), ("organisation", STRUCTURE))
    for reponse in ("confirmer", "refuser"):
        assert stranger.post(where, {"reponse": reponse, "motif": "Non."}).status_code == 404
    camille.post(where, {"reponse": "confirmer"})  # the member does not confirm herself
    row = Adhesion.objects.get()
    assert (row.confirmee_le, row.finie_le) == (None, None)


def test_a_refusal_needs_a_reason_that_the_member_reads(camille, anim, catalogue):
    camille.post(JOIN, {"siren": NANTES})
    where = f"/reseau/adhesions/{Adhesion.objects.get().pk}/repondre/"
    anim.post(where, {"reponse": "refuser", "motif": ""})
    assert Adhesion.objects.get().finie_le is None
    anim.post(where, {"reponse": "refuser", "motif": "Pas à jour."})
    assert "Pas à jour." in Lettre.objects.get(destinataire=camille.person.email).texte
    assert camille.post(JOIN, {"siren": NANTES}).status_code == 303  # she may say it again later
    assert Adhesion.objects.filter(finie_le=None).count() == 1


def test_the_team_adds_a_network_and_its_name_is_text(client, lea, anim, catalogue):
    said = {"nom": "CRESS <script>alert(1)</script>", "genre": "chambre", "adresse": "https://cress.example"}
    assert lea.post("/reseau/reseaux/creer/", said).status_code == 403
    assert anim.post("/reseau/reseaux/creer/", said).status_code == 303
    assert anim.post("/reseau/reseaux/creer/", said).status_code == 422  # it is there already
    assert anim.post("/reseau/reseaux/creer/", said | {"nom": "A", "siren": "123456789"}).status_code == 422
    page = client.get("/reseau/reseaux/").content.decode()
    assert "CRESS &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert 'href="https://cress.example"' in page
