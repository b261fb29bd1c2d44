"""Fetch from public addresses: unchanged files, stopped rounds, full disks."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leviers.sources.receipt import find_latest
from tests.sources.orval import CSV, NOON, Home, fill_mirror, make_source, online
from tests.sources.server import Site, cut_after, refuse, serve


@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as site:
        yield site


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return fill_mirror(tmp_path / "miroir")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "var")


def test_it_works_from_addresses(home: Home, site: Site) -> None:
    outcome = home.fetch(online(site, a=CSV, b=CSV + b"x;1\n"))
    assert outcome.etat == "nouveau"
    assert home.read("2026-03-02") == {"a.csv": CSV, "b.csv": CSV + b"x;1\n"}
    assert outcome.receipt is not None
    assert (outcome.receipt.origine, outcome.receipt.lignes) == ("reseau", 5)  # 2 + 3
    assert outcome.receipt.fichiers[0].adresse == site.root + "/a"
    assert outcome.receipt.fichiers[0].etag == '"v1"'


def test_304_everywhere_is_unchanged(home: Home, site: Site) -> None:
    source = online(site, a=CSV, b=CSV)
    home.fetch(source)
    assert home.fetch(source, now=NOON.replace(day=9)).etat == "inchange"
    assert [request.get("If-None-Match") for request in site.asked[2:]] == ['"v1"', '"v1"']
    assert home.deliveries() == ["2026-03-02"]


def test_the_same_bytes_under_another_version_are_unchanged(home: Home, site: Site) -> None:
    source = online(site, a=CSV)
    home.fetch(source)
    site.put("/a", CSV, '"v2"')
    assert home.fetch(source, now=NOON.replace(day=9)).etat == "inchange"
    assert home.deliveries() == ["2026-03-02"]


def test_a_file_that_did_not_change_goes_into_the_new_delivery(home: Home, site: Site) -> None:
    source = online(site, a=CSV, b=CSV)
    home.fetch(source)
    site.put("/b", CSV + b"x;1\n", '"v2"')
    assert home.fetch(source, now=NOON.replace(day=9)).etat == "nouveau"
    assert home.read("2026-03-09") == {"a.csv": CSV, "b.csv": CSV + b"x;1\n"}
    assert home.read("2026-03-02") == {"a.csv": CSV, "b.csv": CSV}


def test_an_html_page_instead_of_csv_fails_and_is_not_kept(home: Home, site: Site) -> None:
    outcome = home.fetch(online(site, a=b"<html><body>Maintenance</body></html>"))
    assert outcome.etat == "echec"
    assert "page web" in outcome.message
    assert find_latest(home.raw / "orval") is None
    assert list((home.raw / "orval" / ".en-cours").glob("a.csv")) == []


def test_a_stopped_round_goes_on_without_taking_again_what_is_whole(home: Home, site: Site) -> None:
    source = online(site, a=CSV, b=CSV * 50_000)
    site.faults += [lambda handler, body: False, cut_after(100_000), refuse(503)]
    assert home.fetch(source).etat == "echec"
    assert home.deliveries() == [".en-cours"]
    site.asked.clear()
    assert home.fetch(source).etat == "nouveau"
    assert site.asked[0]["If-None-Match"] == '"v1"'  # a is whole: asked, not taken
    assert site.asked[1]["Range"] == "bytes=100000-"  # b goes on
    assert home.read("2026-03-02") == {"a.csv": CSV, "b.csv": CSV * 50_000}


@contextmanager
def disk_of(octets: int) -> Iterator[None]:
    """The kernel refuses to write any file beyond that size, in the middle of a write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("is_online", [True, False])
def test_a_disk_that_fills_up_keeps_the_last_delivery(
    home: Home, site: Site, mirror: Path, is_online: bool
) -> None:
    source, origin = (online(site, a=CSV), None) if is_online else (make_source(), mirror)
    home.fetch(source, origin)
    before = home.deliveries()
    big = CSV + b"x;1\n" * 2_000_000  # 8 MB
    site.put("/a", big, '"v2"')
    (mirror / "orval" / "a.csv").write_bytes(big)
    with disk_of(6_000_000):
        outcome = home.fetch(source, origin)
    assert outcome.etat == "echec"
    assert "disque est plein" in outcome.message
    assert "LEVIERS_HOME" in outcome.message
    assert [name for name in home.deliveries() if name != ".en-cours"] == before
    assert home.fetch(source, origin).etat == "nouveau"
    assert home.read("2026-03-02-2")["a.csv"] == big
