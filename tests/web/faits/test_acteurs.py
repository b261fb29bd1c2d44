"""The page of one organisation: what makes it of the ESS, its acts, and who has no page."""

import re

import pytest

ATELIER = "999999030"


def test_everything_known_of_an_organisation_is_shown(read, fictif):
    page = read(f"/acteurs/{ATELIER}/")
    assert "ATELIER DES TILLEULS" in page
    assert "De l’ESS, certain :" in page
    assert re.search(r'id="marches">6 marchés', page)
    assert re.search(r'id="subventions">3 subventions accordées', page)
    assert "structures d’insertion (SIAE)" in page
    assert page.count("Données inventées pour la démonstration") >= 5


def test_a_shared_contract_counts_in_equal_parts(client, db, fictif):
    shared = "select contrat_id from facts.titulaires where est_actuel group by 1 having count(*) > 1"
    sure = "select marche_id from facts.marches where montant_douteux is null"
    row = fictif.read(
        "select titulaire_siren as siren, contrat_id from facts.titulaires"
        f" where genre = 'marche' and est_actuel and contrat_id in ({shared}) and contrat_id in ({sure})"
        " and titulaire_siren in (select siren from lists.acteurs) order by 1, 2"
    )[0]
    content = client.get(f"/acteurs/{row['siren']}.json").json()
    (found,) = [one for one in content["marches"] if one["code"] == row["contrat_id"]]
    assert found["nb_titulaires"] > 1
    assert found["part_sure_eur"] == pytest.approx(found["montant_eur"] / found["nb_titulaires"], abs=0.01)


def test_every_acteur_of_the_list_has_a_page(client, db, fictif):
    for row in fictif.read("select siren from lists.acteurs"):
        assert client.get(f"/acteurs/{row['siren']}/").status_code == 200


def test_the_years_of_the_twin_add_up_to_its_acts(client, db, fictif):
    content = client.get(f"/acteurs/{ATELIER}.json").json()
    assert sum(year["nb_marches"] for year in content["annees"]) == len(content["marches"]) == 6
    total = sum(row["part_sure_eur"] or 0 for row in content["subventions"])
    assert sum(year["subventions_eur"] for year in content["annees"]) == pytest.approx(total)


@pytest.mark.parametrize("siren", ["000000000", "123", "a" * 3000, "999999999"])
def test_an_unknown_siren_says_what_to_do(read, fictif, siren):
    assert "Cherchez un nom dans la liste des acteurs" in read(f"/acteurs/{siren}/", status=404)


def test_a_record_leads_to_its_holder(read, fictif):
    code = fictif.read(
        "select contrat_id as code from facts.titulaires where titulaire_siren = ? and genre = 'marche'"
        " order by 1", [ATELIER],
    )[0]["code"]  # fmt: skip
    assert f'href="/acteurs/{ATELIER}/"' in read(f"/marches/{code}/")


def test_a_list_that_masks_a_name_gives_no_page(read, reel):
    masked = "[personne physique possible, nom masqué]"
    reel.run("update facts.structures set nom = ? where siren = ?", masked, ATELIER)
    reel.run("update facts.structures_ess set nom = ? where siren = ?", masked, ATELIER)
    read(f"/acteurs/{ATELIER}/", status=404)
