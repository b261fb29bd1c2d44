"""What editors write: signed texts, and corrections that keep every computed value."""

from types import SimpleNamespace

import pytest

from leviers.publication.editions.textes import read_rediges
from leviers.publication.models import Correction, TexteEtude
from leviers.web.etude.gestion import textes
from tests.publication.editions.conftest import CLE, ORIGINAL, make_draft
from tests.web.etude_gestion.conftest import HOME, plain, read, send

TEXTE = {
    "place": "avant-propos",
    "titre": "Agir ensemble",
    "signature": "Ada Orval, présidente",
    "corps": "Un premier\r\nparagraphe.\r\n\r\nUn second, <b>nu</b>.",
    "ordre": "1",
}
ONE = f"corrections/{CLE}/"


def test_a_published_text_goes_to_the_study_in_paragraphs(bureau):
    assert "Il n’est pas publié." in send(bureau.ada, "textes/nouveau/", **TEXTE)
    assert read_rediges() == ()
    texte = TexteEtude.objects.get()
    page = send(bureau.ada, f"textes/{texte.pk}/", **TEXTE, est_publie="on")
    assert "prochain brouillon" in page
    assert "modifié le" in page
    (redige,) = read_rediges()
    assert redige.corps == ("Un premier paragraphe.", "Un second, <b>nu</b>.")
    assert make_draft(bureau.home).est_nouveau


def test_a_text_stands_in_a_chapter_of_words_or_before_them_all(monkeypatch):
    kinds = {"essentiel": "texte", "avant-propos": "texte", "index": "annexe", "portrait-lyon": "portrait"}
    rows = {code: {"code": code, "titre": "L’essentiel", "genre": genre} for code, genre in kinds.items()}
    monkeypatch.setattr(textes, "find_draft", lambda: SimpleNamespace(chapitres=rows))
    assert textes.list_places() == {"avant-propos": "Avant-propos", "essentiel": "Point de vue : L’essentiel"}


@pytest.mark.parametrize("field", ["titre", "signature", "corps", "place"])
def test_what_lacks_is_said_and_what_was_typed_stays(bureau, field):
    answer = bureau.ada.post(f"{HOME}/textes/nouveau/", TEXTE | {field: ""})
    assert (answer.status_code, f'id="{field}-erreur"' in plain(answer)) == (422, True)
    kept = "Agir ensemble" if field != "titre" else "Ada Orval"
    assert kept in plain(answer)
    assert not TexteEtude.objects.exists()


def test_an_unknown_place_and_an_invisible_sign_are_refused(bureau):
    for fields in ({"place": "ailleurs"}, {"corps": "Un \u202etexte"}):
        assert bureau.ada.post(f"{HOME}/textes/nouveau/", TEXTE | fields).status_code == 422


def test_paragraphs_show_their_computed_values_as_chips(bureau):
    page = read(bureau.ada, f"{HOME}/corrections/")
    assert '<span class="chip"><span class="chip-name">{part}</span>1 métropole sur 22 (5 %)</span>' in page
    assert "1 paragraphe" in page


def test_a_correction_is_seen_then_kept_then_in_the_draft(bureau):
    corrected = "Dans {part}, un SPASER existe."
    seen = bureau.ada.post(f"{HOME}/{ONE}", {"gabarit": corrected, "geste": "voir"})
    assert "Dans 1 métropole sur 22 (5 %), un SPASER existe." in plain(seen)
    assert not Correction.objects.exists()
    assert "Correction gardée" in send(bureau.ada, ONE, gabarit=corrected)
    make_draft(bureau.home)
    page = read(bureau.ada, f"{HOME}/{ONE}")
    assert ORIGINAL.split("{")[0] in page
    assert "En vigueur" in page
    assert "Texte d’origine rétabli" in send(bureau.ada, f"{ONE}retirer/")
    assert "Retirée le" in read(bureau.ada, f"{HOME}/{ONE}")


@pytest.mark.parametrize("gabarit", ["Dans 15.", "Dans {part} soit 15.", "{part} {part}", "{part.x}"])
def test_a_figure_cannot_be_touched(bureau, gabarit):
    for geste in ("garder", "voir"):
        answer = bureau.ada.post(f"{HOME}/{ONE}", {"gabarit": gabarit, "geste": geste})
        assert (answer.status_code, 'aria-invalid="true"' in plain(answer)) == (422, True)
        assert gabarit in plain(answer)
    assert not Correction.objects.exists()


def test_a_correction_set_aside_is_said(bureau, editor):
    Correction.objects.create(cle=CLE, original="Autre {part}.", gabarit="Corrigé {part}.", auteur=editor)
    page = read(bureau.ada, f"{HOME}/corrections/")
    assert "1 correction mise de côté" in page
    assert "le texte d’origine a changé depuis" in page
    assert "mise de côté" in read(bureau.ada, f"{HOME}/{ONE}")


def test_an_unknown_paragraph_is_not_found(bureau):
    assert bureau.ada.get(f"{HOME}/corrections/rien.du-tout/").status_code == 404
