"""A PostgreSQL of our own for the length of these tests: made, started on the loopback, thrown away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.site import find_free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
OWNER = "postgres"
"""Who runs it when the tests run as root, which PostgreSQL refuses."""
OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -k {folder} -p {port}"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the server, without the name of a base."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL n’est pas sur cette machine : bin/test l’installe")
    folder = Path(tempfile.mkdtemp(prefix="leviers-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
        as_owner = ["runuser", "-u", OWNER, "--"]
    port, data = find_free_port(), folder / "data"
    made = ["-D", data, "-U", "leviers", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(*as_owner, PROGRAMS[-1] / "initdb", *made)
    control = [*as_owner, PROGRAMS[-1] / "pg_ctl", "-D", data, "-l", folder / "log", "-w"]
    _run(*control, "-o", OPTIONS.format(folder=folder, port=port), "start")
    try:
        yield f"postgres://leviers@127.0.0.1:{port}"
    finally:
        _run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def base(server: str, request: pytest.FixtureRequest) -> str:
    """Address of an empty base of one test."""
    name = f"leviers_{request.node.name}"[:60]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return f"{server}/{name}"


def _run(*words: object) -> None:
    """Run one of its programs; what it says is shown when it fails. Its children keep no pipe of ours."""
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([*map(str, words)], cwd="/", stdout=said, stderr=subprocess.STDOUT)
        said.seek(0)
        assert done.returncode == 0, said.read().decode()
