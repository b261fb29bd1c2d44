"""A mail catcher on the loopback, spoken to by SMTP as a real server: what the site sends, in order."""

import email
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage

PATIENCE_SECONDS = 30


class Mailbox(socketserver.ThreadingTCPServer):
    """Every letter that was sent, whoever it is for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Catcher)
        self.letters: list[EmailMessage] = []

    @property
    def environment(self) -> dict[str, str]:
        """What makes a site send its letters here."""
        return {
            "LEVIERS_EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "LEVIERS_SMTP": f"smtp://127.0.0.1:{self.server_address[1]}",
        }

    def list_to(self, courriel: str) -> list[EmailMessage]:
        """Letters for one address, in order."""
        return [one for one in self.letters if one["To"] == courriel]

    def wait(self, courriel: str, words: str) -> EmailMessage:
        """The last letter for one address that holds these words."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = [one for one in self.list_to(courriel) if words in read_text(one)]
            if found:
                return found[-1]
            time.sleep(0.05)
        raise TimeoutError(f"no letter for {courriel} with « {words} »")

    def read_code(self, courriel: str) -> str:
        """The six figures that were last sent to an address."""
        return re.search(r"\b\d{6}\b", read_text(self.wait(courriel, "Votre code")))[0]  # type: ignore[index]


class _Catcher(socketserver.StreamRequestHandler):
    """The few words of SMTP that a letter needs."""

    server: Mailbox

    def handle(self) -> None:
        self._say("220 attrape")
        while line := self.rfile.readline():
            word = line.strip().upper()[:4]
            if word == b"DATA":
                self._say("354 dites")
                lines = iter(self.rfile.readline, b".\r\n")
                read = email.message_from_bytes(b"".join(lines), policy=policy.default)
                self.server.letters.append(read)  # type: ignore[arg-type]
            self._say("221 au revoir" if word == b"QUIT" else "250 bien")
            if word == b"QUIT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def read_text(letter: EmailMessage) -> str:
    """The text of a letter, its no-break spaces made plain."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\u00a0", " ").replace("\u202f", " ")


def find_path(letter: EmailMessage, start: str) -> str:
    """The first address of this site in a letter that starts so, without its host."""
    found = re.search(rf"https?://[^/\s]+({re.escape(start)}\S*)", read_text(letter))
    assert found, read_text(letter)
    return found[1]


@contextmanager
def catch_letters() -> Iterator[Mailbox]:
    """The catcher, while it listens."""
    with Mailbox() as mailbox:
        threading.Thread(target=mailbox.serve_forever, args=(0.05,), daemon=True).start()
        yield mailbox
        mailbox.shutdown()
