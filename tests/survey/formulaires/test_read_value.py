"""read_value: what people type in French becomes canonical, or a sentence that says what to type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leviers.survey.formulaires import Question, read_value
from leviers.survey.formulaires.constructions import TYPES
from leviers.survey.formulaires.valeurs import check_value


def q(type_, **options):
    return Question(code="q", chemin="q", type=type_, **options)


@pytest.mark.parametrize(
    ("type_", "typed", "canonical"),
    [
        ("decimal", "1 234,5", "1234.5"),
        ("decimal", "1\u202f234,50\u00a0€", "1234.5"),
        ("decimal", "−3", "-3"),
        ("decimal", "0.5", "0.5"),
        ("decimal", "-0", "0"),
        ("decimal", "007,10", "7.1"),
        ("integer", " 12 ", "12"),
        ("integer", "12,0", "12"),
        ("range", "3", "3"),
        ("date", "12/03/2025", "2025-03-12"),
        ("date", "1er mars 2025", "2025-03-01"),
        ("date", "3 févr. 2025", "2025-02-03"),
        ("date", "2025-3-1", "2025-03-01"),
        ("date", "1.12.2025", "2025-12-01"),
        ("time", "14 h 30", "14:30:00"),
        ("time", "9h", "09:00:00"),
        ("dateTime", "12/03/2025 à 14h30", "2025-03-12T14:30:00"),
        ("dateTime", "2025-03-12T14:30", "2025-03-12T14:30:00"),
        ("acknowledge", "on", "OK"),
        ("select_multiple", ["b", "a", "b", ""], "b a"),
        ("select_one", " oui ", "oui"),
        ("text", "  a\r\nb\x00\u202e ", "a\nb"),
        ("text", "e\u0301te\u0301", "été"),
        ("text", "   ", ""),
    ],
)
def test_it_reads(type_, typed, canonical):
    assert read_value(q(type_), typed) == (canonical, "")


@pytest.mark.parametrize(
    ("type_", "typed", "words"),
    [
        ("decimal", "12.000", "« 12.000 » peut se lire de deux façons : écrivez 12 000 ou 12."),
        ("decimal", "12.500", "« 12.500 » peut se lire de deux façons : écrivez 12 500 ou 12,5."),
        ("decimal", "1,234.5", "« 1,234.5 » mêle point et virgule : écrivez par exemple 1 234,5."),
        ("decimal", "12 k€", "Écrivez le nombre entier, sans « k » ni « M » : 12 000 plutôt que 12 k€."),
        ("decimal", "beaucoup", "« beaucoup » n’est pas un nombre : écrivez par exemple 1 234,5."),
        ("decimal", "1234567890123456", "Ce nombre a trop de chiffres : 15 au plus."),
        ("integer", "12,5", "Écrivez un nombre entier, sans virgule."),
        ("integer", "99999999999", "Ce nombre est trop grand : il dépasse deux milliards."),
        ("range", "11", "Choisissez un nombre entre 1 et 10."),
        ("date", "31/02/2025", "« 31/02/2025 » n’existe pas dans le calendrier : écrivez jour/mois/année,"
                               " par exemple 12/03/2025."),
        ("date", "12/03/25", "« 12/03/25 » : écrivez jour/mois/année, par exemple 12/03/2025, l’année sur"
                             " quatre chiffres."),
        ("date", "hier", "« hier » n’est pas une date : écrivez jour/mois/année, par exemple 12/03/2025."),
        ("time", "25:00", "« 25:00 » n’est pas une heure : écrivez par exemple 14 h 30."),
        ("dateTime", "12/03/2025", "Ajoutez l’heure, par exemple 14 h 30."),
        ("text", "a" * 10_001, "Raccourcissez ce texte : 10001 caractères, 10000 au plus."),
    ],
)  # fmt: skip
def test_it_says_what_to_type_instead(type_, typed, words):
    assert read_value(q(type_), typed) == ("", words)


@given(type_=st.sampled_from(sorted(TYPES)), typed=st.text(max_size=40))
def test_what_is_read_is_always_of_its_type_and_clean(type_, typed):
    value, error = read_value(q(type_), typed)
    assert not (value and error)
    if value:
        assert check_value(q(type_), value) == ""
        assert not any(ord(character) < 32 and character not in "\n\t" for character in value)


@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_any_number_written_in_french_is_read_back(number):
    typed = f"{number:,}".replace(",", "\u202f").replace(".", ",")
    value, error = read_value(q("decimal"), typed)
    assert error == ""
    assert float(value) == float(number)


@given(day=st.dates())
def test_any_date_written_in_french_is_read_back(day):
    assert read_value(q("date"), f"{day.day:02d}/{day.month:02d}/{day.year:04d}") == (day.isoformat(), "")
