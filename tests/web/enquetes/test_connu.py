"""What is already known is shown with its source; one gesture confirms, another corrects or contests."""

import pytest

from leviers.orval.world import TERRITOIRE as ORVAL
from leviers.survey.formulaires.livraison import deliver
from leviers.survey.models import Saisie
from leviers.survey.versions import import_version
from tests.web.enquetes.conftest import post, show

SECTION, SPASER = "achats-responsables", "achats-responsables/G01"


@pytest.fixture
def nantes(enquete, repondant_of):
    """Nantes, of which a SPASER is documented, in front of the delivered questionnaire."""
    version, _created = import_version(deliver(), "questionnaire.xlsx")
    enquete.version = enquete.campagne.version = version
    enquete.campagne.save()
    return repondant_of(enquete)


def say(client, nantes, gesture, **more):
    given = {f"b:{SPASER}": "", f"v:{SPASER}": "", f"o:{SPASER}": gesture, **more}
    return client.post(f"{nantes.address}section/{SECTION}/", given)


def test_what_is_known_is_shown_with_its_source_and_date(client, nantes):
    page = show(client, nantes, SECTION)
    assert "Nous pensons que la réponse est" in page
    assert "Schéma des achats responsables" in page
    assert 'rel="noopener external noreferrer"' in page


def test_confirming_takes_the_proposed_answer_and_keeps_what_was_shown(client, nantes):
    say(client, nantes, "juste")
    saisie = Saisie.objects.get(chemin=SPASER)
    assert (saisie.valeur, saisie.origine) == ("oui", "confirmee")
    assert saisie.connu["valeur"] == "oui"
    assert any(indice["adresse"].startswith("http") for indice in saisie.connu["indices"])


def test_correcting_keeps_both_what_was_shown_and_what_is_said(client, nantes):
    say(client, nantes, "corriger", **{f"v:{SPASER}": "non", f"c:{SPASER}": "Abrogé."})
    saisie = Saisie.objects.get(chemin=SPASER)
    assert (saisie.valeur, saisie.origine, saisie.commentaire) == ("non", "corrigee", "Abrogé.")
    assert saisie.connu["valeur"] == "oui"


def test_another_answer_without_a_gesture_is_a_correction(client, nantes):
    post(client, nantes, SECTION, G01="en-cours")
    assert Saisie.objects.get(chemin=SPASER).origine == "corrigee"


def test_contesting_asks_for_no_answer(client, nantes):
    say(client, nantes, "contester", **{f"c:{SPASER}": "Ce schéma n’est pas le nôtre."})
    saisie = Saisie.objects.get(chemin=SPASER)
    assert (saisie.valeur, saisie.statut, saisie.origine) == ("", "repondu", "contestee")


def test_one_gesture_confirms_everything_proposed_in_a_section(client, nantes):
    section = "gouvernance-strategie"
    page = show(client, nantes, section)
    proposed = page.count("Nous pensons que la réponse est")
    assert proposed >= 2
    names = [part.split('"')[0] for part in page.split('name="b:')[1:]]
    shown = {f"b:{name}": "" for name in names} | {f"v:{name}": "" for name in names}
    client.post(f"{nantes.address}section/{section}/", shown | {"geste": "tout-juste"})
    assert Saisie.objects.filter(origine="confirmee").count() == proposed
    home = client.get(nantes.address).text
    assert "confirmées d’un geste" in home
    assert "minute" in home


def test_nothing_is_proposed_of_what_is_over_or_only_counted(client, nantes):
    page = show(client, nantes, SECTION)
    hours = page.split(f'data-question="{SECTION}/G03"')[1].split("</section>")[0]
    assert "à titre d’information" in hours
    assert "C’est juste" not in hours


def test_the_territoire_is_not_asked(client, nantes):
    page = show(client, nantes, "identite")
    assert "Quelle métropole décrivez-vous" not in page
    post(client, nantes, "identite", A02="agent-ess")
    assert Saisie.objects.get(chemin="identite/A01").valeur == "244400404"


def test_the_invented_territoire_answers_too_and_nothing_real_is_shown(client, nantes, repondant_of):
    orval = repondant_of(nantes.enquete, ORVAL.siren)
    page = client.get(f"{orval.address}section/{SECTION}/")
    assert page.status_code == 200
    assert "Nous pensons" not in page.text
    assert "Ce que nous savons" not in page.text
