"""Fetch: a source comes whole or not at all from a mirror; the others go on."""

import errno
import fcntl
import gzip
import os
from dataclasses import replace
from pathlib import Path

import pytest

from leviers.errors import NotReady
from leviers.sources import fetch as module
from leviers.sources.catalogue import Fichier, load_sources
from leviers.sources.content import digest_file
from leviers.sources.fetch import choose_sources, fetch_sources, find_mirror
from leviers.sources.receipt import find_latest, read_receipt
from tests.sources.orval import CSV, JSON, NOON, Home, fill_mirror, make_source

MIRROR = os.environ.get("LEVIERS_MIRROR", "")


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    return fill_mirror(tmp_path / "miroir")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "var")


def test_it_works_from_a_mirror(home: Home, mirror: Path) -> None:
    outcome = home.fetch(make_source(), mirror)
    assert (outcome.etat, home.deliveries()) == ("nouveau", ["2026-03-02"])
    assert home.read("2026-03-02") == {"a.csv": CSV, "b.json": JSON}
    receipt = read_receipt(home.raw / "orval" / "2026-03-02")
    assert receipt == outcome.receipt
    assert (receipt.origine, receipt.octets, receipt.lignes) == ("miroir", len(CSV) + len(JSON), None)
    assert [file.adresse for file in receipt.fichiers] == ["miroir:orval/a.csv", "miroir:orval/b.json"]
    assert [(file.forme, file.lignes) for file in receipt.fichiers] == [("scdl", 2), ("2022", None)]


def test_what_has_not_changed_writes_nothing_new(home: Home, mirror: Path) -> None:
    home.fetch(make_source(), mirror)
    before = {path: path.stat().st_mtime_ns for path in home.raw.rglob("*")}
    later = home.fetch(make_source(), mirror, NOON.replace(day=9))
    assert (later.etat, later.message) == ("inchange", "inchangé depuis le 2026-03-02")
    assert home.deliveries() == ["2026-03-02"]
    lock = home.raw / "orval" / ".verrou"
    assert {p: p.stat().st_mtime_ns for p in home.raw.rglob("*") if p != lock} == {
        p: date for p, date in before.items() if p != lock
    }


def test_what_changed_is_a_new_delivery_and_the_old_one_stays(home: Home, mirror: Path) -> None:
    home.fetch(make_source(), mirror)
    (mirror / "orval" / "a.csv").write_bytes(CSV + b"Vallon;30\n")
    assert home.fetch(make_source(), mirror).etat == "nouveau"
    assert home.deliveries() == ["2026-03-02", "2026-03-02-2"]
    assert home.read("2026-03-02")["a.csv"] == CSV
    latest = find_latest(home.raw / "orval")
    assert latest is not None
    assert [file.lignes for file in read_receipt(latest).fichiers] == [3, None]


def test_a_damaged_delivery_is_brought_again(home: Home, mirror: Path) -> None:
    home.fetch(make_source(), mirror)
    (home.raw / "orval" / "2026-03-02" / "a.csv").unlink()
    assert home.fetch(make_source(), mirror).etat == "nouveau"
    assert home.read("2026-03-02-2") == {"a.csv": CSV, "b.json": JSON}


def test_a_source_that_is_not_in_the_mirror_is_absent_not_failed(home: Home, mirror: Path) -> None:
    outcome = home.fetch(make_source(Fichier("csv", "scdl", "ailleurs/*.csv")), mirror)
    assert (outcome.etat, outcome.receipt) == ("absent", None)


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"<!doctype html><p>503", "page web"), (b"", "vide"), (gzip.compress(CSV, mtime=0)[:-9], "tronqué")],
    ids=["page", "vide", "gzip"],
)
def test_a_bad_file_fails_the_source_and_the_last_delivery_stays(
    home: Home, mirror: Path, body: bytes, said: str
) -> None:
    home.fetch(make_source(), mirror)
    (mirror / "orval" / "a.csv").write_bytes(body)
    outcome = home.fetch(make_source(), mirror, NOON.replace(day=9))
    assert outcome.etat == "echec"
    assert said in outcome.message
    assert "→" in outcome.message
    latest = find_latest(home.raw / "orval")
    assert latest is not None
    assert read_receipt(latest).date == "2026-03-02"
    (mirror / "orval" / "a.csv").write_bytes(CSV + b"Vallon;30\n")
    assert home.fetch(make_source(), mirror, NOON.replace(day=9)).etat == "nouveau"
    assert home.deliveries() == ["2026-03-02", "2026-03-09"]


def test_what_a_killed_run_left_does_not_show_and_does_not_stay(home: Home, mirror: Path) -> None:
    left = home.raw / "orval" / ".en-cours"
    left.mkdir(parents=True)
    (left / "a.csv").write_bytes(b"moitie")
    (left / "vieux.csv").write_bytes(b"reste")
    assert find_latest(home.raw / "orval") is None
    home.fetch(make_source(), mirror)
    assert home.deliveries() == ["2026-03-02"]
    assert home.read("2026-03-02") == {"a.csv": CSV, "b.json": JSON}


