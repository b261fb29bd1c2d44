"""A structure that nobody reaches: no one represents it, receives, is left; the team suspends; a block."""

from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts import depart
from leviers.accounts.models import Role
from leviers.courrier.models import Lettre
from leviers.directory.annonces import messages, structures
from leviers.directory.fiches import accueil, blocs
from leviers.directory.models import Bloc, Fil, Message
from leviers.errors import NotAllowedNow
from tests.directory.annonces.conftest import NOM, SIREN, end_role, receive, write_to


def test_without_anybody_who_represents_it_nothing_is_kept(lea):
    with pytest.raises(NotAllowedNow, match="Personne ne représente Les Communs sur le site"):
        write_to(lea)
    assert Fil.objects.count() == 0


def test_it_takes_no_message_before_somebody_chose_to(lea, sami):
    with pytest.raises(NotAllowedNow, match="Les Communs ne reçoit pas de messages"):
        write_to(lea)
    assert Fil.objects.count() == 0


def test_who_stops_receives_nothing_more_even_in_what_was_begun(lea, rose):
    vue = write_to(lea)
    receive(rose, yes=False)
    with pytest.raises(NotAllowedNow, match="ne reçoit pas de messages par le site"):
        messages.answer(messages.find(lea, vue.fil.pk), "Toujours là ?", jeton=uuid4())
    with pytest.raises(NotAllowedNow, match="ne reçoit pas de messages"):
        messages.answer(messages.find(rose, vue.fil.pk), "Un mot.", jeton=uuid4())
    assert structures.say_silent(messages.find(lea, vue.fil.pk)).startswith("Les Communs ne reçoit pas")
    assert Message.objects.count() == 1
    receive(rose)
    messages.answer(messages.find(lea, vue.fil.pk), "De nouveau ?", jeton=uuid4())
    assert messages.count_unread(rose) == 2


def test_one_who_stops_leaves_the_conversation_to_the_other(lea, rose, sami):
    receive(sami)
    vue = write_to(lea)
    receive(rose, yes=False)
    messages.answer(messages.find(lea, vue.fil.pk), "La suite.", jeton=uuid4())
    last = Lettre.objects.filter(genre="message", texte__contains="La suite.")
    assert [one.destinataire for one in last] == [sami.email]
    with pytest.raises(NotAllowedNow, match="Vous ne recevez plus"):
        messages.answer(messages.find(rose, vue.fil.pk), "Moi aussi.", jeton=uuid4())


def test_who_loses_the_role_reads_no_more_of_it(lea, rose, andrea):
    vue = write_to(lea)
    end_role(rose, andrea)
    assert messages.find(rose, vue.fil.pk) is None
    assert messages.has_left(rose, vue.fil.pk)
    assert not messages.has_left(andrea, vue.fil.pk)
    assert (messages.count_unread(rose), messages.list_vues(rose)) == (0, [])
    with pytest.raises(NotAllowedNow, match="Personne ne représente"):
        messages.answer(messages.find(lea, vue.fil.pk), "Allô ?", jeton=uuid4())
    Role.objects.create(
        personne=rose, genre=Role.Genre.ORGANISATION, portee=SIREN, confirme_le=timezone.now()
    )
    assert not accueil.has_accepted(rose, SIREN)  # a role found again does not accept by itself


def test_who_leaves_the_site_takes_her_words_and_the_next_goes_on(lea, rose, sami):
    vue = write_to(lea)
    messages.answer(messages.find(rose, vue.fil.pk), "Je regarde.", jeton=uuid4())
    depart.erase(rose)
    with pytest.raises(NotAllowedNow, match="ne reçoit pas de messages"):
        messages.answer(messages.find(lea, vue.fil.pk), "Alors ?", jeton=uuid4())
    receive(sami)
    his = messages.find(sami, vue.fil.pk)
    assert [one.texte for one in messages.list_messages(his)] == ["Nous cherchons une équipe.", ""]
    messages.answer(his, "Je prends la suite.", jeton=uuid4())
    hers = messages.find(lea, vue.fil.pk)
    assert (hers.autre.nom, hers.autre.personne_id) == (NOM, sami.pk)


def test_who_comes_later_has_unread_what_nobody_of_the_structure_read(lea, rose, sami):
    vue = write_to(lea)
    hers = messages.find(rose, vue.fil.pk)
    messages.mark_read(hers, messages.list_messages(hers))
    messages.answer(messages.find(lea, vue.fil.pk), "Un mot de plus.", jeton=uuid4())
    receive(sami)
    assert messages.count_unread(sami) == 1


def test_a_part_that_the_team_hid_stops_messages_and_does_not_come_back_by_itself(lea, rose, andrea):
    vue = write_to(lea)
    blocs.hide(Bloc.objects.get(sorte="contact"), "Réclames répétées.", by=andrea)
    for person in (lea, rose):
        with pytest.raises(NotAllowedNow, match="L’équipe a suspendu les messages à Les Communs"):
            messages.answer(messages.find(person, vue.fil.pk), "Et alors ?", jeton=uuid4())
    with pytest.raises(NotAllowedNow, match="suspendu"):
        write_to(lea)
    receive(rose, yes=False)
    receive(rose)
    assert accueil.find_etat(SIREN) == accueil.Etat.SUSPENDU
    blocs.restore(Bloc.objects.filter(sorte="contact").first(), by=andrea)
    assert accueil.find_etat(SIREN) == accueil.Etat.OUVERT


def test_who_is_blocked_by_all_reads_that_it_is_closed_and_learns_nothing(lea, rose, paul):
    vue = write_to(lea)
    messages.block(messages.find(rose, vue.fil.pk), is_on=True)
    for gesture in (
        lambda: messages.answer(messages.find(lea, vue.fil.pk), "Bonjour ?", jeton=uuid4()),
        lambda: write_to(lea, titre="Un autre sujet"),
    ):
        with pytest.raises(NotAllowedNow, match="conversation est close") as closed:
            gesture()
        assert "bloqu" not in str(closed.value)
    assert Fil.objects.count() == 1
    assert write_to(paul).fil.pk  # others still write


def test_a_block_is_the_choice_of_one_and_spares_the_others(lea, rose, sami):
    receive(sami)
    vue = write_to(lea)
    messages.block(messages.find(rose, vue.fil.pk), is_on=True)
    messages.answer(messages.find(lea, vue.fil.pk), "La suite.", jeton=uuid4())
    last = Lettre.objects.filter(genre="message", texte__contains="La suite.")
    assert [one.destinataire for one in last] == [sami.email]
    assert (messages.count_unread(rose), messages.count_unread(sami)) == (0, 2)


def test_who_wrote_blocks_the_structure_with_whoever_represents_it_later(lea, rose, sami):
    vue = write_to(lea)
    messages.block(messages.find(lea, vue.fil.pk), is_on=True)
    receive(sami)
    for person in (rose, sami):
        with pytest.raises(NotAllowedNow, match="conversation est close"):
            messages.answer(messages.find(person, vue.fil.pk), "Une offre.", jeton=uuid4())
    with pytest.raises(NotAllowedNow, match="Vous avez bloqué"):
        messages.answer(messages.find(lea, vue.fil.pk), "Finalement…", jeton=uuid4())
    messages.block(messages.find(lea, vue.fil.pk), is_on=False)
    messages.answer(messages.find(sami, vue.fil.pk), "Une offre.", jeton=uuid4())
    assert messages.count_unread(lea) == 1
