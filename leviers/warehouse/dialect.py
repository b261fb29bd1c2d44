"""A model in the words of Spark: sqlglot translates, and the rules below add what it does not know.

What cannot be said on Spark raises; what is said otherwise by both engines is caught by `tests/spark`, which
compares every table.
"""

import re
from collections.abc import Callable

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel

from leviers.errors import BuildRefused

FOLDS = {"strip_accents": "strip_accents", "lower": "duckdb_lower", "upper": "duckdb_upper"}
"""Functions on characters -> their name on Spark. Java folds ß, ﬁ or final ς in ways of its own."""

SPACES = "".join(map(chr, (32, 160, 5760, *range(8192, 8203), 8239, 8287, 12288)))
"""What DuckDB trims, the spaces of Unicode (category Zs); Spark trims U+0020 alone."""

TYPES = {"HUGEINT": "DECIMAL(38, 0)"}
Rule = Callable[[exp.Expr], exp.Expr]


def to_view(table: str) -> str:
    """Name of the temporary view of a table: those of Spark have no schema."""
    return table.replace(".", "__", 1)


def to_spark_type(kind: str) -> str:
    """A DuckDB type in the words of Spark: « VARCHAR[] » -> « ARRAY<STRING> »."""
    return TYPES.get(kind) or exp.DataType.build(kind, dialect="duckdb").sql("spark")


def to_spark_query(sql: str) -> str:
    """A DuckDB query in the words of Spark, with the same result.

    Raises  BuildRefused, or sqlglot's UnsupportedError, on what Spark cannot say
    """
    tree = sqlglot.parse_one(sql, read="duckdb")
    for node in reversed(list(tree.find_all(*RULES))):  # the deepest first: a rule moves what it holds
        node.replace(RULES[type(node)](node))
    return tree.sql("spark", comments=False, unsupported_level=ErrorLevel.RAISE)


def _name_view(table: exp.Expr) -> exp.Expr:
    if table.text("db"):
        alias = table.args.get("alias") or exp.TableAlias(this=exp.to_identifier(table.name, quoted=True))
        view = to_view(f"{table.text('db')}.{table.name}")
        return exp.Table(this=exp.to_identifier(view, quoted=True), alias=alias)
    return table


def _divide(node: exp.Expr) -> exp.Expr:
    """`/` always gives a double; on Spark two decimals would give a decimal."""
    return exp.Div(this=_double(node.this), expression=_double(node.expression))


def _round(node: exp.Expr) -> exp.Expr:
    """A double is rounded at 10^n times its value; Spark would round the decimal that it is printed as."""
    decimals = node.args.get("decimals")
    if decimals is None:
        return node
    if not isinstance(decimals, exp.Literal):
        raise _cannot(node, "arrondissez à un nombre écrit de décimales")
    power = _double(exp.Literal.number(10 ** int(decimals.name)))
    rounded = exp.Round(this=exp.Mul(this=exp.paren(_double(node.this)), expression=power))
    return exp.Div(this=rounded, expression=power.copy())


def _double(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), "double")


def _fold(node: exp.Expr) -> exp.Expr:
    return exp.func(FOLDS[node.key], node.this)


def _trim(node: exp.Expr) -> exp.Expr:
    if node.args.get("expression") is None:
        node.set("expression", exp.Literal.string(SPACES))
        node.set("position", node.args.get("position") or "BOTH")
    return node


def _match(node: exp.Expr) -> exp.Expr:
    """As a function: the operator RLIKE binds less tightly than what may stand around it."""
    return exp.func("regexp_like", node.this, _pattern(node.expression))


def _replace(node: exp.Expr) -> exp.Expr:
    if "g" not in node.text("modifiers"):
        raise _cannot(node, "donnez l’option 'g' : Spark remplace toujours partout")
    node.set("expression", _pattern(node.expression))
    return node


def _pattern(pattern: exp.Expr) -> exp.Expr:
    """For Java, a final `$` would also match before a last line feed."""
    if pattern.is_string and re.search(r"(?<!\\)\$$", pattern.name):
        return exp.Literal.string(pattern.name[:-1] + r"\z")
    return pattern


def _best(node: exp.Expr) -> exp.Expr:
    """A row without value is left out; Spark would answer null."""
    known = exp.Case().when(node.this.is_(exp.null()).not_(), node.expression)
    return type(node)(this=node.this, expression=known)


def _quantile(node: exp.Expr) -> exp.Expr:
    return exp.func("percentile", node.this, node.expression)


def _contain(node: exp.Expr) -> exp.Expr:
    """A list that holds a null does not hold what is not in it; Spark would answer that it cannot know."""
    found = exp.func("coalesce", exp.ArrayContains(this=node.this, expression=node.expression), exp.false())
    known = exp.and_(*(side.copy().is_(exp.null()).not_() for side in (node.this, node.expression)))
    return exp.Case().when(known, found)


def _list(node: exp.Expr) -> exp.Expr:
    if isinstance(node.this, exp.Order):
        raise _cannot(node, "écrivez list_sort(list(…)) : Spark ne connaît pas d’ordre dans une liste")
    return node


def _cannot(node: exp.Expr, advice: str) -> BuildRefused:
    return BuildRefused(
        f"Spark ne sait pas dire « {node.sql('duckdb')} ».", advice=f"Dans le modèle, {advice}."
    )


RULES: dict[type[exp.Expr], Rule] = {
    exp.Table: _name_view,
    exp.Div: _divide,
    exp.Round: _round,
    exp.Lower: _fold,
    exp.Upper: _fold,
    exp.Trim: _trim,
    exp.RegexpLike: _match,
    exp.RegexpReplace: _replace,
    exp.ArgMax: _best,
    exp.ArgMin: _best,
    exp.PercentileCont: _quantile,
    exp.ArrayContains: _contain,
    exp.ArrayAgg: _list,
}
"""What sqlglot leaves as it is, and Spark would refuse or read otherwise."""
