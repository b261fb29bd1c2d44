"""A first visit: the site is really served, its home page read, and what was built is said."""

import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib.metadata import version
from socket import socket

from django.conf import settings

from leviers.catalogue import published
from leviers.cli.builds import say_build
from leviers.errors import NotReady
from leviers.evidence import usages
from leviers.warehouse.read import find_build
from leviers.web.kit.typography import nombre

PATIENCE_SECONDS = 60


def check() -> None:
    """Sert le site sur un port libre le temps de lire l’accueil ; dit ce qui a été construit."""
    start = time.monotonic()
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "leviers.cli.main", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)
    try:
        body = _read_home(server, port)
    finally:
        server.terminate()
        server.wait(timeout=20)
    _say_what_was_built(f"http://127.0.0.1:{port}/", len(body), time.monotonic() - start)


def _read_home(server: subprocess.Popen[bytes], port: int) -> bytes:
    """The home page, as soon as the server answers.

    Raises  NotReady when the server stops, does not answer in time, or answers something else.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/")
            response = connection.getresponse()
            body = response.read()
        except ConnectionError:
            time.sleep(0.1)
            continue
        finally:
            connection.close()
        if response.status == 200 and b"<h1" in body and "métropoles".encode() in body:
            return body
        raise NotReady(
            f"La page d’accueil répond {response.status}, ou n’a pas le contenu attendu.",
            advice="Lancez « leviers doctor », puis « leviers serve » pour lire ce que dit le serveur.",
        )
    raise NotReady("Le serveur n’a pas répondu.", advice="Lancez « leviers doctor ».")


def _say_what_was_built(address: str, size: int, seconds: float) -> None:
    catalogue, known = published.current(), usages.current()
    weight, wait = (f"{value:.1f}".replace(".", ",") for value in (size / 1000, seconds))
    print(f"Page d’accueil : 200, {weight} ko, {wait} s après le lancement du serveur ({address})")
    print(
        f"Construit : {len(catalogue.demarches)} démarches, {len(catalogue.reperes)} repères, "
        f"{len(catalogue.leviers)} leviers, {catalogue.nb_sources} pages citées, "
        f"{known.nb_reperes} usages repérés sur {nombre(len(known.by_key))}"
    )
    if find_build(settings.HOME):
        print(say_build(settings.HOME))
    print(f"Version : {version('leviers')}, catalogue n° {catalogue.version}")
