"""A small study with its draft, and two people at their browsers: ada writes, bertille freezes."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.publication.editions import conftest as small

own_home, small_study = small.own_home, small.small_study
HOME = "/etude/gestion"


@pytest.fixture
def bureau(own_home: Path, editor: Any, reviewer: Any) -> SimpleNamespace:
    """Both of them in front of a draft just made."""
    small.make_draft(own_home)
    ada, bertille = Client(), Client()
    ada.force_login(editor)
    bertille.force_login(reviewer)
    return SimpleNamespace(home=own_home, ada=ada, bertille=bertille)


def read(client: Any, path: str = f"{HOME}/") -> str:
    """A page as its reader sees it, once it answered 200; no-break spaces as plain ones."""
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return plain(response)


def plain(response: Any) -> str:
    """The words of an answer, no-break spaces as plain ones."""
    return str(response.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def send(client: Any, path: str, **fields: Any) -> str:
    """Send a form and read the page that it leads to."""
    response = client.post(f"{HOME}/{path}", fields)
    assert response.status_code == 303, plain(response)
    return read(client, response.headers["Location"])
