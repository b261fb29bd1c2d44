"""French typography: no-break spaces, numbers, dates, agreement."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leviers.web.kit.typography import (
    FINE,
    NBSP,
    accord,
    annees,
    date_fr,
    enumere,
    euros,
    euros_courts,
    nombre,
    pluriel,
    typo,
)

TEXTS = st.text(alphabet=" \u00a0\u202f'’«»:;!?%€0123456789abcdeLn°.,/(-)\n<>", max_size=40)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("l'économie d'aujourd'hui", "l’économie d’aujourd’hui"),
        ("l'« ESS »", f"l’«{NBSP}ESS{NBSP}»"),
        ("Pourquoi ?", f"Pourquoi{FINE}?"),
        ("Quoi ?!", f"Quoi{FINE}?!"),
        ("un ; deux", f"un{FINE}; deux"),
        ("un : deux", f"un{NBSP}: deux"),
        ("10 %", f"10{NBSP}%"),
        ("10 %, puis 5 %.", f"10{NBSP}%, puis 5{NBSP}%."),
        ("3 €", f"3{NBSP}€"),
        ("1,2 M€ et 340 k€", f"1,2{NBSP}M€ et 340{NBSP}k€"),
        ("22 métropoles", f"22{NBSP}métropoles"),
        ("1 levier, 50 leviers", f"1{NBSP}levier, 50{NBSP}leviers"),
        ("379 démarches", f"379{NBSP}démarches"),
        ("loi n° 2014-856, art. 1", f"loi n°{NBSP}2014-856, art.{NBSP}1"),
        ("1 100 usages", f"1{FINE}100 usages"),
        ("7 142 540 habitants", f"7{FINE}142{FINE}540{NBSP}habitants"),
    ],
)
def test_spaces_and_apostrophes_become_french(written, read):
    assert typo(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/l'ess?a=1",
        "voir https://exemple.fr/page?x=y;z, puis revenir",
        "www.exemple.fr/d'abord",
        "d'ici@exemple.fr",
        "à 12:30",
        "un mot:collé",
        "5'6",
        "en 2019 100 personnes",
        "loi 2014-856 100",
        "12,5 100",
        "a/b 100:1",
        "",
    ],
)
def test_addresses_times_and_glued_signs_are_left_alone(text):
    assert typo(text) == text


def test_an_address_inside_a_sentence_is_left_alone_and_the_sentence_is_not():
    assert typo("l'adresse : https://x.fr/d'a ; fin") == f"l’adresse{NBSP}: https://x.fr/d'a{FINE}; fin"


@given(TEXTS)
def test_typo_twice_is_typo_once(text):
    assert typo(typo(text)) == typo(text)


@given(TEXTS)
def test_typo_changes_nothing_but_spaces_and_apostrophes(text):
    plain = str.maketrans({NBSP: " ", FINE: " ", "’": "'"})
    assert typo(text).translate(plain) == text.translate(plain)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, "0"),
        (7, "7"),
        (1234.5, f"1{FINE}234,5"),
        (1_234_567, f"1{FINE}234{FINE}567"),
        (0.125, "0,12"),
        (100.0, "100"),
        (100, "100"),
        (-3.5, "\u22123,5"),
        (-0.001, "0"),
    ],
)
def test_a_number_is_written_the_french_way(value, read):
    assert nombre(value) == read


def test_a_number_keeps_the_decimals_asked_for():
    assert nombre(3, 2) == "3,00"
    assert nombre(1234.567, 1) == f"1{FINE}234,6"
    assert nombre(-0.004, 2) == "0,00"


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_number_can_be_read_back(value):
    written = nombre(value).replace(FINE, "").replace(",", ".").replace("\u2212", "-")
    assert float(written) == pytest.approx(round(value, 2), abs=1e-9)
    assert written != "-0"


@pytest.mark.parametrize(
    ("value", "read"),
    [(950, f"950{NBSP}€"), (1234.5, f"1{FINE}234,50{NBSP}€"), (2_000.0, f"2{FINE}000{NBSP}€")],
)
def test_an_amount_has_cents_only_when_there_are_some(value, read):
    assert euros(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0, f"0{NBSP}€"),
        (999, f"999{NBSP}€"),
        (1000, f"1{NBSP}k€"),
        (340_000, f"340{NBSP}k€"),
        (999_900, f"999,9{NBSP}k€"),
        (999_960, f"1{NBSP}M€"),
        (1_250_000, f"1,2{NBSP}M€"),
        (2_000_000_000, f"2{NBSP}Md€"),
        (-1500, f"\u22121,5{NBSP}k€"),
    ],
)
def test_a_short_amount_never_reads_a_thousand_of_a_unit(value, read):
    assert euros_courts(value) == read


@pytest.mark.parametrize(
    ("count", "read"), [(0, "0 levier"), (1, "1 levier"), (1.9, "1,9 levier"), (2, "2 leviers")]
)
def test_a_count_below_two_is_singular(count, read):
    assert pluriel(count, "levier") == read.replace(" ", NBSP)


def test_an_irregular_plural_is_given():
    assert pluriel(3, "a été relue", "ont été relues") == f"3{NBSP}ont été relues"
    assert accord(1, "cheval", "chevaux") == "cheval"
    assert accord(2, "cheval", "chevaux") == "chevaux"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, ""),
        ("", ""),
        ("2024", "2024"),
        ("2024-03", f"mars{NBSP}2024"),
        ("2024-03-01", f"1er{NBSP}mars{NBSP}2024"),
        (date(2024, 12, 25), f"25{NBSP}décembre{NBSP}2024"),
        ("2024-13", "2024-13"),
        ("2024-00", "2024-00"),
        ("2024-02-31", "2024-02-31"),
        ("vers 2020", "vers 2020"),
    ],
)
def test_a_date_is_said_in_words_and_a_text_that_is_not_one_comes_back(value, read):
    assert date_fr(value) == read


def test_a_moment_gives_the_day_in_paris():
    assert date_fr(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == f"1er{NBSP}novembre{NBSP}2026"


@pytest.mark.parametrize(
    ("debut", "fin", "read"),
    [
        (2019, 2022, "2019 à 2022"),
        (2019, 2019, "2019"),
        (2019, None, f"depuis{NBSP}2019"),
        (None, 2022, f"jusqu’en{NBSP}2022"),
        (None, None, ""),
    ],
)
def test_a_period_is_said_with_what_is_known(debut, fin, read):
    assert annees(debut, fin) == read


@pytest.mark.parametrize(
    ("items", "read"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_items_are_joined_as_in_a_sentence(items, read):
    assert enumere(items) == read
