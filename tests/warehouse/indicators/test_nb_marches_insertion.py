"""Number of contracts of insertion held by an organisation of insertion."""

CODE = "nb-marches-insertion"


def test_the_object_and_the_holder_must_both_say_insertion(mini):
    mini.marche(titulaire="atelier-ess", objet="Prestations d’insertion, entretien des berges")
    mini.marche(titulaire="atelier-ess", objet="Entretien des espaces verts")
    mini.marche(titulaire="entreprise", objet="Prestations d’insertion")
    nombre = mini.indicator(CODE)
    assert nombre.valeur == 1.0  # the first one; « atelier-ess » is in the list of SIAE
    assert nombre.couverture_pct == 100.0


def test_a_clause_of_insertion_is_another_levier(mini):
    mini.marche(titulaire="atelier-ess", objet="Travaux avec clause d’insertion")
    assert mini.indicator(CODE).valeur == 0.0


def test_one_holder_among_several_is_enough(mini):
    mini.marche(titulaire=("entreprise", "atelier-ess"), objet="CHANTIER D'INSERTION")
    assert mini.indicator(CODE).valeur == 1.0


def test_a_word_that_holds_insertion_is_not_insertion(mini):
    mini.marche(titulaire="atelier-ess", objet="Réinsertion de pavés")
    assert mini.indicator(CODE).valeur == 0.0


def test_a_marche_without_holder_lowers_the_coverage(mini):
    mini.marche(titulaire="atelier-ess", objet="Service d’insertion")
    mini.marche(titulaire=None, objet="Service d’insertion")
    nombre = mini.indicator(CODE)
    assert nombre.valeur == 1.0
    assert nombre.couverture_pct == 50.0  # 1 contract of 2 names its holder


def test_without_any_holder_number_there_is_no_row(mini):
    mini.marche(titulaire=None, objet="Service d’insertion")
    assert mini.indicator(CODE) is None
