"""The desk: what waits in the network, what is decided, told, undone."""

import pytest

from leviers.courrier.models import Lettre
from leviers.directory.annonces import messages, moderation, redaction
from leviers.directory.models import Annonce, Message
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage
from tests.directory.annonces.conftest import make_annonce, make_vue


def test_a_first_annonce_is_read_then_shown_and_its_author_told(lea, andrea):
    one = make_annonce(lea, is_open=False)
    (waiting,) = moderation.list_waiting()
    assert (waiting.cle, waiting.par) == (f"annonce-{one.pk}", "Nantes Métropole")
    assert moderation.decide([waiting.cle], "montrer", by=andrea) == 1
    one.refresh_from_db()
    assert one.etat == "ouverte"
    assert f"/reseau/annonces/{one.pk}/" in Lettre.objects.get(destinataire=lea.email).texte
    assert moderation.list_waiting() == []


def test_a_refusal_has_a_reason_that_its_author_reads(lea, andrea):
    one = make_annonce(lea, is_open=False)
    with pytest.raises(NotAllowedNow, match="motif"):
        moderation.decide([f"annonce-{one.pk}"], "refuser", by=andrea)
    moderation.decide([f"annonce-{one.pk}"], "refuser", by=andrea, motif="Publicité ou démarchage.")
    letter = Lettre.objects.get(destinataire=lea.email)
    assert "Publicité ou démarchage." in letter.texte
    assert f"/reseau/annonces/{one.pk}/contester/" in letter.texte


def test_only_the_team_decides(lea, zoe):
    one = make_annonce(lea, is_open=False)
    for person in (lea, zoe):
        with pytest.raises(NotAllowedNow, match="l’équipe"):
            moderation.decide([f"annonce-{one.pk}"], "montrer", by=person)


def test_a_reported_message_is_read_with_its_two_neighbours_only(lea, paul, andrea):
    vue = make_vue(make_annonce(lea), paul, texte="un")
    hers = messages.find(lea, vue.fil.pk)
    for who, texte in ((vue, "deux"), (vue, "trois"), (hers, "quatre"), (hers, "cinq")):
        messages.answer(who, texte, jeton=None)
    messages.report(hers, Message.objects.get(texte="trois"), "Ton déplacé.")
    (waiting,) = moderation.list_waiting()
    assert [one.texte for one in waiting.voisins] == ["deux", "trois", "quatre"]
    moderation.decide([waiting.cle], "masquer", by=andrea, motif="Propos injurieux.")
    assert Message.objects.get(texte="trois").etat == "masque"
    row = Arbitrage.objects.get()
    assert "trois" not in f"{row.titre} {row.avant} {row.motif}"
    assert Lettre.objects.filter(destinataire=paul.email, genre="moderation").count() == 1


def test_what_is_kept_after_a_report_no_longer_waits(lea, andrea):
    one = make_annonce(lea)
    redaction.report("annonce", one.pk, "Rien à voir avec l’ESS.")
    moderation.decide([f"abus_annonce-{one.pk}"], "garder", by=andrea)
    assert moderation.list_waiting() == []
    one.refresh_from_db()
    assert one.etat == "ouverte"
    assert not Lettre.objects.filter(genre="moderation").exists()


def test_undoing_brings_it_back_and_stops_the_letter(lea, andrea):
    one = make_annonce(lea)
    redaction.report("annonce", one.pk, "Rien à voir avec l’ESS.")
    moderation.decide([f"abus_annonce-{one.pk}"], "masquer", by=andrea, motif="Hors sujet.")
    moderation.undo(Arbitrage.objects.get(), by=andrea)
    one.refresh_from_db()
    assert (one.etat, one.motif, one.close_le) == ("ouverte", "", None)
    assert Lettre.objects.get(genre="moderation").etat == "annule"
    assert len(moderation.list_waiting()) == 1
    with pytest.raises(NotAllowedNow, match="ne peut plus être annulée"):
        moderation.undo(Arbitrage.objects.get(), by=andrea)


def test_what_changed_since_is_not_undone(lea, andrea):
    one = make_annonce(lea, is_open=False)
    moderation.decide([f"annonce-{one.pk}"], "montrer", by=andrea)
    redaction.close(Annonce.objects.get(), "trouvee", by=lea)
    with pytest.raises(NotAllowedNow, match="autre chose depuis"):
        moderation.undo(Arbitrage.objects.get(), by=andrea)


def test_a_decision_of_two_people_is_taken_once(lea, andrea):
    one = make_annonce(lea, is_open=False)
    assert moderation.decide([f"annonce-{one.pk}", f"annonce-{one.pk}"], "montrer", by=andrea) == 1
    assert moderation.decide([f"annonce-{one.pk}", "annonce-x", "autre-1"], "montrer", by=andrea) == 0
