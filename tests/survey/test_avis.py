"""The right of reply: first reading, reply, control by somebody else, publication."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.errors import NotAllowedNow, SurveyClosed
from leviers.survey.avis import close_contradictoire, give_avis, open_contradictoire, publish, read_avis
from leviers.survey.etapes import advance
from leviers.survey.models import Avis


@pytest.fixture
def sent(enquete):
    """A contact of Metz whose answers were sent."""
    metz = enquete.invite()
    enquete.say(metz, "G01", "oui")
    advance(metz.participation, "envoyee", by=metz)
    return metz


def test_each_step_is_dated_and_the_last_is_the_publication(sent, equipe):
    metz = sent.participation
    give_avis(metz, "G01", conclusion="contredit", texte="Aucune délibération.", by=equipe.alice)
    open_contradictoire(metz, by=equipe.alice)
    give_avis(metz, "G01", conclusion="contredit", texte="La voici.", lien="https://metz.fr/d", by=sent)
    close_contradictoire(metz)
    give_avis(metz, "G01", conclusion="accord", by=equipe.bruno)
    publish(metz, by=equipe.bruno)
    assert [etape.etat for etape in metz.etapes.all()] == [
        "commencee",
        "envoyee",
        "contradictoire",
        "audit",
        "publiee",
    ]
    said = read_avis(metz)["G01"]
    assert [(avis.stade, avis.conclusion) for avis in said] == [
        ("lecture", "contredit"),
        ("replique", "contredit"),
        ("controle", "accord"),
    ]


def test_who_made_the_first_reading_cannot_control(sent, equipe):
    metz = sent.participation
    give_avis(metz, "G01", conclusion="accord", by=equipe.alice)
    open_contradictoire(metz, by=equipe.bruno)
    close_contradictoire(metz)
    for person in (equipe.alice, equipe.bruno):
        with pytest.raises(NotAllowedNow, match="autre personne"):
            publish(metz, by=person)


def test_the_territoire_replies_only_when_it_is_asked_to(sent):
    with pytest.raises(NotAllowedNow):
        give_avis(sent.participation, "G01", conclusion="accord", by=sent)
    assert not Avis.objects.exists()


def test_the_time_of_reply_has_an_end(sent, equipe):
    metz = sent.participation
    open_contradictoire(metz, by=equipe.alice)
    assert metz.contradictoire_jusqu_au == timezone.localdate() + timedelta(days=30)
    metz.contradictoire_jusqu_au = timezone.localdate() - timedelta(days=1)
    metz.save()
    with pytest.raises(SurveyClosed):
        give_avis(metz, "G01", conclusion="accord", by=sent)


def test_the_team_does_not_cut_the_time_of_reply_short(sent, equipe):
    open_contradictoire(sent.participation, by=equipe.alice)
    with pytest.raises(NotAllowedNow, match="peut encore répondre"):
        close_contradictoire(sent.participation, by=equipe.bruno)


def test_steps_are_not_skipped(sent, equipe):
    with pytest.raises(NotAllowedNow):
        publish(sent.participation, by=equipe.bruno)
    assert sent.participation.etapes.last().etat == "envoyee"
