"""« Écrire à cette structure »: from its page, by a member; read by those who represent it and receive."""

from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts import demandes
from leviers.courrier.models import Lettre
from leviers.directory.annonces import jetons
from leviers.directory.fiches import accueil
from leviers.directory.models import (
    AlerteReseau,
    Bloc,
    Blocage,
    Collectivite,
    Fil,
    Interlocuteur,
    Message,
    Reseau,
)
from tests.directory.fiches.conftest import INCONNUE, STRUCTURE
from tests.directory.fiches.test_blocs import write as write_part
from tests.web.reseau.conftest import open_form

PAGE, WRITE = f"/acteurs/{STRUCTURE}/", f"/acteurs/{STRUCTURE}/ecrire/"
CONTACT = f"{PAGE}completer/contact/"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'


def read(browser, path):
    """A page as a person reads it."""
    return browser.get(path).content.decode().replace("\u00a0", " ")


def receive(browser, *, yes=True, texte="", siren=STRUCTURE):
    """What the form of « La joindre » sends."""
    last = Bloc.objects.filter(siren=siren, sorte="contact").first()
    said = {"texte": texte} | ({"relais": "1"} if yes else {})
    return write_part(browser, "contact", said, depuis=last.pk if last else 0, siren=siren)


def send(browser, path=WRITE, **given):
    """What the form of a first message sends."""
    said = {"titre": "Entretien de nos parcs", "texte": "Nous cherchons une équipe.", "jeton": str(uuid4())}
    return browser.post(path, said | given)


@pytest.fixture
def officer(someone):
    """An officer of Nantes Métropole."""
    return someone("officer", ("referent", "244400404"))


def test_who_represents_it_opens_its_page_to_messages_and_closes_it(client, lea, reel):
    write_part(lea, "offre", {"texte": "Des vélos."})
    assert "Écrire à cette structure" not in read(client, PAGE)
    assert 'name="relais" value="1">' in read(lea, CONTACT)  # not checked
    assert receive(lea, texte="Devis et visites.").status_code == 303
    page = read(client, PAGE)
    assert page.count(f'href="{WRITE}"') == 2  # under the name, and in what the structure says
    assert "Devis et visites." in page
    assert lea.person.email not in page
    assert "lea" in read(lea, f"{PAGE}completer/").partition("Reçoivent les messages")[2][:60]
    assert receive(lea, yes=False, texte="Devis et visites.").status_code == 303
    assert "Devis et visites." not in read(client, PAGE)
    assert "/ecrire/" not in read(client, PAGE)
    assert "Devis et visites.</textarea>" in read(lea, CONTACT)  # kept for another day


def test_the_choice_of_one_is_not_that_of_the_other(lea, someone, reel):
    tom = someone("tom", ("organisation", STRUCTURE))
    receive(lea)
    assert 'value="1" checked' in read(lea, CONTACT)
    assert 'value="1" checked' not in read(tom, CONTACT)
    receive(tom, yes=False)
    assert [one.username for one in accueil.list_receiving(STRUCTURE)] == ["lea"]


def test_a_member_writes_and_who_represents_it_answers(client, lea, officer, reel):
    receive(lea, texte="Devis et visites.")
    form = read(officer, WRITE)
    assert "Devis et visites." in form
    assert "adresse ne leur est pas montrée" in form
    assert "Nantes Métropole" in form
    sent = send(officer, qui="244400404")
    assert sent.status_code == 303
    fil = sent["Location"].partition("#")[0]
    hers, his = read(lea, "/reseau/messages/"), read(officer, "/reseau/messages/")
    name = Interlocuteur.objects.get(siren=STRUCTURE).nom
    assert "Nantes Métropole" in hers
    assert f"À propos de : {name}" in hers
    assert f"À propos de : {name}" in his
    assert "Nous cherchons une équipe." in read(lea, fil)
    lea.post(fil, {"texte": "Avec plaisir.", "jeton": str(uuid4())})
    page = read(officer, fil)
    assert "Avec plaisir." in page
    assert f'À propos de : <a href="{PAGE}">{name}</a>' in page
    assert lea.person.email not in page
    assert officer.person.email not in read(lea, fil)


