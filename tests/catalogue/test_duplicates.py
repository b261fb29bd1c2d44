"""Close démarches: worked out by hand on invented titles, then measured on the real ones."""

from itertools import combinations

import pytest

from leviers.catalogue.duplicates import Fiche, find_duplicates, list_words, measure_similarity, normalise_url
from leviers.catalogue.facts import read_facts

NANTES, LYON = "244400404", "200046977"


def _fiche(name, titre, *urls, siren=NANTES):
    return Fiche(name, siren, titre, urls)


def test_a_demarche_that_cites_the_same_page_is_close():
    new = _fiche("a", "Halle", "https://www.exemple.invalid/page/")
    old = _fiche("b", "Marché", "http://exemple.invalid/page#bas")
    assert [(proche.id, proche.raison) for proche in find_duplicates(new, [old])] == [("b", "même source")]


def test_a_title_that_shares_most_of_its_words_is_close():
    new = _fiche("a", "Appel à projets économie circulaire")
    old = _fiche("b", "Les appels à projets de l’économie circulaire 2024")
    # {appel, projet, circulaire} and {appel, projet, circulaire, 2024}: 2 × 3 of 7 words
    assert measure_similarity(new, old) == pytest.approx(6 / 7)
    assert [proche.raison for proche in find_duplicates(new, [old])] == ["titre proche"]


def test_two_calls_of_different_subjects_are_not():
    new = _fiche("a", "Appel à projets réemploi")
    old = _fiche("b", "Appel à projets alimentation durable")
    # {appel, projet, reemploi} and {appel, projet, alimentation, durable}: 2 × 2 of 7 words
    assert measure_similarity(new, old) == pytest.approx(4 / 7)
    assert find_duplicates(new, [old]) == []


def test_words_that_all_demarches_share_do_not_count():
    assert list_words("Le soutien de Nantes Métropole à l’économie sociale et solidaire", NANTES) == {
        "soutien"
    }
    assert measure_similarity(_fiche("a", "ESS"), _fiche("b", "ESS")) == 0.0


def test_another_metropole_is_never_close():
    assert find_duplicates(_fiche("a", "Halle", "u"), [_fiche("b", "Halle", "u", siren=LYON)]) == []


def test_a_demarche_is_not_close_to_itself():
    fiche = _fiche("a", "Halle", "u")
    assert find_duplicates(fiche, [fiche]) == []


def test_the_same_page_comes_before_a_close_title():
    old = [_fiche("b", "Halle solidaire du quai"), _fiche("c", "Autre", "https://exemple.invalid/p")]
    new = _fiche("a", "Halle du quai", "https://exemple.invalid/p")
    assert [proche.id for proche in find_duplicates(new, old)] == ["c", "b"]


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.Exemple.invalid/A/", "exemple.invalid/A"),
        ("http://exemple.invalid/a?id=2#haut", "exemple.invalid/a?id=2"),
        ("", ""),
    ],
)
def test_an_address_is_compared_without_what_does_not_change_the_page(url, page):
    assert normalise_url(url) == page


def test_on_the_real_demarches_titles_are_almost_never_close_and_pages_seldom_shared():
    facts = read_facts().demarches.values()
    fiches = [
        _fiche(
            fact["id"], fact["titre"], *(s["url"] for s in fact["sources"]), siren=fact["territoire_siren"]
        )
        for fact in facts
    ]
    pairs = [pair for pair in combinations(fiches, 2) if pair[0].territoire_siren == pair[1].territoire_siren]
    reasons = [proche.raison for one, other in pairs for proche in find_duplicates(one, [other])]
    assert len(pairs) == 3612
    assert reasons.count("titre proche") == 2
    assert reasons.count("même source") == 191
