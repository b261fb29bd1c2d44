"""What the two engines would say differently if the translation let them."""

import duckdb

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
    "list_contains(['a', null], cast(null as varchar))",
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


def test_expressions_have_the_same_value_in_both(session):
    query = f"select {', '.join(CASES)}"
    assert dict(zip(CASES, *_on_spark(session, query), strict=True)) == _expect(CASES, query)


def test_aggregates_have_the_same_value_in_both(session):
    query = f"select {', '.join(AGGREGATES)} from {ROWS}"
    assert dict(zip(AGGREGATES, *_on_spark(session, query), strict=True)) == _expect(AGGREGATES, query)


def test_what_is_missing_comes_last_in_both(session):
    query = f"select c from {ROWS} order by c desc"
    assert _on_spark(session, query) == duckdb.sql(query).fetchall() == [("b",), ("a",), ("B",), (None,)]


def _on_spark(session, query):
    return [tuple(row) for row in session.sql(to_spark_query(query)).collect()]


def _expect(words, query):
    return dict(zip(words, *duckdb.sql(query).fetchall(), strict=True))
