"""Leviers by niveau de preuve: one sign a métropole, counted by hand."""

from leviers.catalogue import published
from leviers.graphiques.cartes import find_limits, read_levier
from leviers.graphiques.graphique import LARGE
from leviers.graphiques.niveaux import read_champ, read_leviers
from tests.graphiques.conftest import list_marks


def champ(code="achats-responsables"):
    return read_champ(published.current(), code)


def test_signs_table_and_title_count_the_same(mini):
    mini.demarche("un", metropole="nantes", leviers="spaser")
    mini.demarche("deux", metropole="lyon", leviers="spaser clause-sociale-insertion")
    graphique = champ()
    rows = {row["levier"]: row for row in graphique.table.list_records()}
    assert (
        rows["spaser"]["nb_reperes"],
        rows["spaser"]["nb_documente"],
        rows["spaser"]["nb_non_repere"],
    ) == (2, 2, 20)
    signs = {
        (row["nom"], row["niveau"]): row["signes"]
        for row in list_marks(graphique.specify(LARGE))
        if "signes" in row
    }
    assert signs["SPASER", "documente"] == "◑◑"
    assert len(signs["SPASER", "non-repere"]) == 20
    assert "«\u00a0SPASER\u00a0» repéré dans 2\u00a0métropoles sur 22" in graphique.titre
    assert "SPASER\u00a0: 2 documentés et 20 non repérés." in graphique.alternative


def test_nothing_repere_is_said_and_drawn_as_not_seen(mini):
    assert champ().titre.endswith("aucun levier n’est repéré à ce jour dans les 22\u00a0métropoles")


def test_the_fifty_leviers_stand_in_one_chart(mini):
    mini.demarche("un")
    assert len(read_leviers(published.current()).table.lignes) == 50


def test_an_unknown_champ_or_levier_gives_no_chart(mini):
    assert champ("inconnu") is None
    assert read_levier(published.current(), "inconnu") is None


def test_the_map_of_a_levier_names_every_metropole(mini):
    mini.demarche("un", metropole="nantes", leviers="spaser")
    graphique = read_levier(published.current(), "spaser")
    assert graphique.titre.endswith("repéré dans 1\u00a0métropole sur 22")
    assert graphique.alternative.startswith("Documenté\u00a0: Nantes. Non repéré\u00a0: Aix-Marseille, ")
    drawn = {row["nom"]: row["signe"] for row in list_marks(graphique.specify(LARGE)) if "nom" in row}
    assert len(drawn) == 22
    assert [name for name, sign in drawn.items() if sign == "◑"] == ["Nantes"]


def test_classes_of_a_map_are_quarters_and_equal_limits_are_said_once():
    assert find_limits([1, 2, 3, 4, 5]) == [2.0, 3.0, 4.0]
    assert find_limits([0, 0, 0, 0, 10]) == []
    assert find_limits([0, 0, 8, 9, 10]) == [8.0, 9.0]
    assert find_limits([4.0]) == []
