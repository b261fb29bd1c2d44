"""The folder where an installation keeps what it makes: database, static files, builds."""

import os
import secrets
from pathlib import Path

from leviers.errors import NotReady


def find_home() -> Path:
    """Folder named by LEVIERS_HOME, ./var by default; created when missing.

    Raises  NotReady when it cannot be created or written.
    """
    home = Path(os.environ.get("LEVIERS_HOME", "var")).resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(home) from error
    if not os.access(home, os.W_OK):
        raise _unwritable(home)
    return home


def read_secret_key(home: Path) -> str:
    """Key given by LEVIERS_SECRET_KEY, or one drawn once and kept in the home, readable by its owner only."""
    given = os.environ.get("LEVIERS_SECRET_KEY")
    if given:
        return given
    file = home / "secret_key"
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise _unwritable(home) from error
    key = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(key)
    return key


def _unwritable(home: Path) -> NotReady:
    return NotReady(
        f"Impossible d’écrire dans le dossier « {home} ».",
        advice="Donnez les droits d’écriture, ou choisissez un autre dossier avec LEVIERS_HOME=/chemin.",
    )
