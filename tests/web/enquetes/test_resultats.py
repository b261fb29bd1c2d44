"""Public pages of surveys: state, denominators, names, crossings, what each side said, and their twins."""

import csv
import io
import json

import pytest

from leviers.evidence.enquetes import publish_participation
from leviers.reference.territoires import index_by_slug
from leviers.survey.avis import publish
from leviers.survey.models import Avis, Campagne
from tests.sondage import PATHS, SIRENS

HOME = "/enquetes/sondage-2026/"
NANTES, LILLE, LYON = (index_by_slug()[slug].siren for slug in ("nantes", "lille", "lyon"))


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def test_the_list_says_where_each_campaign_stands(client, sondage):
    sondage.publish(NANTES, A03="oui")
    sondage.invite(LILLE)
    page = read(client, "/enquetes/")
    assert "Résultats publiés le" in page
    assert "2 territoires interrogés, 1 réponse contrôlée et publiée." in page
    [row] = json.loads(read(client, "/enquetes.json"))["enquetes"]
    assert (row["etat"], row["nb_territoires"], row["nb_publiees"]) == ("publiee", 2, 1)
    assert "sondage-2026" in read(client, "/enquetes.csv")


def test_a_campaign_in_preparation_is_not_public(client, sondage):
    Campagne.objects.update(ouverte_le=None)
    assert "Aucune enquête à ce jour" in read(client, "/enquetes/")
    read(client, HOME, status=404)


def test_results_carry_their_denominators_and_names(client, sondage):
    sondage.publish(NANTES, A03="oui", A04="emploi", B01="2")
    sondage.publish(LILLE, A03="?", B01="4")
    page = read(client, HOME)
    assert "2 territoires ont des réponses contrôlées : 2 avec leur nom." in page
    assert "Posée à 2 territoires : 1 réponse et 1 « ne sait pas »." in page
    assert "Posée à 1 territoire : 1 réponse. Plusieurs réponses étaient possibles." in page
    assert "<dt>Médiane</dt><dd>3 ETP</dd>" in page
    assert f'{HOME}territoires/nantes/"' in page


def test_who_is_not_named_has_no_page_and_no_name(client, sondage):
    sondage.publish(NANTES, "agregees", A03="oui")
    sondage.publish(LILLE, "non", A03="oui")
    page = read(client, HOME)
    assert "1 sans son nom, dans les totaux seulement et 1 ni montré ni compté, à sa demande." in page
    for slug, siren in (("nantes", NANTES), ("lille", LILLE)):
        read(client, f"{HOME}territoires/{slug}/", status=404)
        assert siren not in read(client, HOME.rstrip("/") + ".json")


def test_a_secret_count_is_said_to_be_one(client, sondage):
    for rank, siren in enumerate(SIRENS[:8]):
        sondage.publish(siren, "agregees", A03="oui" if rank < 7 else "non")
    page = read(client, HOME)
    assert "gardé secret" in page
    found = json.loads(read(client, HOME.rstrip("/") + ".json"))
    [elu] = [one for one in found["questions"] if one["question"] == "A03"]
    assert [one["nb_autres"] for one in elu["choix"]] == [None, 0, None]
    rows = csv.DictReader(
        io.StringIO(read(client, HOME.rstrip("/") + ".csv").lstrip("\ufeff")), delimiter=";"
    )
    assert {row["ligne"]: row["est_masque"] for row in rows if row["question"] == "A03"}["choix:non"] == "oui"


def test_two_questions_are_crossed_on_named_answers(client, sondage):
    sondage.publish(NANTES, A03="oui", I04="budget equipe")
    sondage.publish(LILLE, A03="oui", I04="budget")
    sondage.publish(LYON, "sauf-besoins", A03="non", I04="droit")
    page = read(client, f"{HOME}?croiser=A03&avec=I04&territoire=nantes")
    assert (
        "2 territoires nommés, à qui les deux questions ont été posées ; 1 autre est laissé de côté" in page
    )
    assert "Les réponses de Nantes Métropole sont marquées" in page
    cases = json.loads(read(client, HOME.rstrip("/") + ".json?croiser=A03&avec=I04"))["croisement"]["cases"]
    assert {(one["ligne"], one["colonne"]): one["nb"] for one in cases} == {
        ("oui", "budget"): 2,
        ("oui", "equipe"): 1,
    }


