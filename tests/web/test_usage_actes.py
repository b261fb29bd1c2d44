"""The page of a usage shows public acts by what they are worth, with the way back and nothing that runs."""

from uuid import uuid4

import pytest

from leviers.catalogue.models import Etat
from leviers.evidence import mouvements
from leviers.evidence.models import Decision, Mouvement
from tests.evidence.mini_build import MiniBuild

PATH = "/metropoles/nantes/soutien-iae/"


@pytest.fixture
def acts(settings, tmp_path):
    """An empty build, to be filled then written by the test."""
    settings.HOME = tmp_path
    return MiniBuild(tmp_path)


def read(client, path=PATH):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_act_shows_its_words_state_reason_and_way_back(client, mini, acts):
    lit = [{"champ": "objet", "debut": 7, "fin": 16, "texte": "insertion"}]
    acts.act("m1", objet="Marché insertion des jeunes", mots=lit, est_certaine=False, confiance=0.86)
    acts.write()
    page = read(client)
    assert "Marché <mark>insertion</mark> des jeunes" in page
    assert "Proposée par la machine" in page
    assert "confiance 86\u00a0%" in page
    assert "mini.csv, ligne 1" in page


def test_a_person_who_holds_a_contract_is_not_named(client, mini, acts):
    acts.act("m1", tiers_nom="Madame Ada Personne")
    acts.write()
    assert "Ada Personne" not in read(client)
    assert client.get("/metropoles/nantes/soutien-iae.json").json()["actes"][0]["tiers_nom"] is None


def test_acts_of_communes_are_named_and_apart(client, mini, acts):
    acts.act("m1", lien="commune", donneur_nom="Commune de Rezé")
    acts.write()
    page = read(client)
    assert "Communes du territoire" in page
    assert "Commune de Rezé (1)" in page
    assert "Actes de la métropole, établis" not in page


def test_a_rejected_act_is_kept_in_sight(client, mini, acts, reviewer):
    acts.act("m1")
    acts.write()
    Decision.objects.create(
        fait_genre="marche",
        fait_id="m1",
        levier="soutien-iae",
        verdict="rejette",
        auteur=reviewer,
        lot=uuid4(),
    )
    Etat.bump_relectures()
    page = read(client)
    assert "Actes écartés par une relecture" in page
    assert "Écartée le" in page


def test_an_old_act_says_that_it_counts_no_more(client, mini, acts):
    acts.act("m1", annee=2010)
    acts.write()
    assert "ne compte plus\u00a0: trop ancien" in read(client)


@pytest.mark.parametrize(
    "objet",
    ["<script>alert(1)</script>", "=cmd|'/C calc'!A0", "\x00\x1b[31m\u202e\U0001f600", "", "x" * 100_000],
)
def test_a_title_from_hell_is_text(client, mini, acts, objet):
    acts.act("m1", objet=objet, est_certaine=False)
    acts.write()
    page = read(client)
    assert "<script>alert" not in page
    assert client.get("/metropoles/nantes/soutien-iae.json").json()["actes"][0]["objet"] == objet


def test_the_twin_gives_every_act_and_measure(client, mini, acts):
    for number in range(15):
        acts.act(f"m{number}")
    acts.measure("nb-marches-insertion", annee=2023)
    acts.write()
    twin = client.get("/metropoles/nantes/soutien-iae.json").json()
    assert twin["niveau"] == "mesure"
    assert len(twin["actes"]) == 15
    assert twin["mesures"] == [
        {
            "indicateur": "nb-marches-insertion",
            "annee": 2023,
            "valeur": 2.0,
            "unite": "marchés",
            "couverture_pct": 100.0,
            "est_comptee": True,
        }
    ]
    assert "12 montrés sur 15" in read(client)


def test_the_old_address_leads_to_the_new_one(client, mini):
    answer = client.get("/matrice/nantes/spaser/")
    assert (answer.status_code, answer["Location"]) == (301, "/metropoles/nantes/spaser/")


def test_the_journal_says_when_and_why_a_niveau_moved(client, mini, acts):
    acts.source()
    acts.write("aaaaaaaaaaaa")
    mouvements.settle()
    acts.act("m1", objet="Chantier d’insertion des berges")
    acts.write("bbbbbbbbbbbb")
    mouvements.settle()
    for path in ("/journal/", PATH):
        page = read(client, path)
        assert "À cause d’une nouvelle livraison de données ouvertes" in page
        assert "Chantier d’insertion des berges" in page
    rows = client.get("/journal.json").json()["mouvements"]
    assert [(row["avant"], row["apres"], row["sens"]) for row in rows] == [
        ("non-repere", "constate", "hausse")
    ]
    assert client.get("/journal.csv").content.decode().count("\r\n") == 2


def test_the_journal_can_be_read_for_one_metropole(client, mini):
    for siren in ("244400404", "243100518"):
        Mouvement.objects.create(
            territoire_siren=siren, levier="spaser", avant="non-repere", apres="documente", cause="catalogue"
        )
    Etat.bump_relectures()
    assert read(client, "/journal/").count("journal-what") == 2
    assert read(client, "/journal/?metropole=nantes").count("journal-what") == 1
    assert "ce filtre est ignoré" in read(client, "/journal/?metropole=orval")
    assert read(client, "/journal/?page=999").count("journal-what") == 2


def test_the_invented_territoire_says_so_and_is_no_metropole(client, orval):
    assert "Données inventées" in read(client, "/metropoles/orval/")
    page = read(client, "/metropoles/orval/subvention-convention/")
    assert page.count("Données inventées") >= 2
    assert "Le même levier dans les autres métropoles" not in page
    assert "orval" not in read(client, "/metropoles/").lower()
    assert "orval" not in client.get("/matrice.csv").content.decode().lower()
