"""Words as typed and as written meet on the same stem."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leviers.search.words import MAX_CHARACTERS, MAX_WORDS, list_slips, list_stems, read_query, sort_key, stem


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("coopératives", "coopérative"),
        ("reemploi", "réemploi"),
        ("emplois", "emploi"),
        ("élus", "élue"),
        ("lieux", "lieu"),
        ("locaux", "local"),
        ("SPASER", "spaser"),
        ("œuvres", "oeuvre"),
        ("re\u0301emploi", "réemploi"),  # accents typed apart, as some systems paste them
    ],
)
def test_two_forms_of_a_word_have_one_stem(typed: str, written: str) -> None:
    assert list_stems(typed) == list_stems(written) != []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("delegaton", "délégation"),
        ("deliberatoin", "délibération"),
        ("deliberationn", "délibération"),
        ("financemant", "financement"),
        ("cooperativr", "coopérative"),
    ],
)
def test_a_slip_in_an_ending_leads_to_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert stem(typed) != stem(meant)
    assert stem(meant) in list_slips(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [("coopérative", "coopération"), ("CRESS", "créer"), ("relais", "relier"), ("spa", "SPASER")],
)
def test_words_that_a_reader_tells_apart_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("text", ["l’économie", "l'économie", "L’ÉCONOMIE", "d’économie", "qu’économie"])
def test_an_elision_leaves_the_word_alone(text: str) -> None:
    assert list_stems(text) == list_stems("économie")


def test_stop_words_are_left_out_of_a_text() -> None:
    assert list_stems("Les marchés de la métropole") == [stem("marchés"), stem("métropole")]


def test_a_query_keeps_each_word_once_in_its_order() -> None:
    query = read_query("clause sociale Clauses")
    assert query.words == (stem("clause"), stem("sociale"))
    assert not query.est_tronquee


@pytest.mark.parametrize(
    "typed", ['"marché réservé" nantes', "« marché réservé » nantes", "“marché réservé” nantes"]
)
def test_quotes_make_a_phrase(typed: str) -> None:
    query = read_query(typed)
    assert query.phrases == ((stem("marché"), stem("réservé")),)
    assert stem("nantes") in query.words


def test_a_quote_left_open_is_an_ordinary_mark() -> None:
    query = read_query('"marché réservé')
    assert query.phrases == ()
    assert query.words == (stem("marché"), stem("réservé"))


def test_a_long_query_is_cut_and_says_so() -> None:
    query = read_query("x" * 10_000)
    assert len(query.texte) == MAX_CHARACTERS
    assert query.est_tronquee
    many = read_query(" ".join(f"mot{number}" for number in range(20)))
    assert len(many.words) == MAX_WORDS
    assert many.est_tronquee


@pytest.mark.parametrize("typed", ["", "   ", "le de la", "😀", "\x00", '""', "\\\\", "* ? ~ ( [ {", "'"])
def test_a_text_without_word_asks_nothing(typed: str) -> None:
    assert read_query(typed).words == ()


@given(st.text(max_size=400))
def test_any_text_is_read_and_can_be_shown(typed: str) -> None:
    query = read_query(typed)
    assert len(query.texte) <= MAX_CHARACTERS
    assert query.texte.isprintable()
    assert set().union(*query.phrases) <= set(query.words)
    assert read_query(query.texte).words == query.words


def test_sorting_ignores_case_and_accents() -> None:
    assert sorted(["Zone", "école", "Été", "atelier"], key=sort_key) == ["atelier", "école", "Été", "Zone"]
