"""The desk: what is shown of a record, what each answer does, what is never lost."""

import pytest
from django.test import Client

from leviers.evidence.models import Decision
from tests.web.facts import read_text
from tests.web.relecture.forms import DESK, answer, read, send, take_form


def test_it_works_a_record_is_shown_with_all_that_helps_to_judge(desk, actes):
    actes.add("M1", tiers_nom="Atelier", date_fait=None, montant_eur=12345)
    actes.swap()
    page = desk.get(DESK)
    said = read(page)
    for words in (
        "1 titre à relire, dont 1 changerait la matrice",
        "Marché, 2024 · acte de Nantes Métropole elle-même",
        "12 345 €",
        "mini.csv ↗ , ligne 1",
        "Cet acte montre-t-il ce levier ?",
        "Schéma de promotion des achats",
        "Confirmer ferait passer ce levier de non observable à constaté dans la matrice.",
        "probable, 86 % : sur cent propositions comme celle-ci, 14 sont fausses",
        "Motif spaser, version 1.0-test",
    ):
        assert words in said, words
    html = page.content.decode()
    assert "<mark>schéma des achats</mark>" in html
    assert 'href="https://exemple.invalid/mini.csv"' in html
    assert 'href="/marches/M1/"' in html
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize(
    ("verdict", "given", "said"),
    [
        ("confirme", {}, "Confirmé : « Prestation M1 : schéma des achats »."),
        ("rejette", {}, "Rejeté : « Prestation M1 : schéma des achats »."),
        ("passe", {}, "Passé : « Prestation M1 : schéma des achats »."),
        (
            "corrige",
            {"levier_corrige": "ptce"},
            "Corrigé en Pôle de coopération (PTCE) : « Prestation M1 : schéma des achats ».",
        ),
    ],
)
def test_each_answer_is_kept_said_and_followed_by_the_next_record(desk, actes, verdict, given, said):
    actes.add("M1", confiance=0.5)
    actes.add("M2", objet="Un autre titre")
    actes.swap()
    page = answer(desk, verdict, **given)
    assert said in read(page)
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/M2"
    assert "autofocus" in page.content.decode()
    assert Decision.objects.get().verdict == verdict


def test_identical_titles_are_answered_together_and_undone_together(desk, actes):
    for number in (1, 2, 3):
        actes.add(f"M{number}", objet="Schéma des achats")
    actes.swap()
    assert "Répondre aussi pour 2 autres fiches du même titre" in read(desk.get(DESK))
    page = answer(desk, "rejette", identiques="1")
    assert "Rejeté : « Schéma des achats » et 2 autres fiches du même titre." in read(page)
    assert "Tout est relu" in read(page)
    lot = str(Decision.objects.first().lot)
    response = desk.post(f"{DESK}annuler/", {"lot": lot})
    page = desk.get(response.headers["Location"])
    assert "Annulé, rejeté : « Schéma des achats » et 2 autres fiches du même titre." in read(page)
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/M1"
    assert "déjà annulée" in read(desk.post(f"{DESK}annuler/", {"lot": lot}, follow=True))


@pytest.mark.parametrize("lot", ["", "pas-un-lot", "00000000-0000-0000-0000-000000000000"])
def test_what_cannot_be_undone_is_said(desk, actes, lot):
    actes.swap()
    assert "Rien à annuler" in read(desk.post(f"{DESK}annuler/", {"lot": lot}, follow=True))


def test_a_double_click_counts_once_and_says_so(desk, actes):
    actes.add("M1")
    actes.swap()
    fields = {**take_form(desk.get(DESK).content.decode()), "verdict": "confirme"}
    send(desk, fields)
    assert "n’est comptée qu’une fois" in read(send(desk, fields))
    assert Decision.objects.count() == 1


def test_two_people_at_once_keep_both_opinions_and_the_second_is_told(desk, actes, camille):
    actes.add("M1")
    actes.swap()
    other = Client()
    other.force_login(camille)
    mine = {**take_form(desk.get(DESK).content.decode()), "verdict": "confirme"}
    hers = {**take_form(other.get(DESK).content.decode()), "verdict": "rejette"}
    send(other, hers)
    said = read(send(desk, mine))
    assert "avait rejeté cette fiche entre-temps : les deux avis sont gardés, elle est discutée." in said
    assert Decision.objects.filter(annulee_le=None).count() == 2


