"""Two editions that differ by known changes give exactly these, each with its reason."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from leviers.publication.etude.changements import (
    Changements,
    Demarche,
    Raison,
    Usage,
    Valeur,
    compare,
)
from leviers.publication.etude.mesures import Mesures
from tests.publication.etude.tables_mini import fill, open_mini, write_tables

NANTES, METZ = "244400404", "200039865"
NIVEAUX = {"non-observable": -1, "non-repere": 0, "declare": 1, "documente": 2, "constate": 3}


def usage(levier: str, niveau: str, demarches: str | None = None, siren: str = NANTES) -> dict[str, Any]:
    """One cell of the matrix."""
    row = {"territoire_siren": siren, "levier": levier, "niveau": niveau, "demarches": demarches}
    return row | {"niveau_rang": NIVEAUX[niveau]}


def demarche(identifier: str, siren: str = NANTES) -> dict[str, Any]:
    """One published démarche."""
    return {"id": identifier, "territoire_siren": siren, "titre": f"Titre {identifier}"}


def valeur(value: float, annee: int | None = 2023, **given: Any) -> dict[str, Any]:
    """A count of contracts of Nantes, unless told otherwise."""
    row = {"code": "nb-marches", "territoire_siren": NANTES, "lien": "metropole", "unite": "marchés"}
    return {**row, "annee": annee, "valeur": value, **given}


def line(levier: str, sens: str, cause: str, preuves: str, quand: str = "2026-10-01") -> dict[str, Any]:
    """One line of the journal."""
    row = {"territoire_siren": NANTES, "levier": levier, "sens": sens, "cause": cause, "preuves": preuves}
    return row | {"quand": f"{quand} 10:00:00"}


def proof(levier: str, cle: str, *, counted: bool = True) -> dict[str, Any]:
    """One preuve of Nantes."""
    return {"territoire_siren": NANTES, "levier": levier, "cle": cle, "est_comptee": counted}


TABLES = ("usages", "preuves", "demarches", "valeurs", "journal")
Tables = dict[str, list[dict[str, Any]]]


def differ(folder: Path, former: Tables, today: Tables) -> tuple[Changements, duckdb.DuckDBPyConnection]:
    """Compare two editions made of these rows."""
    write_tables(folder / "avant", **{code: former.get(code, []) for code in TABLES})
    connection = open_mini()
    for code in TABLES:
        fill(connection, code, today.get(code, []))
    return compare(folder / "avant", connection), connection


def test_two_equal_editions_differ_by_nothing(tmp_path: Path) -> None:
    same: Tables = {
        "usages": [usage("spaser", "documente", "a"), usage("tiers-lieux", "non-repere")],
        "demarches": [demarche("a")],
        "valeurs": [valeur(10), valeur(3, None, code="nb-structures-ess")],
    }
    found, _ = differ(tmp_path, same, same)
    assert found.est_vide
    assert found == Changements((), (), (), (), (), (), (), {})


def test_usages_gained_and_lost_say_what_the_journal_says(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {
            "usages": [usage("spaser", "non-repere"), usage("tiers-lieux", "documente", "b")],
            "journal": [line("spaser", "hausse", "build", "marche:vieux", "2025-01-01")],
        },
        {
            "usages": [usage("spaser", "constate"), usage("tiers-lieux", "non-observable")],
            "journal": [
                line("spaser", "hausse", "build", "marche:vieux", "2025-01-01"),
                line("spaser", "hausse", "relecture", "marche:m1 | marche:m2"),
                line("tiers-lieux", "baisse", "catalogue", "demarche:b"),
            ],
        },
    )
    assert found.gagnes == (
        Usage(
            NANTES,
            "spaser",
            "non-repere",
            "constate",
            Raison("journal", "relecture", ("marche:m1", "marche:m2")),
        ),
    )
    assert found.perdus == (
        Usage(
            NANTES,
            "tiers-lieux",
            "documente",
            "non-observable",
            Raison("journal", "catalogue", ("demarche:b",)),
        ),
    )


def test_a_silent_journal_leaves_the_reason_to_the_preuves(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {
            "usages": [usage("spaser", "non-repere"), usage("tiers-lieux", "documente", "b")],
            "preuves": [proof("tiers-lieux", "demarche:b"), proof("spaser", "marche:m1", counted=False)],
        },
        {
            "usages": [usage("spaser", "constate"), usage("tiers-lieux", "non-repere")],
            "preuves": [proof("spaser", "marche:m1"), proof("spaser", "marche:m2", counted=False)],
            "journal": [line("spaser", "baisse", "build", "marche:autre")],  # the other way: says nothing
        },
    )
    assert found.gagnes[0].raison == Raison("preuves", "", ("marche:m1",))
    assert found.perdus[0].raison == Raison("preuves", "", ("demarche:b",))


def test_what_nothing_explains_is_said_unknown(tmp_path: Path) -> None:
    found, _ = differ(tmp_path, {}, {"usages": [usage("spaser", "declare")]})
    assert found.gagnes == (Usage(NANTES, "spaser", "", "declare", Raison("inconnue")),)


def test_a_niveau_that_moves_is_neither_gained_nor_lost(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {"usages": [usage("spaser", "documente", "a"), usage("tiers-lieux", "constate", "b")]},
        {"usages": [usage("spaser", "constate", "a"), usage("tiers-lieux", "documente", "b")]},
    )
    assert (found.gagnes, found.perdus) == ((), ())
    assert [one.levier for one in found.hausses] == ["spaser"]
    assert [one.levier for one in found.baisses] == ["tiers-lieux"]


def test_not_observable_then_not_found_is_no_change(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {"usages": [usage("spaser", "non-observable")]},
        {"usages": [usage("spaser", "non-repere")]},
    )
    assert found.est_vide


def test_demarches_come_and_go(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {"demarches": [demarche("a"), demarche("b")]},
        {"demarches": [demarche("b"), demarche("c", METZ)]},
    )
    assert found.demarches_nouvelles == (Demarche("c", METZ, "Titre c"),)
    assert found.demarches_retirees == (Demarche("a", NANTES, "Titre a"),)


@pytest.mark.parametrize(
    ("unite", "avant", "apres", "is_told"),
    [
        ("%", 10.0, 11.0, False),  # one point, not more
        ("%", 10.0, 11.1, True),
        ("marchés", 100.0, 105.0, False),  # five per cent, not more
        ("marchés", 100.0, 106.0, True),
        ("marchés", 0.0, 1.0, True),
    ],
)
def test_a_value_of_the_same_year_is_told_beyond_the_threshold(
    tmp_path: Path, unite: str, avant: float, apres: float, is_told: bool
) -> None:
    found, connection = differ(
        tmp_path,
        {"valeurs": [valeur(avant, unite=unite)]},
        {"valeurs": [valeur(apres, unite=unite)]},
    )
    expected = Valeur("nb-marches", NANTES, "metropole", 2023, unite, avant, apres)
    assert found.revues == ((expected,) if is_told else ())
    mesures = Mesures(connection)
    assert mesures.mesurer("changements-valeur", f"{expected.cle}.avant").valeur == avant
    assert mesures.mesurer("changements-valeurs-revues").valeur == int(is_told)


def test_a_newer_year_is_new_and_an_older_one_is_not(tmp_path: Path) -> None:
    found, _ = differ(
        tmp_path,
        {"valeurs": [valeur(10, 2023)]},
        {"valeurs": [valeur(10, 2023), valeur(7, 2024), valeur(5, 2020), valeur(4, code="nb-concessions")]},
    )
    assert found.nouvelles == {"nb-concessions": 1, "nb-marches": 1}
    assert found.revues == ()


def test_a_former_edition_with_fewer_tables_and_columns_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    connection = open_mini()
    (tmp_path / "avant").mkdir()
    connection.execute(
        f"copy (select '{NANTES}' as territoire_siren, 'spaser' as levier, 2 as niveau_rang) "
        f"to '{tmp_path}/avant/usages.parquet' (format parquet)"
    )
    for code in ("usages", "demarches"):  # no build today either
        fill(connection, code)
    found = compare(tmp_path / "avant", connection)
    assert found.perdus == (Usage(NANTES, "spaser", "", "", Raison("inconnue")),)
    assert found.revues == ()
