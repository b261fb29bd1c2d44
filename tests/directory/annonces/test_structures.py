"""Writing to a structure: received by those who represent it and chose to, read by no one else."""

from uuid import uuid4

import pytest

from leviers.accounts import depart
from leviers.courrier.models import Lettre
from leviers.directory.annonces import cooperations, effacer, messages, moderation, structures
from leviers.directory.models import Accueil, Cooperation, Fil, Interlocuteur, Message
from leviers.errors import NotAllowedNow
from tests.directory.annonces.conftest import NOM, SIREN, end_role, receive, write_to
from tests.directory.annonces.test_cooperations import FAIT


def test_a_message_reaches_who_receives_without_any_address(lea, rose, sami):
    vue = write_to(lea)
    assert (vue.autre.nom, vue.structure.nom, vue.fil.titre) == (NOM, NOM, "Entretien de nos parcs")
    letter = Lettre.objects.get(genre="message")
    assert letter.destinataire == rose.email  # sami did not choose to receive
    assert "Nantes Métropole écrit à Les Communs" in letter.texte
    assert "> Nous cherchons une équipe." in letter.texte
    assert lea.email not in f"{letter.texte} {letter.html} {letter.sujet} {letter.entetes}"
    assert (messages.count_unread(rose), messages.count_unread(sami)) == (1, 0)


def test_the_answer_comes_back_without_any_address_and_without_a_link_to_stop(lea, rose):
    messages.answer(messages.find(rose, write_to(lea).fil.pk), "Volontiers.", jeton=uuid4())
    letter = Lettre.objects.get(destinataire=lea.email, genre="message")
    assert "Les Communs vous écrit à propos de" in letter.texte
    assert rose.email not in f"{letter.texte} {letter.html} {letter.sujet}"
    assert "/arreter/" not in letter.texte
    assert letter.entetes == {}


def test_several_who_represent_it_share_the_conversation(lea, rose, sami):
    receive(sami)
    fil = write_to(lea).fil.pk
    assert set(Lettre.objects.filter(genre="message").values_list("destinataire", flat=True)) == {
        rose.email,
        sami.email,
    }
    messages.answer(messages.find(sami, fil), "Je m’en occupe.", jeton=uuid4())
    hers = messages.find(rose, fil)
    assert [one.texte for one in messages.list_messages(hers)][-1] == "Je m’en occupe."
    assert [one.autre.nom for one in (hers, messages.find(sami, fil))] == ["Nantes Métropole"] * 2
    assert Lettre.objects.filter(destinataire=lea.email, genre="message").count() == 1


def test_the_same_form_sent_twice_opens_one_conversation(lea, rose):
    jeton = uuid4()
    assert write_to(lea, jeton=jeton).fil.pk == write_to(lea, jeton=jeton).fil.pk
    assert (Fil.objects.count(), Message.objects.count()) == (1, 1)
    assert Lettre.objects.filter(genre="message").count() == 1


def test_the_same_form_sent_twice_at_the_same_instant_opens_one(lea, rose, monkeypatch):
    jeton, first = uuid4(), []
    true = structures.find_again

    def find_nothing_at_first(*given):
        first.append(given)
        return None if len(first) == 2 else true(*given)

    monkeypatch.setattr(structures, "find_again", find_nothing_at_first)
    monkeypatch.setattr(messages, "uuid4", lambda: jeton)
    one = write_to(lea, jeton=jeton)
    monkeypatch.setattr(messages, "is_again", lambda _jeton, _texte: False)
    assert write_to(lea, jeton=jeton).fil.pk == one.fil.pk
    assert (Fil.objects.count(), Message.objects.count()) == (1, 1)


def test_other_words_in_the_same_form_go_on_in_the_same_conversation(lea, rose):
    jeton = uuid4()
    one = write_to(lea, jeton=jeton)
    assert write_to(lea, "Après un retour en arrière.", jeton=jeton).fil.pk == one.fil.pk
    assert (Fil.objects.count(), Message.objects.count()) == (1, 2)


