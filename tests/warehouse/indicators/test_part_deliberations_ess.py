"""Share of the acts of councils whose title names the ESS."""

from datetime import date

CODE = "part-deliberations-ess"


def test_the_share_is_of_all_acts_with_a_title(mini):
    mini.deliberation("orval", "Adoption du SPASER")
    for _act in range(3):
        mini.deliberation("orval", "Réfection de la chaussée")
    mini.deliberation("orval", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.denominateur) == (25.0, 4.0)  # one of four
    assert part.couverture_pct == 80.0  # 4 titles of 5 acts


def test_each_year_stands_alone(mini):
    mini.deliberation("orval", "Adoption du SPASER")
    mini.deliberation("orval", "Budget", annee=2023, date_deliberation=date(2023, 6, 27))
    assert mini.indicator(CODE).valeur == 100.0
    assert mini.indicator(CODE, annee=2023).valeur == 0.0


def test_without_any_title_there_is_no_row(mini):
    mini.deliberation("orval", objet=None)
    assert mini.indicator(CODE) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.deliberation("breville", "Adhésion à une SCIC")
    mini.deliberation("orval", "Budget primitif")
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0
