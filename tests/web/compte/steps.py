"""Steps shared by the tests of accounts."""

import re

from django.core import mail
from django.test import Client

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def ask_code(client: Client, courriel: str, way: str = "") -> str:
    """Ask for a code; the six figures that were sent."""
    answer = client.post(
        "/compte/connexion/", {"courriel": courriel, "next": way}, headers={"user-agent": AGENT}
    )
    assert (answer.status_code, answer["Location"]) == (303, "/compte/connexion/code/")
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def log_in(client: Client, courriel: str, way: str = "") -> str:
    """Log in by code; where it leads."""
    code = ask_code(client, courriel, way)
    answer = client.post("/compte/connexion/code/", {"code": code}, headers={"user-agent": AGENT})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]
