"""Pages of the charts: the same figures as page, files and frame; refusals in French."""

import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from leviers.graphiques.evolution import read_evolution

ORVAL = "metropoles/orval/part-marches-ess/metropole"
CHAMP = "champs/achats-responsables"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_chart_has_its_finding_drawing_words_table_source_and_files(client, orval):
    drawn = read_evolution(orval, "orval", "part-marches-ess", "metropole")
    page = read(client, f"/graphiques/{ORVAL}/")
    assert f'<h1 class="title-long">{drawn.titre}</h1>' in page
    assert page.count('<svg class="graphique-') == 2
    assert drawn.alternative in page
    assert drawn.source in page
    assert "données inventées" in page
    for kind in ("svg", "png", "csv", "json"):
        assert f'href="/graphiques/{ORVAL}.{kind}"' in page
    assert f"/embed/{ORVAL}/" in page
    assert "style=" not in page
    for year, *_rest in drawn.table.lignes:
        assert f'<th scope="row">{year}</th>' in page


def test_files_say_the_figures_of_the_page(client, orval):
    drawn = read_evolution(orval, "orval", "part-marches-ess", "metropole")
    lines = client.get(f"/graphiques/{ORVAL}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == ";".join(colonne.cle for colonne in drawn.table.colonnes)
    assert [line.split(";")[0] for line in lines[1:]] == [str(row[0]) for row in drawn.table.lignes]
    content = client.get(f"/graphiques/{ORVAL}.json").json()
    assert content["table"] == json.loads(json.dumps(drawn.table.list_records()))
    assert content["est_fictif"] is True
    rows = content["specification"]["datasets"]["lignes-1"]
    assert [row["valeur"] for row in rows] == [row["valeur"] for row in content["table"]]
    assert "Données inventées" in " ".join(content["specification"]["title"]["subtitle"])


def test_images_are_files_that_ask_for_nothing(client, orval):
    svg = client.get(f"/graphiques/{ORVAL}.svg")
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script" not in svg["Content-Security-Policy"]
    assert ET.fromstring(svg.content).tag.endswith("svg")
    png = client.get(f"/graphiques/{ORVAL}.png")
    assert Image.open(io.BytesIO(png.content)).format == "PNG"
    assert png["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_frame_may_be_shown_anywhere_and_nothing_else_may(client, orval):
    framed = client.get(f"/embed/{ORVAL}/")
    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    page = framed.content.decode()
    assert "<script" not in page
    assert f'/graphiques/{ORVAL}/" target="_blank"' in page
    assert "build " in page
    for address in (f"/graphiques/{ORVAL}/", f"/graphiques/{ORVAL}.svg", "/"):
        assert "frame-ancestors 'none'" in client.get(address)["Content-Security-Policy"]


@pytest.mark.parametrize("start", ["/graphiques/", "/embed/"])
@pytest.mark.parametrize(
    "cle", ["inconnu", "champs/inconnu", "metropoles/orval/inconnu/metropole", "a/b/c/d/e", "../x"]
)
def test_an_unknown_key_is_not_found_and_says_where_the_others_are(client, orval, start, cle):
    answer = client.get(f"{start}{cle}/")
    assert answer.status_code == 404
    assert "La page des graphiques donne ceux qui existent." in answer.content.decode()


def test_a_chart_without_figures_says_so_in_words_and_has_no_drawing(client, orval):
    cle = "metropoles/orval/part-marches-ess/territoire"
    page = read(client, f"/graphiques/{cle}/")
    assert "graphique-large" not in page
    assert "«\u00a0Inconnu\u00a0», pas 0." in page
    assert client.get(f"/graphiques/{cle}.svg").status_code == 404
    assert client.get(f"/graphiques/{cle}.json").json()["specification"] is None
    assert "«\u00a0Inconnu\u00a0», pas 0." in read(client, f"/embed/{cle}/")


def test_the_invented_territoire_is_in_no_distribution(client, orval):
    assert client.get("/graphiques/indicateurs/part-marches-ess/metropole/").status_code == 404
    assert "Orval" not in read(client, f"/graphiques/{CHAMP}.csv")


def test_the_list_gives_every_chart_of_the_catalogue(client, orval):
    page = read(client, "/graphiques/")
    for cle in ("leviers", CHAMP, "leviers/spaser/carte"):
        assert f'href="/graphiques/{cle}/"' in page


@pytest.mark.parametrize(
    ("address", "cle"),
    [("/champs/achats-responsables/", CHAMP), ("/leviers/spaser/", "leviers/spaser/carte")],
)
def test_pages_show_the_same_chart(client, orval, address, cle):
    page, own = read(client, address), read(client, f"/graphiques/{cle}/")
    marks = re.findall(r'<svg class="graphique-large".*?</svg>', own, re.S)
    assert len(marks) == 1
    assert marks[0] in page
    assert f'href="/graphiques/{cle}/"' in page


def test_the_portrait_of_orval_draws_its_purchases_and_its_structures(client, orval):
    page = read(client, "/metropoles/orval/")
    idents = re.findall(r'id="graphique-metropoles-orval-([\w-]+)"', page)
    assert "listes" in idents
    assert any(ident.endswith("-metropole") for ident in idents)
    assert len(idents) == len(set(idents))


def test_a_page_of_a_chart_asks_few_queries(client, orval, django_assert_max_num_queries):
    client.get(f"/graphiques/{CHAMP}/")
    with django_assert_max_num_queries(2):
        client.get(f"/graphiques/{CHAMP}/")
    with django_assert_max_num_queries(2):
        client.get(f"/graphiques/{CHAMP}.svg")
