"""Selecting démarches: filters, counts worked out by hand, orders, and what is not understood."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leviers.search.demarches import Result, select_demarches
from leviers.search.selection import read_selection


@pytest.fixture
def four(mini):
    """Four démarches one can hold in mind; the champ is « achats » unless told."""
    mini.demarche("a", "nantes", "spaser", montant_eur=1000.0)
    mini.demarche("b", "nantes", "spaser clause-sociale-insertion", annee_debut=2022, statut="terminé")
    mini.demarche(
        "c", "lyon", "clause-sociale-insertion", annee_debut=None, statut="inconnu", confiance="moyenne"
    )
    mini.demarche("d", "lyon", "tiers-lieux", champ="foncier-tiers-lieux", annee_debut=2022, montant_eur=5.0)
    return mini


def select(**parameters: str | list[str]) -> Result:
    lists = {name: [value] if isinstance(value, str) else value for name, value in parameters.items()}
    return select_demarches(read_selection(lists))


def ids(result: Result) -> list[str]:
    return [demarche.id.split("-")[-1] for demarche in result.demarches]


def counts(result: Result, facet: str) -> dict[str, int]:
    counted = next(one for one in result.facets if one.code == facet)
    return {value.code: value.nb for value in counted.values if value.nb}


def test_without_filter_everything_is_there_and_counted(four) -> None:
    result = select()
    assert result.nb == 4
    assert counts(result, "champ") == {"achats-responsables": 3, "foncier-tiers-lieux": 1}
    assert counts(result, "metropole") == {"lyon": 2, "nantes": 2}
    assert counts(result, "levier") == {"spaser": 2, "clause-sociale-insertion": 2, "tiers-lieux": 1}
    assert counts(result, "statut") == {"en-cours": 2, "termine": 1, "inconnu": 1}
    assert counts(result, "annee") == {"2024": 1, "2022": 2, "inconnue": 1}
    assert counts(result, "montant") == {"connu": 2, "inconnu": 2}
    assert counts(result, "confiance") == {"haute": 3, "moyenne": 1}


def test_a_facet_is_counted_without_its_own_filter_and_with_all_others(four) -> None:
    result = select(metropole="lyon", champ="achats-responsables")
    assert ids(result) == ["c"]
    assert counts(result, "metropole") == {"lyon": 1, "nantes": 2}  # achats only: c; a, b
    assert counts(result, "champ") == {"achats-responsables": 1, "foncier-tiers-lieux": 1}  # lyon only: c; d
    assert counts(result, "statut") == {"inconnu": 1}  # both filters: c


def test_several_values_of_a_facet_add_up_and_two_facets_narrow(four) -> None:
    assert sorted(ids(select(metropole=["lyon", "nantes"], statut="en-cours"))) == ["a", "d"]
    assert sorted(ids(select(annee=["2022", "inconnue"]))) == ["b", "c", "d"]
    assert sorted(ids(select(levier=["spaser", "tiers-lieux"]))) == ["a", "b", "d"]


def test_words_count_as_one_more_filter(four) -> None:
    four.demarche("e", "lyon", titre="Une ressourcerie")
    four.demarche("f", "brest", titre="Une ressourcerie")
    result = select(q="ressourcerie", metropole="lyon")
    assert ids(result) == ["e"]
    assert counts(result, "metropole") == {"lyon": 1, "brest": 1}  # with the words: e; f
    assert counts(result, "champ") == {"achats-responsables": 1}
    assert result.nb_without == {"q": 3, "metropole": 2}  # c, d, e; e, f


def test_an_empty_result_says_what_each_filter_costs(four) -> None:
    result = select(metropole="nantes", champ="foncier-tiers-lieux", annee="2024")
    assert result.nb == 0
    assert result.nb_without == {"metropole": 0, "champ": 1, "annee": 0}


@pytest.mark.parametrize(
    ("tri", "expected"),
    [
        ("recentes", ["a", "b", "d", "c"]),
        ("anciennes", ["b", "d", "a", "c"]),
        ("metropole", ["c", "d", "a", "b"]),
        ("titre", ["a", "b", "c", "d"]),
    ],
)
def test_orders_put_unknown_years_last_and_part_equals_by_title(four, tri: str, expected: list[str]) -> None:
    assert ids(select(tri=tri)) == expected


def test_relevance_is_the_order_of_words_and_of_nothing_else(four) -> None:
    assert select(q="démarche").selection.tri == "pertinence"
    assert select(tri="pertinence").selection.tri == "recentes"
    assert select(q="démarche", tri="titre").selection.pairs() == [("q", "démarche"), ("tri", "titre")]


def test_unknown_values_are_left_aside_and_named(four) -> None:
    result = select(champ=["foo", "achats-responsables"], metropole="../../etc", annee="1850", tri="étoiles")
    assert ids(result) == ["a", "b", "c"]
    assert result.ignored == (
        ("champ", "foo"),
        ("metropole", "../../etc"),
        ("annee", "1850"),
        ("tri", "étoiles"),
    )
    assert result.selection.pairs() == [("champ", "achats-responsables")]


def test_a_selection_has_one_address_whatever_the_order_it_was_asked_in(four) -> None:
    one = select(statut=["Terminé", "en cours"], metropole=["nantes", "lyon"], q="")
    other = select(metropole=["lyon", "nantes", "lyon"], statut=["en-cours", "termine"], tri="recentes")
    assert one.selection.pairs() == other.selection.pairs()
    assert one.selection.pairs()[0] == ("metropole", "lyon")


def test_words_that_hold_nothing_to_look_for_filter_nothing(four) -> None:
    result = select(q="le de la")
    assert result.nb == 4
    assert result.selection.pairs() == []


def test_counts_of_the_embedded_catalogue_agree_with_a_plain_count(catalogue) -> None:
    everything = list(catalogue.demarches.values())
    result = select(statut="en-cours", confiance="haute")
    kept = [one for one in everything if one.statut == "en cours" and one.confiance == "haute"]
    assert set(result.demarches) == set(kept)
    for slug, nb in counts(result, "metropole").items():
        assert nb == sum(one.territoire.slug == slug for one in kept)
    sure = [one for one in everything if one.confiance == "haute"]
    assert counts(result, "statut")["termine"] == sum(one.statut == "terminé" for one in sure)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=80), value=st.text(max_size=20), order=st.text(max_size=10))
def test_anything_can_be_asked(catalogue, words: str, value: str, order: str) -> None:
    result = select(q=words, champ=value, metropole=value, annee=value, tri=order)
    assert 0 <= result.nb <= len(catalogue.demarches)
