"""One indicator over the 22: the drawing, the table and the words say the same figures."""

import pytest

from leviers.graphiques.distribution import read_distribution
from leviers.graphiques.graphique import ETROIT, LARGE
from tests.graphiques.conftest import SHARE, list_marks, valeur

TITLE = "Part des marchés tenue par l’économie sociale et solidaire\u00a0: "
KEY = (SHARE, "metropole")
FOUR = [
    valeur("nantes", 10.0),
    valeur("lyon", 20.0),
    valeur("brest", 4.0, valeur_haute=6.0),
    valeur("metz", 80.0, couverture_pct=12.0),
]


def records(graphique):
    return {row["territoire"]: row for row in graphique.table.list_records()}


def test_the_drawing_holds_the_values_of_the_table(make_build):
    graphique = read_distribution(make_build(FOUR), *KEY)
    for width in (LARGE, ETROIT):
        drawn = {
            row["nom"]: row for row in list_marks(graphique.specify(width)) if "dit" in row and "nom" in row
        }
        known = {name: row for name, row in records(graphique).items() if row["valeur"] is not None}
        assert {name: row["valeur"] for name, row in drawn.items()} == {
            name: row["valeur"] for name, row in known.items()
        }
        assert drawn["Brest"]["haut"] == 6.0
        assert drawn["Metz"]["etat"] == "faible"


def test_the_title_is_the_finding_and_says_the_middle(make_build):
    graphique = read_distribution(make_build(FOUR), *KEY)
    # 4, 10, 20, 80: the middle is 15
    assert graphique.titre == f"{TITLE}de 4\u00a0% à 80\u00a0% selon la métropole, médiane 15\u00a0%"
    assert "En pourcentage, la métropole elle-même, 2024." in graphique.sous_titre
    assert "4 métropoles connues sur 22" in graphique.source.replace("\u00a0", " ")
    assert "couverture de 12\u00a0% à 100\u00a0%" in graphique.source
    assert "build petit" in graphique.source


def test_the_words_follow_the_alphabet_and_name_who_is_unknown(make_build):
    graphique = read_distribution(make_build(FOUR), *KEY)
    assert graphique.alternative.startswith(
        "Par ordre alphabétique\u00a0: Brest 4 à 6\u00a0%, Lyon 20\u00a0%, "
        "Metz 80\u00a0% (couverture faible), Nantes 10\u00a0%."
    )
    assert "Inconnu\u00a0: Aix-Marseille, Bordeaux" in graphique.alternative
    assert len(graphique.table.lignes) == 22
    assert records(graphique)["Toulouse"]["valeur"] is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([valeur("nantes", 10.0)], "10\u00a0% à Nantes Métropole, seule métropole connue"),
        ([valeur("nantes", 0.0)], "0\u00a0% à Nantes Métropole, seule métropole connue"),
        (
            [valeur("nantes", 1.0), valeur("lyon", 3.0)],
            "1\u00a0% ou 3\u00a0% dans les 2\u00a0métropoles connues",
        ),
        ([valeur("nantes", 5.0), valeur("lyon", 5.0)], "5\u00a0% dans les 2\u00a0métropoles connues"),
        ([], "inconnu pour les 22\u00a0métropoles"),
    ],
)
def test_the_finding_agrees_with_how_many_are_known(make_build, rows, said):
    assert read_distribution(make_build(rows), *KEY).titre == TITLE + said


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("lyon", "20\u00a0% à la Métropole de Lyon, pour une médiane de 15\u00a0%"),
        ("brest", "4 à 6\u00a0% à Brest Métropole, pour une médiane de 15\u00a0%"),
        ("toulouse", "inconnu à Toulouse Métropole"),
    ],
)
def test_one_metropole_can_be_pointed_out(make_build, slug, said):
    graphique = read_distribution(make_build(FOUR), *KEY, slug)
    assert graphique.titre == TITLE + said
    pointed = [row["nom"] for row in list_marks(graphique.specify(LARGE)) if row.get("etat") == "accent"]
    assert len(pointed) == ("inconnu" not in said)


def test_without_any_value_words_say_so_and_nothing_is_drawn(make_build):
    graphique = read_distribution(make_build([]), *KEY)
    assert graphique.est_vide
    assert "C’est «\u00a0inconnu\u00a0», pas 0." in graphique.alternative


@pytest.mark.parametrize(
    "key", [("inconnu", "metropole", ""), (SHARE, "planete", ""), (SHARE, "metropole", "x")]
)
def test_an_unknown_word_gives_no_chart(make_build, key):
    assert read_distribution(make_build(FOUR), *key) is None


def test_lines_are_in_the_alphabet_and_never_by_value(make_build):
    specification = read_distribution(make_build(FOUR), *KEY).specify(LARGE)
    named = next(layer for layer in specification["layer"] if "sort" in layer["encoding"].get("y", {}))
    assert named["encoding"]["y"]["sort"] == ["Les 4 ensemble", "Brest", "Lyon", "Metz", "Nantes"]
