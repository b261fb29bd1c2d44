"""Every model can be said on Spark; here in words only, without Spark: `bin/test-spark` runs them."""

import pytest

from leviers.errors import BuildRefused
from leviers.warehouse.chain import list_models
from leviers.warehouse.dialect import to_spark_query, to_spark_type


@pytest.mark.parametrize("model", list_models(), ids=lambda model: model.name)
def test_every_model_can_be_said_on_spark(model):
    assert to_spark_query(model.sql)
    assert not model.check or to_spark_query(model.check)


def test_a_table_loses_its_schema_and_keeps_its_name():
    said = to_spark_query('select marches.uid from facts.marches join indicators."part-ess" as part on true')
    assert "FROM `facts__marches` AS `marches`" in said
    assert "JOIN `indicators__part-ess` AS part" in said


def test_a_name_given_by_with_stays():
    assert to_spark_query("with gros as (select 1 as un) select un from gros").endswith("FROM gros")


@pytest.mark.parametrize(
    ("query", "advice"),
    [
        ("select regexp_replace(objet, 'a', 'b') from facts.marches", "option 'g'"),
        ("select list(objet order by ligne) from facts.marches", "list_sort"),
        ("select round(montant_eur, -3) from facts.marches", "décimales"),
    ],
)
def test_what_spark_cannot_say_is_refused_with_a_way_out(query, advice):
    with pytest.raises(BuildRefused, match="Spark ne sait pas dire") as refusal:
        to_spark_query(query)
    assert advice in refusal.value.advice


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("VARCHAR", "STRING"),
        ("INTEGER", "INT"),
        ("DECIMAL(18,2)", "DECIMAL(18, 2)"),
        ("VARCHAR[]", "ARRAY<STRING>"),
        ("HUGEINT", "DECIMAL(38, 0)"),
    ],
)
def test_a_type_is_said_in_the_words_of_spark(kind, said):
    assert to_spark_type(kind) == said
