"""How an edition is cited by programs: BibTeX, RIS, CSL-JSON."""

import json
from datetime import date

import pytest

from leviers.errors import EditionRefused
from leviers.publication.editions.citation import check_doi, write_citations
from leviers.publication.etude.contexte import Edition

EDITION = Edition("2026", date(2026, 11, 27), False)


def test_the_three_files_say_the_same_thing(settings):
    settings.SITE_URL, settings.EDITEUR = "https://leviers.exemple", "Réseau d’Orval"
    found = write_citations("L’étude", EDITION, "10.5281/zenodo.1")
    (item,) = json.loads(found["citation.json"])
    assert item["title"] == "L’étude"
    assert item["issued"] == {"date-parts": [[2026, 11, 27]]}
    assert (item["DOI"], item["URL"]) == ("10.5281/zenodo.1", "https://leviers.exemple/etude/2026/")
    lines = found["citation.ris"].split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert {"TI  - L’étude", "DA  - 2026/11/27/", "DO  - 10.5281/zenodo.1", "ER  - "} <= set(lines)
    assert found["citation.bib"].startswith("@techreport{leviers-2026,\n  title = {{L’étude}},\n")
    assert "doi = {10.5281/zenodo.1}" in found["citation.bib"]


def test_what_has_no_doi_has_no_empty_field():
    found = write_citations("L’étude", EDITION)
    assert not any("doi" in text.lower() for text in found.values())


def test_signs_of_bibtex_are_escaped(settings):
    settings.EDITEUR = "A & B_{#1} 5 % $x \\ ~^"
    assert (
        r"A \& B\_\{\#1\} 5 \% \$x \textbackslash{} \textasciitilde{}\textasciicircum{}"
        in (write_citations("L’étude", EDITION)["citation.bib"])
    )


@pytest.mark.parametrize(
    "doi", ["10.5281/zenodo.1", "https://doi.org/10.5281/zenodo.1", " doi:10.5281/zenodo.1 "]
)
def test_a_doi_is_kept_without_its_address(doi):
    assert check_doi(doi) == "10.5281/zenodo.1"
    assert check_doi("") == ""


@pytest.mark.parametrize("doi", ["dix", "10.1/x", "10.5281/", "10.5281/a b", "10.5281/a}b", "10.5281/a\nb"])
def test_what_is_not_a_doi_is_refused(doi):
    with pytest.raises(EditionRefused):
        check_doi(doi)
