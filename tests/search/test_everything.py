"""One search over métropoles, leviers and démarches."""

from leviers.search.everything import search_everything
from leviers.search.index import SANS_MOT, TOUS


def keys(answer, genre):
    return [hit.cle for group in answer.groups if group.genre == genre for hit in group.hits]


def test_each_genre_has_its_group(mini):
    mini.demarche("a", "brest", "spaser", titre="Le schéma d’achats de Brest")
    answer = search_everything("brest")
    assert answer.mots == TOUS
    assert keys(answer, "metropole") == ["brest"]
    assert keys(answer, "demarche") == ["brest-a"]


def test_only_the_first_ones_come_and_all_are_counted(mini):
    for number in range(7):
        mini.demarche(f"n{number}", titre=f"Ressourcerie {number}")
    answer = search_everything("ressourcerie")
    demarches = next(group for group in answer.groups if group.genre == "demarche")
    assert (demarches.nb, len(demarches.hits)) == (7, 5)


def test_titles_and_extracts_come_with_the_words_marked(mini):
    mini.demarche("a", titre="Une ressourcerie", description="Des ressourceries au port.")
    hit = next(
        group for group in search_everything("ressourceries").groups if group.genre == "demarche"
    ).hits[0]
    assert ("ressourcerie", True) in hit.titre
    assert ("ressourceries", True) in hit.extrait


def test_an_extract_from_elsewhere_says_where(mini):
    hit = next(
        group for group in search_everything("Villeurbanne").groups if group.genre == "metropole"
    ).hits[0]
    assert hit.extrait[0] == ("Communes : ", False)
    assert ("Villeurbanne", True) in hit.extrait


def test_a_demarche_found_by_its_levier_shows_its_own_words(mini):
    mini.demarche("a", leviers="spaser", titre="Une action", description="Un texte sans le sigle.")
    hit = next(group for group in search_everything("SPASER").groups if group.genre == "demarche").hits[0]
    assert hit.extrait == (("Un texte sans le sigle.", False),)


def test_without_words_there_are_suggestions_of_leviers_in_use(mini):
    mini.demarche("a", leviers="spaser tiers-lieux")
    mini.demarche("b", leviers="spaser")
    answer = search_everything("")
    assert answer.mots == SANS_MOT
    assert [levier.code for levier in answer.suggestions] == ["spaser", "tiers-lieux"]
    assert all(group.nb == 0 for group in answer.groups)
