"""The queue: one thing at a time, begun again after a crash, said when it fails, told by a letter."""

import pytest

from leviers.courrier import ecrire, envoyer
from leviers.errors import EditionRefused
from leviers.publication.editions import disk, fabrication, ouvrage, write
from leviers.publication.editions.fabrication import ask, has_work, run_next
from leviers.publication.editions.lettres import write_letters
from leviers.publication.editions.lire import find_edition
from leviers.publication.models import COURANTE, Edition, Fabrication
from tests.publication.editions.conftest import freeze

Etat = Fabrication.Etat


def test_what_is_asked_for_is_made_and_told_once(own_home, editor, mailoutbox):
    ask(COURANTE, by=editor, home=own_home)
    assert has_work()
    done = run_next(own_home)
    assert (done.etat, done.pourcent, done.erreur) == (Etat.PRETE, 100, "")
    assert find_edition(own_home, COURANTE)
    assert not has_work()
    assert run_next(own_home) is None
    assert (write_letters(), write_letters()) == (1, 0)
    assert (envoyer.send_waiting(), envoyer.send_waiting()) == (1, 0)
    assert (mailoutbox[0].to, mailoutbox[0].subject) == ([editor.email], "Le brouillon de l’étude est prêt")


def test_an_edition_is_frozen_with_its_row(own_home, reviewer):
    ask("2026", by=reviewer, home=own_home, doi="https://doi.org/10.5281/zenodo.1")
    assert run_next(own_home).etat == Etat.PRETE
    row = Edition.objects.get()
    assert (row.code, row.doi, row.figee_par) == ("2026", "10.5281/zenodo.1", reviewer)
    assert row.empreinte == find_edition(own_home, "2026").sommaire["digest"]


def test_the_same_thing_is_not_asked_for_twice(own_home, editor, reviewer):
    ask(COURANTE, by=editor, home=own_home)
    with pytest.raises(EditionRefused, match="déjà demandée"):
        ask(COURANTE, by=reviewer, home=own_home)
    freeze(own_home)
    with pytest.raises(EditionRefused, match="figée"):
        ask("2026", by=reviewer, home=own_home)
    with pytest.raises(EditionRefused, match="DOI"):
        ask("2027", by=reviewer, home=own_home, doi="dix")


def test_steps_are_shown_while_it_works(own_home, editor, monkeypatch):
    ask(COURANTE, by=editor, home=own_home)
    seen = []

    def look(place, _ouvrage, watch):
        watch("mise en page", 40)
        row = Fabrication.objects.get()
        seen.append((row.etat, row.etape, row.pourcent))

    monkeypatch.setattr(disk, "make_draft", look)
    run_next(own_home)
    assert seen == [(Etat.EN_COURS, "mise en page", 40)]


def test_a_failure_is_said_and_what_was_there_stays(own_home, editor, monkeypatch, mailoutbox):
    def refuse(*_words):
        raise OSError(28, "No space left on device")

    ask(COURANTE, by=editor, home=own_home)
    monkeypatch.setattr(write, "write_bundle", refuse)
    done = run_next(own_home)
    assert (done.etat, "le disque est plein" in done.erreur) == (Etat.ECHOUEE, True)
    write_letters()
    envoyer.send_waiting()
    assert "n’a pas pu être fabriqué" in mailoutbox[0].subject
    assert "le disque est plein" in mailoutbox[0].body


def test_a_crash_is_begun_again_once_then_said(own_home, editor):
    one = ask(COURANTE, by=editor, home=own_home)
    Fabrication.objects.update(etat=Etat.EN_COURS, essais=1)
    assert run_next(own_home).etat == Etat.PRETE
    Fabrication.objects.filter(pk=one.pk).update(etat=Etat.EN_COURS, essais=2)
    assert run_next(own_home) is None
    one.refresh_from_db()
    assert (one.etat, one.erreur) == (Etat.ECHOUEE, fabrication.INTERRUPTED)


def test_an_edition_frozen_just_before_a_crash_is_recorded_as_it_is(own_home, reviewer):
    ask("2026", by=reviewer, home=own_home)
    frozen = freeze(own_home).edition
    Fabrication.objects.update(etat=Etat.EN_COURS, essais=1)
    assert run_next(own_home).etat == Etat.PRETE
    assert Edition.objects.get().empreinte == frozen.sommaire["digest"]


def test_nothing_begins_while_another_process_works(own_home, editor):
    ask(COURANTE, by=editor, home=own_home)
    with disk.open_workshop(own_home):
        assert run_next(own_home) is None
    one = Fabrication.objects.get()
    assert (one.etat, one.essais, one.erreur) == (Etat.ATTENTE, 0, "")


def test_a_crash_between_a_letter_and_its_note_gives_one_letter(own_home, editor, monkeypatch, mailoutbox):
    ask(COURANTE, by=editor, home=own_home)
    run_next(own_home)
    write_once = ecrire.write

    def crash(*words, **given):
        write_once(*words, **given)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(ecrire, "write", crash)
        with pytest.raises(KeyboardInterrupt):
            write_letters()
    assert write_letters() == 1
    envoyer.send_waiting()
    assert len(mailoutbox) == 1


def test_the_day_of_a_draft_is_that_of_its_data(own_home):
    one = ouvrage.prepare()
    assert one.edition.jour.isoformat() == one.etat.date[:10]
