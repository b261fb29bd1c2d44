"""Two versions on one corpus: what changed, by levier, with examples."""

import duckdb
import pytest

from leviers.detection.compare import compare, say_changes
from leviers.errors import NotReady


@pytest.fixture
def labels(tmp_path):
    """Writes a file of labels."""

    def write(name, *rows):
        values = ", ".join(f"('marche', '{fait}', '{levier}', 'motif')" for fait, levier in rows)
        query = f"select * from (values {values}) as t(fait_genre, fait_id, levier, raison)"
        duckdb.execute(f"copy ({query}) to '{tmp_path / name}' (format parquet)")
        return tmp_path / name

    return write


def test_it_works(labels):
    before = labels("a", ("1", "ptce"), ("2", "spaser"), ("3", "ptce"))
    after = labels("b", ("1", "ptce"), ("3", "spaser"), ("4", "spaser"))
    assert list(say_changes(compare(before, after))) == [
        "spaser : 2 de plus, 1 de moins",
        "  + marche 3 (motif)",
        "  + marche 4 (motif)",
        "  - marche 2 (motif)",
        "ptce : 0 de plus, 1 de moins",
        "  - marche 3 (motif)",
    ]


def test_nothing_changed_is_said(labels):
    file = labels("a", ("1", "ptce"))
    assert list(say_changes(compare(file, file))) == ["Rien n’a changé."]


def test_a_file_that_is_not_there_is_explained(labels, tmp_path):
    with pytest.raises(NotReady, match="Comparaison impossible"):
        compare(labels("a", ("1", "ptce")), tmp_path / "rien")
