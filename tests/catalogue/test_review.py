"""Review: states of a text, what is stale, what verification changes and what it does not."""

from datetime import date

import pytest
from wagtail.models import ModelLogEntry

from leviers.accounts import roles
from leviers.catalogue import models, published, review
from leviers.catalogue.models import Etat

TODAY = date(2026, 6, 15)


def _etat(text):
    return review.etat(type(text).objects.get(pk=text.pk))


def test_a_text_goes_from_brouillon_to_publiee_then_retiree(mini, editor, reviewer):
    demarche = models.Demarche(
        titre="Clause sociale",
        territoire_siren="244400404",
        champ="achats-responsables",
        description="Un fait.",
    )
    demarche.live = False
    demarche.leviers.add(models.DemarcheLevier(levier="spaser"))
    demarche.sources.add(models.Source(url="https://exemple.invalid/a", titre="Page", editeur="Orval"))
    demarche.save()
    revision = demarche.save_revision(user=editor)
    assert _etat(demarche) == review.EtatEditorial(review.Etape.BROUILLON, est_en_ligne=False)

    demarche.get_workflow().start(demarche, editor)
    assert _etat(demarche).libelle == "en relecture"

    demarche.current_workflow_task_state.approve(user=reviewer)
    assert _etat(demarche) == review.EtatEditorial(review.Etape.PUBLIEE, est_en_ligne=True)

    models.Demarche.objects.get(pk=demarche.pk).unpublish(user=reviewer)
    assert _etat(demarche) == review.EtatEditorial(review.Etape.RETIREE, est_en_ligne=False)
    assert revision.user == editor


def test_a_published_text_with_a_draft_says_both(mini, editor):
    demarche = mini.demarche("clause")
    demarche.save_revision(user=editor)
    assert _etat(demarche).libelle == "publiée · nouvelle version : brouillon"


def test_one_query_tells_the_state_of_a_whole_list(mini, django_assert_num_queries):
    mini.demarche("clause")
    mini.demarche("halle")
    list(review.with_etape(models.Demarche.objects.all()))  # content types are read once
    with django_assert_num_queries(1):
        assert {review.etat(row).libelle for row in review.with_etape(models.Demarche.objects.all())} == {
            "publiée"
        }


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 6, 15), 18, date(2024, 12, 15)),
        (date(2026, 8, 31), 18, date(2025, 2, 28)),
        (date(2025, 8, 31), 18, date(2024, 2, 29)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
    ],
)
def test_months_are_counted_back_to_a_day_that_exists(day, months, before):
    assert review.subtract_months(day, months) == before


def test_stale_is_never_verified_older_than_18_months_or_with_a_dead_source(mini):
    for name, day in [("jamais", None), ("vieille", date(2024, 12, 14)), ("juste", date(2024, 12, 15))]:
        models.Demarche.objects.filter(pk=mini.demarche(name).pk).update(verifiee_le=day)
    morte = mini.demarche("morte")
    morte.sources.update(est_morte=True)
    retiree = mini.demarche("retiree")
    models.Demarche.objects.filter(pk=retiree.pk).update(live=False, verifiee_le=None)
    stale = {row.demarche.pk: row.raisons for row in review.list_stale(TODAY)}
    assert stale == {
        "nantes-jamais": ("jamais vérifiée",),
        "nantes-vieille": ("vérifiée il y a plus de 18 mois",),
        "nantes-morte": ("une source morte",),
    }
    assert list(stale)[:2] == ["nantes-jamais", "nantes-vieille"]  # the oldest first


def test_a_demarche_with_two_dead_sources_is_listed_once(mini):
    demarche = mini.demarche("morte")
    models.Source.objects.create(
        demarche=demarche, url="https://exemple.invalid/b", titre="B", editeur="Orval", est_morte=True
    )
    demarche.sources.update(est_morte=True)
    assert [row.raisons for row in review.list_stale(TODAY)] == [("2 sources mortes",)]


