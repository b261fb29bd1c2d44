"""Number of acts of councils whose title names the ESS."""

CODE = "nb-deliberations-ess"


def test_titles_that_name_the_ess_are_counted(mini):
    mini.deliberation("orval", "Soutien à l’économie sociale et solidaire")
    mini.deliberation("orval", "Entrée au capital de la SCIC du Pont")
    mini.deliberation("orval", "Réfection de la chaussée")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (2.0, 100.0)


def test_a_word_that_only_looks_like_it_does_not_count(mini):
    mini.deliberation("orval", "Adresse des services et presse")
    assert mini.indicator(CODE).valeur == 0.0


def test_an_act_without_title_lowers_the_coverage(mini):
    mini.deliberation("orval", "Création d’un tiers-lieu")
    mini.deliberation("orval", None)
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (1.0, 50.0)


def test_without_any_title_there_is_no_row(mini):
    mini.deliberation("orval", objet=None)
    assert mini.indicator(CODE) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.deliberation("breville", "Adhésion à une SCIC")
    mini.deliberation("orval", "Budget primitif")
    assert mini.indicator(CODE, lien="commune").valeur == 1.0
    assert mini.indicator(CODE).valeur == 0.0
