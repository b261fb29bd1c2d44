"""The page of a network: written by who represents it or by the team, by nobody else, and nothing lost."""

import pytest

from leviers.accounts import demandes
from leviers.directory.models import Reseau
from tests.directory.fiches.conftest import INCONNUE, STRUCTURE

PAGE = "/reseau/reseaux/rtes/"
EDIT = f"{PAGE}modifier/"
NANTES, LYON = "244400404", "200046977"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture
def rtes(db):
    """A network with a SIREN, so that somebody may represent it."""
    Reseau.objects.filter(slug="rtes").update(siren=INCONNUE)
    return Reseau.objects.get(slug="rtes")


@pytest.fixture
def ada(someone, rtes):
    """She represents the network."""
    return someone("ada", ("organisation", INCONNUE))


def fill(**given):
    """What a browser sends."""
    said = {
        "nom": "RTES",
        "description": "Le réseau des collectivités pour une économie solidaire.",
        "adresse": "https://rtes.fr",
        "territoires": [NANTES, LYON],
        "depuis": "",
    }
    return said | given


def test_who_represents_it_writes_its_page_and_all_read_it(client, ada, catalogue):
    assert "économie solidaire" not in client.get(PAGE).content.decode()
    assert ada.post(EDIT, fill(nom="  RTES,   le réseau ")).status_code == 303
    page = client.get(PAGE).content.decode().replace("\u00a0", " ")
    assert "RTES, le réseau" in page
    assert "Le réseau des collectivités pour une économie solidaire." in page
    assert '<a href="/metropoles/nantes/">Nantes Métropole</a>' in page
    said = client.get("/reseau/reseaux/rtes.json").json()
    assert said["territoires"] == [NANTES, LYON]
    assert said["description"].startswith("Le réseau des collectivités")
    assert f"{NANTES} | {LYON}" in client.get("/reseau/reseaux.csv").content.decode()
    assert Reseau.objects.get(nom="RTES, le réseau").slug == "rtes"  # the address stays


def test_the_team_writes_it_too_even_without_a_siren(client, anim, catalogue):
    where = "/reseau/reseaux/avise/"
    assert anim.post(f"{where}modifier/", fill(nom="Avise")).status_code == 303
    assert "économie solidaire" in client.get(where).content.decode()


@pytest.mark.parametrize("roles", [(), (("organisation", STRUCTURE),), (("referent", INCONNUE),)])
def test_nobody_else_opens_or_sends_the_form(client, someone, rtes, roles):
    other = someone("other", *roles)
    assert other.get(EDIT).status_code == 403
    assert other.post(EDIT, fill(nom="Volé")).status_code == 403
    assert client.post(EDIT, fill(nom="Volé")).status_code == 302
    assert not Reseau.objects.filter(nom="Volé").exists()


def test_she_writes_her_network_and_no_other(ada):
    assert ada.post("/reseau/reseaux/avise/modifier/", fill(nom="Volé")).status_code == 403
    assert ada.get("/reseau/reseaux/inconnu/modifier/").status_code == 404


def test_who_represented_it_writes_it_no_more(ada, anim):
    demandes.end(ada.person.roles.get(), "Partie.", by=anim.person)
    assert ada.post(EDIT, fill(nom="Encore moi")).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nom", "", "Donnez son nom."),
        ("nom", "avise", "Un autre réseau porte ce nom."),
        ("nom", "x" * 161, "160 signes au plus."),
        ("adresse", "javascript:alert(1)", "https://"),
        ("description", "http://a http://b http://c http://d", "3 liens au plus"),
        ("description", "x" * 1201, "1 200 signes au plus."),
        ("territoires", [INCONNUE], "Choisissez dans la liste."),
        ("site", "robot", "champ caché"),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(ada, field, value, said):
    answer = ada.post(EDIT, fill(**{"description": "Des mots à garder."} | {field: value}))
    page = answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert answer.status_code == 422
    assert said in page
    assert field == "description" or "Des mots à garder." in page
    assert Reseau.objects.get(slug="rtes").modifie_le is None


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_lost(ada, anim):
    anim.post(EDIT, fill(description="Ce que l’équipe vient d’écrire."))
    late = ada.post(EDIT, fill(description="Ce que le réseau écrit."))
    page = late.content.decode()
    assert late.status_code == 409
    assert "Ce que l’équipe vient d’écrire." in page
    assert "Ce que le réseau écrit." in page
    assert Reseau.objects.get(slug="rtes").description == "Ce que l’équipe vient d’écrire."
    depuis = Reseau.objects.get(slug="rtes").modifie_le.isoformat()
    assert f'value="{depuis}"' in page
    assert ada.post(EDIT, fill(description="Ce que le réseau écrit.", depuis=depuis)).status_code == 303
    assert Reseau.objects.get(slug="rtes").description == "Ce que le réseau écrit."


def test_the_same_form_sent_twice_writes_once(ada):
    ada.post(EDIT, fill())
    first = Reseau.objects.get(slug="rtes").modifie_le
    assert ada.post(EDIT, fill()).status_code == 303
    assert Reseau.objects.get(slug="rtes").modifie_le == first


def test_hostile_words_are_text_everywhere(client, ada, catalogue):
    ada.post(EDIT, fill(nom=HOSTILE, description=HOSTILE))
    for page in (PAGE, "/reseau/reseaux/"):
        html = client.get(page).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    assert "<script>alert" not in ada.get(EDIT).content.decode()
