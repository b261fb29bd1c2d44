"""The index: what is found, in which order, and how fast it is made."""

import pytest

from leviers.catalogue import published
from leviers.search.documents import DEMARCHE, LEVIER, METROPOLE, list_documents
from leviers.search.index import AUCUN, PROCHE, SANS_MOT, TOUS, UN_SEUL, Index, build_index
from leviers.search.words import read_query
from tests.timing import least_cpu_seconds

SOURCE = [{"url": "https://exemple.invalid/", "titre": "Article", "editeur": "La Gazette", "date": "2020"}]


def find(typed: str, *genres: str) -> tuple[str, list[str]]:
    found = build_index(published.current()).find(read_query(typed), genres=genres or (DEMARCHE,))
    return found.mots, [document.cle for document in found.documents]


def test_a_word_of_the_title_comes_before_a_word_of_the_description(mini) -> None:
    mini.demarche("a", leviers="tiers-lieux", titre="Un lieu partagé", description="Avec une ressourcerie.")
    mini.demarche("b", leviers="tiers-lieux", titre="La ressourcerie du port", description="Un lieu partagé.")
    assert find("ressourcerie") == (TOUS, ["nantes-b", "nantes-a"])


def test_all_words_are_required_first(mini) -> None:
    mini.demarche("a", description="Une ressourcerie flottante.")
    mini.demarche("b", description="Une ressourcerie.")
    assert find("ressourcerie flottante") == (TOUS, ["nantes-a"])


def test_when_no_demarche_has_all_words_one_is_enough_and_it_is_said(mini) -> None:
    mini.demarche("a", description="Une ressourcerie.")
    mini.demarche("b", description="Un théâtre.")
    mots, found = find("ressourcerie théâtre")
    assert mots == UN_SEUL
    assert set(found) == {"nantes-a", "nantes-b"}


def test_a_word_mistyped_by_one_letter_is_found_last_and_it_is_said(mini) -> None:
    mini.demarche("a", description="Une ressourcerie.")
    assert find("resourcerie") == (PROCHE, ["nantes-a"])


def test_nothing_found_is_said(mini) -> None:
    mini.demarche("a")
    assert find("zzzzzz") == (AUCUN, [])
    assert find("le de la") == (SANS_MOT, [])


def test_a_phrase_asks_for_its_words_side_by_side(mini) -> None:
    mini.demarche("a", description="Un vélo cargo pour livrer.")
    mini.demarche("b", description="Un cargo à voile, un vélo.")
    assert find('"vélo cargo"') == (TOUS, ["nantes-a"])
    assert len(find("vélo cargo")[1]) == 2


def test_partners_sources_and_years_are_searched_too(mini) -> None:
    mini.demarche("a", partenaires=["Les Ateliers d’Orval"], annee_debut=1998, sources=SOURCE)
    mini.demarche("b")
    assert find("ateliers") == (TOUS, ["nantes-a"])
    assert find("1998") == (TOUS, ["nantes-a"])
    assert find("Gazette") == (TOUS, ["nantes-a"])


@pytest.mark.parametrize(
    ("acronym", "levier"),
    [
        ("SPASER", "spaser"),
        ("SCIC", "prise-participation-scic"),
        ("IAE", "soutien-iae"),
        ("PTCE", "ptce"),
        ("TZCLD", "experimentation-tzcld"),
        ("monnaie locale", "monnaie-locale"),
    ],
)
def test_an_acronym_or_a_name_finds_every_demarche_of_its_levier(mini, acronym: str, levier: str) -> None:
    mini.demarche("a", leviers=levier, titre="Une action", description="Un texte.")
    mini.demarche("b", leviers="urbanisme-transitoire", titre="Une friche", description="Un texte.")
    mots, found = find(acronym, DEMARCHE, LEVIER)
    assert mots == TOUS
    assert "nantes-a" in found
    assert "nantes-b" not in found
    assert levier in found


def test_a_commune_finds_its_metropole(mini) -> None:
    assert find("Villeurbanne", METROPOLE) == (TOUS, ["lyon"])


def test_a_repere_is_found_with_its_metropole(mini) -> None:
    mini.repere("recycleries", "12", metropole="brest", libelle="Recycleries marines")
    assert find("recycleries marines", METROPOLE) == (TOUS, ["brest"])


def test_the_index_of_the_embedded_catalogue_is_made_once_per_version_and_quickly(catalogue) -> None:
    documents = list(list_documents(catalogue))
    assert len(documents) == 379 + 50 + 22
    assert least_cpu_seconds(lambda _: Index(list_documents(catalogue)), under=0.3) < 0.3
    assert build_index(catalogue) is build_index(published.current())


def test_a_change_of_the_catalogue_is_found_at_once(mini) -> None:
    mini.demarche("a")
    assert find("ressourcerie")[0] == AUCUN
    mini.demarche("b", titre="La ressourcerie")
    assert find("ressourcerie") == (TOUS, ["nantes-b"])
