"""Leviers à explorer: used by those like me, not found here, within my powers."""

import pytest

from leviers.catalogue import published
from leviers.comparison.competences import load_competences, read_competences
from leviers.comparison.explore import NB_VOISINS, list_a_explorer
from leviers.errors import Refused
from leviers.evidence import usages


def explore(slug, siren, **given):
    return list_a_explorer(published.current(), None, siren(slug), given)


@pytest.fixture
def near(mini, siren):
    """The six métropoles most like Nantes, the most similar first, on an empty catalogue."""
    return [voisin.territoire.slug for voisin in explore("nantes", siren).voisins]


def test_a_levier_of_those_like_me_that_is_not_found_here_is_proposed(mini, near, siren):
    mini.demarche("lieu", near[0], "tiers-lieux")
    (piste,) = explore("nantes", siren).pistes
    assert piste.levier.code == "tiers-lieux"
    assert [usage.territoire.slug for usage in piste.adopteurs] == [near[0]]
    assert [demarche.id for demarche in piste.demarches] == [f"{near[0]}-lieu"]


def test_six_comparable_territoires_are_asked(mini, near, siren):
    assert len(near) == NB_VOISINS == 6
    assert "nantes" not in near


def test_what_is_found_here_is_not_proposed(mini, near, siren):
    mini.demarche("lieu", near[0], "tiers-lieux")
    mini.demarche("lieu", "nantes", "tiers-lieux")
    assert explore("nantes", siren).pistes == ()


def test_what_only_others_do_is_not_proposed(mini, near, siren):
    mini.demarche("lieu", "grand-paris", "tiers-lieux")
    assert explore("nantes", siren).pistes == ()


def test_the_most_adopted_come_first_then_those_of_the_most_similar(mini, near, siren):
    for slug in near[:2]:
        mini.demarche("deux", slug, "spaser")
    mini.demarche("proche", near[0], "ptce")
    mini.demarche("loin", near[5], "conseil-ess")
    codes = [piste.levier.code for piste in explore("nantes", siren).pistes]
    assert codes == ["spaser", "ptce", "conseil-ess"]


def test_one_demarche_for_each_of_the_three_most_similar(mini, near, siren):
    for slug in near:
        mini.demarche("a", slug, "spaser")
        mini.demarche("b", slug, "spaser")
    (piste,) = explore("nantes", siren).pistes
    assert len(piste.adopteurs) == 6
    assert [demarche.territoire.slug for demarche in piste.demarches] == near[:3]


def test_weights_change_who_is_asked(mini, siren):
    only_region = {f"poids-{code}": "0" for code in ("population", "densite", "part-qpv", "statut")}
    found = list_a_explorer(published.current(), None, siren("lyon"), only_region)
    assert [voisin.territoire.slug for voisin in found.voisins[:3]] == [
        "clermont",
        "grenoble",
        "saint-etienne",
    ]


def test_a_levier_found_here_that_often_goes_with_it_is_given_with_counts(mini, near, siren):
    for slug in near[:3]:
        mini.demarche("deux", slug, "spaser clause-sociale-insertion")
    mini.demarche("une", "nantes", "clause-sociale-insertion")
    (piste,) = explore("nantes", siren).pistes
    (appui,) = piste.appuis
    assert (appui.levier.code, appui.nb_ensemble, appui.nb_base, appui.nb_levier) == (
        "clause-sociale-insertion",
        3,
        3,
        4,
    )


def test_what_the_statute_rules_out_is_set_apart_with_its_reason(mini, siren):
    for usage in usages.current().of_levier("soutien-iae"):
        if usage.territoire.slug != "grand-paris":
            mini.demarche("iae", usage.territoire.slug, "soutien-iae")
    found = explore("grand-paris", siren)
    assert found.pistes == ()
    (piste,) = found.hors
    assert piste.reserve.fondement == "CGCT, art. L5219-5"
    assert "établissements publics territoriaux" in piste.reserve.pourquoi


def test_what_the_statute_asks_to_verify_is_proposed_with_its_reserve(mini, siren):
    for usage in usages.current().of_levier("tiers-lieux"):
        if usage.territoire.slug != "grand-paris":
            mini.demarche("lieu", usage.territoire.slug, "tiers-lieux")
    (piste,) = explore("grand-paris", siren).pistes
    assert piste.reserve.effet == "a-verifier"
    assert not piste.est_hors


def test_every_metropole_has_one_statute(siren):
    statuts = load_competences().statuts
    assert len(statuts) == 22
    assert statuts[siren("nantes")].code == "droit-commun"
    assert statuts[siren("lyon")].code == "lyon"


def test_the_article_of_ordinary_metropoles_is_replaced_where_it_does_not_apply(siren):
    statuts = load_competences().statuts
    assert statuts[siren("lyon")].replaces("CGCT, art. L5217-2")
    assert not statuts[siren("lyon")].replaces("CGCT, art. L1511-3")
    assert not statuts[siren("nantes")].replaces("CGCT, art. L5217-2")


def test_a_reserve_on_an_unknown_levier_is_refused_with_its_line(tmp_path):
    path = tmp_path / "competences.yaml"
    path.write_text(
        "statuts:\n- {code: ordinaire, nom: x, fondement: y, sirens: ['999999999']}\n"
        "reserves:\n- {statut: autre, levier: nulle-part, effet: non, fondement: x, pourquoi: y}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refusal:
        read_competences(path)
    said = " ".join(problem.message for problem in refusal.value.problems)
    for word in ("999999999", "autre", "nulle-part"):
        assert word in said
