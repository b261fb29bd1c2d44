"""tiers: whoever holds a contract or receives a grant is of the ESS, outside, or unknown, with the ground."""

import pytest

MASK = "[personne physique possible, nom masqué]"


def degree(mini, key):
    query = f"select ess_degre, ess_motif from facts.tiers where tiers_id = '{key}'"
    ((found, ground),) = mini.rows(query)
    return found, ground


@pytest.mark.parametrize(
    ("name", "siren", "expected"),
    [
        ("scop-ess", "910000002", ("certain", "loi-statut")),
        ("atelier-ess", "910000001", ("certain", "insertion")),
        ("scic-sas", "910000005", ("probable", "nom")),
        ("entreprise", "920000001", ("hors", None)),
        ("orval", "900000001", ("inconnu", None)),
        ("inconnue", "930000001", ("inconnu", None)),
    ],
)
def test_a_siren_has_the_degree_of_its_unit(mini, name, siren, expected):
    mini.marche(titulaire=name)
    assert degree(mini, siren) == expected


def receive(mini, **given):
    mini.subvention(**{"beneficiaire": None, **given})


@pytest.mark.parametrize("siren", ["130025265", "213500085"])
def test_a_public_body_is_outside_whatever_its_name(mini, siren):
    receive(mini, beneficiaire_siren=siren, beneficiaire_nom="Fondation communale")
    assert degree(mini, siren) == ("hors", None)


def test_a_public_category_is_outside(mini):
    mini.unite("inconnue", categorie_juridique="7366", denomination="Régie")
    receive(mini, beneficiaire_siren="930000001", beneficiaire_nom="Association de la régie")
    assert degree(mini, "930000001") == ("hors", None)


def test_an_rna_number_is_an_association(mini):
    receive(mini, beneficiaire_rna="W691000001", beneficiaire_nom="Les Amis")
    assert degree(mini, "rna:W691000001") == ("certain", "loi-statut")


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("Association des amis", "nom:association des amis", ("probable", "nom")),
        ("ASSO SPORTIVE", "nom:asso sportive", ("probable", "nom")),
        ("Fondation d’Orval", "nom:fondation d orval", ("probable", "nom")),
        ("Mutuelle d’Orval", "nom:mutuelle d orval", ("probable", "nom")),
        ("Le Moulin SCIC SARL", "nom:le moulin scic sarl", ("probable", "nom")),
        ("FONDATIONS SPECIALES", "nom:fondations speciales", ("inconnu", None)),
        ("Associés du bâtiment", "nom:associes du batiment", ("inconnu", None)),
        ("Crédit mutuel", "nom:credit mutuel", ("inconnu", None)),
        ("Dupuis", "nom:dupuis", ("inconnu", None)),
    ],
)
def test_a_name_alone_is_probable_at_most(mini, name, key, expected):
    receive(mini, beneficiaire_nom=name)
    assert degree(mini, key) == expected


def test_a_company_that_sirene_knows_is_outside_whatever_its_name(mini):
    mini.unite("inconnue", categorie_juridique="5499", denomination="FONDATIONS SPECIALES")
    mini.marche(titulaire="inconnue")
    assert degree(mini, "930000001") == ("hors", None)


@pytest.mark.parametrize(
    ("name", "expected"), [("Dupuis", ("inconnu", None)), ("Association Dupuis", ("probable", "nom"))]
)
def test_a_category_to_be_verified_does_not_put_outside(mini, name, expected):
    mini.unite("inconnue", categorie_juridique="9210", denomination=name)
    receive(mini, beneficiaire_siren="930000001", beneficiaire_nom=name)
    assert degree(mini, "930000001") == expected


def test_an_excluded_activity_puts_an_association_outside(mini):
    mini.unite("inconnue", categorie_juridique="9220", activite_principale="9491Z", denomination="Culte")
    receive(mini, beneficiaire_siren="930000001", beneficiaire_nom="Association cultuelle")
    assert degree(mini, "930000001") == ("hors", None)


def test_a_tiers_met_as_holder_and_receiver_is_one(mini):
    mini.marche(titulaire="scop-ess")
    mini.subvention(beneficiaire="scop-ess")
    assert mini.rows("select tiers_id, nb_citations from facts.tiers") == [("910000002", 2)]


def test_masked_persons_are_no_tiers(mini):
    for _ in range(2):
        receive(mini, beneficiaire_nom=MASK)
    assert mini.rows("select count(*) from facts.tiers") == [(0,)]


def test_the_name_of_the_register_is_shown(mini):
    mini.marche(titulaire="entreprise")
    assert mini.rows("select nom, categorie_juridique, version_perimetre from facts.tiers") == [
        ("Dupuis", "5710", "1.0")
    ]
