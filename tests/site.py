"""The real site for journeys: prepared and served by our own commands, in its own home."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import urlopen
from xml.etree import ElementTree

from django.conf import settings

from leviers.warehouse.fictif import build_orval

CLI = [sys.executable, "-m", "leviers.cli.main"]
PATIENCE_SECONDS = 60
BASE = "leviers.sqlite3"
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@dataclass
class Site:
    """A running site: its address, its home, the passwords of its sample accounts.

    database  what DATABASE_URL says; empty for a file in the home
    """

    url: str
    home: Path
    passwords: dict[str, str] = field(default_factory=dict)
    pid: int = 0
    database: str = ""

    def run(self, *words: str) -> str:
        """One of our commands on this site; what it printed."""
        return subprocess.run(
            [*CLI, *words], env=self._environment(), check=True, capture_output=True, text=True
        ).stdout

    def lay_survey(self, *words: str) -> dict[str, str]:
        """An open campaign, and a personal link for each « SIREN:fonction »."""
        laid = subprocess.run(
            [sys.executable, "-m", "tests.survey.lay", *words],
            env=self._environment() | {"DJANGO_SETTINGS_MODULE": "config.settings"},
            check=True,
            capture_output=True,
            text=True,
        )
        return json.loads(laid.stdout.splitlines()[-1])

    def lay_editions(self) -> None:
        """An edition of the study made by hand, and a draft."""
        environment = self._environment() | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        words = [sys.executable, "-m", "tests.web.etude.lay"]
        subprocess.run(words, env=environment, check=True, capture_output=True)

    def list_paths(self) -> list[str]:
        """Every address that the site's own map gives, without the host; read once."""
        return list(_read_map(self.url))

    def copy_to(self, other: "Site") -> None:
        """Give another site this one’s content, accounts and files, links as links, drafts left out."""
        left_out = shutil.ignore_patterns("*.sqlite3*", ".*")
        shutil.copytree(self.home, other.home, dirs_exist_ok=True, symlinks=True, ignore=left_out)
        _copy_base(self.home / BASE, other.home / BASE)
        other.read_passwords()

    def take_back(self, base: Path) -> None:
        """Give its first content back to a site that is being served; its counters only ever grow."""
        aside = self.home / f".{BASE}.reprise"
        _copy_base(base, aside)
        with closing(sqlite3.connect(self.home / BASE)) as live:
            counters = live.execute("select version + 1, relectures + 1 from catalogue_etat").fetchone()
        with closing(sqlite3.connect(aside)) as fresh, fresh:
            fresh.execute("update catalogue_etat set version = ?, relectures = ?", counters)
        _copy_base(aside, self.home / BASE)

    def prepare(self) -> None:
        """What `bin/demo` does before it serves."""
        _share_collected_files(self.home)
        self.run("prepare")
        self.run("accounts")
        build_orval(self.home)
        self.lay_editions()

    def read_passwords(self) -> None:
        """Those that were drawn for the sample accounts."""
        lines = (self.home / "comptes-exemple.txt").read_text(encoding="utf-8").splitlines()
        self.passwords.update(line.split() for line in lines)

    @contextmanager
    def serve(self) -> Iterator[None]:
        """Serve from the first answer to the end of the block."""
        port = self.url.rsplit(":", 1)[1]
        server = subprocess.Popen([*CLI, "serve", "--port", port], env=self._environment())
        self.pid = server.pid
        try:
            self.wait(server)
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)

    def wait(self, server: subprocess.Popen[bytes]) -> None:
        """Wait for the first answer."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            try:
                urlopen(f"{self.url}/sante").close()
            except (ConnectionError, URLError):
                time.sleep(0.1)
            else:
                return
        raise TimeoutError(f"{self.url} did not answer")

    def _environment(self) -> dict[str, str]:
        ours = {"LEVIERS_HOME": str(self.home), "LEVIERS_SITE_URL": self.url}
        return os.environ | ours | {"DATABASE_URL": self.database, "LEVIERS_MIRROR": ""}


@cache
def _read_map(url: str) -> tuple[str, ...]:
    with urlopen(f"{url}/sitemap.xml") as response:
        tree = ElementTree.parse(response)
    return tuple(re.sub(r"^https?://[^/]+", "", node.text or "") for node in tree.iter(_LOC))


def _copy_base(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target, timeout=30)) as taken:
        given.backup(taken)


def find_free_port() -> int:
    """A port of the loopback that nobody holds."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _share_collected_files(home: Path) -> None:
    """Styles and fonts are those that the other tests collected: copying them is quicker than compressing."""
    shutil.copytree(settings.STATIC_ROOT, home / "static")
    shutil.copy(settings.HOME / "charte.txt", home / "charte.txt")
