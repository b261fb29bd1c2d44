"""The permission matrix: docs/droits.md says who opens what; every address is asked, by every role."""

import re

import pytest

from tests.web.droits import EVERYBODY, list_routes, observe, open_browsers, read_table, read_words

pytestmark = pytest.mark.django_db
LET_IN = {
    "tous": set(EVERYBODY),
    "lien personnel": set(EVERYBODY),
    "membre": set(EVERYBODY) - {"personne"},
    "animateur": {"animateur", "administrateur"},
    "relecteur": {"relecteur", "animateur", "administrateur", "Relecture"},
}
"""Roles that a word of the table lets in; any other word is the name of one or two groups."""
SAME_FOR_ALL = ("personne", "lecteur", "administrateur")
"""Roles asked where no role makes a difference: open to all, or taken from nobody."""
BACK_OFFICE = "gestion/"


def _list_public():
    words = {word for word in read_words("Lire") if not word.startswith(BACK_OFFICE)} | {""}
    known = read_table()
    return [route for route in _list_site() if route not in known and re.split(r"[/.<]", route)[0] in words]


def _list_site():
    return [route for route in dict.fromkeys(list_routes()) if not route.startswith(BACK_OFFICE)]


def test_every_address_is_in_the_document_and_nothing_else():
    site = set(_list_site())
    assert site - set(read_table()) - set(_list_public()) == set()
    assert set(read_table()) - site == set()


def test_who_may_not_enter_is_shown_the_door_or_refused():
    browsers, wrong = open_browsers(), []
    for route, (who, *methods) in read_table().items():
        allowed = LET_IN.get(who) or set(who.split(" ou "))
        for method, is_taken in zip(("GET", "POST"), methods, strict=True):
            asked = EVERYBODY if is_taken and allowed != set(EVERYBODY) else SAME_FOR_ALL
            for name in asked:
                seen = observe(browsers[name], route, method)
                closed = "door" if name == "personne" else "refused"
                right = "open" if is_taken else "method"
                fine = {right} if name in allowed else {closed} if is_taken else {closed, "method"}
                if seen not in fine:
                    wrong.append((route, method, name, seen))
    assert wrong == []


def test_what_is_public_is_read_by_all_and_takes_no_form():
    browsers, wrong = open_browsers(), []
    for route in _list_public():
        asked = [("personne", "GET"), ("personne", "POST"), ("administrateur", "POST")]
        seen = [observe(browsers[name], route, method) for name, method in asked]
        if seen != ["open", "method", "method"]:
            wrong.append((route, seen))
    assert wrong == []


def test_the_back_office_lets_nobody_in_without_its_access():
    browsers = open_browsers()
    opened = {word for word in read_words("Lire") if word.startswith(BACK_OFFICE) and word != BACK_OFFICE}
    routes = [route for route in dict.fromkeys(list_routes()) if route.startswith(BACK_OFFICE)]
    plain = [route for route in routes if not re.search(r"[\^(?]", route)]
    reports = [route for route in plain if route.startswith(f"{BACK_OFFICE}reports/")]
    assert {browsers["administrateur"].get(f"/{route}").status_code for route in reports} == {404}
    plain = [route for route in plain if route not in reports]
    assert len(plain) > 200
    assert {route for route in plain if observe(browsers["personne"], route, "GET") != "door"} == opened
    outside = [name for name in EVERYBODY if observe(browsers[name], BACK_OFFICE, "GET") == "door"]
    assert set(EVERYBODY) - set(outside) == {
        *("contributeur", "référent", "relecteur", "animateur", "administrateur"),
        *("Édition", "Relecture", "Enquêtes"),
    }
