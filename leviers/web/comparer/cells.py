"""Cells of the table side by side: drawing them anew would be most of the time of the page."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup

from leviers.evidence.usages import Usage
from leviers.web.kit.jinja import environment_in_use


@lru_cache(maxsize=2400)
def draw_cell(usage: Usage) -> Markup:
    """One usage, with its sign, its niveau in words and the way to its proofs; two versions are kept."""
    module: Any = environment_in_use().get_template("comparer/case.html").module
    return Markup(module.cell(usage))  # noqa: S704 (comes out of a template)
