"""Editions in the home of the installation: the draft of the moment, and what was frozen for ever.

home/etudes/<code>/                    a frozen edition: its files are never written again
home/etudes/brouillon-<state>-<form>/  a draft: state of the data, digest of the program and of editors' words
home/etudes/courante                   the draft in force
home/etudes/.<name>.<pid>              being written
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from leviers import evidence, graphiques, reference
from leviers.errors import EditionRefused, NotReady
from leviers.publication.donnees.disk import name_folder
from leviers.publication.editions import layout
from leviers.publication.editions.layout import check_code
from leviers.publication.editions.lire import Publiee, find_edition, read_edition
from leviers.publication.editions.ouvrage import Ouvrage
from leviers.publication.editions.write import Watch, write_edition
from leviers.publication.models import COURANTE
from leviers.publication.swaps import forget_old, name_draft, put_in_force, settle, write_alone
from leviers.sources.staging import REFUSALS, say_refusal

KEPT = 2
BUSY = "Une étude est déjà en cours de fabrication."
_PROGRAM = (
    Path(__file__).parents[1],
    *(Path(part) for one in (evidence, graphiques, reference) for part in one.__path__),
)
_TEXTS = (".py", ".sql", ".typ", ".yaml", ".toml", ".ttf", ".svg")


@dataclass(frozen=True)
class Written:
    """What was done; `est_nouveau` is false when the draft of this state was there already."""

    edition: Publiee
    est_nouveau: bool
    secondes: float


def ignore(_step: str, _percent: int) -> None:
    """Nobody watches."""


@contextmanager
def open_workshop(home: Path) -> Iterator[Path]:
    """The folder of editions, held for one writer.

    Raises  NotReady when another process makes an edition, or when the disk refuses
    """
    place = home / layout.FOLDER
    with saying_refusals(place):
        place.mkdir(parents=True, exist_ok=True)
        with write_alone(place, BUSY):
            yield place


@contextmanager
def saying_refusals(place: Path) -> Iterator[None]:
    """What the disk or the memory refuses, in one sentence.

    Raises  NotReady
    """
    try:
        yield
    except REFUSALS as error:
        raise NotReady(
            f"L’étude n’a pas pu être écrite dans « {place} » ({say_refusal(error)}).",
            advice="Libérez de la place ou donnez les droits d’écriture ; ce qui existait est intact.",
        ) from error


def make_draft(place: Path, ouvrage: Ouvrage, watch: Watch = ignore) -> Written:
    """Write the draft when something changed since the last one, and put it in force; in an open workshop."""
    target, started = place / name_draft_folder(ouvrage), perf_counter()
    found = read_edition(target)
    if found is None:
        write_edition(aside := name_draft(target), ouvrage, watch=watch)
        settle(aside, target)
    put_in_force(target, COURANTE)
    forget_old(place, COURANTE, keep=KEPT, pattern=f"{layout.DRAFTS}*")
    edition = found or _read_whole(target)
    return Written(edition, found is None, round(perf_counter() - started, 2))


def freeze(place: Path, ouvrage: Ouvrage, watch: Watch = ignore) -> Written:
    """Write an edition that will never be written again; in an open workshop.

    Raises  EditionRefused when it is there already, or when its code cannot be one
    """
    target, started = place / check_code(ouvrage.edition.code), perf_counter()
    refuse_frozen(target)
    write_edition(aside := name_draft(target), ouvrage, watch=watch)
    _make_lasting(aside)
    aside.rename(target)
    _flush(place)
    return Written(_read_whole(target), True, round(perf_counter() - started, 2))


def refuse_frozen(target: Path) -> None:
    """Never write over an edition.

    Raises  EditionRefused
    """
    if read_edition(target):
        raise EditionRefused(
            f"L’édition {target.name} est figée : elle ne change plus.",
            advice="Pour corriger une faute, ajoutez un erratum ; pour de nouveaux chiffres, figez une autre "
            f"édition, comme {target.name[:4]}-2.",
        )
    if target.exists():
        raise EditionRefused(
            f"Le dossier « {target} » existe et n’est pas une édition entière.",
            advice="Restaurez-la d’une sauvegarde, ou déplacez ce dossier, puis relancez.",
        )


def is_stale(home: Path, ouvrage: Ouvrage) -> bool:
    """Whether the draft in force is not that of the present state."""
    current = find_edition(home, COURANTE)
    return current is None or current.folder.name != name_draft_folder(ouvrage)


def name_draft_folder(ouvrage: Ouvrage) -> str:
    """Folder of the draft of one state, one program, and what editors wrote."""
    former = ouvrage.precedente.digest if ouvrage.precedente else ""
    said = (ouvrage.edition.jour, sorted(ouvrage.corrections.items()), ouvrage.rediges, former)
    words = sha256(repr(said).encode()).hexdigest()
    form = sha256(f"{name_folder(ouvrage.etat)} {words} {_digest_program()}".encode()).hexdigest()[:10]
    return f"{layout.DRAFTS}{ouvrage.etat.version}-{form}"


def _read_whole(folder: Path) -> Publiee:
    edition = read_edition(folder)
    if edition is None:
        raise NotReady(f"« {folder} » ne se relit pas.", advice="Vérifiez le disque, puis relancez.")
    return edition


@lru_cache(maxsize=1)
def _digest_program() -> str:
    """Digest of everything that writes the study: chapters, queries, templates, fonts, charts, facts."""
    found = sha256(f"{version('leviers')} {version('typst')}".encode())
    for root in _PROGRAM:
        for file in sorted(path for path in root.rglob("*") if path.suffix in _TEXTS):
            found.update(f"{file.relative_to(root)} ".encode() + file.read_bytes())
    return found.hexdigest()


def _make_lasting(folder: Path) -> None:
    """Files on the disk before the folder takes its name, and no longer writable."""
    for name in layout.list_names(folder):
        file = folder / name
        _flush(file)
        file.chmod(0o444)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
