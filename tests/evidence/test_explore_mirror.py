"""Totals of the lists of the site equal queries written by hand against the facts of the mirror."""

import pytest

from leviers.evidence.explore import explore, read_selection
from leviers.evidence.explorers import EXPLORERS
from leviers.warehouse.read import REEL, find_builds
from tests.mirror import needs_mirror

pytestmark = needs_mirror

NICE = "territoire_siren = (select siren from facts.territoires where slug = 'nice')"
SURE = "sum(montant_eur) filter (where montant_douteux is null)"
GIVEN = "(montant_eur > 0 or montant_eur = 0 and est_en_nature)"
# Holders of the moment that a register or a list says certainly of the ESS.
HELD = (
    "marche_id in (select contrat_id from facts.titulaires join facts.structures_ess"
    " on siren = titulaire_siren where genre = 'marche' and est_actuel and degre = 'certain')"
)
SEEN = (
    "(select fait_id from labels.detections"
    " where fait_genre = 'marche' and levier = 'clause-sociale-insertion')"
)
NAMED = (
    "case when tiers_id is not null and tiers_id not in"
    " (select tiers_id from facts.tiers where categorie_juridique like '1%') then beneficiaire_nom end"
)
INSERTION = (
    "regexp_matches(' ' || regexp_replace(strip_accents(lower("
    f"concat_ws(' ', objet, attribuant_nom, {NAMED}))), '[^a-z0-9]+', ' ', 'g'), ' insertion')"
)

MARCHES = [
    ({}, "true"),
    ({"territoire": ["nice"]}, NICE),
    ({"annee": ["2018"]}, "annee = 2018"),
    ({"annee": ["2018", "2019"], "acte": ["metropole"]}, "annee in (2018, 2019) and lien = 'metropole'"),
    ({"social": ["reserve"]}, "est_reserve"),
    ({"ess": ["certain"]}, HELD),
    ({"levier": ["clause-sociale-insertion"]}, f"marche_id in {SEEN}"),
]
SUBVENTIONS = [
    ({}, "true"),
    ({"territoire": ["toulouse"], "acte": ["metropole"]}, "attribuant_siren = '243100518'"),
    ({"annee": ["2015"]}, "annee = 2015"),
    ({"q": ["insertion"]}, INSERTION),
]


@pytest.fixture(scope="module")
def build(mirror_home):
    """The mirror, built."""
    return find_builds(mirror_home)[REEL]


def count(build, code, given):
    """Totals as the page shows them."""
    selection, ignored = read_selection(build, EXPLORERS[code], given)
    assert ignored == {}
    return explore(build, EXPLORERS[code], selection).totals


@pytest.mark.parametrize(("given", "condition"), MARCHES)
def test_totals_of_marches_equal_a_hand_query(build, given, condition):
    found = count(build, "marches", given)
    (row,) = build.read(
        f"select count(*) as nb, coalesce({SURE}, 0) as montant_sur_eur,"
        " count(*) filter (where montant_eur is null) as nb_sans,"
        " count(*) filter (where montant_eur is not null and montant_douteux is not null) as nb_ecartes"
        f" from facts.marches where {condition}"
    )
    assert row["nb"] > 0
    assert {name: found[name] for name in row} == row


@pytest.mark.parametrize(("given", "condition"), SUBVENTIONS)
def test_totals_of_subventions_equal_a_hand_query(build, given, condition):
    found = count(build, "subventions", given)
    (row,) = build.read(
        "select count(*) as nb, coalesce(sum(montant_eur) filter (where montant_douteux is null and"
        f" {GIVEN}), 0) as montant_sur_eur, count(*) filter (where montant_eur is null) as nb_sans,"
        f" count(*) filter (where montant_eur is not null and (montant_douteux is not null or not {GIVEN}))"
        f" as nb_ecartes from facts.subventions where {condition}"
    )
    assert row["nb"] > 0
    assert {name: found[name] for name in row} == row


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ({}, "true"),
        ({"territoire": ["saint-etienne"]}, "collectivite_siren = '244200770'"),
        ({"titre": ["autre"]}, "not cite_ess"),
        ({"annee": ["2013"]}, "extract(year from date_deliberation) = 2013"),
    ],
)
def test_totals_of_deliberations_equal_a_hand_query(build, given, condition):
    (row,) = build.read(f"select count(*) as nb from facts.deliberations where {condition}")
    assert count(build, "deliberations", given)["nb"] == row["nb"]


@pytest.mark.parametrize(
    ("given", "condition"),
    [
        ({}, "true"),
        ({"liste": ["esat"]}, "siren in (select siren from facts.structures where genre = 'esat')"),
        (
            {"motif": ["insertion"]},
            "siren in (select siren from facts.structures_ess where motif = 'insertion')",
        ),
    ],
)
def test_totals_of_acteurs_equal_a_hand_query(build, given, condition):
    known = (
        "select siren from facts.structures_ess union"
        " select siren from facts.structures where siren is not null union"
        " select siren from facts.tiers where siren is not null"
        " and (categorie_juridique is not null or ess_degre <> 'inconnu')"
    )
    persons = (
        "select siren from facts.tiers where siren is not null and categorie_juridique like '1%' union"
        " select siren from facts.structures_ess where categorie_juridique like '1%' union"
        " select siren from facts.structures where siren not in (select siren from facts.tiers"
        " where siren is not null) group by siren having bool_and(lower(nom) like '[personne physique%')"
    )
    (row,) = build.read(
        f"select count(*) as nb from ({known}) where siren not in ({persons}) and {condition}"
    )
    assert row["nb"] > 0
    assert count(build, "acteurs", given)["nb"] == row["nb"]
