"""marches: one row per contract and lot, the original kept beside what modifications made of it."""

from datetime import date

import pytest


def test_lots_of_one_number_are_told_apart(mini):
    for lot in ("Lot 1", "Lot 2", "Lot 3"):
        mini.marche(uid="M", objet=lot)
    found = mini.rows("select marche_id, lot, objet from facts.marches order by ligne")
    assert found == [("M", 1, "Lot 1"), ("M.2", 2, "Lot 2"), ("M.3", 3, "Lot 3")]


def test_a_contract_without_number_is_named_by_its_line(mini):
    row = mini.marche(uid=None)
    assert mini.rows("select marche_id from facts.marches") == [(f"mini.csv:{row['ligne']}",)]


def test_modifications_apply_in_the_order_of_their_dates_and_the_original_stays(mini):
    contract = mini.marche(montant_eur=1000, duree_mois=12)
    mini.modification(contract, rang=1, date_notification=date(2025, 6, 1), montant_eur=1500)
    mini.modification(contract, rang=2, date_notification=date(2025, 1, 1), montant_eur=1200, duree_mois=18)
    mini.modification(contract, rang=3, date_notification=None, montant_eur=9999)
    assert mini.rows(
        "select montant_initial_eur, montant_eur, duree_initiale_mois, duree_mois, nb_modifications,"
        " date_derniere_modification from facts.marches"
    ) == [(1000, 1500, 12, 18, 3, date(2025, 6, 1))]  # the undated one comes first; no duration in June


def test_a_modification_without_amount_leaves_the_amount(mini):
    mini.modification(mini.marche(montant_eur=1000), date_notification=date(2025, 1, 1), duree_mois=6)
    assert mini.rows("select montant_eur, duree_mois from facts.marches") == [(1000, 6)]


@pytest.mark.parametrize(
    ("montant", "raison"),
    [
        (-150, "negatif"),
        (0, "nul"),
        (1, "symbolique"),
        (0.01, "symbolique"),
        (1.01, None),
        (100_000_000, None),
        (100_000_000.01, "plus-de-100-millions"),
        (None, None),
    ],
)
def test_an_amount_is_doubted_for_a_stated_reason_and_kept(mini, montant, raison):
    mini.marche(montant_eur=montant)
    ((kept, doubt),) = mini.rows("select montant_eur::double, montant_douteux from facts.marches")
    assert (kept, doubt) == (montant, raison)


def test_an_amount_repeated_on_three_contracts_is_a_ceiling(mini):
    for _ in range(3):
        mini.marche(montant_eur=4_000_000)
    mini.marche(montant_eur=4_000_000, annee=2023)
    found = mini.rows("select annee, montant_douteux, count(*) from facts.marches group by all order by all")
    assert found == [(2023, None, 1), (2024, "plafond-repete", 3)]


def test_two_equal_amounts_are_no_ceiling(mini):
    for _ in range(2):
        mini.marche(montant_eur=4_000_000)
    assert mini.rows("select distinct montant_douteux from facts.marches") == [(None,)]


def test_the_doubt_bears_on_the_amount_in_force(mini):
    mini.modification(mini.marche(montant_eur=0), date_notification=date(2025, 1, 1), montant_eur=500)
    assert mini.rows("select montant_eur, montant_douteux from facts.marches") == [(500, None)]


@pytest.mark.parametrize(
    ("notification", "publication", "raison", "delai"),
    [
        (date(2024, 3, 15), date(2024, 3, 25), None, 10),
        (date(2024, 3, 15), None, None, None),
        (date(2013, 12, 31), None, "avant-2014", None),
        (date(2014, 1, 1), None, None, None),
        (date(2024, 4, 25), date(2024, 3, 25), None, None),  # 31 days: a slip, without a delay to count
        (date(2024, 4, 26), date(2024, 3, 25), "apres-publication", None),
        (date(2027, 1, 1), None, "future", None),
        (None, date(2024, 3, 25), None, None),
    ],
)
def test_a_date_that_cannot_be_is_said_and_gives_no_year(mini, notification, publication, raison, delai):
    mini.marche(date_publication=date(2025, 1, 1))
    mini.marche(uid="M", date_notification=notification, date_publication=publication)
    columns = "date_douteuse, delai_publication_jours, annee, montant_douteux"
    ((doubt, delay, year, amount),) = mini.rows(f"select {columns} from facts.marches where uid = 'M'")
    assert (doubt, delay) == (raison, delai)
    assert year == (notification.year if notification and not raison else None)
    assert amount == ("date-impossible" if raison else None)


@pytest.mark.parametrize(
    ("declared", "any_of_them", "clause", "critere", "reserve"),
    [
        (None, None, None, None, None),
        ([], None, None, None, None),
        (["Pas de considération sociale"], False, False, False, False),
        (["Clause sociale"], True, True, False, False),
        (["Critère social"], True, False, True, False),
        (["Marché réservé"], True, False, False, True),
        (["Clause sociale", "Critère social"], True, True, True, False),
    ],
)
def test_a_social_consideration_is_true_false_or_unknown(
    mini, declared, any_of_them, clause, critere, reserve
):
    mini.marche(considerations_sociales=declared)
    columns = "a_consideration_sociale, a_clause_sociale, a_critere_social, est_reserve"
    found = mini.rows(f"select {columns} from facts.marches")
    assert found == [(any_of_them, clause, critere, reserve)]


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        (None, None),
        (["Pas de considération environnementale"], False),
        (["Clause environnementale"], True),
        (["Critère environnemental"], True),
    ],
)
def test_an_environmental_consideration_is_true_false_or_unknown(mini, declared, found):
    mini.marche(considerations_environnementales=declared)
    assert mini.rows("select a_consideration_environnementale from facts.marches") == [(found,)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("MARCHE", "Marché"),
        ("Marché", "Marché"),
        ("accord-cadre", "Accord-cadre"),
        ("Marché subséquent", "Marché subséquent"),
        ("MARCHE DE PARTENARIAT", "Marché de partenariat"),
        ("Bail", "Bail"),
        (None, None),
    ],
)
def test_the_nature_is_spelled_one_way(mini, written, read):
    mini.marche(nature=written)
    assert mini.rows("select nature from facts.marches") == [(read,)]


def test_a_contract_carries_its_buyer_and_territoire(mini):
    mini.marche("breville")
    mini.marche("ailleurs")
    columns = "acheteur_nom, territoire_siren, lien"
    assert mini.rows(f"select {columns} from facts.marches order by ligne") == [
        ("breville", "900000001", "commune"),
        ("ailleurs", None, "hors"),
    ]


def test_every_row_keeps_its_file_and_line(mini):
    row = mini.marche(fichier="decp-2024.json")
    assert mini.rows("select source, fichier, ligne from facts.marches") == [
        ("mini", "decp-2024.json", row["ligne"])
    ]
