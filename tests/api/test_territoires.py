"""/api/v1/territoires."""

from leviers.orval.world import TERRITOIRE


def test_the_list_has_the_22_by_slug(read, both):
    answer = read("/api/v1/territoires")
    slugs = [one["slug"] for one in answer["elements"]]
    assert (answer["total"], len(slugs), slugs == sorted(slugs)) == (22, 22, True)
    assert TERRITOIRE.slug not in slugs
    assert answer["build"] == "0000000000aa"


def test_a_region_keeps_its_metropoles(read, both):
    assert [one["slug"] for one in read("/api/v1/territoires?region=52")["elements"]] == ["nantes"]


def test_counts_are_those_of_the_page(read, client, both):
    element = read("/api/v1/territoires/nantes")["element"]
    page = client.get("/metropoles/nantes.json").json()
    for name in ("siren", "nom", "population", "nb_demarches", "nb_leviers_reperes", "champs", "reperes"):
        assert element[name] == page[name], name
    assert element["page"] == page["url"]


def test_a_territoire_is_found_by_its_siren_too(read, both):
    assert read("/api/v1/territoires/244400404")["element"]["slug"] == "nantes"


def test_what_public_files_hold_is_said(read, both):
    fonds = {
        (one["genre"], one["lien"]): one["nb"]
        for one in read("/api/v1/territoires/nantes")["element"]["fonds"]
    }
    assert fonds["marche", "metropole"] > 0


def test_its_addresses_lead_to_its_elements(read, both):
    element = read("/api/v1/territoires/nantes")["element"]
    assert read(element["usages"])["total"] == 50
    assert read(element["demarches"])["total"] == element["nb_demarches"]
    assert {one["territoire"] for one in read(element["valeurs"])["elements"]} == {"nantes"}


def test_an_unknown_territoire_is_not_found(read, both):
    problem = read("/api/v1/territoires/atlantide", status=404)
    assert "La liste /territoires les donne" in problem["detail"]
