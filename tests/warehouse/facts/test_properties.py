"""What must hold of facts whatever the rows: nothing lost, no order that counts, no neighbour heard."""

from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.warehouse.mini import BODIES, MiniWarehouse

SEEDED = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FILES = {"a.json": "2022", "b.json": "2019", "c.csv": "tabulaire"}
TABLES = ("doublons", "marches", "titulaires", "parts_ess", "tiers", "subventions", "acheteurs")

marches = st.lists(
    st.fixed_dictionaries(
        {
            "fichier": st.sampled_from(sorted(FILES)),
            "uid": st.sampled_from(["M1", "M2", None]),
            "objet": st.sampled_from(["Voirie", "VOIRIE", "Écoles", None]),
            "code_cpv": st.sampled_from(["45000000", "77310000", None]),
            "montant_eur": st.sampled_from([0, 1000, 1000, 2000, None]),
            "acheteur": st.sampled_from(["orval", "breville"]),
            "titulaire": st.sampled_from([None, "scop-ess", "entreprise", ("scop-ess", "entreprise")]),
            "date_notification": st.sampled_from([date(2024, 3, 15), date(2024, 3, 16), None]),
        }
    ),
    max_size=14,
)
subventions = st.lists(
    st.fixed_dictionaries(
        {
            "fichier": st.sampled_from(["a.csv", "b.csv"]),
            "objet": st.sampled_from(["Fête", "FETE", None]),
            "montant_eur": st.sampled_from([500, 500, -1, None]),
            "reference_decision": st.sampled_from(["D1", None]),
            "beneficiaire": st.sampled_from(["asso-ess", "scop-ess"]),
        }
    ),
    max_size=10,
)


@pytest.fixture(scope="module")
def emptied():
    """One warehouse for all examples, emptied before each: making tables costs more than filling them."""
    mini = MiniWarehouse()

    def empty():
        mini.empty("marches", "titulaires", "subventions")
        return mini

    return empty


def write(mini, contracts, grants, order=None):
    """Rows keep their line; `order` shuffles the order in which they come."""
    rows = [("marche", line, row) for line, row in enumerate(contracts, 1)]
    rows += [("subvention", line, row) for line, row in enumerate(grants, 1)]
    if order is not None:
        Random(order).shuffle(rows)
    for kind, line, row in rows:
        more = {"forme": FILES[row["fichier"]], "id": None} if kind == "marche" else {}
        getattr(mini, kind)(**{**row, **more, "ligne": line})


def read(mini, where=""):
    return {table: mini.rows(f"from facts.{table} {where} order by all") for table in TABLES}


@SEEDED
@given(marches, subventions)
def test_every_row_staged_is_a_contract_or_a_double(emptied, contracts, grants):
    mini = emptied()
    write(mini, contracts, grants)
    ((kept,),) = mini.rows("select count(*) from facts.marches")
    ((aside,),) = mini.rows("select count(*) from facts.doublons")
    assert kept + aside == len(contracts)
    ((grants_kept,),) = mini.rows("select count(*) from facts.subventions")
    assert grants_kept <= len(grants)
    assert (grants_kept == 0) == (not grants)


@SEEDED
@given(marches, subventions, st.integers(0, 9))
def test_the_order_in_which_rows_come_changes_nothing(emptied, contracts, grants, order):
    mini = emptied()
    write(mini, contracts, grants)
    before = read(mini)
    mini = emptied()
    write(mini, contracts, grants, order)
    assert read(mini) == before


@SEEDED
@given(marches)
def test_rows_tied_say_the_same_contract(emptied, contracts):
    mini = emptied()
    write(mini, contracts, [])
    pairs = mini.rows("select fichier, ligne, fichier_retenu, ligne_retenue from facts.doublons")
    for file, line, kept_file, kept_line in pairs:
        said, kept = contracts[line - 1], contracts[kept_line - 1]
        assert (said["fichier"], kept["fichier"]) == (file, kept_file)
        assert (said["acheteur"], said["montant_eur"]) == (kept["acheteur"], kept["montant_eur"])
        assert said["date_notification"] == kept["date_notification"]
        assert said["montant_eur"] is not None
        titles = {(row["objet"] or "").lower() for row in (said, kept)}
        assert len(titles) == 1 or "" in titles


@SEEDED
@given(marches)
def test_parts_of_a_contract_are_between_0_and_1_and_sum_to_1(emptied, contracts):
    mini = emptied()
    write(mini, contracts, [])
    for parts in mini.rows("select columns('part_.*') from facts.parts_ess"):
        assert all(0 <= part <= 1 for part in parts)
        assert sum(parts) == pytest.approx(1)


@SEEDED
@given(marches, marches)
def test_contracts_of_elsewhere_change_nothing_here(emptied, contracts, others):
    mini = emptied()
    write(mini, contracts, [])
    here = f"where acheteur_siren <> '{BODIES['ailleurs']}'"
    before = mini.rows(f"from facts.marches {here} order by all")
    for line, row in enumerate(others, 1000):
        strange = {"acheteur": "ailleurs", "forme": "2022", "uid": f"X{line}", "ligne": line}
        mini.marche(**{**row, **strange})
    assert mini.rows(f"from facts.marches {here} order by all") == before


@SEEDED
@given(marches)
def test_the_same_file_delivered_under_a_second_name_adds_no_contract(emptied, contracts):
    """Rows with buyer, date, amount and title are tied, the n-th with the n-th."""
    whole = [
        {**row, "fichier": "a.json", "uid": f"M{n}"}
        for n, row in enumerate(contracts)
        if row["objet"] and row["date_notification"] and row["montant_eur"] is not None
    ]
    mini = emptied()
    write(mini, whole, [])
    ((before,),) = mini.rows("select count(*) from facts.marches")
    for line, row in enumerate(whole, 1):
        mini.marche(**{**row, "fichier": "c.csv", "forme": "tabulaire", "ligne": line})
    assert mini.rows("select count(*) from facts.marches") == [(before,)]
