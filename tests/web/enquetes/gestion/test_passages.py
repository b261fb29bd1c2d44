"""A campaign passes to a newer version from the back office; what was typed meanwhile is kept."""

from leviers.survey.jetons import make_jeton
from leviers.survey.saisies import as_reponses, read_standing
from leviers.survey.versions import import_version
from tests.survey.questionnaires import write_essai
from tests.web.enquetes.gestion.conftest import A01, CAMPAGNE, HOME, read, send
from tests.web.facts import read_text

RENAMED = ("| integer | B02 |", "| integer | B04 |")


def import_next(*replaced):
    return import_version(write_essai(*replaced), "essai.md")[0]


def test_the_board_and_the_version_lead_to_the_proposal(bureau):
    version = import_next(RENAMED)
    address = f"{CAMPAGNE}/version/{version.pk}/"
    for page in (f"{CAMPAGNE}/", f"{HOME}/questionnaires/{version.pk}/"):
        assert f'href="{address}"' in read(bureau.alice, page)
    said = read_text(read(bureau.alice, address))
    assert "1 réponse reprise telle quelle 1 réponse à relire" in said
    assert "« Agents » semble renommée en « B04 »" in said
    assert "1 territoire avait envoyé" in said


def test_the_gesture_passes_the_campaign_and_says_who_is_to_be_reminded(bureau):
    version = import_next(RENAMED)
    said = read_text(send(bureau.alice, f"{CAMPAGNE}/version/{version.pk}/"))
    assert "La campagne pose maintenant la version 2. 1 territoire avait envoyé : il est à relancer." in said
    assert "a été déposée depuis" not in said
    assert as_reponses(read_standing(bureau.nantes.participation)) == {A01: "oui", "moyens/B04": "12"}


def test_a_second_gesture_changes_nothing_and_says_why(bureau):
    address = f"{CAMPAGNE}/version/{import_next(RENAMED).pk}/"
    send(bureau.alice, address)
    assert "Cette version ne suit pas" in send(bureau.alice, address)
    assert "Cette version ne suit pas" in bureau.alice.get(address, follow=True).content.decode()


def test_the_territoire_sees_what_is_to_be_checked_and_why(bureau, client):
    send(bureau.alice, f"{CAMPAGNE}/version/{import_next(RENAMED).pk}/")
    link = f"/enquetes/essai-2026/{make_jeton(bureau.nantes)}/"
    assert "Réponse reprise d’une version précédente" in read(client, f"{link}section/moyens/")
    assert "repris d’une version précédente" in read(client, f"{link}resume/")
    assert "semble renommée" in read(client, f"{link}echanges/")


def test_what_is_sent_from_a_page_of_the_former_version_is_kept(bureau, client):
    link = f"/enquetes/essai-2026/{make_jeton(bureau.metz)}/"
    page, former = f"{link}section/moyens/", bureau.essai.version.pk
    assert f'name="version" value="{former}"' in read(client, page)
    send(bureau.alice, f"{CAMPAGNE}/version/{import_next(RENAMED).pk}/")
    typed = {"version": former, "b:moyens/B02": "", "v:moyens/B02": "7", "geste": "suite"}
    assert "Le questionnaire a changé pendant que vous écriviez" in send(client, page, **typed)
    assert as_reponses(read_standing(bureau.metz.participation)) == {"moyens/B04": "7"}
    saved = client.post(page, typed | {"v:moyens/B02": "8"}, headers={"X-Enregistrement": "auto"})
    assert (saved.status_code, "rechargez la page" in saved.json()["erreur"]) == (409, True)
    assert as_reponses(read_standing(bureau.metz.participation)) == {"moyens/B04": "8"}
