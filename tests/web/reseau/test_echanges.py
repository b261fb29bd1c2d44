"""Messages on the site: two people alone read them, and nothing typed is lost."""

from uuid import uuid4

import pytest

from leviers.directory.annonces import messages
from leviers.directory.models import AlerteReseau, Blocage, Message
from leviers.participation.models import Arbitrage
from tests.directory.annonces.conftest import make_annonce, make_vue
from tests.web.reseau.conftest import HOSTILE, open_form

pytestmark = pytest.mark.django_db


def test_an_answer_opens_a_conversation_that_both_read(enter, lea, paul):
    one, his, hers = make_annonce(lea), enter(paul), enter(lea)
    address = f"/reseau/annonces/{one.pk}/repondre/"
    assert "Rennes Métropole" in his.get(address).content.decode()
    said = {"texte": "Nous l’avons fait.", "qui": "243500139", "jeton": str(uuid4())}
    answers = [his.post(address, said) for _ in range(2)]  # and the back button
    assert {answer.status_code for answer in answers} == {303}
    assert Message.objects.count() == 1
    page = hers.get("/reseau/messages/").content.decode()
    assert "Rennes Métropole" in page
    assert "1\u00a0non lu" in page
    fil = answers[0]["Location"].partition("#")[0]
    assert "Nous l’avons fait." in hers.get(fil).content.decode()
    assert "non lu" not in hers.get("/reseau/messages/").content.decode()
    hers.post(fil, {"texte": "Merci beaucoup.", "jeton": str(uuid4())})
    assert "Merci beaucoup." in his.get(fil).content.decode()


def test_no_page_shows_an_address(enter, lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    for browser, other in ((enter(lea), paul), (enter(paul), lea)):
        for path in ("/reseau/messages/", f"/reseau/messages/{vue.fil.pk}/"):
            assert other.email not in browser.get(path).content.decode()


def test_a_name_that_is_not_hers_is_not_taken(enter, lea, zoe):
    one = make_annonce(lea)
    enter(zoe).post(f"/reseau/annonces/{one.pk}/repondre/", {"texte": "Bonjour.", "qui": "243500139"})
    (vue,) = messages.list_vues(zoe)
    assert (vue.moi.siren, vue.moi.nom) == ("", "zoe")


def test_the_conversation_of_others_does_not_exist(enter, lea, paul, zoe, andrea):
    fil = make_vue(make_annonce(lea), paul).fil.pk
    message = Message.objects.get().pk
    for person in (zoe, andrea):
        browser = enter(person)
        for path in ("", "cooperation/", f"signaler/{message}/"):
            assert browser.get(f"/reseau/messages/{fil}/{path}").status_code == 404
        for path in ("", "cooperation/", "bloquer/", f"signaler/{message}/"):
            sent = browser.post(f"/reseau/messages/{fil}/{path}", {"texte": "x", "motif": "un motif"})
            assert sent.status_code == 404
        assert "Nantes" not in browser.get("/reseau/messages/").content.decode()
    assert (Message.objects.count(), Blocage.objects.count(), AlerteReseau.objects.count()) == (1, 0, 0)


def test_a_message_of_another_conversation_is_not_reported_from_mine(enter, lea, paul):
    mine = make_vue(make_annonce(lea), paul).fil.pk
    other = make_vue(make_annonce(lea), paul)
    message = other.fil.messages.get().pk
    assert enter(lea).get(f"/reseau/messages/{mine}/signaler/{message}/").status_code == 404


def test_who_is_blocked_keeps_his_text_and_learns_nothing(enter, lea, paul):
    fil = f"/reseau/messages/{make_vue(make_annonce(lea), paul).fil.pk}/"
    enter(lea).post(f"{fil}bloquer/", {"geste": "bloquer"})
    answer = enter(paul).post(fil, {"texte": "Un texte que je garde."})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "Un texte que je garde." in page
    assert "conversation est close" in page
    assert "Vous avez bloqué" not in page
    assert Message.objects.count() == 1


def test_too_many_messages_are_refused_without_losing_the_text(enter, lea, paul):
    fil, browser = f"/reseau/messages/{make_vue(make_annonce(lea), paul).fil.pk}/", enter(paul)
    for number in range(30):
        browser.post(fil, {"texte": f"Message {number}.", "jeton": str(uuid4())})
    answer = browser.post(fil, {"texte": "Celui de trop.", "jeton": str(uuid4())})
    assert answer.status_code == 429
    assert "Celui de trop." in answer.content.decode()


def test_a_message_typed_in_a_session_that_ended_waits_for_its_author(client, enter, lea, paul):
    fil = f"/reseau/messages/{make_vue(make_annonce(lea), paul).fil.pk}/"
    client.post(fil, {"texte": "Une longue réponse."} | open_form(enter(lea), fil))
    client.force_login(lea)
    assert "Une longue réponse." in client.get(fil).content.decode()
    assert Message.objects.count() == 1


def test_a_text_too_long_comes_back_whole(enter, lea, paul):
    fil = f"/reseau/messages/{make_vue(make_annonce(lea), paul).fil.pk}/"
    answer = enter(paul).post(fil, {"texte": "x" * 4001})
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()


def test_hostile_words_are_text_in_a_conversation_and_at_the_desk(enter, lea, paul, andrea):
    vue = make_vue(make_annonce(lea), paul, texte=HOSTILE)
    hers = enter(lea)
    message = Message.objects.get().pk
    fil = f"/reseau/messages/{vue.fil.pk}/"
    hers.post(f"{fil}signaler/{message}/", {"motif": HOSTILE})
    for browser, path in ((hers, fil), (enter(andrea), "/moderation/")):
        page = browser.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "alert(1)" in page


def test_personal_pages_are_kept_by_nobody(enter, lea, paul):
    fil = make_vue(make_annonce(lea), paul).fil.pk
    for path in ("/reseau/messages/", f"/reseau/messages/{fil}/", "/reseau/mes-annonces/"):
        answer = enter(lea).get(path)
        assert "no-store" in answer["Cache-Control"]
        assert 'name="robots" content="noindex"' in answer.content.decode()


def test_the_team_decides_from_its_desk_and_takes_it_back(enter, lea, andrea):
    one = make_annonce(lea, is_open=False)
    desk = enter(andrea)
    assert one.titre in desk.get("/moderation/").content.decode()
    desk.post("/moderation/decider/", {"cle": f"annonce-{one.pk}", "verdict": "montrer"})
    one.refresh_from_db()
    assert one.etat == "ouverte"
    assert "Annonce à lire" in desk.get("/moderation/journal/").content.decode()
    desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    one.refresh_from_db()
    assert one.etat == "attente"
