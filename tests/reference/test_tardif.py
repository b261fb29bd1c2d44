"""A library that loads when it is first used."""

import sys

import pytest

from leviers.reference.tardif import Tardif


def test_it_works_at_the_first_word(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    late = Tardif("colorsys")
    assert "colorsys" not in sys.modules
    assert late.rgb_to_hls(0, 0, 0) == (0, 0, 0)
    assert "colorsys" in sys.modules


def test_a_word_that_the_library_has_not_is_refused():
    with pytest.raises(AttributeError):
        _ = Tardif("colorsys").nothing
