"""Contacts: added once, given another link, exported, erased."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from leviers.errors import LinkRefused, NotAllowedNow
from leviers.survey import contacts
from leviers.survey.campagnes import close
from leviers.survey.courriels import queue
from leviers.survey.jetons import make_jeton, read_jeton
from leviers.survey.listes import Ligne, Liste
from leviers.survey.models import Contact, Envoi, Participation, Saisie
from leviers.survey.remarques import write_remarque

METZ, NANTES, ORVAL = "200039865", "244400404", "999999014"


def liste(*rows):
    return Liste(tuple(Ligne(*row) for row in rows), 0)


def test_a_list_adds_contacts_and_a_participation_for_each_territoire(enquete):
    rows = liste((METZ, "a@metz.fr", "élue"), (METZ, "b@metz.fr", ""), (NANTES, "a@nantes.fr", ""))
    done = contacts.add_contacts(enquete.campagne, rows)
    assert (done.nouveaux, done.connus, done.territoires) == (3, 0, 2)
    assert Participation.objects.count() == 2


def test_the_same_list_again_adds_nobody_and_fills_what_was_missing(enquete):
    contacts.add_contacts(enquete.campagne, liste((METZ, "a@metz.fr", "")))
    done = contacts.add_contacts(enquete.campagne, liste((METZ, "a@metz.fr", "élue")))
    assert (done.nouveaux, done.connus, done.territoires) == (0, 1, 0)
    assert Contact.objects.get().fonction == "élue"


def test_nobody_is_added_once_the_campaign_is_closed(enquete):
    close(enquete.campagne)
    with pytest.raises(NotAllowedNow, match="close"):
        contacts.add_contacts(enquete.campagne, liste((METZ, "a@metz.fr", "")))


def test_the_invented_territoire_does_not_join_a_campaign_of_real_ones(enquete):
    enquete.invite()
    with pytest.raises(NotAllowedNow, match="inventée"):
        contacts.add_contacts(enquete.campagne, liste((ORVAL, "a@orval.invalid", "")))


def test_a_link_that_is_withdrawn_opens_nothing_and_its_letters_stop(enquete):
    metz = enquete.invite(courriel="a@metz.fr")
    queue(metz, "invitation")
    contacts.revoke(metz)
    contacts.revoke(metz)
    with pytest.raises(LinkRefused, match="retiré"):
        read_jeton("essai-2026", make_jeton(metz))
    assert Envoi.objects.get().etat == "annule"


def test_a_renewed_link_replaces_the_former_and_can_be_sent(enquete):
    metz = enquete.invite(courriel="a@metz.fr")
    queue(metz, "invitation")
    former, seen = make_jeton(metz), metz.cle
    assert contacts.renew(metz, seen=seen)
    with pytest.raises(LinkRefused):
        read_jeton("essai-2026", former)
    assert read_jeton("essai-2026", make_jeton(metz)) == metz
    assert queue(metz, "invitation")


def test_a_form_sent_twice_renews_once(enquete):
    metz = enquete.invite()
    seen = metz.cle
    assert contacts.renew(metz, seen=seen)
    link = make_jeton(metz)
    assert not contacts.renew(metz, seen=seen)
    assert make_jeton(metz) == link


def test_an_export_holds_all_that_is_kept_of_a_person_and_nothing_of_others(enquete):
    metz, other = enquete.invite(courriel="a@metz.fr"), enquete.invite(courriel="b@metz.fr")
    enquete.say(metz, "G01", "oui", commentaire="voir le budget")
    enquete.say(other, "G02", "non")
    write_remarque(metz.participation, "Une question.", by=metz, chemin="G01")
    queue(metz, "invitation")
    kept = json.loads(json.dumps(contacts.export_contact(metz), cls=DjangoJSONEncoder))
    assert (kept["courriel"], kept["fonction"]) == ("a@metz.fr", "chargée de mission ESS")
    assert [(one["chemin"], one["commentaire"]) for one in kept["reponses"]] == [("G01", "voir le budget")]
    assert kept["remarques"][0]["texte"] == "Une question."
    assert "essai-2026" in kept["lettres"][0]["texte"]
    assert "b@metz.fr" not in json.dumps(kept)


def test_an_erased_person_leaves_answers_and_no_trace_of_herself(enquete):
    metz = enquete.invite(courriel="a@metz.fr")
    enquete.say(metz, "G01", "oui")
    write_remarque(metz.participation, "Appelez-moi au 03.", by=metz)
    queue(metz, "invitation")
    assert contacts.forget(metz)
    assert not contacts.forget(metz)
    assert (metz.courriel, metz.fonction, bool(metz.efface_le)) == ("", "", True)
    letter = Envoi.objects.get()
    assert (letter.texte, letter.html, letter.etat) == ("", "", "annule")
    assert metz.echange_set.get().texte == ""
    assert Saisie.objects.get().valeur == "oui"
    with pytest.raises(LinkRefused, match="retiré"):
        read_jeton("essai-2026", make_jeton(metz))
    with pytest.raises(NotAllowedNow, match="effacé"):
        contacts.renew(metz, seen=metz.cle)


def test_two_erased_people_of_one_territoire_do_not_collide(enquete):
    for courriel in ("a@metz.fr", "b@metz.fr"):
        contacts.forget(enquete.invite(courriel=courriel))
    assert Contact.objects.filter(courriel="").count() == 2
