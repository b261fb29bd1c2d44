"""The perimeter of the ESS: what the law says, and what was not checked."""

import pytest
import yaml

from leviers.errors import Refused
from leviers.reference import perimetre
from leviers.reference.perimetre import load_perimetre
from leviers.reference.reading import DATA

RAW = yaml.safe_load((DATA / "perimetre_ess.yaml").read_text(encoding="utf-8"))
CATEGORIES = [row for famille in RAW["familles"] for row in famille["categories"]]


@pytest.fixture
def content(tmp_path, monkeypatch):
    """The file as data; what the test changes is what the loader then reads."""
    rows = yaml.safe_load((DATA / "perimetre_ess.yaml").read_text(encoding="utf-8"))
    monkeypatch.setattr(perimetre, "DATA", tmp_path)
    load_perimetre.cache_clear()
    yield rows, lambda: (tmp_path / "perimetre_ess.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    load_perimetre.cache_clear()


def test_the_law_names_its_conditions_and_its_two_ways_in():
    found = load_perimetre()
    assert found.reference.startswith("Loi n° 2014-856")
    assert len(found.conditions) == 3
    assert [entree.code for entree in found.entrees] == ["par-statut", "par-choix"]


def test_categories_are_counted_by_inclusion_as_the_file_has_them():
    found = load_perimetre()
    for inclusion in ("oui", "non", "a-verifier"):
        assert found.count(inclusion) == sum(row["inclusion"] == inclusion for row in CATEGORIES)
    assert found.nb_categories == len(CATEGORIES) == 74
    assert found.count("oui") + found.count("non") + found.count("a-verifier") == 74


def test_it_says_that_no_inclusion_was_read_in_the_official_list():
    assert load_perimetre().nb_inclusions_verifiees == 0
    assert "Insee" in load_perimetre().limite


def test_a_category_given_twice_is_refused(content):
    rows, write = content
    rows["familles"][1]["categories"] = rows["familles"][0]["categories"][:1]
    write()
    with pytest.raises(Refused, match="déjà donné"):
        load_perimetre()


def test_an_unknown_inclusion_is_refused(content):
    rows, write = content
    rows["familles"][0]["categories"][0]["inclusion"] = "peut-être"
    write()
    with pytest.raises(Refused, match="inclusion inconnue « peut-être »"):
        load_perimetre()
