"""Values of ODK expressions: text, number, boolean, set of nodes, and the passage from one to the other.

A date is its ISO text; asked for a number it counts days since 1970-01-01, as ODK does. What is no number is
NaN, and NaN is written "" rather than a figure.
"""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leviers.reference.tardif import Tardif

if TYPE_CHECKING:
    from elementpath import xpath_nodes
else:
    xpath_nodes = Tardif("elementpath.xpath_nodes")

EPOCH = date(1970, 1, 1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\s*[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?\s*")


def read_date(text: str) -> date | None:
    """The date of an ISO date or date-time, None for anything else."""
    if not _DATE.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def read_moment(text: str) -> datetime | None:
    """An ISO date or date-time as a local moment; the zone is dropped: a survey lives in one zone."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if _DATE.match(text) else None
    except ValueError:
        return None


def days_of(text: str) -> float:
    """Days since 1970-01-01, with the hour as a fraction; NaN when the text is no date."""
    moment = read_moment(text)
    if moment is None:
        return math.nan
    return (moment - datetime.combine(EPOCH, time())) / timedelta(days=1)


def date_of_days(days: float) -> str:
    """ISO date of a number of days; "" out of the calendar."""
    try:
        return (EPOCH + timedelta(days=math.floor(days))).isoformat()
    except (OverflowError, ValueError):
        return ""


def moment_of_days(days: float) -> datetime | None:
    try:
        return datetime.combine(EPOCH, time()) + timedelta(days=days)
    except (OverflowError, ValueError):
        return None


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return as_text(value[0]) if value else ""
    if isinstance(value, xpath_nodes.XPathNode):
        return str(value.string_value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    number = float(value)
    if math.isnan(number) or math.isinf(number):
        return ""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")  # 15 digits: 0.1 + 0.2 is written 0.3


def as_number(value: Any) -> float:
    if isinstance(value, list | xpath_nodes.XPathNode):
        value = as_text(value)
    if isinstance(value, str):
        if _NUMBER.fullmatch(value):
            return float(value)
        return days_of(value)
    return float(value)


def as_boolean(value: Any) -> bool:
    """A text is true when it has a character, a set when one of its members is: as ODK, not as XPath."""
    if isinstance(value, list):
        return any(as_boolean(item) for item in value)
    if isinstance(value, xpath_nodes.XPathNode):
        return as_text(value) != ""
    if isinstance(value, str):
        return value != ""
    if isinstance(value, bool):
        return value
    return not (math.isnan(float(value)) or float(value) == 0)


def plain(value: Any) -> Iterator[Any]:
    """The members of a set of nodes as texts, or the single value."""
    if isinstance(value, list):
        yield from (as_text(item) if isinstance(item, xpath_nodes.XPathNode) else item for item in value)
    elif isinstance(value, xpath_nodes.XPathNode):
        yield as_text(value)
    else:
        yield value


def same(left: Any, right: Any) -> bool:
    """Equality of two single values: booleans first, then numbers, then texts."""
    if isinstance(left, bool) or isinstance(right, bool):
        return as_boolean(left) is as_boolean(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return as_number(left) == as_number(right)


def compare(left: Any, right: Any, operator: str) -> bool:
    """`operator` for one pair at least, as XPath 1.0 asks; an empty set of nodes counts as one empty text."""
    lefts, rights = list(plain(left)) or [""], list(plain(right)) or [""]
    if operator == "=":
        return any(same(a, b) for a in lefts for b in rights)
    if operator == "!=":
        return any(not same(a, b) for a in lefts for b in rights)
    pairs = [(as_number(a), as_number(b)) for a in lefts for b in rights]
    if operator == "<":
        return any(a < b for a, b in pairs)
    if operator == "<=":
        return any(a <= b for a, b in pairs)
    if operator == ">":
        return any(a > b for a, b in pairs)
    return any(a >= b for a, b in pairs)
