"""Back office: lists, home page, worklists; what each person may open, and what a GET never does."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue import models
from leviers.catalogue.facts import Facts
from leviers.catalogue.load import load_facts
from leviers.catalogue.models import Proposition, Signalement
from leviers.catalogue.payload import as_payload
from leviers.participation import examen
from tests.catalogue.back_office import Desk, read_text


@pytest.fixture
def ada(editor):
    """The desk of somebody who writes."""
    return Desk(editor)


@pytest.fixture
def stranger(db):
    """The desk of somebody without any role."""
    return Desk(Personne.objects.create_user("dora", "dora@exemple.invalid", "une-phrase-de-passe"))


@pytest.fixture
def proposed(mini, editor):
    """A proposal on a démarche whose title was edited."""
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre du fichier"}
    demarche.titre = "Titre de l’éditrice"
    demarche.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    load_facts(Facts({demarche.pk: newer}, {}, {}))
    return Proposition.objects.get()


@pytest.fixture
def reported(mini):
    """A report on a démarche."""
    return Signalement.objects.create(
        demarche=mini.demarche("clause"), objet="erreur", message="Le montant est faux.", origine="x"
    )


PAGES = [
    "",
    "demarches/",
    "leviers/",
    "reperes/",
    "a-verifier/",
    "propositions/",
    "signalements/",
    "demarches/add/",
]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_an_editor(ada, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        said = read_text(ada.get(page))
    assert "Leviers" in said


@pytest.mark.parametrize("page", PAGES)
def test_no_page_opens_without_an_account(db, page):
    answer = Client().get(f"/gestion/{page}")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/gestion/login/")


@pytest.mark.parametrize("page", PAGES)
def test_nor_with_an_account_that_has_no_role(stranger, page):
    assert stranger.get(page).status_code == 302


def test_the_home_page_counts_what_waits(proposed, reported, ada):
    models.Demarche.objects.filter(pk=reported.demarche_id).update(verifiee_le=date(2020, 1, 1))
    said = read_text(ada.get(""))
    for pile in ("1 signalement", "1 proposition", "1 à vérifier", "0 à approuver", "0 en brouillon"):
        assert pile in said, pile
    assert "0 fiche non relue" in said  # mini has no sheet


def test_a_list_shows_columns_filters_and_finds_by_name_of_metropole(mini, ada):
    mini.demarche("clause", metropole="nantes")
    mini.demarche("halle", metropole="lyon")
    said = read_text(ada.get("demarches/", q="clause nantes"))
    assert "Démarche clause" in said
    assert "Démarche halle" not in said
    assert "Démarche halle" in read_text(ada.get("demarches/", territoire_siren="200046977"))
    assert "Démarche clause" not in read_text(ada.get("demarches/", etape="brouillon"))
    assert "Démarche clause" in read_text(ada.get("demarches/", etape="publiee"))
    assert "1 novembre 2026" in said


@pytest.mark.parametrize("nonsense", ["x" * 10_000, "'\";--", "🦊", "\x00"])
def test_a_list_survives_nonsense(mini, ada, nonsense):
    mini.demarche("clause")
    for query in ({"q": nonsense}, {"etape": nonsense}, {"p": nonsense}, {"ordering": nonsense}):
        assert ada.get("demarches/", **query).status_code == 200


def test_the_50_leviers_are_neither_added_nor_deleted_even_by_an_administrator(catalogue):
    admin = Desk(Personne.objects.create_superuser("eve", "eve@exemple.invalid", "une-phrase-de-passe"))
    assert admin.get("leviers/edit/spaser/").status_code == 200
    assert admin.get("leviers/add/").status_code == 302
    assert admin.post("leviers/delete/spaser/").status_code == 302
    assert models.Levier.objects.count() == 50


def test_a_code_is_not_a_field_of_the_form(catalogue, ada):
    assert "code" not in ada.read_form(models.Levier.objects.get(pk="spaser"))
    assert "id" not in ada.read_form(models.Demarche.objects.first())
    form = ada.read_form(repere := models.Repere.objects.first())
    form["cle"] = "autre"
    ada.client.post(f"/gestion/reperes/edit/{repere.pk}/", form)
    stored = models.Repere.objects.get(pk=repere.pk)
    assert stored.get_latest_revision_as_object().cle == repere.cle


def test_verified_today_asks_for_a_post(mini, ada):
    demarche = mini.demarche("clause")
    models.Demarche.objects.filter(pk=demarche.pk).update(verifiee_le=date(2020, 1, 1))
    assert "vérifiée il y a plus de 18 mois" in read_text(ada.get("a-verifier/"))
    path = f"a-verifier/{demarche.pk}/verifiee/"
    assert ada.get(path).status_code == 405
    ada.post(path)
    assert models.Demarche.objects.get(pk=demarche.pk).verifiee_le == timezone.localdate()
    said = read_text(ada.get("a-verifier/"))
    assert "« Démarche clause » est notée comme vérifiée aujourd’hui" in said
    assert "plus de 18 mois Vérifiée aujourd’hui" not in said  # the row is gone


@pytest.mark.parametrize("page", ["a-verifier/", "propositions/{proposition}/"])
def test_each_form_carries_the_token_that_its_door_asks_for(proposed, editor, page):
    models.Demarche.objects.update(verifiee_le=None)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    path = "/gestion/" + page.format(proposition=proposed.pk)
    form = BeautifulSoup(client.get(path).content, "html.parser").find("form", method="post")
    fields = {"csrfmiddlewaretoken": form.find("input", attrs={"name": "csrfmiddlewaretoken"})["value"]}
    assert client.post(form.get("action") or path, fields).status_code == 302


def test_a_proposal_is_shown_as_a_difference_and_accepted_as_a_draft(proposed, ada):
    said = read_text(ada.get(f"propositions/{proposed.pk}/"))
    assert "Titre de l’éditrice" in said
    assert "Titre du fichier" in said
    ada.post(f"propositions/{proposed.pk}/", decision="accepter", champ="titre")
    demarche = models.Demarche.objects.get()
    assert demarche.titre == "Titre de l’éditrice"
    assert demarche.get_latest_revision_as_object().titre == "Titre du fichier"
    assert "acceptée" in read_text(ada.get("propositions/"))


@pytest.mark.parametrize("fields", [{}, {"decision": "accepter"}, {"decision": "x", "champ": "titre"}])
def test_a_proposal_is_not_decided_by_an_incomplete_answer(proposed, ada, fields):
    ada.post(f"propositions/{proposed.pk}/", **fields)
    assert Proposition.objects.get().etat == Proposition.Etat.OUVERTE


def test_a_field_that_the_proposal_does_not_have_is_ignored(proposed, ada):
    ada.post(f"propositions/{proposed.pk}/", decision="accepter", champ=["titre", "empreinte", "live"])
    assert Proposition.objects.get().etat == Proposition.Etat.ACCEPTEE


def test_a_report_is_read_here_and_concluded_at_the_desk_where_its_author_is_answered(
    reported, ada, reviewer
):
    page = f"signalements/{reported.pk}/"
    said = read_text(ada.get(page))
    assert "Le montant est faux." in said
    assert "Conclure et répondre" not in said  # who writes reviews nothing
    assert ada.get(page).content.decode().count('method="post"') == 0
    desk = Desk(reviewer)
    assert f'href="/moderation/?genre=contribution#contribution-{reported.pk}"' in (
        desk.get(page).content.decode()
    )
    assert "/moderation/" in desk.get("").content.decode()  # the menu
    assert "/moderation/" not in ada.get("").content.decode()
    examen.conclude(reported.pk, "refusee", by=reviewer, reponse="La source dit 12 000 euros.")
    said = read_text(desk.get(page))
    assert "refusée" in said
    assert "La source dit 12 000 euros." in said
    assert "Conclure et répondre" not in said


def test_what_is_contested_is_shown_with_its_link_and_counted(mini, ada):
    report = Signalement.objects.create(
        sujet="marche",
        sujet_id="1/2",
        sujet_titre="Marché public : pain, Orval",
        sujet_adresse="/contester/marche/1/2/",
        objet="erreur",
        message="Ce n’est pas un marché réservé.",
        origine="x",
    )
    for page in ("signalements/", f"signalements/{report.pk}/"):
        answer = ada.get(page)
        assert "Marché public : pain, Orval" in read_text(answer)
        assert 'href="/contester/marche/1/2/"' in answer.content.decode()
    assert "Ouvrir la démarche" not in read_text(ada.get(f"signalements/{report.pk}/"))
    assert "1 signalement" in read_text(ada.get(""))


def test_no_decision_is_taken_without_the_permission(proposed, reported, stranger):
    stranger.person.user_permissions.add(*_access())
    stranger.post(f"propositions/{proposed.pk}/", decision="ecarter")
    stranger.post(f"a-verifier/{reported.demarche_id}/verifiee/")
    assert Proposition.objects.get().etat == Proposition.Etat.OUVERTE
    assert models.Demarche.objects.get(pk=reported.demarche_id).verifiee_le == date(2026, 11, 1)


def test_no_decision_is_taken_without_the_token_of_the_form(proposed, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    path = f"/gestion/propositions/{proposed.pk}/"
    assert client.post(path, {"decision": "ecarter"}).status_code == 403
    assert Proposition.objects.get().etat == Proposition.Etat.OUVERTE


@pytest.mark.parametrize("page", ["propositions/9999/", "signalements/9999/", "demarches/edit/inconnue/"])
def test_what_does_not_exist_is_not_found(ada, page):
    assert ada.get(page).status_code == 404


def _access():
    return [
        permission
        for permission in Personne.objects.get(username="ada").groups.first().permissions.all()
        if permission.codename == "access_admin"
    ]