def test_a_record_gone_from_the_build_is_said_and_the_next_one_comes(desk, actes):
    actes.add("M1", confiance=0.5)
    actes.add("M2", objet="Un autre titre")
    actes.swap()
    fields = {**take_form(desk.get(DESK).content.decode()), "verdict": "confirme"}
    actes.rows.pop(0)
    actes.swap()
    page = send(desk, fields)
    assert "n’est plus proposée à la relecture : votre réponse n’a pas été gardée" in read(page)
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/M2"
    assert Decision.objects.count() == 0


def test_a_correction_without_a_levier_comes_back_to_the_same_record(desk, actes):
    actes.add("M1", confiance=0.5)
    actes.add("M2", objet="Un autre titre")
    actes.swap()
    page = answer(desk, "corrige")
    assert "Pour corriger, il faut un autre levier" in read(page)
    assert take_form(page.content.decode())["fiche"] == "marche/spaser/M1"


@pytest.mark.parametrize("fiche", ["", "marche", "marche/spaser/", "avion/spaser/M1", "marche/spaser/M9"])
def test_an_answer_about_nothing_is_refused_in_words(desk, actes, fiche):
    actes.add("M1")
    actes.swap()
    page = send(desk, {"fiche": fiche, "verdict": "confirme", "vu": "x" * 40, "jeton": "non"})
    assert "n’est plus proposée" in read(page)
    assert Decision.objects.count() == 0


def test_nothing_of_a_title_becomes_html(desk, actes):
    actes.add("M1", objet="<b>Schéma des achats</b> <script>alert(1)</script>", mot="Schéma des achats")
    actes.swap()
    html = desk.get(DESK).content.decode()
    assert "&lt;b&gt;<mark>Schéma des achats</mark>&lt;/b&gt; &lt;script&gt;" in html
    assert "<script>alert" not in html


def test_a_long_title_is_folded_around_the_words_lit(desk, actes):
    actes.add("M1", objet="début " * 60 + "schéma des achats " + "fin " * 60)
    actes.swap()
    html = desk.get(DESK).content.decode()
    assert html.count("<mark>schéma des achats</mark>") == 2  # the extract, then the whole
    assert "Lire l’intitulé entier (618 signes)" in read_text(html).replace("\u202f", " ")


def test_words_lit_that_do_not_fit_the_title_are_left_dark(desk, actes):
    mots = (
        '[{"champ": "objet", "debut": 90, "fin": 99, "texte": "?"}, {"champ": "tiers", "debut": 0, "fin": 4}]'
    )
    actes.add("M1", objet="Court", mots=mots)
    actes.swap()
    assert "<mark>" not in desk.get(DESK).content.decode()


def test_a_natural_person_is_not_named(desk, actes):
    actes.add("S1", "ptce", "subvention", tiers_nom="Madame Dupont")
    actes.swap()
    said = read(desk.get(DESK))
    assert "Dupont" not in said
    assert "personne physique, nom non affiché" in said


def test_neighbours_and_opinions_are_shown_with_author_and_day(desk, actes, reviewer):
    actes.add("M1", confiance=0.5)
    actes.add("M2", objet="Un autre titre")
    actes.swap()
    answer(desk, "rejette")
    said = read(desk.get(DESK))
    assert "Déjà jugé pour ce levier « Prestation M1 : schéma des achats » rejeté par Relecture" in said
    again = read(desk.get(DESK, {"fiche": "marche/spaser/M1"}))
    assert "Déjà dit de cette fiche rejeté par Relecture" in again


def test_the_desk_costs_a_bounded_number_of_queries(desk, actes, django_assert_max_num_queries):
    for number in range(30):
        actes.add(f"M{number}", objet=f"Titre {'abcdefghijklmnopqrstuvwxyzabcd'[number]} {'x' * number}")
    actes.swap()
    for _ in range(5):
        answer(desk, "confirme")
    with django_assert_max_num_queries(20):
        desk.get(DESK)
