"""Back office: from the correction of an editor to what readers see, and every refusal on the way."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from leviers.accounts import roles
from leviers.accounts.models import Personne
from leviers.catalogue import models, published, review
from leviers.catalogue.facts import Facts
from leviers.catalogue.load import load_facts
from leviers.catalogue.payload import as_payload
from leviers.evidence import usages
from leviers.reference import territoires
from tests.catalogue.back_office import Desk, find_compare, read_text


@pytest.fixture
def ada(editor):
    """The desk of somebody who writes."""
    return Desk(editor)


@pytest.fixture
def bertille(reviewer):
    """The desk of somebody who approves."""
    return Desk(reviewer)


def _read(demarche):
    return models.Demarche.objects.get(pk=demarche.pk)


def _step(demarche):
    return review.etat(_read(demarche)).libelle


def test_a_correction_submitted_by_one_and_approved_by_another_reaches_readers(mini, ada, bertille):
    demarche = mini.demarche("clause", leviers="spaser")
    fact = as_payload(demarche)
    nantes = territoires.index_by_slug()["nantes"].siren
    assert usages.current().by_key[nantes, "marche-reserve-ess"].niveau.code == "non-repere"

    assert "Brouillon enregistré" in ada.edit(
        demarche, titre="Clause sociale", leviers__0__levier="marche-reserve-ess"
    )
    assert _step(demarche) == "publiée · nouvelle version : brouillon"
    assert "Version soumise à la relecture" in ada.edit(demarche, "submit")
    assert _step(demarche) == "publiée · nouvelle version : en relecture"
    assert published.current().demarches[demarche.pk].titre == "Démarche clause"

    assert "Version approuvée" in bertille.edit(demarche, "approve")
    assert _step(demarche) == "publiée"
    assert published.current().demarches[demarche.pk].titre == "Clause sociale"
    assert usages.current().by_key[nantes, "marche-reserve-ess"].niveau.code == "documente"
    assert usages.current().by_key[nantes, "spaser"].niveau.code == "non-repere"
    assert _read(demarche).live_revision.user == ada.person  # approving did not make another version

    report = load_facts(Facts({demarche.pk: fact | {"titre": "Titre du fichier"}}, {}, {}))
    assert report.proposed == [f"demarches/{demarche.pk}"]
    assert published.current().demarches[demarche.pk].titre == "Clause sociale"


def test_approving_from_the_home_page_works_too(mini, ada, bertille):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    assert "Version approuvée" in bertille.decide(demarche, "approve")
    assert _read(demarche).titre == "Clause sociale"


def test_a_new_line_in_a_draft_is_approved_as_it_was_submitted(mini, ada, bertille):
    demarche = mini.demarche("clause")
    line = {"url": "https://exemple.invalid/deux", "titre": "Deux", "editeur": "Orval", "date": "", "id": ""}
    fields = {f"sources__1__{name}": value for name, value in line.items()}
    ada.edit(demarche, "submit", sources__TOTAL_FORMS="2", sources__1__ORDER="2", **fields)
    assert "Version approuvée" in bertille.edit(demarche, "approve")
    assert [source.titre for source in _read(demarche).sources.all()] == ["Page clause", "Deux"]
    assert _read(demarche).live_revision.user == ada.person


def test_a_reviewer_sends_back_with_a_word_and_the_author_submits_again(mini, ada, bertille):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    bertille.decide(demarche, "reject")
    assert _step(demarche) == "publiée · nouvelle version : brouillon"
    assert "à reprendre" in read_text(ada.get(""))
    ada.edit(demarche, "submit")
    bertille.decide(demarche, "approve")
    assert _read(demarche).titre == "Clause sociale"


def test_nobody_approves_her_own_submission(mini, bertille):
    demarche = mini.demarche("clause")
    bertille.edit(demarche, "submit", titre="Clause sociale")
    for said in (bertille.edit(demarche, "approve"), bertille.decide(demarche, "approve")):
        assert "une autre personne de la relecture doit l’approuver" in said
    assert _read(demarche).titre == "Démarche clause"
    assert _step(demarche) == "publiée · nouvelle version : en relecture"


def test_a_reviewer_who_changes_a_submitted_version_does_not_approve_it_alone(mini, ada, bertille, db):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    said = bertille.edit(demarche, "approve", titre="Clause sociale et solidaire")
    assert "vous ne pouvez pas l’approuver" in said
    assert _read(demarche).titre == "Démarche clause"
    assert _read(demarche).get_latest_revision_as_object().titre == "Clause sociale et solidaire"
    roles.create_example("chloe", roles.RELECTURE, "une-phrase-de-passe")
    Desk(Personne.objects.get(username="chloe")).decide(demarche, "approve")
    assert _read(demarche).titre == "Clause sociale et solidaire"


def test_a_version_older_than_the_latest_is_not_written_over_it_unless_asked_twice(mini, ada, bertille):
    demarche = mini.demarche("clause")
    form = ada.read_form(demarche)
    bertille.edit(demarche, titre="Titre de Bertille")
    form["titre"] = "Titre d’Ada"
    page = ada.client.post(f"/gestion/demarches/edit/{demarche.pk}/", form)
    assert "Une version plus récente a été enregistrée" in read_text(page)
    assert _read(demarche).get_latest_revision_as_object().titre == "Titre de Bertille"
    again = querydict_from_html(page.content.decode(), form_id="w-editor-form")
    assert again["titre"] == "Titre d’Ada"
    ada.client.post(f"/gestion/demarches/edit/{demarche.pk}/", again)
    assert _read(demarche).get_latest_revision_as_object().titre == "Titre d’Ada"


def test_approving_what_somebody_else_has_just_approved_changes_nothing(mini, ada, bertille):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    form = bertille.read_form(demarche)
    form.update({"action-workflow-action": "1", "workflow-action-name": "approve"})
    roles.create_example("chloe", roles.RELECTURE, "une-phrase-de-passe")
    Desk(Personne.objects.get(username="chloe")).decide(demarche, "approve")
    said = read_text(bertille.client.post(f"/gestion/demarches/edit/{demarche.pk}/", form))
    assert "Il n’y a rien à approuver ici" in said
    assert _step(demarche) == "publiée"


def test_an_editor_neither_publishes_nor_approves_nor_withdraws(mini, ada):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "publish", titre="Clause sociale")
    assert _read(demarche).titre == "Démarche clause"
    ada.edit(demarche, "submit")
    ada.decide(demarche, "approve")
    ada.post(f"demarches/unpublish/{demarche.pk}/")
    assert _read(demarche).titre == "Démarche clause"
    assert _read(demarche).live


def test_what_waits_for_review_is_closed_to_its_author(mini, ada):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    assert "Cette version attend la relecture" in read_text(ada.get(f"demarches/edit/{demarche.pk}/"))
    ada.edit(demarche, titre="Autre titre")
    assert _read(demarche).get_latest_revision_as_object().titre == "Clause sociale"


@pytest.mark.parametrize("button", ["publish", "submit"])
def test_nothing_goes_out_without_a_source_and_the_draft_is_kept(mini, bertille, button):
    demarche = mini.demarche("clause")
    said = bertille.edit(demarche, button, titre="Clause sociale", sources__0__DELETE="1")
    assert "n’a aucune source. Ajoutez au moins une page publique" in said
    assert "Votre brouillon est gardé" in said
    assert _read(demarche).titre == "Démarche clause"
    assert _read(demarche).get_latest_revision_as_object().titre == "Clause sociale"


def test_a_version_without_source_is_not_approved_either(mini, ada, bertille):
    demarche = mini.demarche("clause")
    ada.edit(demarche, "submit", titre="Clause sociale")
    draft = _read(demarche).get_latest_revision_as_object()
    draft.sources.set([])
    draft.save_revision(user=ada.person, clean=False)
    for said in (bertille.edit(demarche, "approve"), bertille.decide(demarche, "approve")):
        assert "n’a aucune source" in said
    assert _step(demarche) == "publiée · nouvelle version : en relecture"
    assert _read(demarche).sources.count() == 1


def test_nor_scheduled(mini, bertille):
    demarche = mini.demarche("clause")
    said = bertille.edit(demarche, "publish", go_live_at="2040-01-01 08:00", sources__0__DELETE="1")
    assert "n’a aucune source" in said
    assert _step(demarche) == "publiée · nouvelle version : brouillon"


@pytest.mark.parametrize("leviers", [["spaser", "spaser"], []])
def test_leviers_are_one_to_three_and_distinct(mini, ada, leviers):
    demarche = mini.demarche("clause", leviers="spaser marche-reserve-ess")
    fields = {f"leviers__{rank}__levier": code for rank, code in enumerate(leviers)}
    gone = {f"leviers__{rank}__DELETE": "1" for rank in range(len(leviers), 2)}
    assert "de un à trois leviers, tous différents" in ada.edit(demarche, "submit", **fields, **gone)
    assert _step(demarche) == "publiée · nouvelle version : brouillon"


def test_two_leviers_exchanged_in_the_form_are_published(mini, bertille):
    demarche = mini.demarche("clause", leviers="spaser marche-reserve-ess")
    bertille.edit(demarche, "publish", leviers__0__levier="marche-reserve-ess", leviers__1__levier="spaser")
    assert as_payload(_read(demarche))["leviers"] == ["marche-reserve-ess", "spaser"]


def test_a_scheduled_version_is_relue_then_published_at_its_date(mini, bertille, monkeypatch):
    demarche = mini.demarche("clause")
    said = bertille.edit(demarche, "publish", titre="Clause sociale", go_live_at="2040-01-01 08:00")
    assert "Version programmée pour le 1 janvier 2040 à 08:00" in said
    assert _step(demarche) == "publiée · nouvelle version : relue"
    call_command("publish_scheduled")
    assert _read(demarche).titre == "Démarche clause"
    after = datetime(2040, 1, 1, 7, 1, tzinfo=UTC)  # 8:01 in Paris
    monkeypatch.setattr(timezone, "now", lambda: after)
    call_command("publish_scheduled")
    assert _read(demarche).titre == "Clause sociale"
    assert _step(demarche) == "publiée"


def test_withdrawn_is_retiree_for_everybody_and_keeps_its_history(mini, bertille):
    demarche = mini.demarche("clause")
    said = read_text(bertille.client.post(f"/gestion/demarches/unpublish/{demarche.pk}/", follow=True))
    assert "Texte retiré du site public" in said
    assert _step(demarche) == "retirée"
    assert demarche.pk not in published.current().demarches
    assert _read(demarche).revisions.exists()


def test_the_difference_shows_fields_lines_and_who_wrote(mini, ada):
    demarche = mini.demarche("clause", chiffres=[])
    ada.edit(demarche, titre="Clause sociale", sources__0__titre="Page corrigée", sources__0__est_morte="on")
    said = read_text(ada.get(find_compare(demarche)))
    assert "De la version publiée à la version du" in said
    assert f"({ada.person})" in said
    assert "Clause sociale" in said
    assert "Page clause corrigée" in said  # both, the first struck out
    assert "oui" in said
    assert "True" not in said
