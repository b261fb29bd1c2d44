"""Number of acts of councils published for the year."""

from datetime import date

CODE = "nb-deliberations"


def test_acts_of_the_year_are_counted(mini):
    mini.deliberation("orval")
    mini.deliberation("orval", objet=None)
    mini.deliberation("orval", annee=2023, date_deliberation=date(2023, 6, 27))
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (2.0, 100.0)


def test_an_act_said_twice_counts_once(mini):
    mini.deliberation("orval", delib_id="2024-1", objet="Budget")
    mini.deliberation("orval", delib_id="2024-1", objet="BUDGET")
    assert mini.indicator(CODE).valeur == 1.0


def test_an_act_without_a_year_belongs_nowhere(mini):
    mini.deliberation("orval", annee=None, date_deliberation=None)
    assert mini.indicator(CODE) is None
    assert mini.indicator(CODE, annee=None) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.deliberation("breville")
    mini.deliberation("tanne")
    assert mini.indicator(CODE, lien="commune").valeur == 2.0
    assert mini.indicator(CODE) is None
