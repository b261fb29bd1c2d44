"""/api/v1/leviers."""


def test_the_list_has_the_50_with_the_words_of_the_twin(read, client):
    answer = read("/api/v1/leviers")
    twin = {one["code"]: one for one in client.get("/leviers.json").json()["leviers"]}
    assert answer["total"] == len(twin) == 50
    for element in answer["elements"]:
        assert {name: element[name] for name in twin[element["code"]]} == twin[element["code"]]


def test_a_champ_keeps_its_leviers(read):
    elements = read("/api/v1/leviers?champ=achats-responsables")["elements"]
    assert {one["champ"] for one in elements} == {"achats-responsables"}


def test_a_sheet_says_what_the_page_says(read, client):
    element = read("/api/v1/leviers/spaser")["element"]
    twin = client.get("/leviers/spaser.json").json()
    for name in ("definition", "en_bref", "qui_decide", "etapes", "moyens", "points_de_vigilance", "relu"):
        assert element[name] == twin[name], name
    assert element["base_juridique"][0]["reference"] == twin["base_juridique"][0]["reference"]
    assert read(element["usages"])["total"] == 22


def test_a_levier_without_sheet_is_given_by_the_typology(mini, client):
    element = client.get("/api/v1/leviers/spaser").json()["element"]
    assert (element["est_publiee"], element["etapes"], element["relu_le"]) == (False, [], None)
    assert element["base_juridique"]


def test_an_unknown_levier_is_not_found(read):
    assert read("/api/v1/leviers/baguette-magique", status=404)["status"] == 404
