"""What every answer of the API goes through."""

import pytest

from leviers.api import door, limits
from leviers.catalogue import models


def test_who_has_an_answer_receives_304_before_anything_is_computed(client, catalogue, monkeypatch):
    first = client.get("/api/v1/leviers")
    monkeypatch.setattr("leviers.api.leviers.list_leviers", None)  # would break if it were called
    again = client.get("/api/v1/leviers", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_a_change_of_the_catalogue_gives_another_name(client, catalogue):
    first = client.get("/api/v1/demarches")
    models.Demarche.objects.get(pk="rouen-adhesion-rtes-2018").unpublish()
    changed = client.get("/api/v1/demarches", headers={"if-none-match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["total"] == 378


def test_another_build_gives_another_name(client, catalogue, settings, both_home, tmp_path):
    settings.HOME = tmp_path
    before = client.get("/api/v1/marches").headers["ETag"]
    settings.HOME = both_home
    after = client.get("/api/v1/marches", headers={"if-none-match": before})
    assert (after.status_code, after.headers["ETag"] == before) == (200, False)


def test_the_name_of_one_answer_says_nothing_of_another(client, catalogue):
    name = client.get("/api/v1/leviers").headers["ETag"]
    assert client.get("/api/v1/leviers/aucun", headers={"if-none-match": name}).status_code == 404
    assert client.get("/api/v1/leviers?limite=1", headers={"if-none-match": name}).status_code == 200


def test_a_compressed_answer_is_recognised_too(client, catalogue):
    first = client.get("/api/v1/leviers", headers={"accept-encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    asked = {"accept-encoding": "gzip", "if-none-match": f'"autre", {first.headers["ETag"]}'}
    assert client.get("/api/v1/leviers", headers=asked).status_code == 304


def test_head_answers_as_get_without_the_body(client, catalogue):
    full, head = client.get("/api/v1/leviers/spaser"), client.head("/api/v1/leviers/spaser")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == full.headers["ETag"]
    assert int(head.headers["Content-Length"]) == len(full.content)
    assert client.head("/api/v1/leviers/aucun").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/leviers", "/api/v1/openapi.json", "/api/v1/rien"])
def test_any_site_may_read(client, catalogue, path):
    headers = client.get(path, headers={"origin": "https://ailleurs.example"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in headers["Access-Control-Expose-Headers"]


def test_a_browser_that_asks_first_is_told_what_it_may_do(client, catalogue):
    asked = {"origin": "https://ailleurs.example", "access-control-request-method": "GET"}
    response = client.options("/api/v1/leviers", headers=asked)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_one_address_may_not_ask_for_ever(client, catalogue, settings):
    settings.API_PER_MINUTE = 2
    answers = [client.get("/api/v1/leviers?limite=1") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[0].headers["RateLimit"] == '"adresse";r=1;t=60'
    assert answers[0].headers["RateLimit-Policy"] == '"adresse";q=2;w=60'
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert answers[2].json()["title"] == "Trop de demandes"
    assert client.get("/api/v1/leviers?limite=1", REMOTE_ADDR="10.0.0.2").status_code == 200


def test_the_minute_passes(monkeypatch):
    clock = iter([0.0, 1.0, 59.9, 61.0])
    monkeypatch.setattr(limits.time, "monotonic", lambda: next(clock))
    pace = limits.Pace()
    assert [pace.take("a", 2).is_allowed for _ in range(4)] == [True, True, False, True]


def test_addresses_counted_are_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ADDRESSES", 3)
    pace = limits.Pace()
    for rank in range(10):
        pace.take(str(rank), 5)
    assert len(pace._windows) == 3


def test_pages_are_not_concerned(client, catalogue, settings):
    settings.API_PER_MINUTE = 0
    assert client.get("/leviers.json").status_code == 200
    assert client.get("/api/").status_code == 200


def test_the_name_follows_the_software(client, catalogue, monkeypatch):
    first = client.get("/api/v1/leviers").headers["ETag"]
    monkeypatch.setattr(door, "_SOFTWARE", "99")
    assert client.get("/api/v1/leviers").headers["ETag"] != first
