"""The moderation desk: who enters, what waits, what is decided, told, undone; its public figures."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from leviers.courrier.models import Lettre
from leviers.participation import delais
from leviers.participation.models import Alerte, Arbitrage, Commentaire

pytestmark = pytest.mark.django_db
PAGES = ("/moderation/", "/moderation/journal/")
REASON = "Hors sujet : ce commentaire ne porte pas sur cette page."


@pytest.fixture
def desk(as_person, subject):
    """An animateur at her desk."""
    return as_person("anouk", "animateur")


def decide(browser: Client, verdict: str, *cles: str, **given: str):
    return browser.post("/moderation/decider/", {"cle": cles, "verdict": verdict, **given})


def read(browser: Client, address: str = "/moderation/") -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["", "contributeur", "referent", "organisation"])
def test_only_who_reviews_enters(as_person, client, page, role):
    assert as_person("lea", role).get(page).status_code == 403
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={page}")


@pytest.mark.parametrize("role", ["", "contributeur"])
def test_nobody_else_decides_or_undoes(as_person, desk, comment, role):
    one = comment(etat="attente")
    other = as_person("lea", role)
    assert decide(other, "montrer", f"commentaire-{one.pk}").status_code == 403
    decide(desk, "montrer", f"commentaire-{one.pk}")
    row = Arbitrage.objects.get()
    assert other.post(f"/moderation/journal/{row.pk}/annuler/").status_code == 403
    row.refresh_from_db()
    assert row.annule_le is None


def test_everything_that_waits_is_there_the_oldest_first(desk, comment):
    """A contested refusal of three days ago, a comment of two days ago, a report of yesterday."""
    now = timezone.now()
    waiting = comment("À lire.", etat="attente", nom="Bo")
    Commentaire.objects.filter(pk=waiting.pk).update(ecrit_le=now - timedelta(days=2))
    reported = comment("À voir.", nom="Cé")
    alerte = Alerte.objects.create(commentaire=reported, motif="Vend quelque chose.")
    Alerte.objects.filter(pk=alerte.pk).update(recue_le=now - timedelta(days=1))
    comment("À revoir.", etat="refuse", appel="Mais si.", appel_le=now - timedelta(days=3), nom="Al")
    html = read(desk)
    assert re.findall(r'<h2 class="ligne-titre"[^>]*>([^<]+)', html) == [
        "Contestation",
        "Commentaire à lire",
        "Commentaire signalé",
    ]
    assert "Vend quelque chose." in html
    assert "3 choses attendent" in html


def test_the_past_of_an_author_is_told(desk, comment):
    for etat in ("visible", "visible", "refuse", "attente"):
        comment(courriel="lea@exemple.invalid", etat=etat)
    comment(courriel="autre@exemple.invalid", etat="refuse")
    assert "Avant : 2 commentaires affichés, 1 refusé ou masqué." in read(desk)


def test_a_comment_is_shown_and_the_page_of_its_subject_moves(desk, client, comment):
    one = comment(etat="attente")
    assert "Commentaires (0)" in read(client, "/demarches/nantes-a/")
    assert decide(desk, "montrer", f"commentaire-{one.pk}").status_code == 303
    assert "Commentaires (1)" in read(client, "/demarches/nantes-a/")
    assert "1 décision : affiché." in read(desk)
    assert not Lettre.objects.exists()


def test_a_refusal_is_told_to_its_author_once_with_its_reason(desk, comment):
    one = comment(etat="attente", courriel="lea@exemple.invalid")
    for _time in range(2):
        decide(desk, "refuser", f"commentaire-{one.pk}", motif=REASON)
    letter = Lettre.objects.get()
    assert REASON in letter.texte.replace("\u00a0", " ")
    assert f"/commentaires/{one.pk}/contester/" in letter.texte
    assert Arbitrage.objects.count() == 1


def test_a_refusal_without_a_reason_is_not_taken(desk, comment):
    one = comment(etat="attente")
    decide(desk, "refuser", f"commentaire-{one.pk}")
    assert "demande un motif" in read(desk)
    one.refresh_from_db()
    assert one.etat == "attente"


def test_one_gesture_decides_on_all_that_is_ticked_and_on_nothing_else(desk, comment):
    ticked, other = [comment(etat="attente") for _ in range(3)], comment(etat="attente")
    shown = comment()
    Alerte.objects.create(commentaire=shown, motif="Pour voir.")
    cles = [f"commentaire-{one.pk}" for one in ticked] + [f"alerte-{shown.pk}", "commentaire-x", "autre-1"]
    decide(desk, "refuser", *cles, motif=REASON)
    assert Commentaire.objects.filter(etat="refuse").count() == 3
    assert Commentaire.objects.get(etat="attente") == other
    assert Arbitrage.objects.values("lot").distinct().count() == 1


def test_a_decision_is_undone_and_its_letter_does_not_leave(desk, client, comment):
    one = comment("Mes mots.", courriel="lea@exemple.invalid")
    Alerte.objects.create(commentaire=one, motif="Publicité.")
    decide(desk, "masquer", f"alerte-{one.pk}", motif=REASON)
    assert "Mes mots." not in read(client, "/commentaires/?sujet=demarche&id=nantes-a")
    row = Arbitrage.objects.get()
    assert desk.post(f"/moderation/journal/{row.pk}/annuler/").status_code == 303
    assert "Mes mots." in read(client, "/commentaires/?sujet=demarche&id=nantes-a")
    assert Lettre.objects.get().etat == "annule"
    assert "Commentaire signalé" in read(desk)  # it waits again
    desk.post(f"/moderation/journal/{row.pk}/annuler/")
    assert "ne peut plus être annulée" in read(desk, "/moderation/journal/")


def test_who_hid_a_comment_leaves_its_appeal_to_a_colleague(desk, as_person, comment):
    one = comment("Mes mots.", courriel="lea@exemple.invalid", etat="attente")
    decide(desk, "refuser", f"commentaire-{one.pk}", motif=REASON)
    Commentaire.objects.update(appel="Mais si, lisez bien.", appel_le=timezone.now())
    colleague = as_person("bo", "animateur")
    assert "une autre personne de l’équipe est attendue" in read(desk)
    decide(desk, "retablir", f"appel-{one.pk}")
    assert "une autre personne de l’équipe lit la contestation" in read(desk)
    one.refresh_from_db()
    assert one.etat == "refuse"
    decide(colleague, "retablir", f"appel-{one.pk}")
    one.refresh_from_db()
    assert one.etat == "visible"


def test_an_appeal_goes_with_the_refusal_that_is_taken_back(desk, comment):
    one = comment(etat="attente")
    decide(desk, "refuser", f"commentaire-{one.pk}", motif=REASON)
    Commentaire.objects.update(appel="Mais si.", appel_le=timezone.now())
    desk.post(f"/moderation/journal/{Arbitrage.objects.get().pk}/annuler/")
    html = read(desk)
    assert "Commentaire à lire" in html
    assert "Contestation" not in html


def test_the_journal_says_who_when_what_and_why(desk, comment):
    one = comment(etat="attente")
    decide(desk, "refuser", f"commentaire-{one.pk}", autre="Vos propres mots.", motif=REASON)
    html = read(desk, "/moderation/journal/")
    assert "par Anouk" in html
    assert "Motif : Vos propres mots." in html


def test_delays_are_those_worked_out_by_hand(client, desk):
    """Ten decisions in November 2025 after 1 to 10 hours, one in October after 100, one undone."""

    def row(hours: float, month: int = 11, verdict: str = "montrer", **given) -> None:
        made = Arbitrage.objects.create(
            genre="commentaire", objet_id=1, titre="x", verdict=verdict, apres="visible",
            attente=datetime(2025, month, 5, tzinfo=UTC), **given,
        )  # fmt: skip
        Arbitrage.objects.filter(pk=made.pk).update(fait_le=made.attente + timedelta(hours=hours))

    for hours in range(1, 11):
        row(hours, verdict="refuser" if hours == 10 else "montrer")
    row(100, month=10)
    row(1000, annule_le=timezone.now())
    bilan = delais.read_bilan(["commentaire"])
    november = bilan.mois[0]
    assert (november.mois, november.delai) == ("2025-11", delais.Delai(10, 5.5, 9.0))
    assert november.verdicts == {"montrer": 9, "refuser": 1}
    assert bilan.delai == delais.Delai(11, 6.0, 10.0)  # 6th of 11; 10th of 11, ⌈9.9⌉
    data = client.get("/moderation/bilan.json").json()
    assert (data["mediane_h"], data["mois"][1]["mediane_h"]) == (6.0, 100.0)
    html = read(client, "/moderation/bilan/")
    assert "6 h" in html
    assert "4,2 jours" in html  # 100 hours


def test_the_rules_of_the_house_are_for_everybody(client, db):
    html = read(client, "/regles/")
    assert "Une opinion n’est jamais un motif de refus." in html
    assert "<form" not in html.partition("<main")[2]
