"""Identifiers of records in addresses: every one comes back whole."""

import pytest
from django.urls import resolve
from hypothesis import given
from hypothesis import strategies as st

from leviers.evidence.identifiers import FaitConverter
from leviers.evidence.records import GENRES, find_record
from leviers.web.kit.jinja import reverse_url

NASTY = [
    "200030708000162018AOO0403/0100",
    "decp_2024S2_travaux:45841",
    "213103567000112025-01 LOT 5",
    "24973004500047202525MG###008",
    "a//b",
    "../../etc/passwd",
    ".",
    "..",
    "",
    " ",
    "~",
    "~2F",
    "%2F",
    "x.json",
    "x/",
    "/x",
    "é€😀",
    "\u202egnp",
    "a\x00b\n",
    "<script>alert(1)</script>",
    "?a=b&c#d",
    "\\",
    "x" * 5000,
]


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("name", ["", "-json"])
@pytest.mark.parametrize("code", NASTY)
def test_a_nasty_identifier_comes_back_whole(genre, name, code):
    found = resolve(reverse_url(f"{genre}{name}", code))
    assert found.url_name == f"{genre}{name}"
    assert found.kwargs == {"code": code, "genre": genre}


@given(st.text())
def test_any_text_comes_back_whole_in_plain_letters(text):
    address = FaitConverter().to_url(text)
    assert FaitConverter().to_python(address) == text
    assert not set(address) & set("/%?# \\")


def test_plain_identifiers_are_left_as_they_are():
    assert reverse_url("marche", "decp_2024:12.2-a") == "/marches/decp_2024:12.2-a/"


@pytest.mark.parametrize("address", ["~41", "~2e", "~FF", "~2F~"])
def test_an_identifier_has_one_address(address):
    with pytest.raises(ValueError, match=r"~|utf-8"):
        FaitConverter().to_python(address)


def test_every_identifier_of_orval_leads_back_to_its_record(fictif):
    for genre, kind in GENRES.items():
        rows = fictif.read(f"select {kind.key} as code from {kind.table}")
        assert len(rows) >= 200
        for row in rows:
            assert resolve(reverse_url(genre, row["code"])).kwargs["code"] == row["code"]
            assert find_record({"fictif": fictif}, genre, row["code"]).champs[kind.key] == row["code"]


def test_pages_and_twins_of_orval_answer(client, db, fictif):
    for genre, kind in GENRES.items():
        for row in fictif.read(f"select {kind.key} as code from {kind.table} using sample 40 (reservoir, 7)"):
            assert client.get(reverse_url(genre, row["code"])).status_code == 200
            content = client.get(reverse_url(f"{genre}-json", row["code"])).json()
            assert content[kind.key] == row["code"]


@pytest.mark.parametrize("code", [code for code in NASTY if code])
def test_a_record_with_a_nasty_identifier_is_found(client, db, reel, code):
    reel.marche(code, objet="Trouvé")
    response = client.get(reverse_url("marche", code))
    assert response.status_code == 200
    assert "Trouvé" in response.content.decode()


def test_an_identifier_as_the_file_writes_it_leads_to_its_page(client, db, reel):
    reel.marche("2018AOO/0403 LOT 5")
    response = client.get("/marches/2018AOO%2F0403%20LOT%205/")
    assert response.status_code == 301
    assert response.headers["Location"] == "/marches/2018AOO~2F0403~20LOT~205/"
