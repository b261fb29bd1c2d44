"""An annonce refused or hidden, a cooperation hidden: contested once, looked at again by somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from leviers.accounts.models import Role
from leviers.courrier.models import Lettre
from leviers.directory.annonces import contester, cooperations, effacer, moderation, redaction
from leviers.directory.models import Annonce
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage
from tests.directory.annonces.conftest import make_annonce, make_person, make_vue
from tests.directory.annonces.test_cooperations import FAIT

WHY = "Nous ne vendons rien : c’est un appel à témoignages."


@pytest.fixture
def bruno(db):
    """Another animateur."""
    return make_person("bruno", Role.Genre.ANIMATEUR)


@pytest.fixture
def refused(lea, andrea):
    """An annonce that andrea refused, and that lea contests."""
    one = make_annonce(lea, is_open=False)
    moderation.decide([f"annonce-{one.pk}"], "refuser", by=andrea, motif="Publicité.")
    one.refresh_from_db()
    contester.contest(one, WHY, by=lea)
    return one


@pytest.fixture
def hidden(lea, paul, andrea):
    """A cooperation of lea and paul that andrea hid."""
    vue = make_vue(make_annonce(lea), paul)
    one = cooperations.propose(vue, FAIT, by=paul, jeton=uuid4())
    cooperations.answer(one, "confirmer", by=lea)
    redaction.report("cooperation", one.pk, "Cela n’a pas eu lieu.")
    moderation.decide([f"abus_coop-{one.pk}"], "masquer", by=andrea, motif="Aucune trace.")
    one.refresh_from_db()
    return one


def read_etat(one) -> str:
    one.refresh_from_db()
    return one.etat


def test_it_waits_on_the_desk_with_who_decided_first(refused, andrea):
    (waiting,) = moderation.list_waiting()
    assert waiting.cle == f"appel_annonce-{refused.pk}"
    assert (waiting.contestee.fait_par, waiting.contestee.motif) == (andrea, "Publicité.")
    assert waiting.objet.appel == WHY


def test_a_decision_on_another_kind_of_the_same_number_is_not_taken_for_it(refused, andrea, bruno):
    said = {"titre": "Une coopération", "apres": "masquee", "attente": timezone.now()}
    Arbitrage.objects.create(
        genre="abus_coop", objet_id=refused.pk, verdict="masquer", motif="Autre.", fait_par=bruno, **said
    )
    (waiting,) = moderation.list_waiting()
    assert (waiting.contestee.fait_par, waiting.contestee.motif) == (andrea, "Publicité.")


def test_heard_it_is_shown_and_its_author_is_told(refused, lea, bruno):
    assert moderation.decide([f"appel_annonce-{refused.pk}"], "retablir", by=bruno) == 1
    assert read_etat(refused) == "ouverte"
    assert (refused.motif, refused.close_le, bool(refused.montree_le)) == ("", None, True)
    assert moderation.list_waiting() == []
    letter = Lettre.objects.filter(destinataire=lea.email).latest("pk")
    assert "Votre contestation est entendue" in letter.sujet
    assert f"/reseau/annonces/{refused.pk}/" in letter.texte


def test_maintained_it_stays_refused_and_is_not_contested_again(refused, lea, bruno):
    moderation.decide([f"appel_annonce-{refused.pk}"], "maintenir", by=bruno, motif="C’est bien une vente.")
    assert read_etat(refused) == "refusee"
    letter = Lettre.objects.filter(destinataire=lea.email).latest("pk")
    assert "C’est bien une vente." in letter.texte
    assert "contester/" not in letter.texte
    with pytest.raises(NotAllowedNow, match="l’a déjà été"):
        contester.contest(refused, WHY, by=lea)


def test_who_decided_leaves_it_to_somebody_else_while_there_is_somebody(refused, andrea, bruno):
    cle = f"appel_annonce-{refused.pk}"
    with pytest.raises(NotAllowedNow, match="une autre personne de l’équipe"):
        moderation.decide([cle], "retablir", by=andrea)
    assert read_etat(refused) == "refusee"
    bruno.roles.update(fini_le=timezone.now())  # there is nobody else any more
    assert moderation.decide([cle], "retablir", by=andrea) == 1


def test_after_seven_days_without_anybody_else_who_decided_may_conclude(refused, andrea, bruno):
    cle = f"appel_annonce-{refused.pk}"
    for days, is_taken in ((6, False), (8, True)):
        Annonce.objects.update(appel_le=timezone.now() - timedelta(days=days))
        if not is_taken:
            with pytest.raises(NotAllowedNow, match="après 7 jours"):
                moderation.decide([cle], "retablir", by=andrea)
    assert moderation.decide([cle], "retablir", by=andrea) == 1


def test_nobody_else_contests_and_nothing_but_a_refusal_is_contested(lea, paul, andrea):
    one = make_annonce(lea)
    with pytest.raises(NotAllowedNow, match="ne peut pas être contestée"):
        contester.contest(one, WHY, by=lea)
    Annonce.objects.update(etat="masquee", motif="Publicité.")
    for person in (paul, andrea):
        with pytest.raises(NotAllowedNow, match="ce que vous avez écrit"):
            contester.contest(one, WHY, by=person)
    one.refresh_from_db()
    assert one.appel == ""


def test_either_side_of_a_cooperation_contests_once_for_both(hidden, lea, paul, zoe, bruno):
    assert (
        f"/reseau/cooperations/{hidden.pk}/contester/"
        in Lettre.objects.filter(destinataire=lea.email, genre="moderation").latest("pk").texte
    )
    with pytest.raises(NotAllowedNow):
        contester.contest(hidden, WHY, by=zoe)
    contester.contest(hidden, WHY, by=lea)
    with pytest.raises(NotAllowedNow, match="l’a déjà été"):
        contester.contest(hidden, "Moi aussi je conteste.", by=paul)
    assert moderation.decide([f"appel_coop-{hidden.pk}"], "retablir", by=bruno) == 1
    assert read_etat(hidden) == "publiee"
    told = Lettre.objects.filter(sujet__startswith="Votre contestation est entendue")
    assert set(told.values_list("destinataire", flat=True)) == {lea.email, paul.email}


def test_a_conclusion_taken_back_waits_again(refused, bruno):
    moderation.decide([f"appel_annonce-{refused.pk}"], "retablir", by=bruno)
    moderation.undo(Arbitrage.objects.latest("pk"), by=bruno)
    assert read_etat(refused) == "refusee"
    assert [one.genre for one in moderation.list_waiting()] == ["appel_annonce"]


def test_a_refusal_taken_back_leaves_nothing_to_contest(refused, andrea):
    moderation.undo(Arbitrage.objects.get(), by=andrea)
    assert [one.genre for one in moderation.list_waiting()] == ["annonce"]


def test_the_journal_copies_nothing_of_what_the_author_answers(refused, bruno):
    moderation.decide([f"appel_annonce-{refused.pk}"], "maintenir", by=bruno, motif="Maintenu.")
    assert not [row for row in Arbitrage.objects.all() if WHY in f"{row.titre} {row.motif} {row.avant}"]


def test_her_answer_is_in_her_file_and_leaves_with_her(hidden, lea):
    contester.contest(hidden, WHY, by=lea)
    assert effacer.export(lea)["cooperations"][0]["appel"] == WHY
    effacer.erase(lea)
    hidden.refresh_from_db()
    assert hidden.appel == ""
    assert moderation.list_waiting() == []
