"""Serving: a production server, and beside it what must happen at a given hour."""

import errno
import gc
import os
import socket
import subprocess
import sys
import time
from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, close_old_connections, connections
from django.urls import get_resolver
from django.utils import timezone
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from leviers.accounts import depart
from leviers.catalogue import published
from leviers.cli import database
from leviers.comparison.repondants import find_pistes
from leviers.courrier import envoyer
from leviers.directory.annonces import tournee as reseau
from leviers.errors import NotReady
from leviers.evidence import mouvements
from leviers.evidence.usages import compute_usages
from leviers.graphiques.catalogue import Etat, list_main
from leviers.graphiques.drawing import draw
from leviers.graphiques.graphique import ETROIT, LARGE
from leviers.participation.suivis import tournee as suivis
from leviers.publication.donnees import disk as donnees
from leviers.publication.editions import fabrication, lettres
from leviers.search.disk import is_missing, open_index, write_index
from leviers.search.index import build_index
from leviers.survey.campagnes import run_daily
from leviers.survey.envois import send_waiting
from leviers.warehouse.read import ORVAL, close_all, find_builds
from leviers.web.kit.jinja import compile_templates
from leviers.web.moderation import rappel

TICK_SECONDS = 60
REMINDER_HOUR, SATURDAY = 8, 5
# A search of 10,000 characters outside ASCII weighs 120 kB once in an address: answer it, in French.
# gunicorn cuts at 8,190 bytes whatever is asked for, unless asked for no limit at all.
message.MAX_REQUEST_LINE = 262_144


def serve(
    host: Annotated[str, Parameter(help="adresse d’écoute")] = "127.0.0.1",
    port: Annotated[int, Parameter(help="port d’écoute")] = 8000,
    workers: Annotated[int, Parameter(help="nombre de processus")] = 2,
) -> None:
    """Sert le site ; chaque minute, publie ce qui était programmé et envoie les lettres."""
    check_port(host, port)
    _read_catalogue()
    _Server(host, port, workers).run()


def tick(server: int) -> None:
    """Publie ou retire à l’heure dite, tant que vit le serveur qui l’a lancé, connu par son numéro."""
    os.nice(10)  # readers first
    next_tick = time.monotonic()
    while os.getppid() == server:
        if time.monotonic() >= next_tick:
            _publish_scheduled()
            _write_letters()
            _make_editions()
            _purge_once_a_day()
            _remind_once_a_day()
            next_tick = time.monotonic() + TICK_SECONDS
        time.sleep(0.5)


def _write_letters() -> None:
    """Letters of surveys, of follows and others; replies whose time is over, people of old campaigns."""
    close_old_connections()
    try:
        run_daily()
        send_waiting()
        suivis.write_due(timezone.now())
        reseau.write_due(timezone.now(), find_pistes)
        envoyer.send_waiting()
    except DatabaseError as error:
        sys.stderr.write(f"Enquêtes et suivis remis à la minute suivante : {error}\n")


def _make_editions() -> None:
    """A study that was asked for is made by a process of its own, one at a time; then its letter leaves."""
    if _makers and _makers[0].poll() is None:
        return
    _makers.clear()
    try:
        lettres.write_letters()
        if fabrication.has_work():
            command = [sys.executable, "-m", "leviers.cli.main", "fabricate"]
            _makers.append(subprocess.Popen(command))  # noqa: S603 (our own words)
    except DatabaseError as error:
        sys.stderr.write(f"Étude remise à la minute suivante : {error}\n")


_makers: list[subprocess.Popen[bytes]] = []


def _purge_once_a_day() -> None:
    """What is kept for too long goes, on the first minute of the server and of each day."""
    today = timezone.localdate()
    if today in _purged:
        return
    try:
        depart.purge(timezone.now())
        _purged[:] = [today]
    except DatabaseError as error:
        sys.stderr.write(f"Effacements du jour remis à la minute suivante : {error}\n")


_purged: list[date] = []


def _remind_once_a_day() -> None:
    """Who reviews hears of what has waited since the day before, on working days from eight o’clock."""
    here = timezone.localtime()
    if here.date() in _reminded or here.hour < REMINDER_HOUR or here.weekday() >= SATURDAY:
        return
    try:
        rappel.write_letters(timezone.now())
        _reminded[:] = [here.date()]
    except DatabaseError as error:
        sys.stderr.write(f"Rappel du bureau remis à la minute suivante : {error}\n")


_reminded: list[date] = []


