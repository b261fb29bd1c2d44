"""What the two engines would say differently if the translation let them."""

import duckdb
import pytest

from leviers.warehouse.dialect import to_spark_query
from tests.spark.orval import LETTERS

CASES = [
    "1 / 3",
    "100 * cast(1 as decimal(18, 2)) / cast(3 as decimal(18, 2))",
    "round(cast(2.675 as double), 2)",  # 267.49999999999994 hundredths: 2.67, though it is printed as 2.675
    "round(-66.65 / 1, 1)",
    "trim('\u00a0 a \u202f')",
    "regexp_matches('14' || chr(10), '^[0-9]+$')",  # a last line feed is not the end
    "'x' || regexp_replace('a.b-c', '[^a-z]+', ' ', 'g')",
    "regexp_extract('siae-2024.csv', '(20[0-9][0-9])', 1)",
    "regexp_extract('siae.csv', '(20[0-9][0-9])', 1)",
    "list_contains(['a', null], 'b')",
    "list_contains(['a', null], null)",
    "array_to_string(['a', null, 'b'], ' | ')",
    "concat_ws('-', 'a', null, 'b')",
    "date_diff('day', date '2024-02-28', date '2024-03-01')",
    "date '2024-01-31' + interval 31 day > date '2024-03-01'",
    "md5(cast(cast(12.5 as decimal(18, 2)) as varchar))",
    "try_cast('douze' as integer)",
    f"strip_accents(lower('{LETTERS}'))",
    f"upper('{LETTERS}')",
    "lower('ΟΔΟΣ İ')",
]
AGGREGATES = [
    "arg_max(a, b)",  # the row of the greatest b has no a: it is left out
    "median(b)",
    "quantile_cont(b, 0.25)",
    "sum(a) filter (where b > 1)",
    "array_to_string(list_sort(list(coalesce(c, ''))), ',')",
    "count(distinct c)",
]
ROWS = "(values (1, 1, 'b'), (2, 2, 'a'), (null, 4, 'B'), (4, 3, null)) as t (a, b, c)"


@pytest.mark.parametrize("query", [*(f"select {case}" for case in CASES)])
def test_an_expression_has_the_same_value_in_both(session, query):
    assert _on_spark(session, query) == duckdb.sql(query).fetchall()


@pytest.mark.parametrize("aggregate", AGGREGATES)
def test_an_aggregate_has_the_same_value_in_both(session, aggregate):
    query = f"select {aggregate} from {ROWS}"
    assert _on_spark(session, query) == duckdb.sql(query).fetchall()


def test_what_is_missing_comes_last_in_both(session):
    query = f"select c from {ROWS} order by c desc"
    assert _on_spark(session, query) == duckdb.sql(query).fetchall() == [("b",), ("a",), ("B",), (None,)]


def _on_spark(session, query):
    return [tuple(row) for row in session.sql(to_spark_query(query)).collect()]
