"""The pages of the comparison and their twins."""

import csv
import io
import re

import pytest

from leviers.evidence import version
from leviers.reference import typologie
from leviers.warehouse.read import REEL
from leviers.web.comparer import views
from tests.comparison.conftest import MiniBuild
from tests.timing import least_cpu_seconds
from tests.web.facts import read_text

FIGURES = {"nantes": 10, "rennes": 20, "brest": 30, "lille": 40, "lyon": 90}
TWO = "/comparer/?t=nantes&t=rennes"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def served_build(tmp_path, monkeypatch):
    """A small build of real data, in force for the time of a test."""
    mini = MiniBuild(tmp_path / "feedfacefeed.duckdb")
    mini.indicator("part-a", FIGURES | {"rennes": (20, 40.0)})
    mini.indicator("rare", {"nantes": 1})
    for door in (views, version):
        monkeypatch.setattr(door, "find_builds", lambda home: {REEL: mini.build})


def test_it_works_without_a_word_it_helps_to_choose(client, catalogue):
    page = read(client, "/comparer/")
    assert page.count('name="t"') == 5  # four to compare, one to find its likes
    examples = re.findall(r'href="/comparer/(\?t=[^"]+)"', page)
    assert len(examples) == 3
    for query in examples:
        assert "Leviers côte à côte" in read(client, f"/comparer/{query.replace('&amp;', '&')}")


def test_two_are_read_side_by_side(client, mini):
    mini.demarche("schema", "nantes", "spaser")
    page = read(client, TWO)
    row = re.search(r"<tr><th[^>]*><a href=\"/leviers/spaser/\">.*?</tr>", page, re.S)[0]
    assert re.findall(r'href="(/metropoles/[^/"]+/spaser/)"', row) == [
        "/metropoles/nantes/spaser/",
        "/metropoles/rennes/spaser/",
    ]
    assert read_text(row) == "SPASER ◑ documenté , SPASER, Nantes · non repéré , SPASER, Rennes"
    links = set(re.findall(r'href="/metropoles/nantes/([^/"]+)/"', page))
    assert links == {*typologie.load_leviers(), "a-explorer"}


def test_a_levier_that_both_document_gives_demarches_to_read_together(client, mini):
    mini.demarche("un", "nantes", "spaser")
    mini.demarche("deux", "nantes", "spaser")
    mini.demarche("trois", "rennes", "spaser")
    section = re.search(r'<section id="demarches">.*?</section>', read(client, TWO), re.S)[0]
    assert "/demarches/nantes-deux/" in section
    assert "/demarches/rennes-trois/" in section
    assert "toutes les démarches (2)" in section


def test_every_strip_has_words_and_a_table_of_the_22(client, catalogue):
    page = read(client, TWO)
    strips = re.findall(r'<figure class="bande">.*?</figure>', page, re.S)
    assert len(strips) == 3  # population, densité, quartiers prioritaires
    for strip in strips:
        assert strip.count('<svg class="bande-plot"') == 1
        assert 'aria-hidden="true"' in strip
        assert strip.count("<tr>") == 23
        assert "Médiane" in strip
        assert "Source" in strip
        assert " style=" not in strip
    assert "Nantes : 689 456" in read_text(strips[0]).replace("\u202f", " ")


def test_without_a_build_the_page_says_so(client, catalogue):
    assert "Les données ouvertes ne sont pas chargées" in read(client, TWO)


def test_indicators_come_with_unit_year_coverage_and_source(client, catalogue, served_build):
    page = read(client, TWO)
    strip = next(one for one in re.findall(r"<figure.*?</figure>", page, re.S) if "Titre part-a" in one)
    said = read_text(strip)
    assert "%, 2024, couverture d’au moins 40 %" in said
    assert "Nantes : 10 % (couverture 100 %)" in said
    assert "Rennes : 20 % (couverture 40 %)" in said
    assert "Médiane : 30 % (5 métropoles connues sur 22) ; de 10 % à 90 %." in said
    assert "Données essentielles de la commande publique" in said
    assert said.count("inconnu") == 17
    assert strip.count("bande-dot is-mine is-low") == 1
    assert "1 indicateur non dessiné" in read_text(page)


def test_an_unknown_value_is_said_unknown_never_zero(client, catalogue, served_build):
    page = read(client, "/comparer/?t=nantes&t=nice")
    strip = next(one for one in re.findall(r"<figure.*?</figure>", page, re.S) if "Titre part-a" in one)
    assert "Nice : inconnu" in read_text(strip)
    assert strip.count("bande-disc") == 1


