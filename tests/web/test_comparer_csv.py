"""The CSV of a comparison of four is what its page shows, cell by cell."""

import csv
import html
import io
import re

import pytest

from leviers.evidence import version
from leviers.evidence.niveaux import BY_CODE
from leviers.reference.territoires import index_by_slug
from leviers.warehouse.read import REEL
from leviers.web.comparer import views
from tests.comparison.conftest import MiniBuild

FOUR = ("nantes", "rennes", "brest", "lyon")
QUERY = "&".join(f"t={slug}" for slug in FOUR)
FIGURES = {"nantes": 10, "rennes": 20.5, "brest": 30, "lille": 40, "lyon": 1234.5}
_FIGURE = re.compile(r'<figure class="bande.*?</figure>', re.S)
_NUMBER = re.compile(r"-?\d+(?:[.]\d+)?")


@pytest.fixture
def shown(client, catalogue, tmp_path, monkeypatch):
    """The page and the rows of the CSV, over a small build of real data."""
    mini = MiniBuild(tmp_path / "feedfacefeed.duckdb")
    mini.indicator("part-a", FIGURES | {"rennes": (20.5, 40.0)})
    mini.indicator(
        "part-b", {slug: value for slug, value in FIGURES.items() if slug != "brest"} | {"dijon": 3}
    )
    for door in (views, version):
        monkeypatch.setattr(door, "find_builds", lambda home: {REEL: mini.build})
    page = client.get(f"/comparer/?{QUERY}").content.decode()
    text = client.get(f"/comparer.csv?{QUERY}").content.decode().removeprefix("\ufeff")
    return page, list(csv.DictReader(io.StringIO(text), delimiter=";"))


def read_words(markup):
    """A piece of HTML as one line of words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\u202f", "").split())


def test_every_usage_of_the_four_is_the_same_in_both(shown):
    page, rows = shown
    table = re.search(r'<table class="table cmp-table.*?</table>', page, re.S)[0]
    on_page = {}
    for line in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table, re.S):
        for slug, code, words in re.findall(
            r'href="/metropoles/([\w-]+)/([\w-]+)/">.*?<span class="cmp-word">(.*?)</span>', line, re.S
        ):
            on_page[index_by_slug()[slug].siren, code] = read_words(words)
    in_file = {
        (row["territoire_siren"], row["code"]): BY_CODE[row["valeur"]].nom
        for row in rows
        if row["genre"] == "usage"
    }
    assert len(on_page) == 4 * 50
    assert on_page == in_file


def test_every_figure_of_the_four_is_the_same_in_both(shown):
    page, rows = shown
    figures = [row for row in rows if row["genre"] != "usage"]
    drawn = {read_words(re.search(r"<h\d>(.*?)</h\d>", one, re.S)[1]): one for one in _FIGURE.findall(page)}
    assert {row["libelle"] for row in figures} == set(drawn)
    assert len(figures) == 4 * len(drawn)
    names = {index_by_slug()[slug].siren: index_by_slug()[slug].nom_court for slug in FOUR}
    for row in figures:
        legend = re.search(r'<ul class="bande-mine">(.*?)</ul>', drawn[row["libelle"]], re.S)[1]
        said = dict(read_words(item).split(" : ", 1) for item in re.findall(r"<li>(.*?)</li>", legend, re.S))
        mine = next(text for name, text in said.items() if name.endswith(names[row["territoire_siren"]]))
        check_value(mine, row)


def check_value(said, row):
    """A value in French words, and the same in the file: unknown, one, or a range; then its coverage."""
    value, _, coverage = said.partition(" (")
    if row["valeur"] == "":
        assert value == "inconnu"
        return
    high = row["valeur_haute"] if row["valeur_haute"] not in ("", row["valeur"]) else None
    expected = [row["valeur"], *([high] if high else [])]
    found = _NUMBER.findall(value.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    for number, exact in zip(found, expected, strict=False):
        assert_same(number, exact)
    if row["couverture_pct"]:
        assert coverage.startswith(f"couverture {round(float(row['couverture_pct']))}"), (said, row)


def assert_same(number, exact):
    """A number as rounded on the page is that of the file."""
    digits = len(number.partition(".")[2])
    assert abs(float(number) - float(exact)) <= 0.5 * 10**-digits + 1e-9


def test_the_median_the_unit_and_the_year_of_the_file_are_those_of_the_page(shown):
    page, rows = shown
    drawn = {read_words(re.search(r"<h\d>(.*?)</h\d>", one, re.S)[1]): one for one in _FIGURE.findall(page)}
    for row in rows:
        if row["genre"] != "usage":
            text = read_words(drawn[row["libelle"]])
            assert row["unite"] in text
            assert row["annee"].partition(" ")[0] in text
            median = text.partition("Médiane : ")[2].replace(",", ".")
            assert_same(_NUMBER.findall(median)[0], row["mediane"])