def test_a_source_without_address_says_where_its_page_is(home: Home) -> None:
    outcome = home.fetch(make_source())
    assert outcome.etat == "absent"
    assert "https://exemple.invalid/orval" in outcome.message


def test_a_disk_full_at_the_last_moment_shows_nothing(
    home: Home, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_to_write(folder: Path, receipt: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, "write_receipt", refuse_to_write)
        assert "disque est plein" in home.fetch(make_source(), mirror).message
    assert find_latest(home.raw / "orval") is None
    assert home.fetch(make_source(), mirror).etat == "nouveau"


def test_no_permission_is_said_with_advice(mirror: Path) -> None:
    outcome = Home(Path("/sys/leviers")).fetch(make_source(), mirror)  # refused to root as well
    assert outcome.etat == "echec"
    assert "Accès refusé à « /sys/leviers" in outcome.message


def test_a_home_that_is_a_file_is_said(tmp_path: Path, mirror: Path) -> None:
    (tmp_path / "var").write_text("fichier")
    outcome = Home(tmp_path / "var").fetch(make_source(), mirror)
    assert outcome.etat == "echec"
    assert "impossible" in outcome.message


def test_two_fetches_of_a_source_do_not_mix(home: Home, mirror: Path) -> None:
    (home.raw / "orval").mkdir(parents=True)
    with (home.raw / "orval" / ".verrou").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        outcome = home.fetch(make_source(), mirror)
    assert outcome.etat == "echec"
    assert "en cours" in outcome.message
    assert home.fetch(make_source(), mirror).etat == "nouveau"


def test_a_source_that_fails_does_not_stop_the_others(tmp_path: Path, mirror: Path) -> None:
    (mirror / "orval" / "a.csv").write_bytes(b"<html>")
    good = make_source(Fichier("json", "2022", "orval/*.json"), code="bonne")
    outcomes = list(fetch_sources([make_source(), good], tmp_path / "var", mirror=mirror))
    assert [(outcome.source, outcome.etat) for outcome in outcomes] == [
        ("orval", "echec"),
        ("bonne", "nouveau"),
    ]


def test_a_form_that_changed_in_the_catalogue_is_a_new_delivery(home: Home, mirror: Path) -> None:
    home.fetch(make_source(), mirror)
    source = make_source()
    first = replace(source.fichiers[0], forme="2022")
    assert home.fetch(replace(source, fichiers=(first, *source.fichiers[1:])), mirror).etat == "nouveau"


def test_an_unknown_source_is_refused_with_the_known_ones() -> None:
    with pytest.raises(NotReady, match="inconnue « orvall »") as caught:
        choose_sources(["decp", "orvall"])
    assert "subventions" in caught.value.advice
    assert [source.code for source in choose_sources(["decp", "decp"])] == ["decp"]
    assert [source.code for source in choose_sources([])] == list(load_sources())


def test_a_mirror_that_is_not_a_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVIERS_MIRROR", str(tmp_path / "nulle-part"))
    with pytest.raises(NotReady, match="nulle-part"):
        find_mirror()
    monkeypatch.setenv("LEVIERS_MIRROR", "")
    assert find_mirror() is None


@pytest.mark.mirror
@pytest.mark.skipif(not MIRROR, reason="LEVIERS_MIRROR is not set")
def test_the_real_mirror_comes_with_its_receipts(tmp_path: Path) -> None:
    mirror = Path(MIRROR).resolve()
    outcomes = {o.source: o for o in fetch_sources(load_sources().values(), tmp_path, mirror=mirror)}
    assert {code for code, o in outcomes.items() if o.etat != "nouveau"} == {"esus", "ess_france"}
    rows = {code: o.receipt.lignes for code, o in outcomes.items() if o.receipt}
    # Numbers of the README of the mirror; JSON is not counted before it is read.
    assert rows["subventions"] == 111_531
    assert rows["deliberations"] == 853
    assert rows["sirene"] == 9_557
    assert rows["communes"] == 34_871
    assert (rows["siae"], rows["esat"], rows["geiq"], rows["tiers_lieux"]) == (3_853, 1_504, 440, 210)
    assert rows["decp"] is None
    names = set()
    for code in rows:
        folder = find_latest(tmp_path / "raw" / code)
        assert folder is not None
        for file in read_receipt(folder).fichiers:
            names.add(file.adresse.removeprefix("miroir:"))
            assert digest_file(folder / file.nom) == file.sha256
    assert names == {p.relative_to(mirror).as_posix() for p in mirror.rglob("*.*") if p.name != "README.md"}
    again = fetch_sources(load_sources().values(), tmp_path, mirror=mirror)
    assert {outcome.etat for outcome in again} == {"inchange", "absent"}
