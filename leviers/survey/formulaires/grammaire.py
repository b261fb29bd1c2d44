"""The grammar of expressions: XPath 1.0 of elementpath, cut to what forms use, with the values of ODK.

elementpath parses and walks the nodes. Operators and functions are registered here on the values of
`nombres`, since XPath 1.0 has neither dates nor choices, and ODK reads an empty answer as "". Axes,
attributes, variables, `//` and `|` are not in the table of symbols: they do not parse.
"""

import math
from collections.abc import Callable, Iterator
from copy import copy
from functools import partial
from typing import Any, ClassVar

from elementpath import XPath1Parser, XPathContext
from elementpath.tdop import Parser
from elementpath.xpath_nodes import XPathNode
from elementpath.xpath_tokens import AsteriskToken, XPathFunction, XPathToken

from leviers.survey.formulaires import nombres
from leviers.survey.formulaires.fonctions import FONCTIONS, Fonction

_SPECIAL = "(start) (end) (invalid) (unknown) (string) (float) (decimal) (integer) (name)"
_KEPT = f"{_SPECIAL} , ) ] . .. / [ ( :: }}".split()


class OdkContext(XPathContext):
    """The dynamic context of elementpath, with the evaluation that functions ask."""

    monde: Any = None


class OdkParser(XPath1Parser):
    """Parser of the expressions of a questionnaire; references ${x} come as `_reference("x")`."""

    symbol_table: ClassVar[dict[str, type[XPathToken]]] = {  # type: ignore[misc]
        symbol: token for symbol, token in XPath1Parser.symbol_table.items() if symbol in _KEPT
    }


def value_of(token: XPathToken, context: OdkContext) -> Any:
    return token.evaluate(copy(context))


def _infix(symbol: str, bp: int, compute: Callable[[XPathToken, OdkContext], Any]) -> None:
    """Register a binary operator whose value is `compute(token, context)`."""

    def nud(self: XPathToken) -> XPathToken:
        """Where a value is expected, `div` is a name like another; `=` is a mistake."""
        return self.as_name() if symbol.isalpha() else XPathToken.nud(self)

    token_class: Any = OdkParser.infix(symbol, bp=bp)
    token_class.evaluate = lambda self, context=None: compute(self, context)
    token_class.nud = nud


def _both(compute: Callable[[float, float], float]) -> Callable[[XPathToken, OdkContext], float]:
    def run(token: XPathToken, context: OdkContext) -> float:
        left, right = (nombres.as_number(value_of(side, context)) for side in token)
        return _finite(compute, left, right)

    return run


def _finite(compute: Callable[[float, float], float], left: float, right: float) -> float:
    try:
        return compute(left, right)
    except (ValueError, OverflowError):
        return math.nan


def _divide(left: float, right: float) -> float:
    if right == 0:
        return math.nan if left == 0 or math.isnan(left) else math.copysign(math.inf, left)
    return left / right


def _compare(symbol: str, token: XPathToken, context: OdkContext) -> bool:
    return nombres.compare(value_of(token[0], context), value_of(token[1], context), symbol)


_infix("or", 20, lambda t, c: nombres.as_boolean(value_of(t[0], c)) or nombres.as_boolean(value_of(t[1], c)))
_infix(
    "and", 25, lambda t, c: nombres.as_boolean(value_of(t[0], c)) and nombres.as_boolean(value_of(t[1], c))
)
for _symbol in ("=", "!=", "<", ">", "<=", ">="):
    _infix(_symbol, 30, partial(_compare, _symbol))
_infix("+", 40, _both(lambda a, b: a + b))
_infix("div", 45, _both(_divide))
_infix("mod", 45, _both(lambda a, b: math.fmod(a, b) if b else math.nan))


def _minus(token: XPathToken, context: OdkContext) -> float:
    numbers = [nombres.as_number(value_of(side, context)) for side in token]
    return -numbers[0] if len(numbers) == 1 else numbers[0] - numbers[1]


_infix("-", 40, _minus)


class _Star(AsteriskToken):
    """`*` multiplies between two values and stands for any name in a path."""

    def evaluate(self, context: Any = None) -> Any:
        return _both(lambda a, b: a * b)(self, context) if len(self) else super().evaluate(context)


OdkParser.symbol_table["*"] = _Star


def _nud_minus(self: XPathToken) -> XPathToken:
    self[:] = (self.parser.expression(rbp=70),)
    return self


OdkParser.symbol_table["-"].nud = _nud_minus  # type: ignore[method-assign, assignment]


class _Later:
    """An argument that is evaluated when the function calls it; `code` is the question it names, if any."""

    def __init__(self, token: XPathToken, context: OdkContext) -> None:
        self.token, self.context = token, context

    def __call__(self) -> Any:
        return value_of(self.token, self.context)

    @property
    def code(self) -> str:
        return str(self.token[0].value) if self.token.symbol == "_reference" else ""


def _as_set(value: Any) -> Any:
    """`..` and `.` come as one node where functions expect a set."""
    return [value] if isinstance(value, XPathNode) else value


_READ: dict[str, Callable[[XPathToken, OdkContext], Any]] = {
    "t": lambda token, context: nombres.as_text(value_of(token, context)),
    "n": lambda token, context: nombres.as_number(value_of(token, context)),
    "b": lambda token, context: nombres.as_boolean(value_of(token, context)),
    "s": lambda token, context: _as_set(value_of(token, context)),
    "p": _Later,
}


class _Call(XPathFunction):
    """A call of one of our functions."""

    fonction: ClassVar[Fonction]

    def evaluate(self, context: Any = None) -> Any:
        letters = self.fonction.genre
        arguments = [_READ[letters(index)](token, context) for index, token in enumerate(self)]
        corps = self.fonction.corps
        return corps(Ici(context), *arguments) if self.fonction.du_monde else corps(*arguments)

    def select(self, context: Any = None) -> Iterator[Any]:
        value = self.evaluate(context)
        if isinstance(value, list):
            yield from value
        else:
            yield value


class Ici:
    """The evaluation seen from one place: position() needs the place, all the rest is the evaluation's."""

    def __init__(self, context: OdkContext) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context.monde, name)

    def position(self, node: Any) -> int:
        return int(self._context.position) if node is None else int(self._context.monde.position(node))


def _register(symbol: str, entry: Fonction) -> None:
    label = "kind test" if entry.noeuds else "function"
    nargs: Any = 0 if entry.maximum == 0 else (entry.minimum, entry.maximum)
    name = "_Call_" + "".join(letter if letter.isalnum() else "_" for letter in symbol)
    OdkParser.register(
        symbol, label=label, nargs=nargs, bases=(_Call,), class_name=name, lbp=90, rbp=90, fonction=entry
    )


def _reference(ici: Any, code: str) -> list[Any]:
    return list(ici.find_nodes(code, ici._context.item))


for _entry in FONCTIONS.values():
    _register(_entry.nom.replace(":", "-"), _entry)
_register("_reference", Fonction("_reference", _reference, "t", 1, 1, True, True, ""))
OdkParser.build()


def parse(source: str) -> XPathToken:
    """Parse a prepared expression. Raises ElementPathError, or RecursionError on absurd nesting."""
    return Parser.parse(OdkParser(), source)  # XPath1Parser.parse also evaluates: there is nothing to ask yet
