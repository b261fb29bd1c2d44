"""Loading of facts: idempotent, and never over a person's work."""

from leviers.catalogue import models
from leviers.catalogue.facts import Facts, read_facts
from leviers.catalogue.load import load_facts
from leviers.catalogue.payload import GENRES, as_payload


def test_embedded_facts_come_back_from_the_store_as_they_were_written(catalogue):
    facts = read_facts()
    for genre, model in GENRES.items():
        stored = {thing.pk: as_payload(thing) for thing in model.objects.all()}
        assert stored == getattr(facts, genre)


def test_a_second_load_changes_nothing(catalogue):
    report = load_facts(read_facts())
    assert not report.changed
    assert report.counts["demarches"]["inchange"] == 379


def _facts_with(payload):
    return Facts(demarches={payload["id"]: payload}, reperes={}, leviers={})


def test_an_untouched_demarche_follows_its_file(mini):
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre corrigé à la source"}
    report = load_facts(_facts_with(newer))
    assert report.counts["demarches"]["mis_a_jour"] == 1
    assert models.Demarche.objects.get(pk=demarche.pk).titre == "Titre corrigé à la source"


def test_an_edited_demarche_is_kept_and_the_newer_fact_is_proposed(mini, editor):
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre du fichier"}
    demarche.titre = "Titre de l’éditrice"
    demarche.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    report = load_facts(_facts_with(newer))
    assert report.proposed == [f"demarches/{demarche.pk}"]
    assert models.Demarche.objects.get(pk=demarche.pk).titre == "Titre de l’éditrice"
    assert models.Proposition.objects.get().contenu["titre"] == "Titre du fichier"
    assert load_facts(_facts_with(newer)).counts["demarches"]["deja_propose"] == 1


def test_a_draft_not_yet_published_also_protects_the_demarche(mini, editor):
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre du fichier"}
    demarche.titre = "Brouillon de l’éditrice"
    demarche.save_revision(user=editor)
    assert load_facts(_facts_with(newer)).counts["demarches"]["propose"] == 1


def test_a_source_flagged_dead_in_a_draft_is_not_lost_to_a_load(mini, editor):
    demarche = mini.demarche("clause")
    newer = as_payload(demarche) | {"titre": "Titre du fichier"}
    (source,) = demarche.sources.all()
    source.est_morte = True
    demarche.sources.set([source])
    demarche.save_revision(user=editor)
    assert load_facts(_facts_with(newer)).counts["demarches"]["propose"] == 1
    (kept,) = models.Demarche.objects.get(pk=demarche.pk).get_latest_revision_as_object().sources.all()
    assert kept.est_morte


def test_a_demarche_that_left_the_files_is_kept_and_counted(mini):
    mini.demarche("clause")
    report = load_facts(Facts({}, {}, {}))
    assert report.counts["demarches"]["absent"] == 1
    assert models.Demarche.objects.filter(live=True).count() == 1
