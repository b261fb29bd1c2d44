"""subventions: grants as declared; a repeat is left aside only when one can be sure that it is one."""

import pytest

MASK = "[personne physique possible, nom masqué]"
SAME = {"objet": "Fonctionnement", "montant_eur": 500}


def grants(mini, columns="fichier, est_double_possible"):
    return mini.rows(f"select {columns} from facts.subventions order by fichier, ligne")


def test_a_repeat_with_its_decision_number_is_left_aside(mini):
    for _ in range(2):
        mini.subvention(reference_decision="2024-12", **SAME)
    assert grants(mini) == [("mini.csv", False)]


def test_a_repeat_without_decision_number_is_kept_and_flagged(mini):
    """Two grants of 500 € to one association the same year are plausible: nothing says that it is one."""
    for _ in range(2):
        mini.subvention(**SAME)
    assert grants(mini) == [("mini.csv", True)] * 2
    first, second = grants(mini, "subvention_id")
    assert second == (f"{first[0]}.2",)


@pytest.mark.parametrize(
    "other",
    [
        {"annee": 2023},
        {"beneficiaire": "scop-ess"},
        {"objet": "Investissement"},
        {"montant_eur": 501},
        {"nature": "aide en nature"},
        {"attribuant": "breville"},
        {"reference_decision": "2024-13"},
        {"dispositif_aide": "Fonds"},
    ],
)
def test_what_differs_in_anything_declared_is_another_grant(mini, other):
    mini.subvention(reference_decision="2024-12", **SAME)
    mini.subvention(**{"reference_decision": "2024-12", **SAME, **other})
    assert grants(mini) == [("mini.csv", False)] * 2


def test_a_grant_that_another_file_says_too_is_kept_once(mini):
    mini.subvention(fichier="2024.csv", **SAME)
    mini.subvention(fichier="2020-2025.csv", **SAME)
    assert grants(mini) == [("2020-2025.csv", False)]


def test_the_nth_repeat_is_tied_to_the_nth_of_the_other_file(mini):
    mini.subvention(fichier="a.csv", **SAME)
    for _ in range(2):
        mini.subvention(fichier="b.csv", **SAME)
    assert grants(mini) == [("a.csv", True), ("b.csv", True)]


def test_repeats_are_found_whatever_case_and_accents(mini):
    mini.subvention(fichier="a.csv", objet="Été solidaire", montant_eur=500)
    mini.subvention(fichier="b.csv", objet="ETE SOLIDAIRE", montant_eur=500)
    assert len(grants(mini)) == 1


def test_masked_persons_of_one_decision_are_several(mini):
    for _ in range(3):
        mini.subvention(beneficiaire=None, beneficiaire_nom=MASK, reference_decision="2024-12", **SAME)
    assert grants(mini, "tiers_id, est_double_possible") == [(None, True)] * 3
    assert mini.rows("select count(*) from facts.tiers") == [(0,)]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"beneficiaire": "asso-ess"}, "910000003"),
        ({"beneficiaire": "asso-ess", "beneficiaire_rna": "w691000001"}, "910000003"),
        ({"beneficiaire_rna": "w691000001", "beneficiaire_nom": "Les Amis"}, "rna:W691000001"),
        ({"beneficiaire_nom": "Comité des Fêtes, Bréville"}, "nom:comite des fetes breville"),
        ({"beneficiaire_nom": MASK, "beneficiaire_rna": "W691000001"}, "rna:W691000001"),
        ({"beneficiaire_nom": MASK}, None),
        ({"beneficiaire_nom": "—"}, None),
        ({}, None),
    ],
)
def test_a_receiver_is_known_by_siren_then_rna_then_name(mini, given, key):
    mini.subvention(**{"beneficiaire": None, **given})
    assert grants(mini, "tiers_id") == [(key,)]


@pytest.mark.parametrize(
    ("montant", "raison"),
    [
        (-1, "negatif"),
        (0, None),
        (100_000_000, None),
        (100_000_000.01, "plus-de-100-millions"),
        (None, None),
    ],
)
def test_an_amount_is_doubted_for_a_stated_reason_and_kept(mini, montant, raison):
    mini.subvention(montant_eur=montant)
    assert grants(mini, "montant_eur::double, montant_douteux") == [(montant, raison)]


@pytest.mark.parametrize(
    ("nature", "found"),
    [("Aide en nature", True), ("AIDE EN NATURE", True), ("aide en numéraire", False), (None, False)],
)
def test_what_is_given_in_kind_is_told_apart(mini, nature, found):
    mini.subvention(nature=nature)
    assert grants(mini, "est_en_nature") == [(found,)]


def test_a_grant_carries_its_body_and_territoire(mini):
    mini.subvention("tanne")
    assert grants(mini, "attribuant_nom, territoire_siren, lien") == [("tanne", "900000001", "commune")]