def check_port(host: str, port: int) -> None:
    """Refuse a port that another program holds.

    Raises  NotReady with another port to try.
    """
    error = _try_port(host, port)
    if error is None:
        return
    if error.errno not in (errno.EADDRINUSE, errno.EACCES):
        raise NotReady(
            f"Impossible d’écouter sur {host}:{port} ({error.strerror}).", advice="Essayez --host 127.0.0.1."
        ) from error
    free = next((other for other in range(port + 1, port + 100) if _try_port(host, other) is None), 8080)
    raise NotReady(f"Le port {port} est déjà pris ou interdit.", advice=f"Essayez --port {free}.") from error


def _try_port(host: str, port: int) -> OSError | None:
    """Why a port cannot be listened to, or nothing when it can."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error
    except OverflowError:
        return OSError(errno.EACCES, "ce n’est pas un numéro de port")
    return None


def _read_catalogue() -> None:
    """Read the catalogue and what is computed from it, once for every worker to come."""
    try:
        catalogue = published.current()
    except DatabaseError as error:
        raise database.unusable(error) from error
    compute_usages(catalogue)
    build_index(catalogue)


def _publish_scheduled() -> None:
    """What was programmed for this minute, then the niveaux that it, or a new build, moved."""
    try:
        call_command("publish_scheduled", verbosity=0)
        mouvements.settle()
    except DatabaseError as error:  # locked or away for a moment: the next minute tries again
        sys.stderr.write(f"Publication programmée remise à la minute suivante : {error}\n")
    _write_missing_donnees()
    close_old_connections()
    _write_missing_indexes()
    draw_missing()


def _write_missing_donnees() -> None:
    """Files of open data for what changed since: the former ones answer until then."""
    try:
        if donnees.is_missing(settings.HOME):
            donnees.write_current(settings.HOME)
    except (DatabaseError, NotReady) as error:
        sys.stderr.write(f"Données ouvertes remises à la minute suivante : {error}\n")


def _write_missing_indexes() -> None:
    """A build that came without its index: the search says so until it is written, here, beside the site."""
    for home in (settings.HOME, settings.HOME / ORVAL):
        try:
            if is_missing(home):
                write_index(home)
        except NotReady as error:  # another process writes it, or no room: the next minute tries again
            sys.stderr.write(f"Index de recherche remis à la minute suivante : {error.message}\n")


def draw_missing() -> None:
    """Charts of a new build or of a new catalogue: drawn here, so that no reader waits for them."""
    try:
        etat = Etat(published.current(), find_builds(settings.HOME))
    except DatabaseError:  # away for a moment: the next minute tries again
        return
    key = (etat.catalogue.version, *(build.numero for build in etat.builds.values()))
    if key in _drawn:
        return
    _drawn[:] = [key]
    for one in list_main(etat):
        for width in (LARGE,) if one.est_sans_lettres else (LARGE, ETROIT):
            draw(one, width=width, alone=False)


_drawn: list[tuple[object, ...]] = []


class _Server(BaseApplication):
    """gunicorn in this very process: when it dies, its workers and its ticker follow by themselves."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.workers = workers
        self.ticker: subprocess.Popen[bytes] | None = None
        super().__init__()

    def load_config(self) -> None:
        """Settings of gunicorn; the site is loaded once, then copied by each worker."""
        chosen = {
            "bind": self.place,
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": 2,
            "preload_app": True,
            "loglevel": "warning",
            "graceful_timeout": 10,
            "limit_request_line": message.MAX_REQUEST_LINE - 1,
            "control_socket_disable": True,
            "pre_fork": self._settle,
            "post_worker_init": self._warm,
            "when_ready": self._say_ready,
            "on_exit": self._stop_ticker,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the site and its addresses, once for every worker to come."""
        site = get_wsgi_application()
        get_resolver().url_patterns  # noqa: B018 (imports every view)
        compile_templates()
        return site

    def _settle(self, _arbiter: Any, _worker: Any) -> None:
        """What was loaded stays: the garbage collector would stop a worker 0.12 s to find nothing in it."""
        connections.close_all()
        close_all()
        gc.collect()
        gc.freeze()

    def _warm(self, _worker: Any) -> None:
        """The first reader of a worker does not wait for its builds to open."""
        for build in find_builds(settings.HOME).values():
            build.read("select count(*) from labels.indices where levier = ''")
        for home in (settings.HOME, settings.HOME / ORVAL):
            open_index(home)

    def _say_ready(self, _arbiter: Any) -> None:
        command = [sys.executable, "-m", "leviers.cli.main", "tick", str(os.getpid())]
        self.ticker = subprocess.Popen(command)  # noqa: S603 (our own words)
        print(f"Leviers est en ligne : http://{self.place}/ (Ctrl+C pour arrêter)", flush=True)

    def _stop_ticker(self, _arbiter: Any) -> None:
        if self.ticker:
            self.ticker.terminate()
