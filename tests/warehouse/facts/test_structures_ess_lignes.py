"""Where the sign of each unit of the ESS was read: facts.structures_ess."""

from tests.warehouse.mini import BODIES

QUERY = "select source, fichier, ligne from facts.structures_ess where siren = '{}'"


def test_the_register_is_cited_when_no_list_names_the_unit(mini):
    siren = BODIES["scop-ess"]
    where = mini.rows(
        "select source, fichier, ligne from staged.unites_legales where siren = '" + siren + "'"
    )
    assert mini.rows(QUERY.format(siren)) == where


def test_the_first_line_of_a_list_is_cited_before_the_register(mini):
    mini.structure("esat", "esat-ess", fichier="esat-2025.csv", ligne=12)
    mini.structure("esat", "esat-ess", fichier="esat-2025.csv", ligne=9)
    mini.structure("siae", "esat-ess", fichier="siae-2020.csv", ligne=1, type="EI")
    assert mini.rows(QUERY.format(BODIES["esat-ess"])) == [("mini", "esat-2025.csv", 9)]
