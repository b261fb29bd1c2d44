"""Chapters of the champs: one plan, an empty champ that reads well, no ranking, no figure by hand."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from leviers.catalogue.published import Published
from leviers.evidence.usages import establish_usages
from leviers.publication.donnees.etat import Etat
from leviers.publication.etude.blocs import as_data
from leviers.publication.etude.champs.leviers import nommer_territoire, varier
from leviers.publication.etude.champs.plan import list_leviers, load_plans
from leviers.publication.etude.champs.tournures import Tournures, load_tournures
from leviers.publication.etude.chapitres import champs
from leviers.publication.etude.contexte import Contexte, Edition
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.texte import dire, lire, list_names
from leviers.reference.territoires import index_by_slug, load_metropoles
from leviers.reference.typologie import load_champs, load_leviers
from tests.publication.etude.petites import make_demarche

EDITION = Edition("courante", date(2026, 11, 27), est_brouillon=True)
ACHATS = "achats-responsables"


def make_etat(*demarches: Any) -> Etat:
    catalogue = Published(1, {one.id: one for one in demarches}, (), {})
    avis: Any = SimpleNamespace(avis={})
    usages = establish_usages(catalogue, None)
    return Etat("reel", catalogue, 0, usages, (), avis, None, load_metropoles())


def read_aloud(blocs: Any) -> str:
    """Every word of some blocks, in order."""
    data = as_data(blocs)
    if isinstance(data, dict):
        return " ".join(read_aloud(one) for one in data.values())
    return "".join(read_aloud(one) for one in data) if isinstance(data, list) else str(data)


def tell(contexte: Contexte, code: str) -> str:
    """Paragraphs of one champ, as they are read."""
    (page,) = [one for one in champs.write(contexte) if one.code == code]
    return "\n".join(lire(bloc.texte) for bloc in page.blocs if hasattr(bloc, "gabarit"))


def test_it_works_seven_chapters_governance_first(db):
    with open_contexte(make_etat(make_demarche("x")), EDITION) as contexte:
        pages = champs.write(contexte)
    assert [one.code for one in pages] == list(load_champs())
    assert pages[0].code == "gouvernance-strategie"
    assert {(one.genre, one.couleur == one.code) for one in pages} == {("champ", True)}


def test_every_levier_is_told_once_in_its_champ():
    for code, champ in load_champs().items():
        told = list_leviers(champ)
        assert sorted(one.code for one in told) == sorted(
            one.code for one in load_leviers().values() if one.champ.code == code
        )
    assert set(load_plans()) == set(load_champs())


def test_prose_of_the_plan_holds_no_figure_by_hand():
    for plan in load_plans().values():
        assert dire(plan.enjeu)
        for groupe in plan.groupes:
            assert dire(groupe.titre)
            assert dire(groupe.phrase)


@pytest.mark.parametrize("sorte", load_tournures())
def test_wordings_hold_no_figure_by_hand_and_are_taken_in_turn(sorte):
    wordings = load_tournures()[sorte]
    for one in wordings:
        assert dire(one, **dict.fromkeys(list_names(one), "quelque chose"))
    tours = Tournures()
    assert [tours.prendre(sorte) for _ in range(len(wordings) + 1)] == [*wordings, wordings[0]]


@pytest.mark.parametrize(
    "sorte", ["vue", "preuves", "fichiers", "detections", "proposes", "observable", "recits"]
)
def test_wordings_that_an_editor_may_correct_say_the_same_names(sorte):
    assert len({frozenset(list_names(one)) for one in load_tournures()[sorte]}) == 1


def test_an_empty_champ_reads_well(db):
    with open_contexte(make_etat(), EDITION) as contexte:
        told = tell(contexte, ACHATS)
    assert "Aucune démarche publiée n’y est encore rangée" in told
    assert "Aucun levier du champ n’est repéré à ce jour" in told
    assert "Les données ouvertes ne sont pas chargées ici" in told
    assert "inconnu" not in told


def test_a_levier_without_demarche_is_not_said_unused(db):
    with open_contexte(make_etat(make_demarche("x")), EDITION) as contexte:
        told = tell(contexte, ACHATS)
    assert "aucune métropole" in told
    assert "Personne ne peut en conclure" in told


def test_few_metropoles_are_named_in_full_with_their_article(db):
    with open_contexte(make_etat(make_demarche("x"), make_demarche("y", 2)), EDITION) as contexte:
        told = tell(contexte, ACHATS)
    assert "la Métropole du Grand Paris et la Métropole de Lyon" in told
    assert lire(nommer_territoire(index_by_slug()["nantes"])) == "Nantes Métropole"


def test_verbs_agree_with_zero_and_one(db):
    with open_contexte(make_etat(make_demarche("x")), EDITION) as contexte:
        told = tell(contexte, ACHATS).replace("\xa0", " ")
    assert "aucun n’est repéré dans une métropole sur deux au moins" in told
    assert "1 se limite à trois métropoles au plus" in told


def test_hostile_words_stay_words(db):
    hostile = "#un $deux *trois* _quatre_ @cinq <script>six</script> « sept »"
    with open_contexte(
        make_etat(make_demarche("x", titre=hostile, description=hostile)), EDITION
    ) as contexte:
        said = read_aloud(champs.write(contexte))
    assert "<script>six</script>" in said


def test_indexes_and_anchors_lead_to_what_is_told(db):
    with open_contexte(make_etat(make_demarche("x", partenaires=("Le Réseau",))), EDITION) as contexte:
        champs.write(contexte)
        assert set(load_leviers()) == {
            ancre.removeprefix("levier-")
            for places in contexte.index["leviers"].values()
            for ancre in places
            if ancre.startswith("levier-")
        }
        assert contexte.index["structures"] == {"Le Réseau": {"demarche-x": "Démarche x"}}


def test_no_word_ranks_metropoles(db):
    with open_contexte(make_etat(make_demarche("x"), make_demarche("y", 2)), EDITION) as contexte:
        said = read_aloud(champs.write(contexte)).casefold()
    for word in ("classement", "meilleure métropole", "arrive en tête", "palmarès", "retard"):
        assert word not in said


def test_the_summary_has_one_page_a_champ_with_one_story(db):
    with open_contexte(make_etat(make_demarche("x"), make_demarche("y", 2)), EDITION) as contexte:
        pages = champs.write_resume(contexte)
    assert [one.code for one in pages] == list(load_champs())
    kinds = [type(bloc).__name__ for one in pages for bloc in one.blocs]
    assert kinds.count("Recit") == 1


def test_a_wording_takes_only_the_values_that_it_says():
    said = varier(Tournures(), "sans-date", annee="inutile")
    assert lire(said) == "Aucune source ne date ses débuts."
