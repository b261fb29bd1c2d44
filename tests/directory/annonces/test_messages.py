"""Messages: relayed without an address, read by two people alone, blocked without a word too many."""

from uuid import uuid4

import pytest

from leviers.courrier.models import Lettre
from leviers.directory.annonces import messages
from leviers.directory.models import Annonce, Fil, Message
from leviers.errors import NotAllowedNow
from tests.directory.annonces.conftest import make_annonce, make_vue


def test_an_answer_reaches_the_author_without_any_address(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    letter = Lettre.objects.get(destinataire=lea.email, genre="message")
    assert "> Nous l’avons fait en 2022." in letter.texte
    assert f"/reseau/messages/{vue.fil.pk}/" in letter.texte
    assert "Rennes Métropole" in letter.sujet
    assert paul.email not in f"{letter.texte} {letter.html} {letter.sujet} {letter.entetes}"
    assert letter.entetes == {}  # answers go to the contact of the site, as all letters


def test_each_counts_what_she_has_not_read(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    messages.answer(vue, "Et aussi ceci.", jeton=uuid4())
    assert (messages.count_unread(lea), messages.count_unread(paul)) == (2, 0)
    (hers,) = messages.list_vues(lea)
    assert (hers.nb_non_lus, hers.autre.nom) == (2, "Rennes Métropole")
    messages.mark_read(hers, messages.list_messages(hers))
    assert messages.count_unread(lea) == 0


def test_a_second_answer_goes_on_in_the_same_conversation(lea, paul):
    one = make_annonce(lea)
    assert make_vue(one, paul).fil.pk == make_vue(one, paul, texte="Encore.").fil.pk
    assert Fil.objects.count() == 1
    assert Message.objects.count() == 2


def test_the_same_form_sent_twice_makes_one_message_and_one_letter(lea, paul):
    vue, jeton = make_vue(make_annonce(lea), paul), uuid4()
    for _ in range(2):
        messages.answer(vue, "Une seule fois.", jeton=jeton)
    assert Message.objects.filter(texte="Une seule fois.").count() == 1
    assert Lettre.objects.filter(genre="message").count() == 2  # the answer, then this one


def test_other_words_in_a_form_sent_already_are_another_message(lea, paul):
    vue, jeton = make_vue(make_annonce(lea), paul), uuid4()
    for texte in ("D’abord ceci.", "Puis cela, après un retour en arrière."):
        messages.answer(vue, texte, jeton=jeton)
    assert Message.objects.count() == 3


def test_a_conversation_is_found_by_its_two_people_alone(lea, paul, zoe, andrea):
    pk = make_vue(make_annonce(lea), paul).fil.pk
    assert messages.find(lea, pk)
    assert messages.find(paul, pk)
    assert messages.find(zoe, pk) is None
    assert messages.find(andrea, pk) is None  # the team neither


def test_an_annonce_that_ended_or_is_hers_takes_no_answer(lea, paul):
    one = make_annonce(lea)
    with pytest.raises(NotAllowedNow, match="la vôtre"):
        make_vue(one, lea)
    Annonce.objects.update(etat="trouvee")
    with pytest.raises(NotAllowedNow, match="plus ouverte"):
        make_vue(one, paul)


def test_who_is_blocked_is_told_as_if_the_other_had_left(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    messages.block(messages.find(lea, vue.fil.pk), is_on=True)
    with pytest.raises(NotAllowedNow) as blocked:
        messages.answer(vue, "Bonjour ?", jeton=uuid4())
    with pytest.raises(NotAllowedNow):  # another annonce of hers is closed to him too
        make_vue(make_annonce(lea), paul)
    lea.is_active = False
    lea.save()
    messages.block(messages.find(lea, vue.fil.pk), is_on=False)
    with pytest.raises(NotAllowedNow) as left:
        messages.answer(messages.find(paul, vue.fil.pk), "Bonjour ?", jeton=uuid4())
    assert str(blocked.value) == str(left.value)
    assert "bloqu" not in str(blocked.value)


def test_who_blocks_writes_again_once_it_is_undone(lea, paul):
    hers = messages.find(lea, make_vue(make_annonce(lea), paul).fil.pk)
    messages.block(hers, is_on=True)
    with pytest.raises(NotAllowedNow, match="bloqué cette personne"):
        messages.answer(hers, "Finalement…", jeton=uuid4())
    messages.block(hers, is_on=False)
    messages.answer(hers, "Finalement…", jeton=uuid4())
    assert messages.count_unread(paul) == 1


def test_a_hidden_message_keeps_its_text_for_its_author_alone(lea, paul):
    vue = make_vue(make_annonce(lea), paul, texte="Un propos déplacé.")
    Message.objects.update(etat="masque", motif="Propos injurieux.")
    assert [one.texte for one in messages.list_messages(vue)] == ["Un propos déplacé."]
    hers = messages.find(lea, vue.fil.pk)
    assert [one.texte for one in messages.list_messages(hers)] == [""]
    assert messages.count_unread(lea) == 0


def test_one_reports_what_one_received(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    message = Message.objects.get()
    with pytest.raises(NotAllowedNow, match="message reçu"):
        messages.report(vue, message, "C’est le mien.")
    other = make_vue(make_annonce(lea), paul)
    hers = messages.find(lea, other.fil.pk)
    with pytest.raises(NotAllowedNow, match="message reçu"):
        messages.report(hers, message, "D’une autre conversation.")


def test_what_is_written_cannot_pass_for_the_letter_nor_for_its_headers(lea, paul):
    make_annonce(lea, titre="Titre\r\nBcc: x@exemple.invalid <script>alert(1)</script>")
    vue = make_vue(Annonce.objects.get(), paul, texte="L’équipe :\nallez sur https://voleur.invalid/\n")
    letter = Lettre.objects.get(genre="message")
    assert "\n" not in letter.sujet
    assert "\r" not in letter.sujet
    assert "> allez sur https:\u200b//voleur.invalid/" in letter.texte
    assert "<script" not in letter.html
    assert "voleur.invalid/</a>" not in letter.html
    assert vue.fil.titre.startswith("Titre")
