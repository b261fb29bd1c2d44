"""Notes beside their block, down the margin, or under it: no note leaves a hole in the text."""

from typing import Any

import pytest
from markupsafe import Markup

from leviers.web.etude.marge import release


def make_block(letters: int, sources: int = 0) -> dict[str, Any]:
    """A paragraph of so many letters, with so many sources of two lines."""
    source = {"titre": "t" * 40, "editeur": "e" * 10}
    return {"sorte": "paragraphe", "texte": Markup("m" * letters), "notes": [], "renvois": [source] * sources}


@pytest.mark.parametrize(
    ("blocs", "expected"),
    [
        ([make_block(600, sources=2)], "libre"),
        ([make_block(60, sources=6), make_block(900)], "libre"),
        ([make_block(60, sources=6), make_block(900, sources=1)], "basse"),
        ([make_block(100, sources=2), make_block(900, sources=1)], ""),
        ([make_block(60)], ""),
    ],
)
def test_it_works(blocs, expected):
    release(blocs)
    first = blocs[0]
    assert (first["marge_libre"], first["marge_basse"]) == (expected == "libre", expected == "basse")
