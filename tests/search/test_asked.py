"""What somebody typed, read: words, phrases, words left out, filters, acronyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leviers.search.asked import Part, read_asked


def test_words_phrases_exclusions_and_filters_are_told_apart():
    asked = read_asked('insertion "marché réservé" -formation -"vélo cargo" metropole:nantes annee:2022-2024')
    assert asked.parts == (Part(("insert",)), Part(("march", "reserv"), est_phrase=True))
    assert asked.sauf == (Part(("format",)), Part(("velo", "cargo"), est_phrase=True))
    assert asked.filters.values == {"metropole": ("nantes",), "annee": ("2022", "2023", "2024")}
    assert asked.debut == ""


def test_a_dash_inside_a_word_leaves_nothing_out():
    asked = read_asked("tiers-lieu Saint-Denis")
    assert asked.sauf == ()
    assert len(asked.parts) == 4


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("Métropole:Saint-Étienne", {"metropole": ("saint-etienne",)}),
        ('metropole:"métropole de lyon"', {"metropole": ("lyon",)}),
        ("genre:marchés", {"genre": ("marche",)}),
        ("genre:marche genre:subvention", {"genre": ("marche", "subvention")}),
        ("annee:2024", {"annee": ("2024",)}),
        ("année:2024..2023", {"annee": ("2023", "2024")}),
        ("levier:SPASER", {"levier": ("spaser",)}),
        ("champ:achats-responsables", {"champ": ("achats-responsables",)}),
        ("siren:244400404", {"siren": ("244400404",)}),
    ],
)
def test_each_operator_reads_its_values_as_people_write_them(typed, values):
    asked = read_asked(typed)
    assert (asked.filters.values, asked.filters.refused, asked.parts) == (values, (), ())


@pytest.mark.parametrize(
    "typed", ["metropole:atlantis", "annee:24", "genre:licorne", "siren:12", "-genre:marche"]
)
def test_a_value_that_means_nothing_is_refused_and_said(typed):
    asked = read_asked(typed)
    assert asked.filters.refused == (typed,)
    assert asked.est_vide


def test_what_is_no_operator_is_words():
    assert read_asked("titre:ressourcerie").parts == (Part(("titr",)), Part(("ressourcer",)))


def test_an_acronym_is_also_what_it_stands_for_and_the_other_way_round():
    (short,) = read_asked("scic").parts
    assert short == Part(("scic",), sens=(("societ", "cooperativ", "interet", "collect"),))
    (long,) = read_asked("Sociétés coopératives d’intérêt collectif").parts
    assert long == Part(("societ", "cooperativ", "interet", "collect"), sens=(("scic",),))
    (phrase,) = read_asked('"insertion par l’activité économique"').parts
    assert (phrase.est_phrase, phrase.sens) == (True, (("iae",),))


def test_the_last_word_may_be_unfinished_but_not_when_a_space_a_quote_or_a_figure_ends_it():
    assert read_asked("une ressourc").debut == "ressourc"
    assert read_asked("une ressourc ").debut == ""
    assert read_asked('une "ressourc"').debut == ""
    assert read_asked("plan 2024").debut == ""
    assert read_asked("du v").debut == ""


@pytest.mark.parametrize("typed", ["", " ", '"', "«", "-", '""', "😀", "- - -", ":", "-:", '-"', "AND ()"])
def test_operators_alone_look_for_nothing_or_for_words(typed):
    asked = read_asked(typed)
    assert asked.est_vide or typed == "AND ()"


def test_a_long_text_is_cut_and_it_is_said():
    asked = read_asked("mot " * 2_500)
    assert asked.est_tronquee
    assert len(asked.texte) <= 200
    assert read_asked(" ".join(f"mot{number}x" for number in range(30))).est_tronquee


@given(typed=st.text(max_size=300))
def test_any_text_can_be_read(typed):
    asked = read_asked(typed)
    assert all(part.stems for part in (*asked.parts, *asked.sauf))
