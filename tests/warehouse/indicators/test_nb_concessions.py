"""Number of concessions signed in the year."""

from datetime import date

CODE = "nb-concessions"


def test_concessions_of_the_year_are_counted(mini):
    mini.concession()
    mini.concession(valeur_globale_eur=None)
    mini.concession(date_signature=date(2023, 1, 1))
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (2.0, 100.0)
    assert mini.indicator(CODE, annee=2023).valeur == 1.0


def test_an_undated_concession_belongs_to_no_year(mini):
    mini.concession(date_signature=None)
    assert mini.indicator(CODE) is None
    assert mini.indicator(CODE, annee=None) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.concession("breville")
    mini.concession("tanne")
    mini.concession("orval")
    assert mini.indicator(CODE, lien="commune").valeur == 2.0
    assert mini.indicator(CODE).valeur == 1.0
