"""Annonces: written for who one speaks for, read first by the team, ended in time."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.directory.annonces import moderation, redaction
from leviers.directory.models import AlerteReseau, Annonce
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage
from tests.directory.annonces.conftest import make_annonce, make_saisie, siren_of


@pytest.fixture
def trusted(lea, andrea):
    """lea, once the team has read and shown one of her annonces."""
    first = make_annonce(lea, is_open=False)
    moderation.decide([f"annonce-{first.pk}"], "montrer", by=andrea)
    return lea


def test_a_first_annonce_waits_and_the_next_is_shown_at_once(lea, andrea):
    first = make_annonce(lea, is_open=False)
    assert (first.etat, first.montree_le) == ("attente", None)
    assert make_annonce(lea, is_open=False).etat == "attente"  # nobody has read the first one yet
    moderation.decide([f"annonce-{first.pk}"], "montrer", by=andrea)
    assert make_annonce(lea, is_open=False).etat == "ouverte"


@pytest.mark.parametrize("etat", ["masquee", "refusee"])
def test_while_one_is_refused_or_hidden_the_next_ones_are_read(trusted, etat):
    refused = make_annonce(trusted)
    Annonce.objects.filter(pk=refused.pk).update(etat=etat)
    assert make_annonce(trusted, is_open=False).etat == "attente"


def test_while_one_is_reported_the_next_ones_are_read(trusted, andrea):
    reported = make_annonce(trusted)
    redaction.report("annonce", reported.pk, "C’est une publicité.")
    assert make_annonce(trusted, is_open=False).etat == "attente"
    moderation.decide([f"abus_annonce-{reported.pk}"], "garder", by=andrea)
    assert make_annonce(trusted, is_open=False).etat == "ouverte"


def test_reports_and_refusals_of_others_cost_her_nothing(trusted, paul):
    his = make_annonce(paul, "rennes")
    redaction.report("annonce", his.pk, "C’est une publicité.")
    Annonce.objects.filter(pk=his.pk).update(etat="masquee")
    assert make_annonce(trusted, is_open=False).etat == "ouverte"


def test_a_decision_taken_back_gives_no_trust(trusted, andrea):
    moderation.undo(Arbitrage.objects.get(), by=andrea)
    assert make_annonce(trusted, is_open=False).etat == "attente"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("texte", "Tout est sur https://exemple.invalid/annonce."),
        ("texte", "Voyez www.exemple.invalid."),
        ("titre", "www.exemple.invalid nous cherche"),
    ],
)
def test_a_link_is_always_read_first(trusted, field, words):
    assert make_annonce(trusted, is_open=False, **{field: words}).etat == "attente"


def test_other_words_of_an_open_annonce_are_read_again_from_who_is_not_trusted(lea):
    one = make_annonce(lea)
    assert redaction.edit(one, make_saisie(texte="Achetez nos chaises."), by=lea).etat == "attente"
    (waiting,) = moderation.list_waiting()
    one.refresh_from_db()
    assert waiting.depuis == one.modifiee_le  # not since it was first written


def test_other_words_stay_shown_from_who_is_trusted_without_a_link(trusted):
    one = Annonce.objects.get()
    for texte, etat in (
        ("Nous commençons, et cherchons des idées.", "ouverte"),
        ("Voyez https://exemple.invalid/.", "attente"),
    ):
        assert redaction.edit(one, make_saisie(texte=texte), by=trusted).etat == etat


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


def test_only_its_author_corrects_closes_or_prolongs_it(trusted, lea, paul):
    one = Annonce.objects.get()
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
