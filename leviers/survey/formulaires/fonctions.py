"""The functions an expression may call: those of XPath 1.0 and of ODK, each on plain values.

A function receives its arguments as its letters ask, after the `Monde` of the evaluation when it names it:
t text, n number, b boolean, s set of nodes or single value as it comes, p parsed expression, evaluated on
demand; `?` makes what follows optional, a last `*` repeats the letter before it.
"""

import inspect
import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from leviers.survey.formulaires import dates, nombres
from leviers.survey.formulaires.motifs import fully_matches


class Monde(Protocol):
    """What functions may ask of an evaluation."""

    aujourdhui: str
    maintenant: datetime
    graine: str
    lieu: str

    def value_before(self) -> str: ...
    def position(self, node: Any) -> int: ...
    def find_choice(self, value: str, question: str) -> str: ...
    def list_nodes(self, name: str) -> list[Any]: ...
    def current_node(self) -> Any: ...
    def find_nodes(self, code: str, item: Any) -> list[Any]: ...
    def find_indexed(self, code: str, indexes: list[tuple[str, int]]) -> list[Any]: ...
    def look_up(self, table: str, column: str, key_column: str, key: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Fonction:
    """One function. `noeuds`: it gives nodes, a path may go on; `du_monde`: it asks the evaluation."""

    nom: str
    corps: Callable[..., Any]
    genres: str
    minimum: int
    maximum: int | None
    noeuds: bool
    du_monde: bool
    remarque: str

    def genre(self, index: int) -> str:
        return self.genres[min(index, len(self.genres) - 1)]


FONCTIONS: dict[str, Fonction] = {}


def fonction(
    nom: str, genres: str = "", *, noeuds: bool = False, remarque: str = ""
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def keep(corps: Callable[..., Any]) -> Callable[..., Any]:
        letters = genres.replace("?", "").rstrip("*")
        minimum = genres.index("?") if "?" in genres else len(letters)
        maximum = None if genres.endswith("*") else len(letters)
        du_monde = "monde" in inspect.signature(corps).parameters
        FONCTIONS[nom] = Fonction(nom, corps, letters, minimum, maximum, noeuds, du_monde, remarque)
        return corps

    return keep


def _texts(values: tuple[Any, ...]) -> list[str]:
    return [nombres.as_text(item) for value in values for item in nombres.plain(value)]


def _numbers(values: tuple[Any, ...]) -> list[float]:
    """Members of sets as numbers; an empty answer is no number, and not zero."""
    found = (nombres.as_number(item) for value in values for item in nombres.plain(value))
    return [number for number in found if not math.isnan(number)]


# · choices ·


@fonction("selected", "tt")
def selected(values: str, value: str) -> bool:
    return value.strip() in values.split()


@fonction("selected-at", "tn")
def selected_at(values: str, index: float) -> str:
    members = values.split()
    return members[int(index)] if not math.isnan(index) and 0 <= index < len(members) else ""


@fonction("count-selected", "t")
def count_selected(values: str) -> int:
    return len(values.split())


@fonction("jr:choice-name", "tt", remarque="libellé dans la langue de la page")
def choice_name(monde: Monde, value: str, question: str) -> str:
    return monde.find_choice(value, question)


# · logic ·


@fonction("if", "bpp")
def if_(condition: bool, then: Callable[[], Any], other: Callable[[], Any]) -> Any:
    return then() if condition else other()


@fonction("coalesce", "tt*")
def coalesce(*values: str) -> str:
    return next((value for value in values if value != ""), "")


@fonction("once", "p", remarque="garde la réponse déjà enregistrée")
def once(monde: Monde, value: Callable[[], Any]) -> Any:
    return monde.value_before() or value()


@fonction("boolean", "b")
def boolean(value: bool) -> bool:
    return value


@fonction("boolean-from-string", "t")
def boolean_from_string(value: str) -> bool:
    return value in {"1", "true"}


@fonction("not", "b")
def not_(value: bool) -> bool:
    return not value


@fonction("true")
def true() -> bool:
    return True


@fonction("false")
def false() -> bool:
    return False


@fonction("checklist", "nnb*")
def checklist(least: float, most: float, *values: bool) -> bool:
    return least <= sum(values) and (most < 0 or sum(values) <= most)


# · sets and repetitions ·


@fonction("position", "?s")
def position(monde: Monde, nodes: Any = None) -> int:
    return monde.position(nodes[0] if nodes else None)


@fonction("count", "s")
def count(nodes: Any) -> int:
    return len(nodes) if isinstance(nodes, list) else 0


@fonction("count-non-empty", "s")
def count_non_empty(nodes: Any) -> int:
    return sum(text != "" for text in nombres.plain(nodes))


@fonction("sum", "s", remarque="une réponse vide ne compte pas")
def sum_(nodes: Any) -> float:
    return math.fsum(_numbers((nodes,)))


@fonction("min", "s*", remarque="une réponse vide ne compte pas")
def min_(*values: Any) -> float:
    return min(_numbers(values), default=math.nan)


@fonction("max", "s*", remarque="une réponse vide ne compte pas")
def max_(*values: Any) -> float:
    return max(_numbers(values), default=math.nan)


@fonction("join", "ts*")
def join(separator: str, *values: Any) -> str:
    return separator.join(_texts(values))


@fonction("indexed-repeat", "ppn?pnpn", remarque="jusqu’à trois niveaux")
def indexed_repeat(monde: Monde, target: Any, *pairs: Any) -> list[Any]:
    indexes = [
        (pairs[at].code, int(pairs[at + 1]) if math.isfinite(pairs[at + 1]) else 0)
        for at in range(0, len(pairs) - 1, 2)
    ]
    return monde.find_indexed(target.code, indexes)


@fonction("current", noeuds=True)
def current(monde: Monde) -> list[Any]:
    return [monde.current_node()]


@fonction("instance", "t", noeuds=True, remarque="liste de choix ou fichier joint")
def instance(monde: Monde, name: str) -> list[Any]:
    return monde.list_nodes(name)


@fonction("pulldata", "tttt", remarque="fichier joint, ou « territoires », ce qui est connu de chacun")
def pulldata(monde: Monde, table: str, column: str, key_column: str, key: str) -> str:
    return monde.look_up(table, column, key_column, key)


@fonction("randomize", "s?n", remarque="ordre tiré de l’identifiant de la réponse")
def randomize(monde: Monde, nodes: Any, seed: float = math.nan) -> list[Any]:
    members = list(nodes) if isinstance(nodes, list) else [nodes]
    random.Random(f"{monde.graine}/{seed}").shuffle(members)  # noqa: S311 - an order, not a secret
    return members


@fonction("random", remarque="tiré de l’identifiant de la réponse")
def random_(monde: Monde) -> float:
    return random.Random(f"{monde.graine}/{monde.lieu}").random()  # noqa: S311 - a draw, not a secret


# · texts ·


@fonction("string", "t")
def string(value: str) -> str:
    return value


@fonction("concat", "s*")
def concat(*values: Any) -> str:
    return "".join(_texts(values))


@fonction("string-length", "t")
def string_length(text: str) -> int:
    return len(text)


@fonction("substr", "tn?n")
def substr(text: str, start: float, end: float = math.inf) -> str:
    """From `start`, counted from 0, to before `end`; a negative number counts from the end."""

    def place(number: float) -> int | None:
        return None if math.isinf(number) or math.isnan(number) else int(number)

    return text[place(start) : place(end)]


@fonction("substring-before", "tt")
def substring_before(text: str, mark: str) -> str:
    return text.partition(mark)[0] if mark and mark in text else ""


@fonction("substring-after", "tt")
def substring_after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


@fonction("contains", "tt")
def contains(text: str, part: str) -> bool:
    return part in text


@fonction("starts-with", "tt")
def starts_with(text: str, part: str) -> bool:
    return text.startswith(part)


@fonction("ends-with", "tt")
def ends_with(text: str, part: str) -> bool:
    return text.endswith(part)


@fonction("translate", "ttt")
def translate(text: str, characters: str, others: str) -> str:
    table: dict[int, str] = {}
    for index, character in enumerate(characters):
        table.setdefault(ord(character), others[index] if index < len(others) else "")
    return text.translate(table)


@fonction("normalize-space", "t")
def normalize_space(text: str) -> str:
    return " ".join(text.split())


@fonction("regex", "tt", remarque="texte entier ; ni (?=…), ni renvoi \\1")
def regex(text: str, pattern: str) -> bool:
    return fully_matches(pattern, text)


# · numbers ·


@fonction("number", "n")
def number(value: float) -> float:
    return value


@fonction("int", "n")
def int_(value: float) -> float:
    return float(math.trunc(value)) if math.isfinite(value) else math.nan


@fonction("round", "n?n", remarque="la moitié va vers le haut")
def round_(value: float, places: float = 0) -> float:
    if not math.isfinite(value) or not -15 <= places <= 15:
        return math.nan
    factor = 10.0 ** int(places)
    return math.floor(value * factor + 0.5) / factor if abs(value * factor) < 1e15 else value


@fonction("pow", "nn")
def pow_(base: float, exponent: float) -> float:
    return _real(lambda: math.pow(base, exponent))


def _real(compute: Callable[[], float]) -> float:
    """A real number, NaN where mathematics gives none."""
    try:
        return compute()
    except (ValueError, OverflowError, ZeroDivisionError):
        return math.nan


_REELLES: dict[str, Callable[[float], float]] = {
    "abs": abs, "sqrt": math.sqrt, "exp": math.exp, "exp10": lambda x: math.pow(10, x), "log": math.log,
    "log10": math.log10, "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin,
    "acos": math.acos, "atan": math.atan, "ceiling": lambda x: float(math.ceil(x)),
    "floor": lambda x: float(math.floor(x)),
}  # fmt: skip
for _nom, _calcul in _REELLES.items():
    fonction(_nom, "n")(lambda value, calcul=_calcul: _real(lambda: calcul(value)))


@fonction("atan2", "nn")
def atan2(y: float, x: float) -> float:
    return math.atan2(y, x)


@fonction("pi")
def pi() -> float:
    return math.pi


# · dates ·


@fonction("today")
def today(monde: Monde) -> str:
    return monde.aujourdhui


@fonction("now")
def now(monde: Monde) -> str:
    return monde.maintenant.isoformat(timespec="seconds")


@fonction("date", "s")
def date_(value: Any) -> str:
    return nombres.date_of_days(nombres.as_number(value))


@fonction("date-time", "s")
def date_time(value: Any) -> str:
    moment = nombres.moment_of_days(nombres.as_number(value))
    return moment.isoformat(timespec="seconds") if moment else ""


@fonction("decimal-date-time", "n")
def decimal_date_time(value: float) -> float:
    return value


@fonction("decimal-time", "t")
def decimal_time(value: str) -> float:
    return dates.fraction_of_day(value)


@fonction("format-date", "st", remarque="noms de mois et de jours en français")
def format_date(value: Any, pattern: str) -> str:
    return dates.format_moment(nombres.moment_of_days(nombres.as_number(value)), pattern)


@fonction("format-date-time", "st", remarque="noms de mois et de jours en français")
def format_date_time(value: Any, pattern: str) -> str:
    return dates.format_moment(nombres.moment_of_days(nombres.as_number(value)), pattern)
