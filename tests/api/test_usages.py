"""/api/v1/usages."""


def test_every_cell_of_the_matrix_is_there_once(walk, both):
    elements = walk("/api/v1/usages?limite=200")
    keys = [(one["territoire"], one["levier"]) for one in elements]
    assert (len(keys), len(set(keys))) == (1100, 1100)


def test_a_cell_has_the_niveau_of_the_matrix(walk, client, both):
    twin = {
        (one["territoire_siren"], one["levier"]): one["niveau"]
        for one in client.get("/matrice.json").json()["usages"]
    }
    for one in walk("/api/v1/usages?limite=200"):
        assert one["niveau"] == twin[one["territoire_siren"], one["levier"]]


def test_filters_narrow_together(read, both):
    answer = read("/api/v1/usages?territoire=nantes&territoire=lyon&levier=spaser&niveau=documente")
    assert all(one["levier"] == "spaser" and one["niveau_rang"] >= 2 for one in answer["elements"])
    assert {one["territoire"] for one in answer["elements"]} <= {"nantes", "lyon"}


def test_a_usage_says_what_is_missing(read, client, both):
    element = read("/api/v1/usages/brest/spaser")["element"]
    twin = client.get("/metropoles/brest/spaser.json").json()
    assert element["non_connu"] == twin["non_connu"]
    assert element["regle"] == twin["regle"] | {"indicateur": twin["regle"]["indicateur"] or None}
    assert read(element["preuves"])["total"] == sum(element["nb_actes"].values()) + element["nb_demarches"]


def test_without_a_build_usages_stand_on_the_catalogue_alone(read, settings, tmp_path):
    settings.HOME = tmp_path
    answer = read("/api/v1/usages?niveau=documente")
    assert answer["total"] > 0
    assert answer["build"] is None
    assert "Aucun build" in answer["remarques"][0]


def test_an_unknown_usage_is_not_found(read, both):
    read("/api/v1/usages/nantes/baguette-magique", status=404)
    read("/api/v1/usages/atlantide/spaser", status=404)
