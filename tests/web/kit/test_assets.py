"""The collected sheet: one file, nothing left to fetch but fonts that exist."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from leviers.web.kit import assets

SOURCE = settings.BASE / "leviers/web/kit/static/kit"


@pytest.fixture
def sheet(collected) -> str:
    """The sheet that pages ask for."""
    name = staticfiles_storage.stored_name(assets.SHEET)
    return (settings.STATIC_ROOT / name).read_text(encoding="utf-8")


def test_the_sheet_brings_every_component_and_imports_nothing(sheet):
    assert "@import" not in sheet
    for name in re.findall(r'@import "([^"]+)"', (SOURCE / "kit.css").read_text(encoding="utf-8")):
        rules = re.sub(r"/\*.*?\*/", "", (SOURCE / name).read_text(encoding="utf-8"), flags=re.S)
        first = re.match(r"\s*([^{]+)\{", rules)
        assert first, name
        assert first[1].strip() in sheet


def test_every_component_is_listed():
    listed = set(re.findall(r'@import "css/([^"]+)"', (SOURCE / "kit.css").read_text(encoding="utf-8")))
    assert listed == {file.name for file in (SOURCE / "css").iterdir()}


def test_the_fonts_of_the_sheet_are_where_it_says(sheet):
    addresses = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(addresses) == 3
    for address in addresses:
        assert (settings.STATIC_ROOT / "kit" / address).is_file()


def test_comments_are_gone(sheet):
    assert "/*" not in sheet


def test_the_sheet_is_named_by_its_content_and_kept_compressed(sheet):
    name = staticfiles_storage.stored_name(assets.SHEET)
    assert re.fullmatch(r"kit/kit\.[0-9a-f]{12}\.css", name)
    packed = (settings.STATIC_ROOT / f"{name}.gz").read_bytes()
    assert gzip.decompress(packed).decode() == sheet
    assert (settings.STATIC_ROOT / f"{name}.br").is_file()


def test_a_first_visit_stays_under_the_weight_of_the_budget(collected):
    names = (assets.SHEET, "kit/fonts/atkinson.woff2", "kit/fonts/bricolage.woff2", "kit/fonts/signes.woff2")
    total = 0
    for name in names:
        file = settings.STATIC_ROOT / staticfiles_storage.stored_name(name)
        packed = file.with_name(f"{file.name}.br")
        total += (packed if packed.exists() else file).stat().st_size
    assert total < 75_000  # bytes: leaves 25 kB of the 100 to the page and its scripts


def test_the_plain_name_answers_too_for_the_page_of_breakdowns(collected):
    assert (settings.STATIC_ROOT / "kit/kit.css").is_file()
