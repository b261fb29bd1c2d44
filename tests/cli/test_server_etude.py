"""Beside the site, each minute: a study that was asked for is made by a process of its own."""

from types import SimpleNamespace

import pytest

from leviers.cli import server
from leviers.publication.editions.fabrication import ask
from leviers.publication.models import COURANTE


@pytest.fixture
def started(monkeypatch):
    """Processes that were started, none for real; each ends when the test says so."""
    found = []

    def start(command):
        found.append(SimpleNamespace(command=command, poll=lambda: None))
        return found[-1]

    monkeypatch.setattr(server.subprocess, "Popen", start)
    monkeypatch.setattr(server, "_makers", [])
    return found


def test_nothing_is_started_while_nothing_is_asked_for(db, started):
    server._make_editions()
    assert started == []


def test_one_process_works_at_a_time(db, editor, home, started):
    ask(COURANTE, by=editor, home=home)
    for _ in range(3):
        server._make_editions()
    assert [one.command[-1] for one in started] == ["fabricate"]
    started[0].poll = lambda: -9  # killed: the row still waits
    server._make_editions()
    assert len(started) == 2
