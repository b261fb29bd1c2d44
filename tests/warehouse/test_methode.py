"""The pages of the method: up to date, in good French, every link with its place."""

import re

import pytest

from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import THEMES, load_indicateurs
from tests.house.files import ROOT
from tests.house.test_typography import FAULTS
from tools.methode import PAGE, PAGES, write_page
from tools.methode import THEMES as TITLES

FOLDER = ROOT / "docs" / "methode"
DOCUMENTS = sorted(path.name for path in FOLDER.glob("*.md"))
CODE = re.compile(r"```.*?```|`[^`]*`|<!--.*?-->|<[^>]*>|\]\([^)]*\)|https?://\S+", re.S)


def read(name):
    return (FOLDER / name).read_text(encoding="utf-8")


def test_the_page_of_indicators_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "python -m tools.methode writes it again"


def test_every_indicator_and_every_theme_has_its_place():
    page = read("indicateurs.md")
    assert tuple(TITLES) == tuple(theme for theme in TITLES if theme in THEMES)
    assert set(TITLES) == set(THEMES)
    for anchor in (*THEMES, *load_indicateurs()):
        assert page.count(f'<a id="{anchor}"></a>') == 1, anchor


def test_every_source_that_an_indicator_cites_is_explained():
    cited = {source for one in load_indicateurs().values() for source in one.sources}
    assert cited <= set(load_sources())
    assert {
        code for code in cited if code not in PAGES and f'<a id="{code}"></a>' not in read("listes.md")
    } == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_link_to_a_place_leads_to_it(name):
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", read(name)):
        assert f'<a id="{anchor}"></a>' in read(target or name), f"{name} → {target}#{anchor}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_set_in_french(name):
    prose = CODE.sub("x", read(name))
    found = {
        f"{fault}: {prose[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for fault, pattern in FAULTS.items()
        for hit in pattern.finditer(prose)
    }
    assert found == set()
    assert re.findall(r".{20}\d \d{3}\b", prose) == []


def test_every_page_is_in_the_contents():
    contents = read("README.md")
    assert [name for name in DOCUMENTS if name != "README.md" and f"({name})" not in contents] == []
