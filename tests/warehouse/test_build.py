"""A build: made whole or not at all, the same for the same inputs, swapped in one move."""

import duckdb
import pytest

from leviers.errors import BuildRefused, NotReady
from leviers.warehouse import build as building
from leviers.warehouse.plan import Model, find_reads, read_models, sort_models

DOUBLE = "select id, valeur * 2 as valeur from staged.lignes order by id"
TOTAL = "select sum(valeur) as total from facts.double"


def _model(name, sql, check=""):
    return Model(name, sql, find_reads(sql, name), check)


def _lines(folder, *values):
    """staged.lignes: one row a value, numbered from 1."""
    file = folder / "lignes.parquet"
    rows = ", ".join(f"({number}, {value})" for number, value in enumerate(values, start=1))
    duckdb.sql(f"copy (select * from (values {rows}) as t (id, valeur)) to '{file}'")
    return [building.Input("staged.lignes", (file,))]


def _models():
    return sort_models([_model("indicators.total", TOTAL), _model("facts.double", DOUBLE)])


def _read(home, query):
    with duckdb.connect(str(building.find_current(home)), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_models_run_in_the_order_their_sql_asks_for(tmp_path):
    report = building.build(tmp_path, _models(), _lines(tmp_path, 1, 2, 3))
    assert [step.table for step in report.etapes] == ["facts.double", "indicators.total"]
    assert _read(tmp_path, "from indicators.total") == [(12,)]  # (1 + 2 + 3) × 2


def test_a_table_is_indexed_by_the_column_that_its_header_names(tmp_path):
    models = [_model("facts.double", f"-- double: twice\n-- index  id\n{DOUBLE}")]
    for values in ((1, 2), (1, 2, 3)):
        building.build(tmp_path, models, _lines(tmp_path, *values))
        assert _read(tmp_path, "select table_name, expressions from duckdb_indexes()") == [("double", "[id]")]


def test_the_same_inputs_give_the_same_number_and_nothing_is_computed_again(tmp_path):
    first = building.build(tmp_path, _models(), _lines(tmp_path, 1, 2))
    again = building.build(tmp_path, _models(), _lines(tmp_path, 1, 2))
    assert again.numero == first.numero
    assert not again.est_nouveau


def test_only_what_changed_is_computed_again(tmp_path):
    building.build(tmp_path, _models(), _lines(tmp_path, 1, 2))
    models = sort_models(
        [_model("facts.double", DOUBLE), _model("indicators.total", TOTAL + " where valeur > 2")]
    )
    report = building.build(tmp_path, models, _lines(tmp_path, 1, 2))
    assert {step.table: step.origine for step in report.etapes} == {
        "facts.double": "repris",
        "indicators.total": "calculé",
    }
    assert _read(tmp_path, "from indicators.total") == [(4,)]


def test_a_failed_check_refuses_the_build_and_leaves_the_former_one(tmp_path):
    former = building.build(tmp_path, _models(), _lines(tmp_path, 1))
    checked = [_model("facts.double", DOUBLE, "select id, valeur from facts.double where valeur < 0")]
    with pytest.raises(BuildRefused, match=r"facts\.double ne tient pas sa promesse : \(2, -10\)"):
        building.build(tmp_path, checked, _lines(tmp_path, 1, -5))
    assert building.find_current(tmp_path).stem == former.numero
    assert not list((tmp_path / "builds").glob(f".{'?' * 12}.*"))


def test_a_query_that_breaks_leaves_the_former_build(tmp_path):
    former = building.build(tmp_path, _models(), _lines(tmp_path, 1))
    broken = [_model("facts.double", "select id, error('cassé') as valeur from staged.lignes")]
    with pytest.raises(BuildRefused, match=r"facts\.double n’a pas pu être calculée"):
        building.build(tmp_path, broken, _lines(tmp_path, 1))
    assert building.find_current(tmp_path).stem == former.numero


def test_two_builds_at_once_are_refused_in_words(tmp_path):
    (tmp_path / "builds").mkdir()
    with building.alone(tmp_path / "builds"), pytest.raises(NotReady, match="Un autre build est en cours"):
        building.build(tmp_path, _models(), _lines(tmp_path, 1))


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "builds").write_text("un fichier à la place du dossier")
    with pytest.raises(NotReady, match="n’a pas pu être écrit"):
        building.build(tmp_path, _models(), _lines(tmp_path, 1))


def test_a_table_that_nothing_brings_is_named(tmp_path):
    with pytest.raises(BuildRefused, match=r"facts\.double lit staged\.lignes, que rien n’apporte"):
        building.build(tmp_path, _models(), [])


def test_models_that_read_each_other_are_refused():
    circle = [_model("facts.a", "select * from facts.b"), _model("facts.b", "select * from facts.a")]
    with pytest.raises(BuildRefused, match="en rond"):
        sort_models(circle)


def test_a_table_made_by_no_model_is_named():
    with pytest.raises(BuildRefused, match=r"facts\.a lit facts\.absente, qu’aucun modèle ne fait"):
        sort_models([_model("facts.a", "select * from facts.absente")])


def test_names_given_by_with_are_not_tables():
    sql = "with gros as (select * from staged.marches) select * from gros join reference.cpv using (code_cpv)"
    assert find_reads(sql, "marches.sql") == {"staged.marches", "reference.cpv"}


@pytest.mark.parametrize(
    ("sql", "said"),
    [("select from where", "n’est pas du SQL lisible"), ("select 1; select 2", "contient 2 requêtes")],
)
def test_a_file_that_is_not_one_query_is_refused(sql, said):
    with pytest.raises(BuildRefused, match=said):
        find_reads(sql, "marches.sql")


def test_models_are_read_from_folders_with_their_checks(tmp_path):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "double.sql").write_text(DOUBLE)
    (tmp_path / "facts" / "double.check.sql").write_text("select 1 where false")
    (model,) = read_models(tmp_path)
    assert (model.name, model.reads, model.check) == (
        "facts.double",
        {"staged.lignes"},
        "select 1 where false",
    )
