"""doublons: a contract said again is tied to the row that is kept, by a stated rule, and never added up."""

import pytest

A, B = "decp-2022.json", "decp-tabulaire.csv"
SAME = {"objet": "Entretien des parcs", "code_cpv": "77310000"}


def tied(mini):
    return mini.rows("select ligne, ligne_retenue, regle from facts.doublons order by ligne")


def test_a_line_said_twice_in_one_file_is_kept_once(mini):
    first = mini.marche(uid="M", **SAME)
    again = mini.marche(uid="M", **SAME)
    assert tied(mini) == [(again["ligne"], first["ligne"], "meme-ligne")]
    assert mini.rows("select marche_id, nb_doublons from facts.marches") == [("M", 1)]


@pytest.mark.parametrize(
    "other",
    [
        {"uid": "autre"},
        {"objet": "Entretien des parcs, lot 2"},
        {"montant_eur": 1001},
        {"titulaire": "scop-ess"},
    ],
)
def test_a_lot_of_the_same_file_is_no_double(mini, other):
    mini.marche(**{"uid": "M", **SAME})
    mini.marche(**{"uid": "M", **SAME, **other})
    assert tied(mini) == []


def test_the_same_contract_in_another_file_is_tied_whatever_its_number(mini):
    kept = mini.marche(fichier=A, uid="2024M01", **SAME)
    other = mini.marche(fichier=B, uid="21X2024M01", forme="tabulaire", **SAME)
    assert tied(mini) == [(other["ligne"], kept["ligne"], "meme-contrat")]


def test_titles_are_compared_without_case_accents_nor_signs(mini):
    mini.marche(fichier=A, objet="Études préalables : quartier d’Été")
    mini.marche(fichier=B, objet="ETUDES PREALABLES QUARTIER D ETE")
    assert len(tied(mini)) == 1


def test_contracts_with_different_titles_are_never_tied(mini):
    mini.marche(fichier=A, objet="Lot 1 : gros œuvre")
    mini.marche(fichier=B, objet="Lot 2 : gros œuvre")
    assert tied(mini) == []


def test_the_nth_row_is_tied_to_the_nth(mini):
    """Three equal lots here, two there: two are doubles, and three contracts stay."""
    here = [mini.marche(fichier=A, uid=f"A{n}", **SAME) for n in range(3)]
    there = [mini.marche(fichier=B, uid=f"B{n}", forme="tabulaire", **SAME) for n in range(2)]
    assert tied(mini) == [(there[n]["ligne"], here[n]["ligne"], "meme-contrat") for n in range(2)]
    assert mini.rows("select count(*), sum(montant_eur) from facts.marches") == [(3, 3000)]


@pytest.mark.parametrize(
    ("first", "second"), [("2022", "2019"), ("2022", "tabulaire"), ("2019", "tabulaire")]
)
def test_the_fullest_form_is_kept(mini, first, second):
    mini.marche(fichier="a.json", forme=second, **SAME)
    mini.marche(fichier="b.json", forme=first, titulaire=None, **SAME)
    assert mini.rows("select forme from facts.marches") == [(first,)]


def test_of_equal_forms_the_one_with_holders_is_kept(mini):
    mini.marche(fichier="a.json", titulaire=None, **SAME)
    named = mini.marche(fichier="b.json", **SAME)
    assert mini.rows("select ligne from facts.marches") == [(named["ligne"],)]


def test_a_row_without_title_is_tied_to_the_one_that_has_it(mini):
    mute = mini.marche(fichier=B, forme="2022", objet=None, code_cpv="77310000")
    said = mini.marche(fichier=A, forme="tabulaire", **SAME)
    assert tied(mini) == [(mute["ligne"], said["ligne"], "sans-objet")]


def test_a_row_without_title_of_another_cpv_is_not_tied(mini):
    mini.marche(fichier=A, **SAME)
    mini.marche(fichier=B, objet=None, code_cpv="45000000")
    assert tied(mini) == []


def test_a_row_without_title_nor_cpv_is_tied_once_each(mini):
    """Two mute rows beside one contract: the second one may be another lot, it stays."""
    said = mini.marche(fichier=A, **SAME)
    mute = [mini.marche(fichier=B, objet=None, uid=f"B{n}") for n in range(2)]
    assert tied(mini) == [(mute[0]["ligne"], said["ligne"], "sans-objet")]
    assert mini.rows("select count(*) from facts.marches") == [(2,)]


@pytest.mark.parametrize("lacking", ["date_notification", "montant_eur", "objet"])
def test_what_lacks_a_sign_is_tied_to_nothing(mini, lacking):
    mini.marche(fichier=A, **{**SAME, lacking: None})
    mini.marche(fichier=B, **{**SAME, lacking: None})
    assert tied(mini) == []


def test_a_buyer_that_is_not_known_is_tied_to_nothing(mini):
    for fichier in (A, B):
        mini.marche(fichier=fichier, acheteur_siren=None, acheteur_id=None, **SAME)
    assert tied(mini) == []


def test_a_line_said_twice_in_a_file_that_another_one_says_too_is_tied_to_the_contract_kept(mini):
    kept = mini.marche(fichier=A, **SAME)
    twice = [mini.marche(fichier=B, uid="B", forme="tabulaire", **SAME) for _ in range(2)]
    assert tied(mini) == [
        (twice[0]["ligne"], kept["ligne"], "meme-contrat"),
        (twice[1]["ligne"], kept["ligne"], "meme-ligne"),
    ]


def test_a_mute_line_said_twice_is_tied_to_the_contract_kept(mini):
    kept = mini.marche(fichier=A, **SAME)
    twice = [mini.marche(fichier=B, uid="B", objet=None) for _ in range(2)]
    assert [row[:2] for row in tied(mini)] == [(row["ligne"], kept["ligne"]) for row in twice]


def test_a_kept_row_borrows_the_holders_of_its_double(mini):
    mini.marche(fichier=A, forme="2022", uid="M", titulaire=None, **SAME)
    mini.marche(fichier=B, forme="2019", titulaire="scop-ess", **SAME)
    assert mini.rows("select contrat_id, titulaire_siren, fichier from facts.titulaires") == [
        ("M", "910000002", B)
    ]


def test_a_kept_row_with_holders_borrows_none(mini):
    mini.marche(fichier=A, forme="2022", titulaire="entreprise", **SAME)
    mini.marche(fichier=B, forme="2019", titulaire="scop-ess", **SAME)
    assert mini.rows("select titulaire_siren from facts.titulaires") == [("920000001",)]
