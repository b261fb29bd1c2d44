"""Somebody without JavaScript follows a métropole, receives what changes by a mail catcher, and stops."""

import email
import os
import re
import socketserver
import subprocess
import sys
import threading
from email import policy

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import find_violations


class _Catcher(socketserver.StreamRequestHandler):
    """The few words of SMTP that a letter needs."""

    def handle(self):
        self._say("220 attrape")
        while line := self.rfile.readline():
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self._say("354 dites")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=policy.default))
            self._say("221 au revoir" if word == b"QUIT" else "250 bien")
            if word == b"QUIT":
                return

    def _say(self, text):
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def letters(monkeypatch):
    """Every letter that the site of the test sends, in order."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Catcher) as server:
        server.daemon_threads, server.letters = True, []
        monkeypatch.setenv("LEVIERS_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
        monkeypatch.setenv("LEVIERS_SMTP", f"smtp://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.letters
        server.shutdown()


def run_minute(site, what):
    """What the ticker does, now."""
    given = site._environment() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run(
        [sys.executable, "-m", "tests.participation.suivis.lay", what], env=os.environ | given, check=True
    )


def find_path(letter, word):
    """Address of a link of a letter, without the host."""
    text = letter.get_body(("plain",)).get_content()
    return re.search(rf"/suivre/{word}/\S+", text)[0]


def test_follow_confirm_receive_and_stop(letters, own_site, browser):
    context = browser.new_context(java_script_enabled=False, base_url=own_site.url)
    page = context.new_page()
    page.goto("/metropoles/nantes/")
    page.get_by_role("link", name="Suivre", exact=True).click()
    page.get_by_label("Votre adresse électronique").fill("lea@exemple.fr")
    page.get_by_label("Aussitôt").check()
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_role("status")).to_contain_text("Regardez votre boîte")

    run_minute(own_site, "letters")
    page.goto(find_path(letters[-1], "confirmer"))
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status")).to_contain_text("vous suivez")

    run_minute(own_site, "publish")
    told = letters[-1]
    assert "Une démarche qui vient de changer" in told.get_body(("plain",)).get_content()
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    nb = len(letters)
    run_minute(own_site, "letters")
    assert len(letters) == nb  # nothing twice

    page.goto(find_path(told, "arreter"))
    page.get_by_role("button", name="Arrêter ces lettres").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est arrêté")
    context.close()


def test_the_pages_of_follows_are_accessible(visit):
    for path in ("/suivre/", "/suivre/?sujet=levier&id=spaser", "/suivre/mes-suivis/"):
        page = visit().goto(path)
        assert find_violations(page) == []