def test_a_new_build_is_shown_at_once(client, catalogue, request):
    assert "ne sont pas chargées" in read(client, TWO)
    request.getfixturevalue("served_build")
    assert "build feedfacefeed" in read(client, TWO)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("t=nantes&t=rennes&t=zzz", "« zzz » n’est pas dans la liste des 22 métropoles : ignoré."),
        ("t=nantes&t=rennes&t=nantes", "Nantes : demandée plusieurs fois, comptée une seule."),
        (
            "t=nantes&t=rennes&t=lyon&t=nice&t=brest",
            "Au plus 4 métropoles à la fois : Brest est laissée de côté.",
        ),
        ("t=%00&t=../../etc/passwd&t=nantes", "ne sont pas dans la liste des 22 métropoles : ignorés."),
    ],
)
def test_what_is_not_understood_is_said(client, catalogue, query, sentence):
    assert sentence in read_text(read(client, f"/comparer/?{query}"))


def test_an_endless_address_is_answered_quickly(client, catalogue):
    def ask(number: int) -> None:
        page = read(client, f"/comparer/?z={number}" + "&t=<script>💥" * 400 + "&t=nantes" * 400)
        assert "<script>💥" not in page

    assert least_cpu_seconds(ask, under=0.15) < 0.15


def test_one_alone_finds_its_likes_with_reasons(client, catalogue):
    page = read(client, "/comparer/?t=nantes")
    assert page.count('<li class="cmp-voisin">') == 21
    said = read_text(page).replace("\u202f", " ")
    assert "Taille proche : 689 000 et 854 000 habitants ; densité proche : 1 293 et 1 485 habitants" in said
    assert "même statut" in said
    assert (
        'href="/comparer/?t=nantes&amp;t=bordeaux"' in page or 'href="/comparer/?t=nantes&t=bordeaux"' in page
    )


def test_weights_of_the_address_are_in_the_form(client, catalogue):
    page = read(client, "/comparer/?t=nantes&poids-population=2,5&poids-region=0")
    assert re.search(r'name="poids-population"[^>]* value="2.5"', page)
    assert "même région" not in page


@pytest.mark.parametrize("weight", ["12", "-1", "abc", "💥"])
def test_a_weight_that_is_not_one_is_said(client, catalogue, weight):
    said = read_text(read(client, f"/comparer/?t=nantes&poids-population={weight}"))
    assert "Poids non compris pour « population »" in said


def test_a_metropole_like_no_other_is_told(client, catalogue):
    assert "ne ressemble vraiment à la Métropole du Grand Paris" in read_text(
        read(client, "/comparer/?t=grand-paris")
    )


def test_the_json_holds_the_figures_of_the_page(client, catalogue, served_build):
    content = client.get("/comparer.json?t=nantes&t=rennes&t=zzz").json()
    assert [one["slug"] for one in content["territoires"]] == ["nantes", "rennes"]
    assert content["ignores"] == {"inconnus": ["zzz"], "repetes": [], "en_trop": []}
    assert content["build"] == "feedfacefeed"
    assert len(content["leviers"]) == 50
    (indicator,) = content["indicateurs"]
    assert (indicator["code"], indicator["annee"], indicator["mediane"]) == ("part-a", "2024", 30)
    assert len(indicator["valeurs"]) == 5


def test_the_json_of_one_gives_distances_and_gaps(client, catalogue):
    content = client.get("/comparer.json?t=nantes").json()
    assert len(content["voisins"]) == 21
    first = content["voisins"][0]
    assert first["distance"] <= content["voisins"][1]["distance"]
    assert set(first["ecarts"]) == {variable["code"] for variable in content["variables"]}


def test_the_csv_is_one_long_table(client, catalogue, served_build):
    text = client.get("/comparer.csv?t=nantes&t=nice").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2 * (50 + 3 + 1)
    figure = {row["territoire"]: row for row in rows if row["code"] == "part-a"}
    assert figure["Nantes Métropole"]["valeur"] == "10"
    assert figure["Nantes Métropole"]["couverture_pct"] == "100"
    assert figure["Métropole Nice Côte d’Azur"]["valeur"] == ""


def test_twins_answer_without_anything_to_compare(client, catalogue):
    assert client.get("/comparer.json").json()["territoires"] == []
    assert client.get("/comparer.csv?t=zzz").status_code == 200


def test_nothing_ranks_the_metropoles(client, catalogue):
    for address in ("/comparer/", TWO, "/comparer/?t=nantes", "/comparer/ensemble/"):
        said = read_text(read(client, address)).lower()
        assert not re.search(r"\b(meilleure|palmarès|premier rang|score)\b", said), address


def test_the_portrait_leads_to_the_comparison(client, catalogue):
    assert 'href="/comparer/?t=nantes">Comparer avec…</a>' in read(client, "/metropoles/nantes/")
