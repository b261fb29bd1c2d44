"""`bin/demo` on a copy of what git knows: from nothing to a page, and again after being killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from socket import socket

import pytest

from tests.house.files import ROOT

GIT = shutil.which("git")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A fresh copy of the repository, without anything it made."""
    folder = tmp_path_factory.mktemp("neuf") / "leviers d’essai"
    listing = subprocess.run(
        [GIT, "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    for name in filter(lambda name: (ROOT / name).exists(), listing.stdout.splitlines()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


OURS = ("LEVIERS_", "DJANGO_", "UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV")


def bare():
    """An environment with nothing of ours: above all not the packages that run these tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    places = [place for place in kept["PATH"].split(os.pathsep) if not place.startswith(sys.prefix)]
    return kept | {"PATH": os.pathsep.join(places)}


def demo(folder, *words, **more):
    """Run bin/demo from another folder; exit code, what it built, what it said."""
    command = [str(folder / "bin" / "demo"), *words]
    done = subprocess.run(command, cwd="/", env=bare() | more, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def _hear_interruptions():
    """A suite that runs in the background of a shell is deaf to them, and so would be what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def stop_demo(folder, word, kind):
    """Run bin/demo until it has said a word, then send a signal; exit code, what it said."""
    output = folder.parent / f"sortie-{kind}.txt"
    with output.open("w") as stream:
        cut = subprocess.Popen(
            [str(folder / "bin" / "demo"), "--check"],
            stderr=stream,
            env=bare(),
            cwd="/",
            start_new_session=True,
            preexec_fn=_hear_interruptions,
        )
        while cut.poll() is None and word not in output.read_text():
            time.sleep(0.05)
        os.killpg(cut.pid, kind)
        cut.wait()
    return cut.returncode, output.read_text()


def test_interrupted_it_says_that_nothing_is_lost_and_what_to_do(copy):
    code, said = stop_demo(copy, "Python :", signal.SIGINT)
    assert code == 130
    assert "Rien n’est perdu.\n  → Relancez la même commande" in said


def test_it_works_after_being_killed_in_the_middle(copy):
    stop_demo(copy, "Faits embarqués", signal.SIGKILL)
    code, built, said = demo(copy, "--check")
    assert code == 0, said
    assert "Page d’accueil : 200" in built
    assert "379 démarches" in built
    assert "  edition " in built
    assert (copy / "var" / "leviers.sqlite3").exists()  # beside bin/, wherever it is run from
    assert not list(copy.glob(".venv.inacheve"))


def test_a_port_that_is_taken_is_said_at_once(copy):
    with socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, said = demo(copy, "--port", str(port))
    assert code == 1
    assert f"Le port {port} est déjà pris" in said
    assert "Essayez : bin/demo --port" in said
    assert "Paquets" not in said  # nothing was installed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--port", "70000"], "« 70000 » n’est pas un numéro de port."),
        (["--port"], "« » n’est pas un numéro de port."),
        (["--zut"], "Option inconnue « --zut »."),
    ],
)
def test_a_wrong_option_is_explained(copy, words, message):
    code, _, said = demo(copy, *words)
    assert code == 1
    assert message.replace("« »", "«  »") in said


def test_help_tells_the_options(copy):
    code, said, _ = demo(copy, "--help")
    assert code == 0
    assert all(word in said for word in ("--port N", "--check", "LEVIERS_HOME"))


def test_a_machine_without_python_is_told_what_to_install(copy, tmp_path):
    for name in ("bash", "env", "dirname", "cat", "id", "mkdir", "rm"):
        (tmp_path / name).symlink_to(shutil.which(name))
    code, _, said = demo(copy, "--check", PATH=str(tmp_path))
    assert code == 1
    assert "Python 3.11 ou plus récent" in said
    assert "apt install python3" in said


def test_a_home_that_cannot_be_written_is_said(copy):
    code, _, said = demo(copy, "--check", LEVIERS_HOME="/proc/leviers")
    assert code == 1
    assert "Impossible d’écrire dans le dossier « /proc/leviers »." in said
    assert "LEVIERS_HOME=/chemin" in said
