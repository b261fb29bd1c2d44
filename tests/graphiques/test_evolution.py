"""One indicator year after year: ranges, years unknown, the others, words in agreement."""

import pytest

from leviers.graphiques.evolution import read_evolution
from leviers.graphiques.graphique import ETROIT, LARGE
from tests.graphiques.conftest import SHARE, list_marks, list_texts, valeur

KEY = ("nantes", SHARE, "metropole")
TITLE = "Part des marchés tenue par l’économie sociale et solidaire, Nantes Métropole\u00a0: "
ROWS = [
    valeur("nantes", 2.0, annee=2021, couverture_pct=30.0),
    valeur("nantes", 5.0, annee=2023, valeur_haute=8.0),
    valeur("lyon", 1.0, annee=2023),
    valeur("brest", 3.0, annee=2023),
    valeur("metz", 9.0, annee=2019),
]


def test_the_drawing_holds_the_values_of_the_table(make_build):
    graphique = read_evolution(make_build(ROWS), *KEY)
    rows = graphique.table.list_records()
    assert [(row["annee"], row["valeur"], row["valeur_haute"]) for row in rows] == [
        (2021, 2.0, None),
        (2023, 5.0, 8.0),
    ]
    # in 2023 two others are known, 1 and 3: their middle is 2
    assert [(row["nb_autres"], row["mediane_autres"]) for row in rows] == [(0, None), (2, 2.0)]
    for width in (LARGE, ETROIT):
        marks = list_marks(graphique.specify(width))
        mine = [row for row in marks if "dit" in row]
        assert {(row["annee"], row["valeur"], row["haut"]) for row in mine} == {
            ("2021", 2.0, 2.0),
            ("2023", 5.0, 8.0),
        }
        assert {row["valeur"] for row in marks if "dit" not in row} == {1.0, 3.0}


def test_title_and_words_say_the_last_and_the_first_year(make_build):
    graphique = read_evolution(make_build(ROWS), *KEY)
    assert graphique.titre == f"{TITLE}5 à 8\u00a0% en 2023, 2\u00a0% en 2021"
    assert graphique.alternative == (
        "D’année en année\u00a0: 2021, 2\u00a0% (couverture 30\u00a0%)\u202f; "
        "2023, 5 à 8\u00a0% (couverture 100\u00a0%). Inconnu\u00a0: 2022. "
        "En 2023, 2\u00a0autres métropoles connues\u00a0: de 1\u00a0% à 3\u00a0%."
    )
    for words in ("en plein, le certain", "barre vide, couverture faible", "traits à droite, les autres"):
        assert words in graphique.sous_titre.lower()


def test_a_year_without_value_keeps_its_place_and_says_unknown(make_build):
    specification = read_evolution(make_build(ROWS), *KEY).specify(LARGE)
    assert '\\"2022\\": [\\"2022\\", \\"inconnu\\"]' in list_texts(specification)
    assert [row["annee"] for row in list_marks(specification) if row.get("annee") == "2022"] == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({2023: 5.0}, "5\u00a0% en 2023, seule année connue"),
        ({2022: 5.0, 2023: 5.0}, "5\u00a0% en 2023, comme en 2022"),
        ({2022: 0.0, 2023: 0.0}, "0\u00a0% en 2023, comme en 2022"),
        ({}, "inconnu"),
    ],
)
def test_the_finding_agrees_with_the_years_known(make_build, numbers, said):
    rows = [valeur("nantes", number, annee=year) for year, number in numbers.items()]
    graphique = read_evolution(make_build(rows), *KEY)
    assert graphique.titre == TITLE + said
    assert graphique.est_vide == (not numbers)


@pytest.mark.parametrize(
    "key", [("atlantide", SHARE, "metropole"), ("nantes", "inconnu", "metropole"), ("nantes", SHARE, "x")]
)
def test_an_unknown_word_gives_no_chart(make_build, key):
    assert read_evolution(make_build(ROWS), *key) is None


def test_another_far_above_is_out_of_the_frame_and_said_so(make_build):
    rows = [valeur("nantes", 10.0), valeur("lyon", 25.0), valeur("brest", 26.0)]
    graphique = read_evolution(make_build(rows), *KEY)
    assert "les autres métropoles (1\u00a0valeur plus haute hors du cadre)." in graphique.sous_titre
    assert [row["valeur"] for row in list_marks(graphique.specify(LARGE)) if "dit" not in row] == [25.0]


def test_only_zeros_show_no_other_and_promise_none(make_build):
    graphique = read_evolution(make_build([valeur("nantes", 0.0), valeur("lyon", 4.0)]), *KEY)
    assert "autres" not in graphique.sous_titre
    assert [row for row in list_marks(graphique.specify(LARGE)) if "dit" not in row] == []


def list_said(specification):
    return [row["dit"] for row in list_marks(specification) if "dit" in row]


def test_long_ranges_of_many_years_never_touch(make_build):
    code = "montant-subventions-ess-eur"
    rows = [
        valeur("nantes", 165.4e6 + year, code=code, annee=year, valeur_haute=193.3e6)
        for year in range(2015, 2025)
    ]
    graphique = read_evolution(make_build(rows), "nantes", code, "metropole")
    assert list_said(graphique.specify(LARGE)) == ["165\u2013193"] * 10  # 7 letters in 60 pixels of a year
    # 28 pixels of a year: one in two is named, the last first; the table says them all
    assert list_said(graphique.specify(ETROIT)) == ["", "165\u2013193"] * 5
    assert len(graphique.table.list_records()) == 10


def test_a_small_value_keeps_its_decimal_where_room_is_short(make_build):
    rows = [valeur("nantes", 0.2, annee=year, valeur_haute=11.4) for year in range(2015, 2025)]
    said = list_said(read_evolution(make_build(rows), *KEY).specify(ETROIT))
    assert {one for one in said if one} == {"0,2\u201311,4"}
    assert said[-1]
