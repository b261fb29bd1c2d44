"""A reviewer at her desk, as a browser without scripts: opens the page, presses a button, reads the next."""

import re
from html import unescape

from tests.web.facts import read_text

DESK = "/relecture/"


def read(response):
    assert response.status_code == 200, response.status_code
    return read_text(response.content.decode())


def take_form(page, number=0):
    """The hidden fields of one of the forms of answers."""
    form = re.findall(r"<form[^>]*data-reponse>(.*?)</form>", page, re.S)[number]
    pairs = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in pairs if name in ("fiche", "vu", "jeton")}


def answer(client, verdict, query="", **given):
    """Open the desk, press a button, and read the next page."""
    page = client.get(f"{DESK}{query}").content.decode()
    return send(client, {**take_form(page), "verdict": verdict, **given}, query)


def send(client, fields, query=""):
    response = client.post(f"{DESK}decider/{query}", fields)
    assert response.status_code == 303
    return client.get(response.headers["Location"])