@pytest.mark.parametrize("query", ["?croiser=A03&avec=A03", "?croiser=zzz&avec=A03", "?territoire=lille"])
def test_a_question_that_makes_no_sense_is_told(client, sondage, query):
    sondage.publish(NANTES, A03="oui")
    assert 'role="status"' in read(client, HOME + query)


def test_the_answers_of_a_territoire_stand_beside_what_each_side_said(client, sondage):
    participation = sondage.answer(NANTES, A03="oui")
    Avis.objects.create(
        participation=participation,
        chemin=PATHS["A03"],
        stade="lecture",
        conclusion="contredit",
        texte="Introuvable.",
        auteur=sondage.alice,
    )
    Avis.objects.create(
        participation=participation,
        chemin=PATHS["A03"],
        stade="replique",
        conclusion="preciser",
        texte="Voté en juin.",
    )
    sondage.approve(participation, "A03", "preciser", texte="À revoir.")
    publish(participation, by=sondage.bruno)
    page = read(client, f"{HOME}territoires/nantes/")
    assert page.index("Introuvable.") < page.index("Voté en juin.") < page.index("À revoir.")
    assert "1 réponse est discutée" in page
    assert "Première lecture terminée, droit de réponse ouvert" in page
    assert "Alice" not in page
    [answer] = [
        one for one in json.loads(read(client, f"{HOME}territoires/nantes.json"))["reponses"] if one["avis"]
    ]
    assert (answer["question"], answer["est_contestee"], len(answer["avis"])) == ("A03", True, 3)


def test_provisional_results_say_so(client, sondage):
    Campagne.objects.update(publiee_le=None)
    sondage.publish(NANTES, A03="oui")
    assert "Résultats provisoires." in read(client, HOME)


def test_the_invented_territoire_says_so_and_is_not_counted(client, sondage):
    sondage.publish("999999014", A03="oui")
    assert "Aucune réponse n’est publiée" in read(client, HOME)
    assert "Données inventées" in read(client, f"{HOME}territoires/orval/")


def test_free_words_of_people_are_escaped(client, sondage):
    participation = sondage.answer(NANTES, I06="<script>alert(1)</script>")
    sondage.approve(participation, "I06")
    publish(participation, by=sondage.bruno)
    for path in (HOME, f"{HOME}territoires/nantes/"):
        assert "<script>alert" not in read(client, path)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "parquet", "sav", "xml", "zip"])
def test_answers_that_may_be_named_are_downloaded(client, sondage, kind):
    sondage.publish(NANTES, A03="oui")
    response = client.get(f"{HOME}reponses.{kind}")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="sondage-2026.{kind}"'


def test_a_page_costs_few_queries(client, sondage, django_assert_max_num_queries):
    for siren in SIRENS[:6]:
        sondage.publish(siren, A03="oui", B01="2")
    client.get(HOME)
    with django_assert_max_num_queries(3):  # version of pages, campaign, mark of what is published
        client.get(HOME)


def test_the_page_of_a_usage_shows_what_was_answered_and_where_proofs_part(client, mini, sondage):
    mini.demarche("elu", "nantes", "elu-delegue-ess", champ="gouvernance-strategie")
    sondage.publish(NANTES, A03="non")
    page = read(client, "/metropoles/nantes/elu-delegue-ess/")
    assert "Ce que la métropole a répondu" in page
    assert "Les preuves ne concordent pas" in page
    assert f'{HOME}territoires/nantes/#A03"' in page
    twin = json.loads(read(client, "/metropoles/nantes/elu-delegue-ess.json"))
    assert [one["est_oui"] for one in twin["reponses"]] == [False]
    assert twin["contradictions"][0]["preuves"] == ["demarche:nantes-elu"]


def test_the_journal_names_the_answer(client, mini, sondage, django_capture_on_commit_callbacks):
    participation = sondage.answer(NANTES, A03="oui")
    with django_capture_on_commit_callbacks(execute=True):
        publish_participation(participation, by=sondage.bruno)
    page = read(client, "/journal/")
    assert "une réponse à une enquête" in page
    assert "réponse à la question A03 de l’enquête sondage-2026" in page
