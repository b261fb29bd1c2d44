"""A feed that every reader of feeds can read, whatever people typed in what it tells."""

import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that XML 1.0 cannot hold, even escaped (2.2)."""


class Flux(Atom1Feed):
    """An Atom feed: a sign that would break it is left out, the rest of the text stays."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*map(_clean, args), **{name: _clean(value) for name, value in given.items()})

    def add_item(self, *args: Any, **given: Any) -> None:
        """One more thing that is told."""
        super().add_item(*map(_clean, args), **{name: _clean(value) for name, value in given.items()})


def _clean(value: Any) -> Any:
    return _CONTROL.sub("", value) if isinstance(value, str) else value
