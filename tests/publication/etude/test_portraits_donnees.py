"""What a portrait says of open data, on a few rows worked out by hand."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from leviers.publication.etude.portrait.ouvertes import MAX_NOMS, write_ouvertes
from leviers.reference.territoires import index_by_slug
from tests.publication.etude.tables_mini import fill, make_page, open_mini, read_blocs

NANTES = index_by_slug()["nantes"]
AUTRES = [one for one in index_by_slug().values() if one is not NANTES]
BUILD = ("marches", "titulaires", "subventions", "deliberations", "acteurs", "valeurs", "usages")


@pytest.fixture
def store() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables of a build."""
    connection = open_mini()
    for code in BUILD:
        fill(connection, code)
    yield connection
    connection.close()


def read(store: duckdb.DuckDBPyConnection) -> str:
    """What the portrait of Nantes says of them."""
    page = make_page(store)
    write_ouvertes(page, NANTES)
    return read_blocs(page.blocs)


def valeur(siren: str, valeur: float, **given: Any) -> dict[str, Any]:
    """A share of contracts of 2024, fully covered, over 40 contracts, unless told otherwise."""
    row = {
        "code": "part-marches-ess",
        "territoire_siren": siren,
        "lien": "metropole",
        "annee": 2024,
        "valeur": valeur,
        "nb_lignes": 40,
        "couverture_pct": 90.0,
        "unite": "%",
    }
    return row | given


def marche(rank: int, **given: Any) -> dict[str, Any]:
    """A contract of the métropole."""
    row = {"marche_id": f"m{rank}", "territoire_siren": NANTES.siren, "lien": "metropole", "annee": 2024}
    return row | given


def test_a_share_is_told_with_its_coverage_beside_the_median_of_the_others(store: Any) -> None:
    fill(store, "marches", [marche(rank) for rank in range(3)])
    # others: 2, 4, 6, 8, 10 -> median 6; Nantes itself does not count among them
    fill(
        store,
        "valeurs",
        [valeur(NANTES.siren, 12.5), *(valeur(one.siren, 2.0 * n) for n, one in enumerate(AUTRES[:5], 1))],
    )
    assert (
        "Pour la métropole, en 2024, 12,5 % des marchés sont tenus par l’ESS (couverture 90 %), contre une "
        "médiane de 6 % parmi les 5 autres métropoles dont la valeur est connue."
    ) in read(store)


def test_26_000_contracts_are_counted_and_a_few_organisations_named(store: Any) -> None:
    every = "from range(26000) as rows(n)"
    store.execute(
        "insert into marches (marche_id, territoire_siren, lien, annee) "
        f"select 'm' || n, '{NANTES.siren}', 'metropole', 2020 + n % 5 {every}"
    )
    store.execute(
        "insert into titulaires (marche_id, titulaire_siren, est_actuel, est_personne, ess_degre) "
        f"select 'm' || n, 100000000 + n % 900, true, false, 'certain' {every}"
    )
    store.execute(
        "insert into acteurs (siren, nom) select 100000000 + n, 'Régie ' || n from range(900) as r(n)"
    )
    said = read(store)
    assert "Les fichiers publics donnent 26 000 marchés de la métropole (jusqu’en 2024)." in said
    assert said.count("Régie") == MAX_NOMS
    assert "les autres se lisent sur le site" in said


def test_four_others_are_too_few_for_a_median(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(store, "valeurs", [valeur(one.siren, 2.0) for one in (NANTES, *AUTRES[:4])])
    assert "médiane" not in read(store)


def test_the_median_is_that_of_the_same_year(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(
        store,
        "valeurs",
        [valeur(NANTES.siren, 12.5), *(valeur(one.siren, 2.0, annee=2023) for one in AUTRES[:9])],
    )
    assert "médiane" not in read(store)


def test_a_range_is_told_by_both_ends(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(store, "valeurs", [valeur(NANTES.siren, 6.0, valeur_haute=18.2)])
    assert "entre 6 % et 18,2 % des marchés sont tenus par l’ESS" in read(store)


def test_a_low_coverage_is_said_instead_of_the_figure(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(store, "valeurs", [valeur(NANTES.siren, 33.3, couverture_pct=12.0)])
    said = read(store)
    assert "la couverture de 2024 (12 %) est trop faible pour dire quelle part tient l’ESS." in said
    assert "33" not in said


def test_too_few_facts_are_said_instead_of_the_figure(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(store, "valeurs", [valeur(NANTES.siren, 50.0, nb_lignes=9)])
    said = read(store)
    assert "trop peu de marchés en 2024 (9) pour dire quelle part tient l’ESS." in said
    assert "50" not in said


def test_none_is_said_in_words(store: Any) -> None:
    fill(store, "marches", [marche(1)])
    fill(store, "valeurs", [valeur(one.siren, 0.0) for one in (NANTES, *AUTRES[:6])])
    said = read(store)
    assert "en 2024, aucun marché n’est connu comme tenu par l’ESS, sur 40 (couverture 90 %)" in said
    assert "la médiane est la même parmi les 6 autres métropoles dont la valeur est connue." in said


def test_the_largest_holders_are_named_and_persons_never_are(store: Any) -> None:
    fill(store, "marches", [marche(rank) for rank in range(4)])
    fill(
        store, "acteurs", [{"siren": "111111111", "nom": "ATELIER #1"}, {"siren": "222222222", "nom": "M. X"}]
    )
    holder = {"ordre": 1, "est_actuel": True, "est_personne": False, "ess_degre": "certain"}
    fill(
        store,
        "titulaires",
        [
            *({**holder, "marche_id": f"m{rank}", "titulaire_siren": "111111111"} for rank in range(3)),
            {**holder, "marche_id": "m3", "titulaire_siren": "222222222", "est_personne": True},
            {**holder, "marche_id": "m3", "titulaire_siren": "111111111", "est_actuel": False},
        ],
    )
    page = make_page(store)
    write_ouvertes(page, NANTES)
    assert "Parmi les titulaires de l’ESS : ATELIER #1 (3 marchés)." in read_blocs(page.blocs)
    assert [*page.contexte.index["structures"]] == ["ATELIER #1"]


def test_what_was_not_received_is_said(store: Any) -> None:
    fill(store, "marches", [marche(1, annee=2019), marche(2, annee=2018, lien="commune")])
    vote = {"territoire_siren": NANTES.siren, "lien": "metropole", "annee": 2019}
    fill(store, "deliberations", [vote | {"deliberation_id": "d1"}])
    unseen = {"territoire_siren": NANTES.siren, "niveau": "non-observable", "niveau_rang": -1}
    fill(store, "usages", [{**unseen, "levier": "spaser"}, {**unseen, "levier": "tiers-lieux"}])
    said = read(store)
    assert "Les fichiers publics donnent 1 marché de la métropole (jusqu’en 2019) et 1 marché de ses" in said
    assert "aucun fichier public lu ne donne de subvention." in said
    assert "Rien de plus récent que 2019 pour ses marchés et ses délibérations." in said
    assert "2 leviers ne pouvaient donc pas être observés : ce n’est pas un « non »." in said


def test_a_territoire_with_no_data_says_only_what_is_missing(store: Any) -> None:
    page = make_page(store)
    write_ouvertes(page, NANTES)
    assert read_blocs(page.blocs) == (
        "Ce qui manque. De la métropole elle-même, aucun fichier public lu ne donne ni marché, ni "
        "subvention, ni délibération."
    )
