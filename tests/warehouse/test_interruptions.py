"""Killed, starved, raced, refused by the disk, or built upon a broken file: what is in force stays whole."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from leviers.errors import NotReady
from leviers.warehouse.build import find_current
from tests.warehouse.orval import Orval, states

ROOT = Path(__file__).parents[2]
GRANT = "Orval Métropole;99999901400015;2024-02-08;2024-99;Amis;;;Fête;100;;;;;;;\n"
KILLS = 20


@pytest.fixture(scope="module")
def small_home(tmp_path_factory):
    """A home built from two light sources, to be copied."""
    orval = Orval(tmp_path_factory.mktemp("petit") / "orval")
    orval.fetch("subventions", "siae")
    orval.build()
    return orval.home.parent


@pytest.fixture
def orval(small_home, tmp_path):
    """A copy of that home."""
    shutil.copytree(small_home, tmp_path / "orval", symlinks=True)
    return Orval(tmp_path / "orval")


def drive(orval, mode, *numbers):
    """What the children of the driver said, in their order."""
    command = [
        sys.executable,
        "-m",
        "tests.warehouse.driver",
        mode,
        str(orval.home.parent),
        *map(str, numbers),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_killed_at_any_instant_the_build_in_force_opens_and_the_next_run_succeeds(orval):
    first, *looks, last, end = drive(orval, "kill", KILLS)
    looks = [said for said in looks if isinstance(said.get("found"), list)]  # a child may end before its kill
    assert first["ok"]
    assert len(looks) == KILLS
    assert all(said["ok"] for said in looks)
    assert last["ok"]
    lines = (orval.mirror / "subventions/orval.csv").read_text().splitlines()
    assert end["found"] == [last["found"], len(lines) - 1]
    assert not list(orval.home.glob("staged/*/.work-*"))
    assert {path.name for path in (orval.home / "builds").glob(".*")} == {".verrou"}


def test_a_disk_that_fills_up_at_any_point_is_said_and_the_next_run_succeeds(orval):
    """Files may not grow beyond: staging, references, build and its journal each meet the limit in turn."""
    before = find_current(orval.home).stem
    *starved, done, after = drive(orval, "starve", 0, 30_000, 300_000, 2_000_000, -1)
    for refusal, look in zip(starved[::2], starved[1::2], strict=True):
        assert not refusal["ok"]
        assert "le disque est plein" in refusal["message"]
        assert look["found"][0] == before
    assert (done["ok"], after["found"][0]) == (True, done["found"])


def test_of_two_builds_at_once_one_waits_for_another_run(orval):
    *both, look = drive(orval, "race")
    done = [said["found"] for said in both if said["ok"]]
    refused = [said["message"] for said in both if not said["ok"]]
    assert look["found"][0] in done
    assert all("Un autre build est en cours" in message for message in refused)


@pytest.mark.parametrize("place", ["staged", "builds", "rejets", "staged/reference"])
def test_a_file_in_place_of_a_folder_is_said(tmp_path, place):
    orval = Orval(tmp_path)
    orval.fetch("subventions")
    (orval.home / place).parent.mkdir(exist_ok=True)
    (orval.home / place).write_text("un fichier")
    with pytest.raises(NotReady, match=r"impossible d’écrire|n’a pas pu être écrit") as refusal:
        orval.build()
    assert "droits" in refusal.value.advice


@pytest.mark.parametrize("step", ["replace", "symlink_to", "unlink"])
def test_no_permission_is_said_and_leaves_the_build_in_force(orval, monkeypatch, step):
    number = find_current(orval.home).stem
    orval.add("subventions/orval.csv", GRANT)
    orval.fetch("subventions")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, step, refuse)
        with pytest.raises(NotReady, match="accès refusé"):
            orval.build()
    assert find_current(orval.home).stem == number
    assert orval.rows("select count(*) from facts.subventions") == [(3,)]
    assert orval.build().numero != number


def spoil(file, how):
    content = file.read_bytes()
    match how:
        case "empty":
            file.write_bytes(b"")
        case "text":
            file.write_text("<html>502</html>")
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case "middle":
            start, end = len(content) // 8, 7 * len(content) // 8
            file.write_bytes(content[:start] + b"\xa5" * (end - start) + content[end:])
        case "other":
            file.unlink()
            duckdb.connect(str(file)).close()
        case "gone":
            file.unlink()


@pytest.mark.parametrize("how", ["empty", "cut", "middle", "other", "gone"])
def test_a_build_in_force_that_broke_does_not_stop_the_next_one(orval, how):
    current = find_current(orval.home)
    spoil(current, how)
    orval.add("subventions/orval.csv", GRANT)
    orval.fetch("subventions")
    report = orval.build()
    assert report.est_nouveau
    assert orval.rows("select count(*) from facts.subventions") == [(4,)]
    assert {step["origine"] for step in report.etapes} == {"calculé"}
    if how != "gone":
        assert report.illisible == current.stem
        assert f"Le build {current.stem} ne peut plus être lu : rien n’en a été repris." in report.changements


@pytest.mark.parametrize("how", ["text", "gone"])
def test_a_broken_build_of_the_same_number_is_made_again(orval, how):
    current = find_current(orval.home)
    spoil(current, how)
    report = orval.build()
    assert (report.numero, report.est_nouveau) == (current.stem, True)
    assert "lue" not in states(report).values()
    assert orval.rows("select count(*) from facts.subventions") == [(3,)]
