"""/api/v1/structures."""


def test_a_walk_gives_every_structure_once(walk, client, both):
    sirens = [one["siren"] for one in walk("/api/v1/structures?limite=37")]
    assert len(sirens) == len(set(sirens)) == client.get("/acteurs.json").getvalue().count(b'"siren"')


def test_facets_are_those_of_the_page(read, client, both):
    for query in ("liste=siae", "ess=certain", "famille=associations", "motif=loi-statut"):
        total = read(f"/api/v1/structures?{query}")["total"]
        assert total == client.get(f"/acteurs.json?{query}").getvalue().count(b'"siren"') > 0, query


def test_a_structure_says_what_its_page_says(read, client, both):
    row = read("/api/v1/structures?liste=siae&limite=1")["elements"][0]
    element = read(row["adresse"])["element"]
    twin = client.get(f"/acteurs/{row['siren']}.json").json()
    for name in ("siren", "nom", "ess_degre", "ess_motif", "annees"):
        assert element[name] == twin[name], name
    assert [one["id"] for one in element["marches"]] == [one["code"] for one in twin["marches"]]
    assert element["inscriptions"][0]["genre"] in row["listes"]


def test_an_unknown_siren_is_not_found(read, both):
    assert "jamais montrée" in read("/api/v1/structures/000000000", status=404)["detail"]
