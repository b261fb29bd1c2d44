"""Which démarches are told, and how: a rule that gives the same ones again, words that stay words."""

from datetime import date
from types import SimpleNamespace

from leviers.catalogue.published import Chiffre
from leviers.publication.etude.champs.recits import (
    NB_RECITS,
    choose_recits,
    count_conditions,
    say_periode,
    split_precision,
    write_recit,
)
from leviers.publication.etude.contexte import Contexte, Edition
from leviers.publication.etude.texte import Cite, lire
from leviers.reference.typography import typo
from tests.publication.etude.petites import make_demarche, make_mesures

ACHATS = "achats-responsables"
HOSTILE = '« Guillemets » "droits" #dièse $dollar *étoile* _souligné_ @arobase <script>alert(1)</script>'


def list_ids(demarches) -> list[str]:
    return [one.id for one in choose_recits(demarches)[ACHATS]]


def test_it_works_the_same_stories_whatever_the_order():
    demarches = [make_demarche(f"d{place}", place) for place in range(8)]
    assert list_ids(demarches) == list_ids(reversed(demarches))
    assert len(list_ids(demarches)) == NB_RECITS


def test_a_metropole_is_told_once_in_a_champ_even_when_best_sourced():
    demarches = [make_demarche(f"lyon-{number}", 2, nb_sources=9) for number in range(3)]
    demarches += [make_demarche("autre", 3), make_demarche("encore", 4)]
    places = [one.territoire.siren for one in choose_recits(demarches)[ACHATS]]
    assert len(places) == len(set(places)) == 3


def test_conditions_come_before_everything():
    demarches = [make_demarche(f"sure-{place}", place) for place in range(3)]
    demarches.append(make_demarche("moyenne", 5, confiance="moyenne", nb_sources=9))
    demarches.append(make_demarche("seule", 6, nb_sources=1))
    demarches.append(make_demarche("muette", 7, chiffres=()))
    assert sorted(list_ids(demarches)) == ["sure-0", "sure-1", "sure-2"]


def test_conditions_are_loosened_only_where_too_few_fulfil_them():
    demarches = [
        make_demarche("sure", 0),
        make_demarche("muette", 1, chiffres=()),
        make_demarche("x", 2, chiffres=()),
    ]
    assert list_ids(demarches)[0] == "sure"
    assert len(list_ids(demarches)) == 3


def test_leviers_and_regions_vary_before_the_number_of_sources():
    demarches = [
        make_demarche("a", 0, nb_sources=5),
        make_demarche("b", 3, nb_sources=4),
        make_demarche("c", 6, leviers=("sourcing-ess",)),
        make_demarche("d", 9, leviers=("critere-social",)),
        make_demarche("e", 12, leviers=("achats-reemploi",)),
    ]
    assert {"c", "d", "e"} <= set(list_ids(demarches))


def test_a_champ_without_demarche_has_no_story():
    assert choose_recits([]) == dict.fromkeys(choose_recits([]), ())


def test_an_amount_is_as_good_as_a_figure():
    assert count_conditions(make_demarche("a", chiffres=(), montant_eur=0.0)) == 3


def test_a_period_is_said_with_the_years_that_are_known():
    periods = [
        lire(say_periode(make_demarche("a", annee_debut=debut, annee_fin=fin)))
        for debut, fin in ((2019, None), (2019, 2022), (2019, 2019), (None, 2022), (None, None))
    ]
    assert periods == ["depuis 2019", "de 2019 à 2022", "2019", "jusqu’en 2022", ""]


def make_contexte(**tables) -> Contexte:
    etat = SimpleNamespace(build=None, demarches=())
    return Contexte(etat, make_mesures(**tables), Edition("courante", date(2026, 11, 27), est_brouillon=True))


def test_a_story_keeps_hostile_words_as_words_and_feeds_the_indexes():
    demarche = make_demarche("x", titre=HOSTILE, description=HOSTILE, partenaires=(HOSTILE,))
    contexte = make_contexte()
    recit = write_recit(contexte, demarche)
    (titre,) = recit.titre
    assert isinstance(titre, Cite)
    assert titre.texte == typo(HOSTILE)
    assert titre.de == "demarche:x:titre"
    assert lire(recit.texte) == lire(recit.partenaires) == typo(HOSTILE)
    assert set(contexte.index) == {"territoires", "structures", "leviers"}
    assert set(contexte.index["territoires"]) == {"Grand Paris"}  # as in the index of portraits
    assert recit.sources.numeros == (1, 2)


def test_figures_are_measures_with_unit_year_and_reserve():
    demarche = make_demarche(
        "x",
        montant_eur=35_000_000.0,
        montant_precision="Dotation",
        chiffres=(
            Chiffre("Projets soutenus", 140.0, "projets", 2024, "plus de"),
            Chiffre("Trieurs", 30.0, "personnes", None, "environ, en parcours"),
        ),
    )
    contexte = make_contexte(
        demarches=[{"id": "x", "montant_eur": 35_000_000}],
        demarches_chiffres=[
            {"demarche_id": "x", "ordre": 1, "valeur": 140},
            {"demarche_id": "x", "ordre": 2, "valeur": 30},
        ],
    )
    said = [
        lire(one).replace("\u202f", " ").replace("\xa0", " ")
        for one in write_recit(contexte, demarche).chiffres
    ]
    assert said == [
        "Dotation : 35 000 000 €",
        "Projets soutenus : plus de 140 (2024)",
        "Trieurs : environ 30 personnes (en parcours)",
    ]


def test_an_amount_that_its_precision_writes_already_is_said_once():
    demarche = make_demarche(
        "x", montant_eur=420_000.0, montant_precision="Près de 420 000 €, 2020", chiffres=()
    )
    contexte = make_contexte(demarches=[{"id": "x", "montant_eur": 420_000}])
    (said,) = write_recit(contexte, demarche).chiffres
    assert lire(said).count("420") == 1


def test_only_words_of_approximation_come_before_the_figure():
    assert split_precision("près de, dont des jeunes") == ("près de", "dont des jeunes")
    assert split_precision("hors Ville") == ("", "hors Ville")


def test_a_story_tells_a_few_figures_the_amount_first():
    figures = tuple(Chiffre(f"Chiffre {place}", float(place), "", None, "") for place in range(6))
    demarche = make_demarche("x", montant_eur=10.0, montant_precision="Budget", chiffres=figures)
    said = write_recit(make_contexte(demarches=[{"id": "x", "montant_eur": 10}]), demarche).chiffres
    assert len(said) == 4
    assert lire(said[0]).startswith("Budget")
