"""Who reviews is told once a day of what has waited for a day; a desk that is cleared sends nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.accounts.models import Personne, Role
from leviers.catalogue.models import Signalement
from leviers.courrier.models import Lettre
from leviers.participation.models import Commentaire
from leviers.web.moderation import rappel

pytestmark = pytest.mark.django_db


def later(**given):
    """A moment from now, as the clock of the test goes."""
    return timezone.now() + timedelta(**given)


@pytest.fixture
def team(person):
    """Somebody who moderates, and somebody who reviews contributions."""
    for name, role in (("anouk", "animateur"), ("remi", "relecteur")):
        person(name, role)
        Personne.objects.filter(username=name).update(email=f"{name}@exemple.fr")


def read(name):
    return Lettre.objects.get(destinataire=f"{name}@exemple.fr").texte.replace("\u00a0", " ")


@pytest.fixture
def waiting(team, comment, subject):
    """Two comments and a contribution."""
    comment(etat="attente"), comment(etat="attente")
    Signalement.objects.create(sujet="levier", sujet_id="spaser", objet="erreur", message="Faux.")


def test_each_is_told_of_what_waits_for_her(waiting):
    assert rappel.write_letters(later(hours=25)) == 2
    hers, his = read("anouk"), read("remi")
    assert "3 choses attendent votre lecture depuis plus d’un jour" in hers
    assert "Commentaires : 2\nContributions : 1" in hers
    assert "/moderation/" in hers
    assert "1 chose attend votre lecture" in his
    assert "Commentaires" not in his


def test_once_a_day_then_again_as_long_as_it_waits(waiting):
    assert [rappel.write_letters(later(hours=25)) for _time in range(2)] == [2, 0]
    assert rappel.write_letters(later(days=2, hours=1)) == 2


def test_what_came_since_yesterday_is_left_alone(waiting):
    assert rappel.write_letters(later(hours=23)) == 0


def test_a_desk_that_is_cleared_sends_nothing(waiting):
    Commentaire.objects.update(etat="visible")
    Signalement.objects.update(traite=True)
    assert rappel.write_letters(later(hours=25)) == 0


def test_a_role_asked_for_is_told_to_who_gives_it(team, person):
    Role.objects.create(personne=person("lea"), genre="contributeur")
    assert rappel.write_letters(later(hours=25)) == 1
    assert "Demandes de rôles : 1" in read("anouk")
    assert "/compte/roles/" in read("anouk")


def test_who_left_or_has_an_address_that_nobody_reads_is_not_written_to(waiting, person):
    person("sample", "animateur")  # sample@exemple.invalid
    Role.objects.filter(personne__username="anouk").update(fini_le=timezone.now())
    Personne.objects.filter(username="remi").update(is_active=False)
    assert rappel.write_letters(later(hours=25)) == 0
