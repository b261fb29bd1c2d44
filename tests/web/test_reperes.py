"""Repères as a reader sees them: French figures, years together, nothing added up."""

import pytest

from leviers.catalogue import published
from leviers.web.metropoles.reperes import THEMES, group_by_theme, list_missing, read_line, read_value
from tests.web.facts import read_reperes


def _only():
    (repere,) = published.current().reperes
    return repere


@pytest.mark.parametrize(
    ("valeur", "unite", "said"),
    [
        ("10.5", "%", "10,5\u00a0%"),
        ("36000", "salariés", "36\u202f000\u00a0salariés"),
        ("1100000", "€ par an", "1\u202f100\u202f000\u00a0€ par an"),
        ("2600000", "€", "2\u202f600\u202f000\u00a0€"),
        ("1", "structures", "1\u00a0structure"),
        ("0", "postes", "0\u00a0poste"),
        ("1", "tiers-lieux", "1\u00a0tiers-lieu"),
        ("2", "lieux", "2\u00a0lieux"),
        ("2001", "année", "2001"),
    ],
)
def test_a_number_is_written_the_french_way_with_its_unit(mini, valeur, unite, said):
    mini.repere("quelque-chose", valeur, unite=unite)
    assert read_value(_only()) == said


def test_a_yes_and_a_name_are_read_as_they_are(mini):
    mini.repere("spaser", "", genre="oui", unite="")
    assert read_value(_only()) == "oui"
    assert read_line(_only()).est_oui


@pytest.mark.parametrize(
    ("precision", "value", "rest"),
    [
        ("Plus de", "plus de 140\u00a0projets", ""),
        ("Près de ; objectif 2022-2026", "près de 140\u00a0projets", "objectif 2022-2026"),
        ("Base : emploi privé", "140\u00a0projets", "Base : emploi privé"),
        ("Hors postes ; par an", "140\u00a0projets", "Hors postes ; par an"),
    ],
)
def test_how_exact_a_figure_is_stands_before_it(mini, precision, value, rest):
    mini.repere("autre", "140", unite="projets", precision=precision)
    line = read_line(_only())
    assert (line.valeur, line.precision) == (value, rest)


def test_several_years_of_one_key_stand_together_the_latest_first(mini):
    for year, valeur in ((2015, "11"), (2021, "12"), (None, "10")):
        mini.repere("part_emploi_ess", valeur, id=f"p-{year}", annee=year, unite="%")
    mini.repere("emplois_ess", "52000", id="e", unite="emplois")
    (theme,) = group_by_theme(published.current().reperes)
    assert theme.titre == "Emploi et établissements"
    assert [[line.annee for line in group] for group in theme.groups] == [["2021", "2015", ""], ["2024"]]


def test_a_key_of_no_theme_is_shown_last_and_never_lost(mini):
    mini.repere("nouveau", "3", id="n")
    mini.repere("spaser", "", id="s", genre="oui")
    themes = group_by_theme(published.current().reperes)
    assert [theme.titre for theme in themes] == ["Politique et engagements", "Autres repères"]


def test_every_key_of_the_facts_but_autre_has_its_theme():
    known = {key for keys in THEMES.values() for key in keys}
    assert {row["cle"] for row in read_reperes()} - known == {"autre"}


def test_what_was_not_found_is_said_in_words(mini):
    every = list_missing(())
    mini.repere("budget_ess", "1", unite="€")
    assert set(every) - set(list_missing(published.current().reperes)) == {"le budget consacré à l’ESS"}
