"""A campaign: created, launched, reminded, closed, reopened, its people erased in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.errors import NotAllowedNow
from leviers.survey import campagnes
from leviers.survey.etapes import advance, is_writable
from leviers.survey.models import Avis, Campagne, Contact, Envoi, Saisie

NANTES = "244400404"


@pytest.fixture
def draft(enquete):
    """The campaign before its launch, with two contacts of Metz and one of Nantes."""
    enquete.campagne.ouverte_le = None
    enquete.campagne.save()
    enquete.metz = enquete.invite(courriel="a@metz.fr")
    enquete.invite(courriel="b@metz.fr")
    enquete.nantes = enquete.invite(NANTES, courriel="a@nantes.fr")
    return enquete


def age_letters(**past):
    Envoi.objects.update(ecrit_le=timezone.now() - timedelta(**past))


def test_a_form_sent_twice_creates_one_campaign(enquete):
    given = {"code": "ess-2027", "titre": "Leviers 2027", "echeance": timezone.localdate()}
    first = campagnes.create_campagne(enquete.version, **given)
    assert campagnes.create_campagne(enquete.version, **given) == first


@pytest.mark.parametrize("code", ["essai-2026", "gestion"])
def test_a_code_that_is_taken_is_refused(enquete, code):
    with pytest.raises(NotAllowedNow, match="déjà pris"):
        campagnes.create_campagne(enquete.version, code=code, titre="Autre", echeance=timezone.localdate())


def test_launching_opens_and_invites_each_contact_once(draft):
    assert campagnes.launch(draft.campagne) == 3
    assert draft.campagne.ouverte_le
    assert campagnes.launch(draft.campagne) == 0
    assert Envoi.objects.filter(genre="invitation").count() == 3


def test_launching_again_invites_only_the_newcomers(draft):
    campagnes.launch(draft.campagne)
    draft.invite(courriel="c@metz.fr")
    assert campagnes.launch(draft.campagne) == 1


def test_a_campaign_with_nobody_or_a_past_day_is_not_launched(enquete):
    with pytest.raises(NotAllowedNow, match="Personne"):
        campagnes.launch(enquete.campagne)
    enquete.invite(courriel="a@metz.fr")
    Campagne.objects.update(ouverte_le=None, echeance=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowedNow, match="passé"):
        campagnes.launch(enquete.campagne)
    assert not Envoi.objects.exists()


def test_only_those_who_have_not_sent_are_reminded_a_week_later(draft):
    campagnes.launch(draft.campagne)
    assert campagnes.remind(draft.campagne) == campagnes.Relance(ecrites=0, recentes=3)
    age_letters(days=8)
    advance(draft.nantes.participation, "commencee", by=draft.nantes)
    advance(draft.nantes.participation, "envoyee", by=draft.nantes)
    assert campagnes.remind(draft.campagne) == campagnes.Relance(ecrites=2, recentes=0)
    assert campagnes.remind(draft.campagne) == campagnes.Relance(ecrites=0, recentes=2)


def test_a_forced_reminder_leaves_at_once_but_not_twice_a_day(draft):
    campagnes.launch(draft.campagne)
    only = [draft.nantes.participation]
    assert campagnes.remind(draft.campagne, participations=only, force=True).ecrites == 1
    assert campagnes.remind(draft.campagne, participations=only, force=True).ecrites == 0


def test_nobody_is_reminded_before_the_launch_nor_after_the_closure(draft):
    with pytest.raises(NotAllowedNow):
        campagnes.remind(draft.campagne)
    campagnes.launch(draft.campagne)
    assert campagnes.close(draft.campagne)
    assert not campagnes.close(draft.campagne)
    with pytest.raises(NotAllowedNow):
        campagnes.remind(draft.campagne)
    assert set(Envoi.objects.values_list("etat", flat=True)) == {"annule"}


def test_one_territoire_may_be_reopened_after_the_closure(draft, equipe):
    campagnes.launch(draft.campagne)
    campagnes.close(draft.campagne)
    metz = draft.metz.participation
    for _ in range(2):
        campagnes.reopen(metz, by=equipe.alice)
    assert is_writable(metz)
    draft.nantes.participation.refresh_from_db()
    assert not is_writable(draft.nantes.participation)
    age_letters(days=8)
    assert campagnes.remind(draft.campagne).ecrites == 2  # both contacts of Metz


def test_answers_already_sent_are_reopened_with_a_dated_step(draft, equipe):
    campagnes.launch(draft.campagne)
    metz = draft.metz.participation
    advance(metz, "commencee", by=draft.metz)
    advance(metz, "envoyee", by=draft.metz)
    campagnes.reopen(metz, by=equipe.alice)
    last = metz.etapes.last()
    assert (metz.etat, last.par_equipe, last.note) == ("commencee", equipe.alice, "rouverte par l’équipe")


def test_the_right_of_reply_is_opened_with_a_letter_to_each_contact(draft, equipe):
    campagnes.launch(draft.campagne)
    metz = draft.metz.participation
    advance(metz, "commencee", by=draft.metz)
    advance(metz, "envoyee", by=draft.metz)
    assert campagnes.open_reply(metz, by=equipe.alice) == 2
    with pytest.raises(NotAllowedNow):
        campagnes.open_reply(metz, by=equipe.alice)
    letters = Envoi.objects.filter(genre="replique")
    assert letters.count() == 2
    assert campagnes.timezone.localdate() + timedelta(days=30) == metz.contradictoire_jusqu_au
    with pytest.raises(NotAllowedNow, match="ne changent plus"):
        campagnes.reopen(metz, by=equipe.alice)


def test_the_daily_round_closes_replies_the_day_after_their_date(draft, equipe):
    campagnes.launch(draft.campagne)
    metz = draft.metz.participation
    advance(metz, "commencee", by=draft.metz)
    advance(metz, "envoyee", by=draft.metz)
    campagnes.open_reply(metz, by=equipe.alice)
    assert campagnes.run_daily().repliques_closes == 0
    metz.contradictoire_jusqu_au = timezone.localdate() - timedelta(days=1)
    metz.save()
    assert campagnes.run_daily().repliques_closes == 1
    assert campagnes.run_daily().repliques_closes == 0
    metz.refresh_from_db()
    assert metz.etat == "audit"


def test_people_are_erased_the_day_that_was_said_and_answers_stay(draft):
    campagnes.launch(draft.campagne)
    draft.say(draft.metz, "G01", "oui")
    campagnes.close(draft.campagne)
    closed = timezone.localdate()
    assert campagnes.purge(closed + timedelta(days=364)) == 0
    assert campagnes.purge(closed + timedelta(days=365)) == 3
    assert campagnes.purge(closed + timedelta(days=365)) == 0
    assert set(Contact.objects.values_list("courriel", "fonction")) == {("", "")}
    assert set(Envoi.objects.values_list("texte", "html")) == {("", "")}
    assert Saisie.objects.get().valeur == "oui"
    assert Avis.objects.count() == 0


def test_nobody_is_erased_while_the_campaign_is_open(draft):
    campagnes.launch(draft.campagne)
    assert campagnes.purge(timezone.localdate() + timedelta(days=4_000)) == 0
