"""The folder where an installation keeps what it makes: database, static files, builds."""

import os
import secrets
from pathlib import Path

from leviers.errors import NotReady

ROOT = Path(__file__).resolve().parents[2]


def find_home() -> Path:
    """Folder named by LEVIERS_HOME; `var` at the root of the project by default; created when missing.

    Raises  NotReady when it cannot be created or written.
    """
    home = Path(os.environ.get("LEVIERS_HOME") or ROOT / "var").expanduser().resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(home) from error
    if not os.access(home, os.W_OK | os.X_OK):
        raise _unwritable(home)
    return home


def read_secret_key(home: Path) -> str:
    """Key given by LEVIERS_SECRET_KEY, or one drawn once and kept in the home, readable by its owner only."""
    given = os.environ.get("LEVIERS_SECRET_KEY")
    if given:
        return given
    file = home / "secret_key"
    try:
        return _read_key(file) or _draw_key(file)
    except OSError as error:
        raise _unwritable(home) from error


def _read_key(file: Path) -> str:
    return file.read_text(encoding="ascii").strip() if file.exists() else ""


def _draw_key(file: Path) -> str:
    """Write a whole key or none: the first of several processes wins, a file cut short is replaced."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(secrets.token_urlsafe(50))
    try:
        file.hardlink_to(draft)
        draft.unlink()
    except OSError:  # another process was first, or links do not exist here
        draft.unlink() if _read_key(file) else draft.replace(file)
    return _read_key(file)


def _unwritable(home: Path) -> NotReady:
    return NotReady(
        f"Impossible d’écrire dans le dossier « {home} ».",
        advice="Donnez les droits d’écriture, ou choisissez un autre dossier avec LEVIERS_HOME=/chemin.",
    )
