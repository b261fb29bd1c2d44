"""What is shown of a thing found: lit words, who and when, what is not known said."""

import pytest

from leviers.search.asked import read_asked
from leviers.search.fiches import Fiche
from leviers.search.hits import Lights, is_close, show_fiche

MARCHE = Fiche(
    "marche", "m1", "Entretien des parcs", "Orval Métropole", "999999014", ("Les Jardins",), "", 2024
)


def lit(pieces):
    return [text for text, is_hit in pieces if is_hit]


def test_a_record_says_who_when_and_who_holds_it():
    hit = show_fiche(MARCHE, Lights(read_asked("parc jardin")))
    assert lit(hit.titre) == ["parcs"]
    assert hit.extrait[0] == ("Titulaire : ", False)
    assert lit(hit.extrait) == ["Jardins"]
    assert hit.contexte == ("Orval Métropole", "2024")


def test_what_is_not_known_is_said():
    hit = show_fiche(Fiche("marche", "m2", "", "", "999999014"), Lights(read_asked("parc")))
    assert hit.contexte == ("SIREN 999999014", "année inconnue")
    assert show_fiche(Fiche("subvention", "s"), Lights(read_asked("x"))).contexte[0] == "acteur inconnu"
    assert show_fiche(Fiche("structure", "999999048", "Nom"), Lights(read_asked("x"))).contexte == (
        "SIREN 999999048",
    )


def test_the_meaning_of_an_acronym_is_lit_where_it_stands_whole():
    lights = Lights(read_asked("SCIC"))
    assert lights.choose("une société de nettoyage") == {"scic"}
    whole = Fiche("deliberation", "d", "Entrée dans la société coopérative d’intérêt collectif")
    assert lit(show_fiche(whole, lights).titre) == ["société", "coopérative", "intérêt", "collectif"]


def test_a_word_one_letter_away_is_lit_when_it_was_looked_for():
    fiche = Fiche("marche", "m", "Chantier d’insertion")
    assert lit(show_fiche(fiche, Lights(read_asked("insersion"), est_proche=True)).titre) == ["insertion"]
    assert lit(show_fiche(fiche, Lights(read_asked("insersion"))).titre) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("insert", "insers", True),  # another letter
        ("insert", "inset", True),  # one less
        ("insert", "insertt", True),  # one more
        ("insert", "inesrt", True),  # two swapped
        ("insert", "insert", True),
        ("insert", "inxxrt", False),
        ("insert", "inse", False),
    ],
)
def test_one_letter_apart(one, other, expected):
    assert is_close(one, other) is expected
    assert is_close(other, one) is expected
