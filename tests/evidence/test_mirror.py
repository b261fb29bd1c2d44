"""The matrix from the mirror: niveaux 2, 3 and 4 where the data support them, and the way to each row."""

from collections import Counter

import pytest

from leviers.catalogue import published
from leviers.evidence import actes, usages
from leviers.reference.territoires import index_by_slug
from tests.mirror import needs_mirror

pytestmark = needs_mirror


@pytest.fixture
def known(catalogue, mirror_home, settings):
    """The 1,100 usages of the embedded catalogue and of the mirror."""
    settings.HOME = mirror_home
    return usages.compute_usages(published.current())


def test_every_niveau_that_the_data_support_is_there(known):
    counts = Counter(usage.niveau.code for usage in known.by_key.values())
    assert counts["mesure"] == 2  # contracts of insertion of Toulouse (2019) and Orléans (2018, 2019)
    assert counts["constate"] == 1  # a reserved contract of Nice (2023), without any démarche
    assert counts["documente"] == 449  # the 451 of the démarches, less the two that are measured
    assert counts["declare"] == 0  # no survey yet
    assert counts["non-repere"] + counts["non-observable"] == 1100 - 452


def test_each_act_that_counts_has_its_file_and_line(known):
    siren = index_by_slug()["nice"].siren
    found = actes.list_actes(known.releve, siren, "marche-reserve-inclusif").etablis
    assert [(acte.annee, acte.fichier, acte.est_comptee) for acte in found] == [
        (2023, "decp-2022.json.gz", True)
    ]
    assert found[0].ligne > 0
    row = known.releve.build.read(
        "select objet from facts.marches where fichier = ? and ligne = ?", [found[0].fichier, found[0].ligne]
    )
    assert "MARCHE RESERVE" in row[0]["objet"]


def test_what_a_metropole_does_not_publish_is_not_observable(known):
    by_slug = {slug: known.of_territoire(metropole.siren) for slug, metropole in index_by_slug().items()}
    hidden = {slug: sum(usage.niveau.rang < 0 for usage in row) for slug, row in by_slug.items()}
    assert hidden["saint-etienne"] == 1  # 477 contracts, 79 deliberations: only grants are missing
    assert hidden["metz"] == 41  # 13 contracts: too few for an absence to say anything
