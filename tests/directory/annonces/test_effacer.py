"""What is kept of a person in the network: handed over, erased, forgotten in time."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from leviers.directory.annonces import cooperations, effacer, messages, moderation
from leviers.directory.models import AlerteReseau, Annonce, Blocage, Cooperation, Fil, Message
from leviers.participation.models import Arbitrage
from tests.directory.annonces.conftest import make_annonce, make_vue
from tests.directory.annonces.test_cooperations import FAIT


def test_her_file_has_what_she_wrote_and_no_address_of_the_other(lea, paul):
    make_vue(make_annonce(lea), paul)
    said = effacer.export(lea)
    assert said["annonces"][0]["titre"] == "Qui a écrit son SPASER ?"
    assert said["conversations"][0]["messages"][0]["texte"] == "Nous l’avons fait en 2022."
    assert paul.email not in str(said)


def test_who_leaves_takes_her_words_and_leaves_what_was_concluded(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    hers = messages.find(lea, vue.fil.pk)
    messages.answer(hers, "Un mot de Nantes.", jeton=uuid4())
    messages.block(hers, is_on=True)
    one = cooperations.propose(hers, FAIT, by=lea, jeton=uuid4())
    cooperations.answer(one, "confirmer", by=paul)
    make_annonce(lea, is_open=False)
    Annonce.objects.filter(montree_le=None).update(etat="attente")
    effacer.erase(lea)
    assert set(Message.objects.values_list("texte", flat=True)) == {"Nous l’avons fait en 2022.", ""}
    assert set(Annonce.objects.values_list("etat", "auteur")) == {("retiree", None)}
    assert Blocage.objects.count() == 0
    assert [each.titre for each in cooperations.list_published()] == [FAIT.titre]
    assert effacer.export(lea) == {
        "annonces": [],
        "conversations": [],
        "cooperations": [],
        "personnes_bloquees": 0,
    }
    assert messages.find(paul, vue.fil.pk).autre.nom == "Nantes Métropole"  # the place, not the person


def test_the_journal_of_decisions_forgets_the_name_of_who_wrote_in_her_own(lea, zoe, andrea):
    messages.open_fil(make_annonce(lea), "Achetez.", by=zoe, qui=("", "Zoé Martin"), jeton=uuid4())
    told = Message.objects.get()
    AlerteReseau.objects.create(genre="message", objet_id=told.pk, motif="Vend.")
    moderation.decide([f"abus_message-{told.pk}"], "masquer", by=andrea, motif="Vend.")
    assert Arbitrage.objects.get().titre == "Message de Zoé Martin"
    effacer.erase(zoe)
    assert Arbitrage.objects.get().titre == "Message d’une personne partie"


def test_conversations_go_two_years_after_their_last_message(lea, paul):
    make_vue(make_annonce(lea), paul)
    AlerteReseau.objects.create(genre="message", objet_id=Message.objects.get().pk, motif="Un motif.")
    now = timezone.now()
    assert effacer.purge(now + timedelta(days=729))["conversations anciennes"] == 0
    assert effacer.purge(now + timedelta(days=731))["conversations anciennes"] == 1
    assert (Fil.objects.count(), Message.objects.count(), AlerteReseau.objects.count()) == (0, 0, 0)


def test_annonces_go_a_year_after_their_end_and_cooperations_shown_stay(lea, paul):
    vue = make_vue(make_annonce(lea), paul)
    one = cooperations.propose(vue, FAIT, by=paul, jeton=uuid4())
    cooperations.answer(one, "confirmer", by=lea)
    Annonce.objects.update(etat="trouvee", close_le=timezone.now())
    later = timezone.now() + timedelta(days=366)
    assert effacer.purge(later)["annonces closes"] == 1
    assert Cooperation.objects.count() == 1
    assert messages.find(lea, vue.fil.pk)  # the conversation outlives the annonce
