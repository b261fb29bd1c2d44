"""What people write, kept by PostgreSQL: the same site, the same tests, a server that is not there."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import psycopg

from tests.site import CLI, Site, find_free_port

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = (
    "tests/accounts",
    "tests/courrier",
    "tests/directory/annonces",
    "tests/participation",
    "tests/web/commentaires",
    "tests/web/contributions",
    "tests/web/moderation",
    "tests/survey/test_campagnes.py",
    "tests/survey/test_saisies.py",
    "tests/survey/test_envois.py",
)
"""Tests of what is written by people, two of them at once included."""
LEFT_OUT = ("--ignore-glob=*/test_articles_p*", "--ignore-glob=*/test_articles_l*")
"""Pages of articles: what they read is Wagtail’s, which has tests of its own on PostgreSQL."""


def test_tests_of_what_people_write_hold_on_postgresql(server):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-m", "not browser", "--tb=short", *LEFT_OUT, *WRITTEN],
        cwd=ROOT,
        env=os.environ | {"LEVIERS_TEST_DATABASE": f"{server}/leviers"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert int(re.findall(r"(\d+) passed", done.stdout)[-1]) > 200


def test_the_site_is_prepared_twice_and_served_from_postgresql(base, tmp_path, collected):
    site = Site(f"http://127.0.0.1:{find_free_port()}", tmp_path / "site", environment={"DATABASE_URL": base})
    site.prepare()
    site.run("prepare")
    with site.serve(), urlopen(f"{site.url}/matrice.json") as answer:
        assert len(answer.read()) > 10_000
    assert not (site.home / "leviers.sqlite3").exists()
    with psycopg.connect(base) as connection:
        count = connection.execute("select count(*) from catalogue_demarche where live").fetchone()
    assert count == (379,)


def test_a_server_that_does_not_answer_is_said_in_french(tmp_path):
    gone = f"postgres://leviers@127.0.0.1:{find_free_port()}/leviers"
    done = subprocess.run(
        [*CLI, "prepare"],
        env=os.environ | {"LEVIERS_HOME": str(tmp_path), "DATABASE_URL": gone},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "Vérifiez que le serveur PostgreSQL" in done.stderr
