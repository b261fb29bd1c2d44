"""The site served for measurement, in a home of its own, and what can be asked of it from inside."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import socket

import django
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.paced import ask

CLI = [sys.executable, "-m", "leviers.cli.main"]
_server: list[int] = []


@contextmanager
def serve(home: Path) -> Iterator[str]:
    """Prepare and serve; the address."""
    subprocess.run([*CLI, "prepare"], check=True, stdout=subprocess.DEVNULL)
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (home / "serve.log").open("wb")
    server = subprocess.Popen([*CLI, "serve", "--port", str(port)], stdout=log)
    _server[:] = [server.pid]
    _wait(port)
    django.setup()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _wait(port: int) -> None:
    for _ in range(600):
        probe = HTTPConnection("127.0.0.1", port)
        try:
            probe.request("GET", "/sante")
            probe.getresponse()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
        finally:
            probe.close()
    raise TimeoutError("the site did not answer")


def write_comments(sujet: str, sujet_id: str) -> None:
    """A thousand comments under a subject, in fifty threads."""
    model = apps.get_model("participation", "Commentaire")
    about = {"sujet": sujet, "sujet_id": sujet_id, "sujet_titre": sujet_id, "sujet_adresse": "/"}
    said = about | {"nom": "Mesure", "etat": "visible", "texte": "Un retour de terrain, assez long. " * 8}
    tops = model.objects.bulk_create([model(**said) for _ in range(50)])
    model.objects.bulk_create([model(**said, parent=tops[number % 50]) for number in range(950)])


def count_queries(path: str) -> int:
    """SQL queries of a page that was not kept, the catalogue having been read before."""
    client = Client(headers={"host": "127.0.0.1"})
    client.get("/sante")
    client.get(path)
    join = "&" if "?" in path else "?"
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{path}{join}mesure=sql")
    return len(queries)


def time_after_publication(url: str) -> float:
    """Seconds of the home page just after something was published, the slowest of the processes."""
    ask(url, ["/"] * 20, rate=100)
    apps.get_model("catalogue", "Etat").bump()
    return max(ask(url, ["/"], rate=1).median for _ in range(6))


def read_memory_mb() -> int:
    """Resident memory of the server and its children, shared pages counted once each (PSS)."""
    children = [pid for pid in os.listdir("/proc") if pid.isdigit() and _parent(pid) == _server[0]]
    return sum(_read_pss_kb(pid) for pid in [str(_server[0]), *children]) // 1000


def _parent(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _read_pss_kb(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pss:")))
