"""/api/v1/demarches."""


def test_every_demarche_comes_once_by_id(walk, catalogue):
    ids = [one["id"] for one in walk("/api/v1/demarches?limite=200")]
    assert ids == sorted(catalogue.demarches)


def test_a_demarche_says_what_its_twin_says(read, client):
    element = read("/api/v1/demarches/nantes-spaser-2022")["element"]
    twin = client.get("/demarches/nantes-spaser-2022.json").json()
    for name in (
        "titre",
        "champ",
        "leviers",
        "montant_eur",
        "chiffres",
        "sources",
        "partenaires",
        "verifiee_le",
    ):
        assert element[name] == twin[name], name
    assert element["page"] == twin["adresse"]
    assert element["semblables"] == twin["semblables"]


def test_filters_are_the_facets_of_the_page(read, client):
    ours = read("/api/v1/demarches?territoire=nantes&champ=achats-responsables&q=march%C3%A9s")
    page = client.get("/demarches.json?metropole=nantes&champ=achats-responsables&q=march%C3%A9s").json()
    assert ours["total"] == page["nb"] > 0


def test_a_year_without_any_demarche_finds_nothing(read):
    assert read("/api/v1/demarches?annee=1901")["elements"] == []


def test_words_that_mean_nothing_are_said(read):
    answer = read("/api/v1/demarches?q=de%20la")
    assert answer["total"] == 379
    assert "aucun mot" in answer["remarques"][0]


def test_a_retired_demarche_is_not_found(mini, client):
    mini.demarche("clause").unpublish()
    assert client.get("/api/v1/demarches/nantes-clause").status_code == 404
