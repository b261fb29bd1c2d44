"""Public figures of the team, sort by sort, worked out by hand from decisions laid one by one."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.utils import timezone

from leviers.directory.models import AlerteReseau, Annonce, Collectivite, Message
from leviers.participation.models import Arbitrage
from leviers.web.moderation.bilan import NAMES, SORTES
from tests.directory.annonces.conftest import lea, make_annonce, make_vue, paul

pytestmark = pytest.mark.django_db
__all__ = ["lea", "paul"]
SECRET = "Je quitte la métropole en mars, ne le dites à personne."


def lay(genre: str, verdict: str, hours: float, **given) -> None:
    """One decision, taken so many hours after what was decided came."""
    since = datetime(2026, 3, 2, tzinfo=UTC)
    said = {"objet_id": 1, "titre": "Titre d’une chose", "apres": "visible", "attente": since}
    made = Arbitrage.objects.create(genre=genre, verdict=verdict, **(said | given))
    Arbitrage.objects.filter(pk=made.pk).update(fait_le=since + timedelta(hours=hours))


def read_sortes(client) -> dict[str, dict]:
    return {one["sorte"]: one for one in client.get("/moderation/bilan.json").json()["sortes"]}


def test_every_kind_of_decision_is_counted_once():
    counted = Counter(chain.from_iterable(SORTES.values()))
    assert counted == Counter(dict.fromkeys(Arbitrage.Genre.values, 1))
    assert set(SORTES) == set(NAMES)


def test_figures_of_each_sort_are_those_worked_out_by_hand(client, comment, lea, paul):
    """Three decisions on comments and one that waits; two on annonces and one that waits; and so on."""
    for genre, verdict, hours in (
        *(("commentaire", "montrer", 2), ("alerte", "masquer", 4), ("appel", "maintenir", 9)),
        *(("annonce", "montrer", 10), ("abus_annonce", "masquer", 21)),
        ("abus_message", "garder", 1),
        ("abus_coop", "masquer", 3),
        *(("bloc", "masquer", 48), ("collectivite", "acceptee", 24), ("collectivite", "refusee", 30)),
        *(("contribution", "acceptee", 5), ("proposition", "refusee", 7)),
    ):
        lay(genre, verdict, hours)
    for genre in Arbitrage.Genre.values:
        lay(genre, "montrer", 5000, annule_le=timezone.now())  # taken back: nowhere
    comment(etat="attente")
    vue = make_vue(make_annonce(lea), paul)
    make_annonce(lea)
    Annonce.objects.filter(pk=Annonce.objects.latest("pk").pk).update(etat="attente")
    AlerteReseau.objects.create(genre="message", objet_id=vue.fil.messages.get().pk, motif="Ton déplacé.")
    Collectivite.objects.create(siren="213500010", nom="Acigné", genre="commune", raison="Un tiers-lieu.")
    found = {
        sorte: tuple(one[name] for name in ("nb_recus", "nb_attente", "nb", "mediane_h", "neuf_sur_dix_h"))
        for sorte, one in read_sortes(client).items()
    }
    assert found == {
        "commentaires": (4, 1, 3, 4.0, 9.0),  # 2, 4 and 9 hours; the 3rd of 3 is ⌈2.7⌉
        "contributions": (1, 0, 1, 5.0, 5.0),
        "demarches_proposees": (1, 0, 1, 7.0, 7.0),
        "annonces": (3, 1, 2, 15.5, 21.0),  # (10 + 21) / 2; the 2nd of 2
        "messages": (2, 1, 1, 1.0, 1.0),
        "cooperations": (1, 0, 1, 3.0, 3.0),
        "fiches": (4, 1, 3, 30.0, 48.0),
    }
    data = client.get("/moderation/bilan.json").json()
    assert (data["nb"], data["mediane_h"]) == (12, 8.0)  # 6th and 7th of 1 2 3 4 5 7 9 10 21 24 30 48
    assert [(one["mois"], one["nb"]) for one in data["mois"]] == [("2026-03", 12)]
    html = client.get("/moderation/bilan/").content.decode()
    assert "Pages de structures et collectivités" in html


def test_what_waits_is_counted_as_soon_as_it_waits(client, comment):
    assert read_sortes(client)["commentaires"]["nb_attente"] == 0
    comment(etat="attente")
    assert read_sortes(client)["commentaires"]["nb_attente"] == 1
    assert "En attente" in client.get("/moderation/bilan/").content.decode()


def test_nothing_of_a_message_is_published_but_how_many_were_reported(client, lea, paul):
    vue = make_vue(make_annonce(lea), paul, texte=SECRET)
    message = Message.objects.get()
    AlerteReseau.objects.create(genre="message", objet_id=message.pk, motif="Il parle de sa vie.")
    lay("abus_message", "garder", 1, titre="Message de Rennes Métropole", motif="Rien de déplacé.")
    for address in ("/moderation/bilan/", "/moderation/bilan.json"):
        said = client.get(address).content.decode()
        assert not [word for word in (SECRET, vue.moi.nom, "sa vie", "Rien de déplacé") if word in said]
    assert read_sortes(client)["messages"]["verdicts"] == {"garder": 1}


def test_an_empty_sort_says_so_without_a_figure_made_up(client, db):
    assert read_sortes(client)["annonces"] == {
        "sorte": "annonces", "nb_recus": 0, "nb_attente": 0, "nb": 0,
        "mediane_h": None, "neuf_sur_dix_h": None, "verdicts": {},
    }  # fmt: skip
    assert "aucune décision" not in client.get("/moderation/bilan/").content.decode()
