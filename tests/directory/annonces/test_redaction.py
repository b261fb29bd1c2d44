"""Annonces: written for who one speaks for, read first by the team, ended in time."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.directory.annonces import redaction
from leviers.directory.models import AlerteReseau, Annonce
from leviers.errors import NotAllowedNow
from tests.directory.annonces.conftest import make_annonce, make_saisie, siren_of


def test_a_first_annonce_waits_and_the_next_is_shown_at_once(lea):
    first = make_annonce(lea, is_open=False)
    assert (first.etat, first.montree_le) == ("attente", None)
    assert make_annonce(lea, is_open=False).etat == "attente"  # nobody has read the first one yet
    Annonce.objects.filter(pk=first.pk).update(etat="ouverte", montree_le=timezone.now())
    Annonce.objects.exclude(pk=first.pk).delete()
    assert make_annonce(lea, is_open=False).etat == "ouverte"


def test_after_a_refusal_the_next_one_is_read_again(lea):
    make_annonce(lea)
    refused = make_annonce(lea)
    Annonce.objects.filter(pk=refused.pk).update(etat="masquee")
    assert make_annonce(lea, is_open=False).etat == "attente"


def test_nobody_writes_for_a_place_that_is_not_hers(lea, zoe):
    for person in (lea, zoe):
        with pytest.raises(NotAllowedNow, match="au nom de cette collectivité"):
            redaction.publish(make_saisie(), by=person, pour=(siren_of("rennes"), "Rennes"), jeton=uuid4())
    assert not Annonce.objects.exists()


def test_the_same_form_sent_twice_makes_one_annonce(lea):
    jeton, pour = uuid4(), (siren_of("nantes"), "Nantes Métropole")
    made = [redaction.publish(make_saisie(), by=lea, pour=pour, jeton=jeton) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Annonce.objects.count() == 1


def test_twenty_annonces_at_most_are_open(lea):
    for _ in range(redaction.MOST_OPEN):
        make_annonce(lea)
    with pytest.raises(NotAllowedNow, match="20 annonces ouvertes"):
        make_annonce(lea)


def test_only_its_author_corrects_closes_or_prolongs_it(lea, paul):
    one = make_annonce(lea)
    for act in (
        lambda: redaction.edit(one, make_saisie(titre="Autre"), by=paul),
        lambda: redaction.close(one, "trouvee", by=paul),
        lambda: redaction.prolong(one, by=paul),
    ):
        with pytest.raises(NotAllowedNow, match="pas la vôtre"):
            act()
    redaction.edit(one, make_saisie(titre="Un autre titre"), by=lea)
    redaction.close(one, "trouvee", by=lea)
    one.refresh_from_db()
    assert (one.titre, one.etat) == ("Un autre titre", "trouvee")
    with pytest.raises(NotAllowedNow, match="close"):
        redaction.edit(one, make_saisie(), by=lea)


def test_it_ends_three_months_later_six_at_most():
    assert redaction.add_months(date(2026, 11, 28), 3) == date(2027, 2, 28)
    assert redaction.add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)  # there is no 31 February


def test_a_longer_time_than_six_months_is_cut(lea):
    assert make_annonce(lea, mois=24).expire_le == redaction.add_months(timezone.localdate(), 6)


def test_an_annonce_ended_by_its_date_is_opened_again_by_prolonging_it(lea):
    one = make_annonce(lea, mois=1)
    Annonce.objects.filter(pk=one.pk).update(etat="expiree", close_le=timezone.now())
    assert redaction.prolong(one, by=lea) == redaction.add_months(timezone.localdate(), 3)
    one.refresh_from_db()
    assert (one.etat, one.close_le) == ("ouverte", None)


def test_who_no_longer_speaks_for_the_place_does_not_prolong(lea):
    one = make_annonce(lea)
    lea.roles.update(fini_le=timezone.now())
    with pytest.raises(NotAllowedNow, match="ne peut plus être prolongée"):
        redaction.prolong(one)


def test_the_same_report_twice_makes_one(lea):
    one = make_annonce(lea)
    for _ in range(2):
        redaction.report("annonce", one.pk, "C’est une publicité.")
    assert AlerteReseau.objects.count() == 1
