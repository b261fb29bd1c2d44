"""The desk is one list of all that waits: the oldest first, filtered by kind, decided with one gesture."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from leviers.catalogue.models import Demarche, Signalement
from leviers.courrier.models import Lettre
from leviers.participation.attente import Attente
from leviers.participation.models import Alerte, Arbitrage, Commentaire, DemarcheProposee
from leviers.reference.territoires import index_by_slug
from leviers.web.moderation import sources

pytestmark = pytest.mark.django_db
REASON = "Publicité ou démarchage."


@pytest.fixture
def desk(as_person, subject):
    """An animateur at her desk."""
    return as_person("anouk", "animateur")


def age(row, name: str, days: int) -> None:
    type(row).objects.filter(pk=row.pk).update(**{name: timezone.now() - timedelta(days=days)})


@pytest.fixture
def waiting(desk, comment):
    """One thing of each of four kinds: a proposal is the oldest, a report the latest."""
    proposed = DemarcheProposee.objects.create(
        territoire_siren=index_by_slug()["nantes"].siren,
        titre="Marchés réservés du nettoyage",
        levier="spaser",
        description="La métropole réserve trois lots de nettoyage depuis 2022.",
        source_url="https://exemple.invalid/acte",
    )
    said = Signalement.objects.create(
        sujet="demarche", sujet_id="nantes-a", sujet_titre="Démarche a", demarche_id="nantes-a",
        sujet_adresse="/demarches/nantes-a/", objet="erreur", message="Le montant est celui de 2021.",
    )  # fmt: skip
    written, shown = comment("À lire.", etat="attente"), comment("À voir.")
    alerte = Alerte.objects.create(commentaire=shown, motif="Vend quelque chose.")
    age(proposed, "recue_le", 9)
    age(written, "ecrit_le", 8)
    age(said, "recu_le", 7)
    age(alerte, "recue_le", 6)
    return [
        f"proposition-{proposed.pk}",
        f"commentaire-{written.pk}",
        f"contribution-{said.pk}",
        f"alerte-{shown.pk}",
    ]


@pytest.fixture
def reader(as_person, waiting):
    """A relecteur at the same desk."""
    return as_person("remi", "relecteur")


def read(browser: Client, address: str = "/moderation/") -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ")


def list_lines(html: str) -> list[str]:
    return re.findall(r'<article class="ligne" id="([^"]+)"', html)


def test_all_kinds_are_one_list_the_oldest_first(desk, waiting):
    html = read(desk)
    assert list_lines(html) == waiting
    assert "4 choses attendent" in html


def test_one_kind_alone_can_be_asked_for_and_stays_so_after_a_decision(desk, waiting):
    html = read(desk, "/moderation/?genre=contribution")
    assert list_lines(html) == [waiting[2]]
    assert "4 choses attendent" in html
    assert re.search(r'<a href="[^"]*genre=contribution" aria-current="page">Contributions', html)
    answer = desk.post(
        "/moderation/decider/", {"cle": waiting[1], "verdict": "montrer", "genre": "contribution"}
    )
    assert answer["Location"] == "/moderation/?genre=contribution"
    assert list_lines(read(desk, "/moderation/?genre=n-importe-quoi")) == [waiting[0], *waiting[2:]]


def test_one_gesture_says_yes_to_things_of_every_kind(desk, waiting):
    desk.post("/moderation/decider/", {"cle": waiting, "verdict": "oui"})
    assert list_lines(read(desk)) == []
    assert Commentaire.objects.filter(etat="visible").count() == 2
    assert Signalement.objects.get().etat == "acceptee"
    assert Demarche.objects.filter(live=False).count() == 1
    assert sorted(Arbitrage.objects.values_list("verdict", flat=True)) == [
        *("acceptee", "acceptee", "garder", "montrer"),
    ]


def test_one_gesture_says_no_with_one_reason_or_to_none_without(desk, waiting):
    desk.post("/moderation/decider/", {"cle": waiting, "verdict": "non"})
    assert list_lines(read(desk)) == waiting
    assert not Arbitrage.objects.exists()
    desk.post("/moderation/decider/", {"cle": waiting, "verdict": "non", "motif": REASON})
    assert sorted(Arbitrage.objects.values_list("verdict", "motif")) == [
        *(("masquer", REASON), ("refusee", REASON), ("refusee", REASON), ("refuser", REASON)),
    ]


def test_nothing_ticked_is_said(desk, waiting):
    desk.post("/moderation/decider/", {"verdict": "oui"})
    assert "Rien n’est coché." in read(desk)


def test_answers_ready_to_be_sent_are_those_of_the_kind(desk, waiting):
    lines = dict(re.findall(r'<article class="ligne" id="(\w+)-\d+"(.*?)</article>', read(desk), re.S))
    assert REASON in lines["commentaire"]
    assert REASON not in lines["contribution"]
    assert "Il nous faut une page publique qui le montre." in lines["proposition"]


def test_a_new_kind_is_one_more_source(desk, waiting, monkeypatch):
    class Visites:
        """A kind that the desk has no words and no page for."""

        VERDICTS = {"visite": ("publier", "refuser")}
        decided = []

        def list_waiting(self):
            one = Arbitrage(pk=12)
            since = timezone.now() - timedelta(days=30)
            return [Attente(genre="visite", depuis=since, objet=one, titre="Local", texte="<b>À louer</b>")]

        def decide(self, cles, verdict, *, by, motif=""):
            self.decided += [(cle, verdict, motif) for cle in cles]
            return 1

    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, Visites()))
    monkeypatch.setattr(sources, "VERDICTS", sources.VERDICTS | Visites.VERDICTS)
    html = read(desk)
    assert list_lines(html) == ["visite-12", *waiting]
    assert "&lt;b&gt;À louer" in html
    desk.post("/moderation/decider/", {"cle": ["visite-12"], "verdict": "non", "motif": REASON})
    assert Visites.decided == [("visite-12", "refuser", REASON)]


def propose(desk: Client, waiting: list[str]) -> tuple[Arbitrage, Demarche]:
    desk.post("/moderation/decider/", {"cle": waiting[0], "verdict": "acceptee"})
    return Arbitrage.objects.get(), Demarche.objects.get(live=False)


def test_undoing_an_accepted_proposal_takes_its_draft_away(desk, waiting, as_person):
    lea = as_person("lea")
    DemarcheProposee.objects.update(auteur=lea.session["_auth_user_id"])
    row, _draft = propose(desk, waiting)
    desk.post(f"/moderation/journal/{row.pk}/annuler/")
    assert not Demarche.objects.filter(live=False).exists()
    assert list_lines(read(desk)) == waiting
    assert Lettre.objects.get().etat == "annule"
    desk.post(f"/moderation/journal/{row.pk}/annuler/")
    assert "ne peut plus être annulée" in read(desk, "/moderation/journal/")


@pytest.mark.parametrize("done", ["written", "submitted", "published"])
def test_a_draft_that_somebody_worked_on_stays_and_it_is_said_why(desk, waiting, reviewer, done):
    row, draft = propose(desk, waiting)
    if done == "submitted":
        draft.get_workflow().start(draft, reviewer)
    else:
        revision = draft.get_latest_revision_as_object().save_revision(user=reviewer, clean=False)
        if done == "published":
            Demarche.objects.filter(pk=draft.pk).update(live=True, first_published_at=revision.created_at)
    desk.post(f"/moderation/journal/{row.pk}/annuler/")
    said = {"written": "a déjà travaillé", "submitted": "soumis à la relecture", "published": "a été publiée"}
    assert said[done] in read(desk, "/moderation/journal/")
    assert Demarche.objects.filter(pk=draft.pk).exists()
    assert DemarcheProposee.objects.get().etat == "acceptee"


def test_a_relecteur_sees_contributions_and_proposals_and_concludes_them(desk, reader, waiting):
    html = read(reader)
    assert list_lines(html) == [waiting[0], waiting[2]]
    assert "2 choses attendent" in html
    assert "À lire." not in html
    assert list_lines(read(reader, "/moderation/?genre=commentaire")) == [waiting[0], waiting[2]]
    reader.post("/moderation/decider/", {"cle": waiting[2], "verdict": "acceptee"})
    assert list_lines(read(desk)) == [waiting[0], waiting[1], waiting[3]]
    assert "Modération : ce qui attend" in read(reader, "/compte/")


def test_a_relecteur_decides_on_nothing_else_and_undoes_nothing_else(desk, reader, waiting):
    reader.post("/moderation/decider/", {"cle": waiting[1], "verdict": "montrer"})
    reader.post("/moderation/decider/", {"cle": waiting, "verdict": "oui"})
    assert list_lines(read(desk)) == waiting  # all or none
    desk.post("/moderation/decider/", {"cle": [waiting[1], waiting[2]], "verdict": "oui"})
    shown, concluded = Arbitrage.objects.get(genre="commentaire"), Arbitrage.objects.get(genre="contribution")
    journal = read(reader, "/moderation/journal/")
    assert concluded.titre in journal
    assert shown.titre not in journal
    assert reader.post(f"/moderation/journal/{shown.pk}/annuler/").status_code == 404
    assert reader.post(f"/moderation/journal/{concluded.pk}/annuler/").status_code == 303
    assert set(Arbitrage.objects.filter(annule_le=None)) == {shown}


def test_a_proposal_is_read_beside_what_may_be_the_same(desk, mini):
    mini.demarche("b", titre="Les marchés réservés de nettoyage")
    said = {
        "territoire_siren": index_by_slug()["nantes"].siren,
        "levier": "spaser",
        "description": "Trois lots de nettoyage.",
        "source_url": "https://exemple.invalid/acte",
    }
    one = DemarcheProposee.objects.create(titre="Marchés réservés du nettoyage", **said)
    other = DemarcheProposee.objects.create(titre="Le nettoyage réservé", **said)
    DemarcheProposee.objects.create(titre="Un tout autre sujet", **said | {"source_url": "https://b.invalid"})
    lines = dict(
        re.findall(r'<article class="ligne" id="(proposition-\d+)"(.*?)</article>', read(desk), re.S)
    )
    mine = lines[f"proposition-{one.pk}"]
    assert 'href="/demarches/nantes-b/"' in mine
    assert f'href="#proposition-{other.pk}"' in mine
    assert "même source" in mine
    assert sum("Peut-être la même" in line for line in lines.values()) == 2
