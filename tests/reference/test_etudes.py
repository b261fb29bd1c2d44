"""The two studies: what their sources say, and the caution about 13 and 22."""

import pytest
import yaml

from leviers.errors import Refused
from leviers.reference import etudes
from leviers.reference.etudes import ANNONCEES, ENQUETEES, METROPOLES_2019, TERRITOIRES_URBAINS_2021
from leviers.reference.reading import DATA


@pytest.fixture
def content(tmp_path, monkeypatch):
    """The file as data; what the test changes is what the loader then reads."""
    rows = yaml.safe_load((DATA / "etudes.yaml").read_text(encoding="utf-8"))
    monkeypatch.setattr(etudes, "DATA", tmp_path)
    etudes.load_etudes.cache_clear()
    yield rows, lambda: (tmp_path / "etudes.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    etudes.load_etudes.cache_clear()


def test_the_two_studies_are_there_oldest_first():
    assert list(etudes.load_etudes()) == [METROPOLES_2019, TERRITOIRES_URBAINS_2021]


def test_13_metropoles_were_surveyed_and_22_were_announced_each_with_its_source():
    etude = etudes.load_etudes()[METROPOLES_2019]
    surveyed, announced = etude.find_chiffre(ENQUETEES), etude.find_chiffre(ANNONCEES)
    assert (surveyed.valeur, surveyed.annee) == (13, 2018)
    assert [page.editeur for page in surveyed.sources] == ["Avise"]
    assert announced.valeur == 22
    assert "ne pas écrire que 22 ont répondu" in announced.precision


def test_every_step_and_every_figure_has_a_source():
    for etude in etudes.load_etudes().values():
        for item in (etude, *etude.deroulement, *etude.chiffres):
            assert item.sources
            assert all(page.url.startswith("https://") for page in item.sources)


def test_a_figure_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        etudes.load_etudes()[METROPOLES_2019].find_chiffre("Métropoles sur la Lune")


def test_a_page_missing_from_the_list_of_sources_is_refused(content):
    rows, write = content
    rows["etudes"][0]["chiffres"][0]["sources"] = ["https://exemple.invalid/ailleurs"]
    write()
    with pytest.raises(Refused, match=r"source inconnue « https://exemple\.invalid/ailleurs »"):
        etudes.load_etudes()


def test_a_code_given_twice_is_refused(content):
    rows, write = content
    rows["etudes"][1]["code"] = METROPOLES_2019
    write()
    with pytest.raises(Refused, match="déjà donné"):
        etudes.load_etudes()
