"""Browsers of two officers, of somebody without a role, and of nobody."""

import re

import pytest
from django.test import Client

from tests.directory.annonces.conftest import andrea, lea, paul, zoe

__all__ = ["andrea", "lea", "paul", "zoe"]


@pytest.fixture
def enter():
    """The browser of a person."""

    def open_browser(person):
        browser = Client()
        browser.force_login(person)
        return browser

    return open_browser


def fill(**given):
    """What a browser sends of an annonce."""
    said = {
        "pour": "244400404",
        "sens": "cherche",
        "nature": "visite",
        "titre": "Visiter une régie de quartier",
        "texte": "Nous voudrions voir comment elle tient ses comptes.",
        "leviers": ["spaser", "", ""],
        "mois": "3",
        "jeton": "",
    }
    return said | given


def open_form(browser, page):
    """What a form holds of who opened it."""
    html = browser.get(page).content.decode()
    return {"ouvert_par": re.search(r'name="ouvert_par" value="([^"]+)"', html)[1]}


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'
"""What somebody types in each field, hoping that a page runs it."""
