"""Who may open which address: every address of the site, asked by every role, with and without a form.

observe  one word for one answer:
         open     the page, the gesture, or « not found » when the object does not exist
         door     sent to a log-in page
         refused  403
         method   405: this address does not take that
"""

import re
from functools import cache

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, get_resolver

from leviers.accounts import roles
from leviers.accounts.models import Personne, Role
from tests.house.files import ROOT

Genre = Role.Genre
HELD = {
    "contributeur": Genre.CONTRIBUTEUR,
    "référent": Genre.REFERENT,
    "organisation": Genre.ORGANISATION,
    "relecteur": Genre.RELECTEUR,
    "animateur": Genre.ANIMATEUR,
    "administrateur": Genre.ADMINISTRATEUR,
}
GROUPS = (roles.EDITION, roles.RELECTURE, roles.ENQUETES)
EVERYBODY = ("personne", "lecteur", *HELD, *GROUPS)
_DOORS = ("/compte/connexion/", "/gestion/login/")
_WORDS = {
    "int": "999999",
    "slug": "exemple",
    "str": "exemple",
    "path": "exemple",
    "fait": "exemple",
    "campagne": "exemple",
    "jeton": "exemple.signature",
    "export": "csv",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
"""What stands for each part of an address: nothing that exists."""
BY_ADDRESS = {
    "/suivre/?sujet=levier&id=ptce": {"courriel": "lea@exemple.fr", "rythme": "semaine"},
    "/suivre/mes-suivis/": {"courriel": "lea@exemple.fr"},
    "/compte/connexion/": {"courriel": "lea@exemple.fr"},
    "/gestion/password_reset/": {"email": "lea@exemple.fr"},
}
"""Forms open to all that only take an address, and what an honest person sends."""


@cache
def read_document():
    """docs/droits.md."""
    return (ROOT / "docs" / "droits.md").read_text(encoding="utf-8")


@cache
def read_table():
    """Route → who is let in, whether it is read, whether it takes a form."""
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \| (oui|–) \| (oui|–) \|$", read_document(), re.M)
    return {route: (who, reads == "oui", sends == "oui") for route, who, reads, sends in rows}


def read_words(title):
    """Words between backquotes in the part of the document under a title."""
    part = read_document().partition(f"## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"`([^`]+)`", part)


def list_routes():
    """Every address of the site, as urls.py write it."""
    return [route for route, _view in list_views(get_resolver())]


def list_views(resolver, before=""):
    """Every address with what answers it."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from list_views(pattern, route)


def as_path(route):
    """An address that one may ask for."""
    return "/" + re.sub(r"<(\w+):\w+>", lambda found: _WORDS[found[1]], route).replace("\\", "")


def open_browsers():
    """A browser for each role; nobody’s has no session."""
    browsers = {"personne": Client()}
    for number, name in enumerate(EVERYBODY[1:]):
        person = Personne.objects.create_user(f"droits-{number}", f"droits-{number}@exemple.invalid")
        if name in HELD:
            portee = "242900314" if HELD[name] in (Genre.REFERENT, Genre.ORGANISATION) else ""
            given = {"genre": HELD[name], "portee": portee, "confirme_le": person.date_joined}
            Role.objects.create(personne=person, moyen="personne", **given)
            roles.keep_groups(person)
        elif name in GROUPS:
            person.groups.add(Group.objects.get(name=name))
        browsers[name] = Client()
        browsers[name].force_login(person)
        browsers[name].person = person
    return browsers


def observe(browser, route, method):
    """What the site answers."""
    answer = getattr(browser, method.lower())(as_path(route))
    if hasattr(browser, "person") and (cookie := answer.cookies.get("sessionid")) and not cookie.value:
        browser.force_login(browser.person)  # the address logs out
    if answer.status_code == 302 and answer["Location"].startswith(_DOORS):
        return "door"
    assert answer.status_code < 500, (route, method, answer.status_code)
    return {403: "refused", 405: "method"}.get(answer.status_code, "open")
