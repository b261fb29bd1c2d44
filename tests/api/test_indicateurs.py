"""/api/v1/indicateurs and /api/v1/valeurs."""

from leviers.warehouse.indicateurs import load_indicateurs


def test_every_indicator_is_there_with_its_unit(read, both):
    answer = read("/api/v1/indicateurs?limite=200")
    assert [one["code"] for one in answer["elements"]] == sorted(load_indicateurs())
    assert all(one["unite"] and one["sources"] for one in answer["elements"])


def test_an_indicator_gives_its_query_and_its_sources(read, both):
    element = read("/api/v1/indicateurs/part-marches-ess")["element"]
    assert "select" in element["requete"]
    assert element["sources_lues"][0]["date"]
    assert read(element["valeurs"])["elements"][0]["indicateur"] == "part-marches-ess"


def test_every_value_has_unit_year_coverage_and_source(walk, both):
    elements = walk("/api/v1/valeurs?territoire=nantes&limite=200")
    for one in elements:
        assert one["unite"]
        assert one["sources"]
        assert (one["valeur"] is None) == bool(one["raison"])
        assert (one["valeur"] is None) == (one["couverture_pct"] is None)
    assert {one["indicateur"] for one in elements} == set(load_indicateurs())


def test_a_value_is_that_of_its_page(read, client, both):
    one = read("/api/v1/valeurs?territoire=nantes&indicateur=part-marches-ess&connues=oui&limite=1")[
        "elements"
    ][0]
    page = client.get(one["page"].removeprefix("http://127.0.0.1:8000").removesuffix("/") + ".json").json()
    for name in ("valeur", "annee", "lien", "couverture_pct", "numerateur", "denominateur", "unite"):
        assert one[name] == page[name], name
    assert read(one["adresse"])["element"] == one


def test_unknown_is_null_with_its_reason_and_never_zero(read, both):
    found = read("/api/v1/valeurs?territoire=brest&indicateur=part-marches-ess")["elements"]
    assert [(one["valeur"], one["annee"], one["id"]) for one in found] == [
        (None, None, "part-marches-ess.brest")
    ]
    assert "Inconnu n’est pas zéro" in found[0]["raison"]
    assert read("/api/v1/valeurs?territoire=brest&indicateur=part-marches-ess&connues=oui")["total"] == 0


def test_without_a_build_everything_is_unknown(read, settings, tmp_path):
    settings.HOME = tmp_path
    answer = read("/api/v1/valeurs?limite=1")
    assert answer["total"] == 22 * len(load_indicateurs())
    assert "pas chargées" in answer["elements"][0]["raison"]


def test_a_year_or_a_lien_keeps_its_values(read, both):
    answer = read("/api/v1/valeurs?territoire=nantes&annee=2024&lien=metropole")
    assert answer["total"] > 0
    assert {(one["annee"], one["lien"]) for one in answer["elements"]} == {(2024, "metropole")}


def test_an_unknown_indicator_or_value_is_not_found(read, both):
    read("/api/v1/indicateurs/bonheur", status=404)
    read("/api/v1/valeurs/bonheur.nantes.metropole.2024", status=404)
