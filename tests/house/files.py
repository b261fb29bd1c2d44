"""The files of the repository, as its rules look at them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("bin", "bench", "config", "leviers", "tests", "tools", ".ci")
_LEFT_OUT = {"__pycache__", "migrations", "vendor", "node_modules"}


def list_files(*suffixes: str, folders: tuple[str, ...] = OURS) -> Iterator[Path]:
    """Every file written by us with one of these endings; migrations and vendored files left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and not _LEFT_OUT & set(path.parts):
                yield path


def name(path: Path) -> str:
    """A file as one would cite it."""
    return path.relative_to(ROOT).as_posix()


def count_lines(path: Path) -> int:
    """Lines of a file of text."""
    return len(path.read_text(encoding="utf-8").splitlines())
