"""Number of contracts notified in the year."""

from datetime import date

CODE = "nb-marches"


def test_every_marche_counts_whatever_is_missing(mini):
    mini.marche(montant_eur=1_000)
    mini.marche(montant_eur=None)
    mini.marche(titulaire=None)
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (3.0, 100.0)


def test_a_marche_said_by_two_files_counts_once(mini):
    given = {"montant_eur": 12_345, "objet": "Entretien du parc"}
    mini.marche(fichier="a.json", **given)
    mini.marche(fichier="b.json", **given)
    assert mini.indicator(CODE).valeur == 1.0


def test_a_marche_without_a_sure_date_belongs_to_no_year(mini):
    mini.marche()
    mini.marche(date_notification=None)
    mini.marche(date_notification=date(2005, 3, 15))
    assert mini.indicator(CODE).valeur == 1.0
    assert mini.indicator(CODE, annee=2005) is None


def test_each_kind_of_body_and_each_year_counts_its_own(mini):
    mini.marche("breville")
    mini.marche("tanne")
    mini.marche("orval", annee=2023)
    mini.marche("ailleurs")
    assert mini.indicator(CODE, lien="commune").valeur == 2.0
    assert mini.indicator(CODE, annee=2023).valeur == 1.0
    assert mini.indicator(CODE) is None


def test_other_bodies_of_the_territoire_are_placed_by_the_register(mini):
    mini.etablissement("office-orval", "99001")
    mini.marche("office-orval")
    assert mini.indicator(CODE, lien="autre").valeur == 1.0
