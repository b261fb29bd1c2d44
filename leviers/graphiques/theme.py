"""How every chart looks: the colours and letters of the site, a light grid, French numbers, no legend.

Form and place always say what colour says, so that a grey print and any eye read the same.
Colours are those of leviers/web/kit/css/tokens.css; a test compares.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from leviers.graphiques.graphique import LARGE, Specification
from leviers.reference.tardif import Tardif
from leviers.reference.typography import FINE, NBSP

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

PAPER, INK, SOFT = "#fdfcf9", "#16171a", "#5a5852"
LINE, STRONG, TINT, ACCENT = "#dcd8ce", "#8d897f", "#f4f1ea", "#b3360b"
SIGNS = "Leviers Signes"
TEXT, TITLE = "Atkinson Hyperlegible Next, sans-serif", "Bricolage Grotesque, sans-serif"
SMALL, NORMAL = 12, 13.5
ROW, LARGE_BAR = 21, 46
"""Height of a line of a list; width of a bar when there is room."""
FRENCH: dict[str, Any] = {
    "decimal": ",",
    "thousands": FINE,
    "grouping": [3],
    "currency": ["", f"{NBSP}€"],
    "percent": f"{NBSP}%",
    "minus": "\u2212",
}
CONFIG: dict[str, Any] = {
    "aria": False,
    "background": "transparent",
    "font": TEXT,
    "padding": {"left": 2, "top": 4, "right": 6, "bottom": 4},
    "view": {"stroke": None},
    "text": {"font": TEXT, "fontSize": SMALL, "color": INK},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": LINE,
        "gridWidth": 1,
        "labelColor": SOFT,
        "labelFontSize": SMALL,
        "labelPadding": 6,
        "labelLimit": 0,
        "labelFlush": False,
        "title": None,
    },
    "title": {
        "font": TITLE,
        "fontSize": 19,
        "fontWeight": "bold",
        "color": INK,
        "subtitleFont": TEXT,
        "subtitleFontSize": NORMAL,
        "subtitleColor": SOFT,
        "subtitlePadding": 7,
        "anchor": "start",
        "frame": "bounds",
        "lineHeight": 24,
        "subtitleLineHeight": 18,
        "offset": 16,
    },
}


class _Rows:
    """Rows that Altair takes as they are: it copies and walks a list at each step, and changes nothing in it.

    It asks `to_dict` of what has a `_schema` (SchemaLike), and copies nothing else than its own, lists and
    mappings: drawing takes half the time.
    """

    _schema: ClassVar[dict[str, Any]] = {}

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self._rows = list(rows)

    def to_dict(self, *_args: Any, **_options: Any) -> list[dict[str, Any]]:
        return self._rows


def data(rows: Sequence[dict[str, Any]]) -> alt.Data:
    """Rows written inside the specification: it stands alone, no request is made."""
    return alt.Data(values=_Rows(rows))


def finish(
    layers: Sequence[alt.Chart], *, width: float, height: float, is_map: bool = False
) -> Specification:
    """The whole specification of layers that share one frame.

    `width` counts the labels of the axes too; a map has none, and keeps its scale
    """
    fitted = alt.AutoSizeParams(type="pad" if is_map else "fit-x", contains="padding")
    chart = alt.layer(*layers).properties(width=width, height=height, autosize=fitted)
    made: Specification = chart.to_dict(validate=False)
    return _name_rows(made) | {"config": CONFIG}


def _name_rows(specification: Specification) -> Specification:
    """Rows written once, whatever the layers that read them, under a name a person can read."""
    known: list[Any] = []
    for layer in [specification, *specification["layer"]]:
        if "data" in layer:
            rows = layer["data"]["values"]
            if rows not in known:
                known.append(rows)
            layer["data"] = {"name": f"lignes-{known.index(rows) + 1}"}
    specification.pop("config", None)
    named = {f"lignes-{place}": rows for place, rows in enumerate(known, start=1)}
    return specification | {"datasets": named}


def find_ticks(top: float, most: int) -> list[float]:
    """Round graduations from 0 to `top` or a little more, about `most` of them."""
    if top <= 0:
        return [0.0, 1.0]
    raw = top / max(most - 1, 1)
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    count = math.ceil(top / step - 1e-9)
    return [round(number * step, 10) for number in range(count + 1)]


def count_ticks(width: int) -> int:
    """How many graduations a width bears without their labels touching."""
    return 6 if width >= LARGE else 4


def label(places: Sequence[float | str], say: Callable[[Any], Any]) -> str:
    """Expression that writes each graduation in our words rather than in those of the library."""
    said = {_as_key(place): say(place) for place in places}
    return f"{json.dumps(said, ensure_ascii=False)}[datum.value]"


def _as_key(place: float | str) -> str:
    return f"{place:.10g}" if isinstance(place, float | int) else place


def axis(places: Sequence[float], say: Callable[[float], str], **given: Any) -> alt.Axis:
    """An axis with exactly these graduations."""
    return alt.Axis(values=list(places), labelExpr=label(places, say), **given)
