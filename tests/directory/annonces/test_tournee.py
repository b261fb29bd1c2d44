"""What time does: a reminder, an end, a letter of who could answer."""

from datetime import timedelta

from django.utils import timezone

from leviers.courrier.models import Lettre
from leviers.directory.annonces import jetons, tournee
from leviers.directory.annonces.tournee import Piste
from leviers.directory.models import Annonce
from tests.directory.annonces.conftest import make_annonce

NOW = timezone.now()
DAY = timedelta(days=1)


def nobody(_annonce):
    """Nobody could answer."""
    return []


def ends_in(one, days):
    """Give an annonce so many days."""
    Annonce.objects.filter(pk=one.pk).update(expire_le=timezone.localdate() + days * DAY)


def test_a_week_before_its_end_one_letter_reminds(lea):
    one = make_annonce(lea)
    ends_in(one, 8)
    assert tournee.write_due(NOW, nobody) == 0
    ends_in(one, 7)
    assert [tournee.write_due(NOW, nobody) for _ in range(2)] == [1, 0]
    one.refresh_from_db()
    assert jetons.sign_prolong(one)[:20] in Lettre.objects.get().texte
    assert jetons.read_prolong(jetons.sign_prolong(one)).pk == one.pk


def test_the_day_after_its_end_it_is_closed(lea):
    one = make_annonce(lea)
    ends_in(one, 0)
    tournee.write_due(NOW, nobody)
    one.refresh_from_db()
    assert one.etat == "ouverte"
    tournee.write_due(NOW + DAY, nobody)
    one.refresh_from_db()
    assert one.etat == "expiree"


def test_an_annonce_whose_author_no_longer_speaks_for_the_place_is_closed(lea):
    one = make_annonce(lea)
    lea.roles.update(fini_le=NOW)
    tournee.write_due(NOW, nobody)
    one.refresh_from_db()
    assert (one.etat, one.motif[:10]) == ("retiree", "Son auteur")


def test_matches_are_told_once_and_once_a_week_at_most(lea):
    make_annonce(lea)
    known = [Piste("annonce:1", "Rennes Métropole.")]

    def find(_annonce):
        return known

    days = []
    for day in range(16):
        if day == 2:
            known.append(Piste("annonce:2", "Lyon."))
        if tournee.write_due(NOW + day * DAY, find):
            days.append(day)
    assert days == [0, 7]  # the second match waits for a whole week, then nothing is new
    first, second = Lettre.objects.filter(genre="annonce").order_by("pk").values_list("texte", flat=True)
    assert ("Rennes" in first, "Lyon" in first) == (True, False)
    assert ("Rennes" in second, "Lyon" in second) == (False, True)


def test_one_letter_tells_the_matches_of_all_her_annonces(lea):
    for _ in range(2):
        make_annonce(lea)
    assert tournee.write_due(NOW, lambda one: [Piste("annonce:9", f"Piste {one.pk}.")]) == 1


def test_who_stopped_these_letters_receives_none(lea):
    make_annonce(lea)
    tournee.stop_pistes(jetons.read_stop(jetons.sign_stop(lea)))
    assert tournee.write_due(NOW, lambda _one: [Piste("annonce:9", "Rennes.")]) == 0


def test_the_letter_of_matches_can_be_stopped_in_one_click(lea):
    make_annonce(lea)
    tournee.write_due(NOW, lambda _one: [Piste("annonce:9", "Rennes.")])
    headers = Lettre.objects.get().entetes
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/reseau/lettres/" in headers["List-Unsubscribe"]
