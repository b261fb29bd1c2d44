"""structures_ess: units of the ESS, the ground that says so, and which ground wins."""

import pytest

ORVAL = "900000001"


def judged(mini, name="inconnue"):
    columns = "motif, degre"
    query = f"select {columns} from facts.structures_ess where siren = '930000001'"
    return mini.rows(query) if name == "inconnue" else []


def unit(mini, **given):
    mini.unite("inconnue", **{"categorie_juridique": "5710", "denomination": "Machin", **given})


def listed(mini, genre, **given):
    mini.structure(genre, "inconnue", **given)


def test_every_ground_of_mini_is_found(mini):
    assert mini.rows("select nom, motif, degre from facts.structures_ess order by siren") == [
        ("Atelier", "insertion", "certain"),
        ("Les Charpentiers", "loi-statut", "certain"),
        ("Association du Moulin", "loi-statut", "certain"),
        ("Les Glycines", "loi-statut", "certain"),
        ("SCIC du Pont", "nom", "probable"),
    ]


@pytest.mark.parametrize(
    ("categorie", "expected"),
    [
        ("9220", [("loi-statut", "certain")]),
        ("5458", [("loi-statut", "certain")]),
        ("9240", []),  # the perimeter leaves it out
        ("9210", []),  # « à vérifier » is no ground by itself
        ("5710", []),
        (None, []),
    ],
)
def test_the_legal_category_decides_first(mini, categorie, expected):
    unit(mini, categorie_juridique=categorie)
    assert judged(mini) == expected


@pytest.mark.parametrize(
    ("naf", "expected"),
    [("9491Z", []), ("9412Z", [("loi-statut", "probable")]), ("8899B", [("loi-statut", "certain")])],
)
def test_an_excluded_activity_is_out_and_a_doubtful_one_probable(mini, naf, expected):
    unit(mini, categorie_juridique="9220", activite_principale=naf)
    assert judged(mini) == expected


def test_an_excluded_activity_does_not_undo_what_the_unit_declares(mini):
    unit(mini, categorie_juridique="9220", activite_principale="9491Z", est_ess=True)
    assert judged(mini) == [("loi-declaration", "certain")]


@pytest.mark.parametrize(
    ("genre", "type_", "ground"),
    [
        ("ess-france", None, "loi-declaration"),
        ("esus", None, "agrement"),
        ("siae", "EI", "insertion"),
        ("siae", None, "insertion"),
        ("siae", "EA", "handicap"),
        ("esat", None, "handicap"),
        ("geiq", None, "loi-statut"),
        ("siae", "GEIQ", "loi-statut"),
    ],
)
def test_a_list_is_a_ground(mini, genre, type_, ground):
    unit(mini)
    listed(mini, genre, type=type_)
    assert judged(mini) == [(ground, "certain")]


def test_a_unit_that_only_a_list_knows_is_there_too(mini):
    listed(mini, "esus")
    assert judged(mini) == [("agrement", "certain")]


def test_a_tiers_lieu_is_no_ground(mini):
    unit(mini)
    listed(mini, "tiers-lieux")
    assert judged(mini) == []


def test_grounds_win_in_their_order(mini):
    """From the last to the first: each list that is added takes the place of the one before."""
    unit(mini, denomination="SCIC Machin")
    assert judged(mini) == [("nom", "probable")]
    for genre, ground in (("esat", "handicap"), ("siae", "insertion"), ("esus", "agrement")):
        listed(mini, genre)
        assert judged(mini) == [(ground, "certain")]
    listed(mini, "ess-france")
    assert judged(mini) == [("loi-declaration", "certain")]
    listed(mini, "geiq")
    assert judged(mini) == [("loi-statut", "certain")]


def test_the_statute_wins_over_what_is_declared(mini):
    unit(mini, categorie_juridique="5458", est_ess=True)
    listed(mini, "esus")
    assert judged(mini) == [("loi-statut", "certain")]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SCIC Machin", [("nom", "probable")]),
        ("MACHIN S.C.O.P.", [("nom", "probable")]),
        ("MACHIN (SCOP SA)", [("nom", "probable")]),
        ("Coopérative d’activité", []),  # an accent that Sirene never writes
        ("COOPERATIVE MACHIN", [("nom", "probable")]),
        ("SCOPE MACHIN", []),
        ("MICROSCOP", []),
        ("COOPER FRANCE", []),
        ("FONDATIONS SPECIALES", []),
        ("MUTUELLE MACHIN", []),
    ],
)
def test_a_name_of_a_company_is_probable_only(mini, name, expected):
    unit(mini, denomination=name)
    assert judged(mini) == expected


def test_a_name_means_nothing_outside_of_companies(mini):
    unit(mini, categorie_juridique="6540", denomination="SCI DE LA SCOP")
    assert judged(mini) == []


@pytest.mark.parametrize("categorie", ["7346", "7361"])
def test_a_public_body_is_out_even_when_it_runs_an_esat(mini, categorie):
    unit(mini, categorie_juridique=categorie)
    listed(mini, "esat")
    assert judged(mini) == []


def test_a_public_siren_that_only_a_list_knows_is_out(mini):
    mini.insert("structures", genre="siae", siren="260000001", type="ACI")
    assert mini.rows("select count(*) from facts.structures_ess where siren = '260000001'") == [(0,)]


def test_a_unit_stands_where_its_head_office_is_else_where_the_list_says(mini):
    mini.etablissement("scop-ess", "99002")
    query = (
        "select siren, territoire_siren from facts.structures_ess where siren in ('910000001', '910000002')"
    )
    assert mini.rows(f"{query} order by 1") == [("910000001", ORVAL), ("910000002", ORVAL)]


def test_a_unit_that_ceased_is_kept_and_said(mini):
    mini.insert("unites_legales", siren="930000001", categorie_juridique="9220", etat_administratif="C")
    assert mini.rows("select est_active from facts.structures_ess where siren = '930000001'") == [(False,)]
