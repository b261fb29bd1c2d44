"""Titles from hell, unknown identifiers, no data: never an error, never an injection."""

import re

import pytest

HELL = {
    "none": None,
    "empty": "",
    "blank": " \t\n\u00a0",
    "long": "Fourniture de chaises, lot 12. " * 3300,
    "no-space": "x" * 100_000,
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>&amp;",
    "controls": "a\x00b\x07c\x1b[31md\x85e\ufeff",
    "emoji": "🚲👩‍🌾🇫🇷" * 20,
    "right-to-left": "\u202eمعدات مكتبية\u202c שלום",
    "formula": '=HYPERLINK("http://exemple.invalid";"x")',
    "template": "{{ 7 * 7 }} {% raw %} ${x}",
}


@pytest.mark.parametrize("name", HELL)
@pytest.mark.parametrize("genre", ["marche", "subvention", "deliberation"])
def test_no_title_breaks_a_page(client, db, reel, genre, name):
    getattr(reel, genre)("enfer", objet=HELL[name])
    page = client.get(f"/{genre}s/enfer/").content.decode()
    assert page.rstrip().endswith("</html>")
    for forbidden in ("<script>alert", "<img src=x", "\x00", "\x07", "\x1b", "\u202e", " 49 "):
        assert forbidden not in page
    assert len(re.findall(r"<h1", page)) == 1
    data = client.get(f"/{genre}s/enfer.json").json()
    assert data["objet"] == HELL[name]


def test_a_missing_title_is_said(read, reel):
    reel.marche(objet=None)
    assert "Marché public sans objet déclaré</h1>" in read("/marches/mien/")


def test_a_very_long_title_is_folded_and_kept_whole(read, reel):
    reel.marche(objet="mot " * 25_000)
    page = read("/marches/mien/")
    title = re.search(r"<h1.*?</h1>", page, re.S)[0]
    assert len(title) < 400
    assert "Lire l’objet en entier (100 000 signes)" in page
    assert page.count("mot ") >= 25_000


@pytest.mark.parametrize(
    "path",
    [
        "/marches/nulle-part/",
        "/marches/nulle-part.json",
        "/subventions/nulle-part/",
        "/deliberations/nulle~2Fpart/",
        "/marches/a/b/c",
        "/marches/%00",
        "/marches/~FF/",
        f"/marches/{'9' * 8000}/",
        "/marches/' or 1=1 --/",
    ],
)
def test_an_unknown_record_says_what_to_do(read, reel, path):
    page = read(path, status=404)
    assert "aucune ligne n’a cet identifiant dans les données en place (build reel)" in page


def test_without_any_build_the_page_says_so(read, tmp_path, settings):
    settings.HOME = tmp_path
    assert "Aucun fichier public n’a encore été lu sur ce site" in read("/marches/x/", status=404)


def test_a_file_that_the_build_no_longer_names_is_unknown(read, reel):
    reel.marche(fichier="disparu.json", source="nulle")
    page = read("/marches/mien/")
    assert re.search(r"rang \d+ de disparu\.json", page)


def test_real_data_come_before_invented_ones(client, db, reel, orval_home):
    (reel.home / "orval").symlink_to(orval_home / "orval")
    code = "999999014000152021ORV00060"
    assert client.get(f"/marches/{code}.json").json()["est_fictif"] is False


def test_the_invented_world_is_reached_beside_real_data(client, db, reel, orval_home):
    (reel.home / "orval").symlink_to(orval_home / "orval")
    reel.run("delete from facts.deliberations")
    content = client.get("/deliberations/999999014-2023-088.json").json()
    assert content["est_fictif"] is True
    assert content["avertissement"]


def test_a_title_cut_in_a_lit_word_has_one_mark_of_what_is_left_out(read, reel):
    reel.marche(objet="mot " * 200)
    title = re.search(r"<h1.*?</h1>", read("/marches/mien/"), re.S)[0]
    assert title.count("…") == 1
