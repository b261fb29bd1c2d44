"""Other words for a paragraph: around the computed values, which nothing can touch."""

import pytest

from leviers.errors import CorrectionRefused
from leviers.publication.editions import ouvrage
from leviers.publication.editions.corrections import (
    CHANGED,
    REMOVED,
    check_correction,
    correct,
    read_corrections,
    withdraw,
)
from leviers.publication.etude import chapitres
from leviers.publication.etude.texte import lire
from leviers.publication.models import Correction, GesteEtude
from tests.publication.editions.conftest import CLE, ORIGINAL, make_draft

CORRECTED = "Dans {part}, un SPASER a été repéré."


def read_sentence(home):
    with ouvrage.open_atelier(ouvrage.prepare()) as atelier:
        etude = atelier.write_etude()
    return lire(etude.chapitres[0].blocs[0].texte).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_correction_changes_the_words_and_keeps_the_figures(own_home, editor):
    assert read_sentence(own_home) == "Le SPASER est repéré dans 1 métropole sur 22 (5 %)."
    correct(CLE, ORIGINAL, CORRECTED, by=editor)
    assert read_sentence(own_home) == "Dans 1 métropole sur 22 (5 %), un SPASER a été repéré."


@pytest.mark.parametrize(
    ("corrected", "reason"),
    [
        ("Le SPASER est repéré.", "il manque {part}"),
        ("Le SPASER : {part}, {part}.", "{part} est de trop"),
        ("Le SPASER : {part} et {total}.", "{total} est de trop"),
        ("Le SPASER : {autre}.", "il manque {part}, {autre} est de trop"),
        ("Dans {part}, soit 15 métropoles.", "Un chiffre est écrit à la main"),
        ("Dans {part}, soit ١٥ métropoles.", "Un chiffre est écrit à la main"),
        ("Dans {part}, soit ½ de plus.", "Un chiffre est écrit à la main"),
        ("Dans {part!r}.", "ne se met pas en forme"),
        ("Dans {part:x}.", "ne se met pas en forme"),
        ("Dans {part.valeur}.", "il manque {part}"),
        ("Dans {part[0]}.", "il manque {part}"),
        ("Dans {part.", "accolade"),
        ("Dans {{part}}, {part}.", "n’est pas admis"),
        ("Dans <b>{part}</b>.", "n’est pas admis"),
        ("Dans *{part}*.", "n’est pas admis"),
        ("Dans #{part}.", "n’est pas admis"),
        ("Dans {part}\u202e.", "signe invisible"),
        ("   ", "vide"),
        (ORIGINAL, "Rien n’est changé"),
        ("Dans {part}" + "a" * 3_000, "trop longue"),
    ],
)
def test_what_would_touch_a_figure_is_refused_with_the_reason(corrected, reason):
    with pytest.raises(CorrectionRefused) as refused:
        check_correction(ORIGINAL, corrected)
    assert reason in refused.value.message


def test_a_refused_correction_leaves_the_former_one(db, editor):
    correct(CLE, ORIGINAL, CORRECTED, by=editor)
    with pytest.raises(CorrectionRefused):
        correct(CLE, ORIGINAL, "Sans valeur.", by=editor)
    assert read_corrections() == {CLE: (ORIGINAL, CORRECTED)}


def test_a_correction_is_set_aside_once_its_sentence_has_changed(own_home, editor, monkeypatch):
    correct(CLE, ORIGINAL, CORRECTED, by=editor)
    correct("essentiel.disparu", "Autre {x}.", "Une autre {x}.", by=editor)

    def write_otherwise(contexte):
        page = contexte.chapitre("essentiel", "L’essentiel")
        page.par("spaser", "Repéré : {part}.", part="partout")
        return [page.fermer()]

    monkeypatch.setattr(chapitres, "ETUDE", (write_otherwise,))
    monkeypatch.setattr(chapitres, "RESUME", (write_otherwise,))
    with ouvrage.open_atelier(ouvrage.prepare()) as atelier:
        etude = atelier.write_etude()
    assert "Repéré" in lire(etude.chapitres[0].blocs[0].texte)
    assert atelier.corrections.ecartees == {"essentiel.disparu": REMOVED, CLE: CHANGED}


def test_a_correction_asks_for_a_new_draft_which_says_it(own_home, editor):
    make_draft(own_home)
    correct(CLE, ORIGINAL, CORRECTED, by=editor)
    again = make_draft(own_home)
    assert again.est_nouveau
    assert again.edition.sommaire["corrections"] == {CLE: CORRECTED}
    assert again.edition.sommaire["corrections_ecartees"] == {}


def test_nothing_is_erased_and_who_did_it_is_kept(db, editor, reviewer):
    correct(CLE, ORIGINAL, CORRECTED, by=editor)
    correct(CLE, ORIGINAL, "Repéré : {part}.", by=reviewer)
    assert withdraw(CLE, by=editor)
    assert not withdraw(CLE, by=editor)
    assert read_corrections() == {}
    rows = Correction.objects.order_by("pk")
    assert [(row.auteur.username, row.retiree_par.username) for row in rows] == [
        ("ada", "bertille"),
        ("bertille", "ada"),
    ]
    assert [one.auteur.username for one in GesteEtude.objects.order_by("pk")] == ["ada", "bertille", "ada"]