def test_verified_today_shows_at_once_and_is_not_an_edit(mini, editor):
    demarche = mini.demarche("clause")
    demarche.titre = "Brouillon"
    demarche.save_revision(user=editor)
    before = Etat.objects.get().version, demarche.revisions.count()
    review.mark_verified(demarche, by=editor, today=TODAY)
    assert published.current().demarches[demarche.pk].verifiee_le == TODAY
    stored = models.Demarche.objects.get(pk=demarche.pk)
    assert stored.get_latest_revision_as_object().verifiee_le == TODAY
    assert stored.get_latest_revision_as_object().titre == "Brouillon"
    assert (Etat.objects.get().version, stored.revisions.count()) == (before[0] + 1, before[1])
    entry = ModelLogEntry.objects.get(action=review.VERIFICATION)
    assert (entry.user, entry.object_id) == (editor, demarche.pk)


def test_verifying_twice_on_one_day_is_as_once(mini, editor):
    demarche = mini.demarche("clause")
    review.mark_verified(demarche, by=editor, today=TODAY)
    review.mark_verified(demarche, by=editor, today=TODAY)
    assert ModelLogEntry.objects.filter(action=review.VERIFICATION).count() == 1


def test_publishing_an_older_version_does_not_take_the_verification_back(mini, reviewer):
    demarche = mini.demarche("clause")
    review.mark_verified(demarche, by=reviewer, today=TODAY)
    first = models.Demarche.objects.get(pk=demarche.pk).latest_revision
    assert first.content["verifiee_le"] != TODAY.isoformat()
    first.publish(user=reviewer)
    assert models.Demarche.objects.get(pk=demarche.pk).verifiee_le == TODAY


def test_a_draft_kept_aside_does_not_make_readers_read_again(mini, editor):
    demarche = mini.demarche("clause")
    version = published.read_version()
    demarche.titre = "Brouillon"
    demarche.save_revision(user=editor)
    assert published.read_version() == version


def test_a_sheet_published_as_relue_receives_the_date_and_loses_it_when_it_no_longer_is(catalogue, reviewer):
    sheet = models.Levier.objects.get(pk="spaser")
    sheet.relu = True
    sheet.save_revision(user=reviewer).publish(user=reviewer)
    sheet = models.Levier.objects.get(pk="spaser")
    assert sheet.relu_le is not None
    assert published.current().leviers["spaser"].relu
    sheet.relu = False
    sheet.save_revision(user=reviewer).publish(user=reviewer)
    assert models.Levier.objects.get(pk="spaser").relu_le is None


def test_a_new_demarche_counts_as_verified_by_who_writes_it_and_its_identifier_never_changes(db):
    demarche = models.Demarche(
        titre="Clause sociale", territoire_siren="244400404", live=False, annee_debut=2024
    )
    demarche.save()
    assert demarche.pk == "nantes-clause-sociale-2024"
    assert demarche.verifiee_le is not None
    demarche.titre = "Autre titre"
    demarche.save()
    assert models.Demarche.objects.get(titre="Autre titre").pk == "nantes-clause-sociale-2024"


def test_a_new_repere_receives_the_identifier_of_what_it_counts(db):
    repere = models.Repere(territoire_siren="244400404", cle="siae_aci", annee=2024, live=False)
    repere.save()
    second = models.Repere(territoire_siren="244400404", cle="siae_aci", annee=2024, live=False)
    second.save()
    taken = models.Repere.objects.filter(cle="siae_aci", territoire_siren="244400404").values_list(
        "pk", flat=True
    )
    assert len(taken) == len(set(taken)) == 3  # the embedded one, and both
    assert repere.pk.startswith("nantes-siae-aci-2024")


def test_every_embedded_text_could_be_published_again(catalogue):
    for model in (models.Demarche, models.Repere, models.Levier):
        for text in model.objects.all():
            text.check_publishable()


def test_roles_and_workflow_are_created_once(db):
    roles.ensure_roles()
    roles.ensure_roles()
    workflows = {model.get_default_workflow() for model in (models.Demarche, models.Levier, models.Repere)}
    assert [workflow.name for workflow in workflows] == ["Relecture"]
    assert [str(task) for task in workflows.pop().tasks] == ["Relecture"]