def test_another_subject_is_another_conversation(lea, rose):
    assert write_to(lea).fil.pk != write_to(lea, titre="Une visite").fil.pk
    assert len(structures.list_with(lea, SIREN)) == 2
    assert structures.list_with(rose, SIREN) == []  # she receives them, she opened none


def test_nobody_else_finds_the_conversation(lea, rose, sami, max_, paul, zoe, andrea):
    fil = write_to(lea).fil.pk
    assert messages.find(lea, fil)
    assert messages.find(rose, fil)
    for person in (sami, max_, paul, zoe, andrea):
        assert messages.find(person, fil) is None
        assert messages.list_vues(person) == []
        assert messages.count_unread(person) == 0


def test_who_represents_it_does_not_write_to_it(rose, sami):
    for person in (rose, sami):
        with pytest.raises(NotAllowedNow, match="Vous représentez"):
            write_to(person)


def test_a_message_is_reported_by_the_other_side_and_read_by_the_team(lea, rose, sami, andrea):
    receive(sami)
    vue = write_to(lea, "Un propos déplacé.")
    hers = messages.find(rose, vue.fil.pk)
    messages.answer(hers, "Restons-en là.", jeton=uuid4())
    first, second = Message.objects.order_by("pk")
    with pytest.raises(NotAllowedNow, match="message reçu"):
        messages.report(messages.find(sami, vue.fil.pk), second, "Celui de ma collègue.")
    messages.report(messages.find(sami, vue.fil.pk), first, "Injurieux.")
    (waiting,) = moderation.list_waiting()
    assert [one.texte for one in waiting.voisins] == ["Un propos déplacé.", "Restons-en là."]
    moderation.decide([waiting.cle], "masquer", by=andrea, motif="Propos injurieux.")
    assert messages.list_messages(messages.find(rose, vue.fil.pk))[0].texte == ""
    assert Lettre.objects.filter(destinataire=lea.email, genre="moderation").count() == 1


def test_what_it_came_to_is_proposed_from_the_conversation(lea, rose, sami, andrea):
    receive(sami)
    vue = write_to(lea)
    end_role(rose, andrea)
    made = cooperations.propose(messages.find(lea, vue.fil.pk), FAIT, by=lea, jeton=uuid4())
    assert (made.second, made.second_nom) == (sami, NOM)  # who represents it today


def test_nothing_is_proposed_to_who_could_not_confirm_it(lea, rose, andrea):
    vue = write_to(lea)
    end_role(rose, andrea)
    with pytest.raises(NotAllowedNow, match="Plus personne ne représente"):
        cooperations.propose(messages.find(lea, vue.fil.pk), FAIT, by=lea, jeton=uuid4())
    assert not Cooperation.objects.exists()


def test_her_file_keeps_her_words_and_not_those_of_a_structure_she_left(lea, rose, andrea):
    vue = write_to(lea)
    messages.answer(messages.find(rose, vue.fil.pk), "Ma réponse.", jeton=uuid4())
    (kept,) = depart.export(rose)["annuaire"]["messages_recus_pour"]
    assert kept["siren"] == SIREN
    (said,) = effacer.export(rose)["conversations"]
    assert (said["structure"], len(said["messages"])) == (SIREN, 2)
    end_role(rose, andrea)
    (said,) = effacer.export(rose)["conversations"]
    assert [one["texte"] for one in said["messages"]] == ["Ma réponse."]
    assert depart.export(rose)["annuaire"]["messages_recus_pour"] == []


def test_who_leaves_is_erased_from_those_who_receive(lea, rose):
    write_to(lea)
    depart.erase(rose)
    assert not Accueil.objects.exists()
    assert Interlocuteur.objects.get(siren=SIREN).personne is None
    depart.erase(lea)
    assert set(Message.objects.values_list("texte", flat=True)) == {""}
