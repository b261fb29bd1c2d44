"""The server: a port that is taken, long addresses, and nothing left behind when it dies."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

import pytest

from leviers.cli.server import check_port
from leviers.errors import NotReady
from tests.site import Site, find_free_port


def test_a_port_that_is_taken_is_refused_with_another_to_try():
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(NotReady) as caught:
            check_port("127.0.0.1", port)
    assert caught.value.message == f"Le port {port} est déjà pris ou interdit."
    assert caught.value.advice.startswith("Essayez --port ")
    assert str(port) not in caught.value.advice


def test_a_port_out_of_range_is_refused():
    with pytest.raises(NotReady):
        check_port("127.0.0.1", 70_000)


def test_a_free_port_is_accepted():
    check_port("127.0.0.1", find_free_port())


def ask(site, path, **headers):
    connection = HTTPConnection("127.0.0.1", int(site.url.rsplit(":", 1)[1]), timeout=30)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


@pytest.mark.parametrize("query", ["a" * 10_000, "%F0%9F%8C%B1" * 10_000])
def test_a_search_of_ten_thousand_characters_is_answered_in_french(site, query):
    status, body = ask(site, f"/recherche/?q={query}")
    assert status == 200
    assert b'lang="fr"' in body


def test_a_host_that_is_not_ours_is_refused_in_french(site):
    status, body = ask(site, "/", Host="ailleurs.invalid")
    assert status == 400
    assert b'lang="fr"' in body


def test_a_killed_server_leaves_nothing_that_holds_its_port(site, tmp_path):
    own = Site(f"http://127.0.0.1:{find_free_port()}", tmp_path / "site")
    site.copy_to(own)
    port = own.url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "leviers.cli.main", "serve", "--port", port]
    server = subprocess.Popen(command, env=os.environ | {"LEVIERS_HOME": str(own.home)})
    try:
        own.wait(server)
        deadline = time.monotonic() + 60
        while len(list_children(server.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        children = list_children(server.pid)
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
    assert len(children) == 3  # two workers, and what publishes at the hour said
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    check_port("127.0.0.1", int(port))


def list_children(pid):
    """Processes whose parent is this one."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return found.split()
