"""Addresses read by machines."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError

from leviers.catalogue import published
from leviers.web.pages import machines

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def _entries(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext("s:loc", namespaces=NS).removeprefix(settings.SITE_URL): url.findtext(
            "s:lastmod", namespaces=NS
        )
        for url in root.findall("s:url", NS)
    }


def test_the_probe_answers_when_the_database_does(client, catalogue):
    answer = client.get("/sante")
    assert answer.status_code == 200
    body = json.loads(answer.content)
    assert body["etat"] == "ok"
    assert body["catalogue"] == catalogue.version
    assert re.fullmatch(r"\d+\.\d+\.\d+", body["version"])
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError, DatabaseError])
def test_the_probe_says_503_when_the_database_does_not(client, monkeypatch, error):
    def fail() -> int:
        raise error("la base ne répond pas")

    monkeypatch.setattr(published, "read_version", fail)
    answer = client.get("/sante")
    assert answer.status_code == 503
    assert json.loads(answer.content)["etat"] == "base injoignable"


def test_the_map_of_the_site_has_every_page_once(client, catalogue):
    entries = _entries(client)
    assert len(entries) == 26 + 7 + 50 + 38 + 21 + 22 + 22 + 379  # 21 tables of open data
    for address in ("/", "/methode/", "/champs/rd-cooperation/", "/leviers/spaser/", "/metropoles/nantes/"):
        assert address in entries
    assert {f"/demarches/{code}/" for code in catalogue.demarches} < set(entries)


def test_every_address_of_the_map_of_the_site_answers(client, mini):
    mini.demarche("clause")
    entries = _entries(client)
    for address in entries:
        assert client.get(address).status_code == 200, address


def test_a_page_gives_the_day_its_content_changed(client, mini):
    demarche = mini.demarche("clause", "nantes")
    day = machines.paris_day(demarche.last_published_at).isoformat()
    entries = _entries(client)
    assert entries["/demarches/nantes-clause/"] == day
    assert entries["/metropoles/nantes/"] == day
    assert entries["/metropoles/brest/"] is None  # nothing published there, nothing to date


def test_a_retired_demarche_leaves_the_map(client, mini):
    mini.demarche("clause").unpublish()
    assert "/demarches/nantes-clause/" not in _entries(client)


def test_the_map_of_the_site_costs_two_queries_and_two_for_the_network(
    client, catalogue, django_assert_num_queries
):
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")


def test_robots_read_everything_but_forms_and_searches(client, catalogue):
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert "Disallow: /gestion/" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"


def test_the_icon_is_found_at_its_old_address(client, catalogue, collected):
    address = client.get("/favicon.ico").headers["Location"]
    assert (settings.STATIC_ROOT / address.removeprefix("/static/")).is_file()


@pytest.mark.parametrize("address", ["/sante", "/robots.txt", "/sitemap.xml", "/favicon.ico"])
def test_machines_only_read(client, catalogue, address):
    assert client.post(address).status_code == 405