def test_colleagues_see_who_of_them_answered_and_the_other_side_does_not(lea, someone, officer, reel):
    tom = someone("tom", ("organisation", STRUCTURE))
    receive(lea)
    receive(tom)
    fil = send(officer)["Location"].partition("#")[0]
    tom.post(fil, {"texte": "Je m’en occupe.", "jeton": str(uuid4())})
    assert "<strong>tom, " in read(lea, fil)
    assert "tom" not in read(officer, fil)


def test_nobody_logged_in_is_led_to_the_log_in_then_back_to_the_form(client, lea, officer, reel):
    receive(lea)
    answer = client.get(WRITE)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"next={WRITE}")
    send(client, texte="Un long message.", **open_form(officer, WRITE))  # the session ended meanwhile
    client.force_login(officer.person)
    page = read(client, WRITE)
    assert "Un long message.</textarea>" in page
    assert 'value="Entretien de nos parcs"' in page
    assert Message.objects.count() == 0


def test_the_form_sent_twice_opens_one_conversation(lea, officer, reel):
    receive(lea)
    jeton = str(uuid4())
    places = {send(officer, jeton=jeton)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert (Fil.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"titre": ""}, "Dites en une ligne"),
        ({"titre": "x" * 121}, "Objet trop long"),
        ({"texte": ""}, "Écrivez votre message"),
        ({"texte": "x" * 4001}, "Message trop long"),
        ({"texte": "http://a.fr http://b.fr http://c.fr http://d.fr"}, "3 liens au plus"),
        ({"site": "robot"}, "comme le ferait un robot"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(lea, officer, reel, given, said):
    receive(lea)
    answer = send(officer, **given)
    page = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert said in page
    typed = {"titre": "Entretien de nos parcs", "texte": "Nous cherchons une équipe."} | given
    assert typed["titre"] in page
    assert typed["texte"] in page
    assert Fil.objects.count() == 0


def test_a_title_of_several_lines_is_one_line(lea, officer, reel):
    receive(lea)
    send(officer, titre="Devis\r\nBcc: x@exemple.invalid")
    assert Fil.objects.get().titre == "Devis Bcc: x@exemple.invalid"
    assert "\n" not in Lettre.objects.get(genre="message").sujet


def test_too_many_conversations_are_refused_without_losing_the_text(lea, officer, reel):
    receive(lea)
    for _ in range(10):
        send(officer)
    answer = send(officer, texte="Celui de trop.")
    assert answer.status_code == 429
    assert "Celui de trop.</textarea>" in answer.content.decode()
    assert Fil.objects.count() == 10


def test_without_anybody_the_page_offers_to_claim_it(client, officer, reel):
    page = read(officer, WRITE)
    assert "Personne ne représente" in page
    assert f'href="{PAGE}reclamer/"' in page
    assert "<textarea" not in page
    assert "/ecrire/" not in read(client, PAGE)
    assert f'href="{PAGE}reclamer/"' in read(client, PAGE)
    refused = send(officer, texte="Un texte gardé.")
    assert refused.status_code == 429
    assert "Un texte gardé.</textarea>" in refused.content.decode()


def test_it_says_when_nobody_receives_and_when_the_team_suspended(lea, anim, officer, reel):
    assert "ne reçoit pas de messages par le site" in read(officer, WRITE)
    receive(lea)
    fil = send(officer)["Location"].partition("#")[0]
    anim.post(f"/reseau/fiches/{Bloc.objects.get().pk}/masquer/", {"motif": "Réclames."})
    for path in (WRITE, fil):
        page = read(officer, path)
        assert "L’équipe a suspendu les messages" in page
        assert "<textarea" not in page
    assert "Réclames." in read(lea, f"{PAGE}completer/")


def test_each_reads_why_nothing_can_be_written_any_more(lea, anim, officer, reel):
    receive(lea)
    fil = send(officer)["Location"].partition("#")[0]
    receive(lea, yes=False)
    assert "ne reçoit pas de messages par le site." in read(officer, fil)
    assert f'href="{CONTACT}"' in read(lea, fil)
    kept = officer.post(fil, {"texte": "Un texte gardé.", "jeton": str(uuid4())})
    assert kept.status_code == 429
    assert "Un texte gardé.</textarea>" in kept.content.decode()
    demandes.end(lea.person.roles.get(), "Partie.", by=anim.person)
    assert "Personne ne représente" in read(officer, fil)
    gone = lea.get(fil)
    assert gone.status_code == 404
    assert "Vous ne représentez plus cette structure" in gone.content.decode()


def test_who_represents_it_is_led_to_her_messages(lea, reel):
    receive(lea)
    page = read(lea, WRITE)
    assert "Vous représentez cette structure" in page
    assert "<textarea" not in page
    assert send(lea).status_code == 429
    assert Fil.objects.count() == 0


def test_the_conversation_of_others_does_not_exist(lea, anim, someone, officer, reel):
    receive(lea)
    fil = send(officer)["Location"].partition("#")[0]
    message = Message.objects.get().pk
    others = [someone("stranger"), anim, someone("other", ("organisation", INCONNUE))]
    others.append(someone("sami", ("organisation", STRUCTURE)))  # represents it, does not receive
    for browser in others:
        for path in ("", "cooperation/", f"signaler/{message}/"):
            assert browser.get(f"{fil}{path}").status_code == 404
        for path in ("", "bloquer/", f"signaler/{message}/"):
            sent = browser.post(f"{fil}{path}", {"texte": "Intrus.", "motif": "un motif"})
            assert sent.status_code == 404
        assert "Entretien" not in read(browser, "/reseau/messages/")
    assert (Message.objects.count(), Blocage.objects.count(), AlerteReseau.objects.count()) == (1, 0, 0)


def test_a_message_is_blocked_and_reported_from_the_conversation(lea, anim, officer, reel):
    receive(lea)
    fil = send(officer, texte=HOSTILE)["Location"].partition("#")[0]
    lea.post(f"{fil}signaler/{Message.objects.get().pk}/", {"motif": HOSTILE})
    desk = read(anim, "/moderation/")
    assert "alert(1)" in desk
    for page in (desk, read(lea, fil)):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    lea.post(f"{fil}bloquer/", {"geste": "bloquer"})
    refused = officer.post(fil, {"texte": "Encore.", "jeton": str(uuid4())})
    assert refused.status_code == 429
    assert "conversation est close" in refused.content.decode()
    officer.post(f"{fil}bloquer/", {"geste": "bloquer"})
    assert "Vous avez bloqué cette structure" in read(officer, fil)


def test_a_link_of_the_letter_stops_without_a_session(client, lea, officer, reel):
    receive(lea)
    send(officer)
    letter = Lettre.objects.get(genre="message")
    link = f"/reseau/arreter/{jetons.sign_accueil(lea.person, STRUCTURE)}/"
    assert link in letter.texte
    assert link in letter.entetes["List-Unsubscribe"]
    assert "Ne plus recevoir ces messages" in read(client, link)
    assert accueil.has_accepted(lea.person, STRUCTURE)  # reading it changes nothing
    assert client.post(link).status_code == 303
    assert not accueil.has_accepted(lea.person, STRUCTURE)
    assert "C’est arrêté" in read(client, f"{link}?fait=1")
    receive(lea)
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not accueil.has_accepted(lea.person, STRUCTURE)
    assert client.post(f"/reseau/arreter/{jetons.sign_stop(lea.person)}/").status_code == 404


def test_an_invented_or_unknown_structure_takes_no_message(officer, fictif, reel):
    for siren in (INCONNUE, "123", "999999999"):
        assert officer.get(f"/acteurs/{siren}/ecrire/").status_code == 404


def test_a_network_and_a_collectivite_represented_so_are_written_to_alike(client, someone, officer, reel):
    tom = someone("tom", ("organisation", INCONNUE))
    Reseau.objects.create(slug="communs", nom="Les Communs", genre="ess", siren=INCONNUE)
    Collectivite.objects.create(siren=INCONNUE, nom="Les Communs", confirmee_le=timezone.now())
    pages = ("/reseau/reseaux/communs/", f"/reseau/collectivites/{INCONNUE}/")
    for page in pages:
        assert "/ecrire/" not in read(client, page)
    receive(tom, siren=INCONNUE)
    for page in pages:
        assert f'href="/acteurs/{INCONNUE}/ecrire/"' in read(client, page)
    assert send(officer, f"/acteurs/{INCONNUE}/ecrire/").status_code == 303
