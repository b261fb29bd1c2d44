"""Two versions of the detector on the same records: what changed, by levier, with examples."""

import duckdb
import pytest

from leviers.detection.compare import compare, say_versions
from leviers.warehouse.compare import Comparison


@pytest.fixture
def builds():
    """Writes the labels and records of two builds of one connection, « avant » and « apres »."""
    connection = duckdb.connect()

    def write(name, version, *rows, records="1234"):
        connection.execute(f"attach ':memory:' as {name}")
        for schema in ("labels", "facts"):
            connection.execute(f"create schema {name}.{schema}")
        values = [f"('marche', '{fait}', '{levier}', 'motif', '{version}')" for fait, levier in rows]
        query = (
            f"select * from (values {', '.join(values)}) as t(fait_genre, fait_id, levier, raison, version)"
        )
        connection.execute(f"create table {name}.labels.detections as {query}")
        ids = ", ".join(f"('{one}')" for one in records)
        connection.execute(f"create table {name}.facts.marches as select * from (values {ids}) t(marche_id)")
        for table in ("subvention", "deliberation"):
            connection.execute(f"create table {name}.facts.{table}s ({table}_id varchar)")
        return connection

    return write


def read(connection):
    versions = compare(connection, before="avant", after="apres")
    return list(say_versions(versions)) if versions else None


def test_it_works(builds):
    builds("avant", "v1", ("1", "ptce"), ("2", "spaser"), ("3", "ptce"))
    assert read(builds("apres", "v2", ("1", "ptce"), ("3", "spaser"), ("4", "spaser"))) == [
        "Détecteur v1 → v2, sur les actes des deux builds :",
        "  spaser : 2 de plus, 1 de moins",
        "    + marche 3 (motif)",
        "    + marche 4 (motif)",
        "    - marche 2 (motif)",
        "  ptce : 0 de plus, 1 de moins",
        "    - marche 3 (motif)",
    ]


def test_the_same_version_is_not_compared_records_alone_changed(builds):
    builds("avant", "v1", ("1", "ptce"))
    assert read(builds("apres", "v1", ("2", "ptce"))) is None


def test_records_of_one_build_only_say_nothing_of_the_detector(builds):
    builds("avant", "v1", ("1", "ptce"), ("9", "ptce"), records="12349")
    assert read(builds("apres", "v2", ("1", "ptce"), ("8", "ptce"), records="12348")) == [
        "Détecteur v1 → v2, sur les actes des deux builds :",
        "  aucune détection n’a changé",
    ]


def test_the_report_of_a_build_says_it(builds):
    builds("avant", "v1", ("1", "ptce"))
    connection = builds("apres", "v2", ("1", "spaser"))
    found = Comparison(detecteur=compare(connection, before="avant", after="apres")).say()
    assert found[0] == "Détecteur v1 → v2, sur les actes des deux builds :"
    assert "  spaser : 1 de plus, 0 de moins" in found
