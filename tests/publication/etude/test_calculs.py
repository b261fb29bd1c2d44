"""A value in words: agreement, nothing, everything, too little, unknown."""

import pytest

from leviers.publication.etude.calculs import CALCULS, ecrire
from leviers.reference.typography import FINE, NBSP


def test_a_count_is_a_number_or_none():
    assert ecrire("compte-m", 14) == "14"
    assert ecrire("compte-m", 0) == "aucun"
    assert ecrire("compte-f", 0) == "aucune"
    assert ecrire("compte-f", 1) == "1"
    assert ecrire("valeur", 19_870_981) == f"19{FINE}870{FINE}981"


@pytest.mark.parametrize("calcul", sorted(CALCULS))
def test_what_is_not_known_is_said_unknown(calcul):
    assert ecrire(calcul, None, 22) == "inconnu"


@pytest.mark.parametrize("calcul", ["part", "proportion"])
def test_a_share_of_nothing_is_unknown(calcul):
    assert ecrire(calcul, 3, 0) == "inconnu"
    assert ecrire(calcul, 3, None) == "inconnu"


@pytest.mark.parametrize(
    ("valeur", "total", "ecrit"),
    [
        (14, 22, "64"),  # 63.6
        (1, 22, "5"),  # 4.5
        (0, 22, "0"),
        (22, 22, "100"),
        (1, 101, "moins de 1"),
        (1, 100, "1"),
        (999, 1000, "plus de 99"),
        (99, 100, "99"),
    ],
)
def test_a_share_is_to_the_unit_and_never_hides_a_rest(valeur, total, ecrit):
    assert ecrire("part", valeur, total).replace(NBSP, " ") == f"{ecrit} %"


@pytest.mark.parametrize(
    ("valeur", "mots"),
    [
        (0, "aucune des"),
        (5, "moins de la moitié des"),
        (6, "la moitié des"),
        (7, "plus de la moitié des"),
        (8, "la plupart des"),  # 8 of 12 is two thirds
        (11, "la plupart des"),
        (12, "toutes les"),
    ],
)
def test_la_plupart_begins_at_two_thirds(valeur, mots):
    assert ecrire("proportion", valeur, 12) == mots


def test_a_percentage_keeps_one_decimal_when_it_has_one():
    assert ecrire("pourcent", 21.2) == f"21,2{NBSP}%"
    assert ecrire("pourcent", 10.0) == f"10{NBSP}%"


def test_amounts_and_years():
    assert ecrire("montant", 12_500_000) == f"12,5{NBSP}M€"
    assert ecrire("euros", 23_000) == f"23{FINE}000{NBSP}€"
    assert ecrire("annee", 2025.0) == "2025"
