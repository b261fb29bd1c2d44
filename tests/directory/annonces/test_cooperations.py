"""Cooperations: proposed by one side, shown once the other confirms, taken back by either."""

from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.courrier.models import Lettre
from leviers.directory.annonces import cooperations, messages
from leviers.directory.annonces.cooperations import Fait
from leviers.directory.models import Cooperation
from leviers.errors import NotAllowedNow
from tests.directory.annonces.conftest import make_annonce, make_vue, siren_of

FAIT = Fait("Deux jours à Rennes", "Le tableau de Rennes a servi à Nantes.", ("spaser",), 2026, ())


@pytest.fixture
def vue(lea, paul):
    """The conversation of the two métropoles, as Rennes sees it."""
    return make_vue(make_annonce(lea), paul)


def propose(vue, by, jeton=None):
    """The cooperation that one can hold in mind."""
    return cooperations.propose(vue, FAIT, by=by, jeton=jeton or uuid4())


def test_it_is_shown_once_the_other_side_confirms(vue, lea, paul):
    one = propose(vue, paul)
    assert cooperations.list_published() == []
    assert Lettre.objects.filter(genre="cooperation", destinataire=lea.email).count() == 1
    cooperations.answer(one, "confirmer", by=lea)
    assert [each.titre for each in cooperations.list_published(siren=siren_of("nantes"))] == [FAIT.titre]
    assert cooperations.list_published(siren=siren_of("rennes"), levier="spaser")
    assert not cooperations.list_published(siren=siren_of("lyon"))
    assert not cooperations.list_published(levier="prise-participation-scic")
    assert Lettre.objects.filter(genre="cooperation", destinataire=paul.email).count() == 1


def test_who_proposes_does_not_confirm_nor_does_a_third_person(vue, paul, zoe):
    one = propose(vue, paul)
    for person in (paul, zoe):
        with pytest.raises(NotAllowedNow, match="pas le vôtre"):
            cooperations.answer(one, "confirmer", by=person)
    assert cooperations.list_published() == []


def test_either_side_takes_it_back(vue, lea, paul):
    for person in (lea, paul):
        one = cooperations.answer(propose(vue, paul), "confirmer", by=lea)
        cooperations.answer(one, "retirer", by=person)
        assert cooperations.list_published() == []


def test_a_declined_one_leaves_room_for_another(vue, lea, paul):
    cooperations.answer(propose(vue, paul), "decliner", by=lea)
    assert cooperations.can_propose(vue) == ""
    propose(vue, paul)
    with pytest.raises(NotAllowedNow, match="attend déjà"):
        propose(messages.find(lea, vue.fil.pk), lea)


def test_the_same_form_sent_twice_makes_one(vue, paul):
    jeton = uuid4()
    assert propose(vue, paul, jeton).pk == propose(vue, paul, jeton).pk
    assert Cooperation.objects.count() == 1


def test_who_writes_in_her_own_name_concludes_nothing(lea, zoe):
    annonce = make_annonce(lea)
    vue = messages.open_fil(annonce, "Bonjour.", by=zoe, qui=("", "Zoé"), jeton=uuid4())
    with pytest.raises(NotAllowedNow, match="son nom propre"):
        propose(vue, zoe)


def test_who_no_longer_speaks_for_her_side_does_not_confirm(vue, lea, paul):
    one = propose(vue, paul)
    lea.roles.update(fini_le=timezone.now())
    with pytest.raises(NotAllowedNow, match="ne parlez plus"):
        cooperations.answer(one, "confirmer", by=Personne.objects.get(pk=lea.pk))
    one.refresh_from_db()
    assert one.etat == "proposee"
