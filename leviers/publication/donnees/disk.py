"""The bundle of the moment, in the home: written aside, then swapped whole; the last two stay.

home/donnees/<version>-<forme>/    one bundle: state, then digest of what writes it
home/donnees/current               the one in force
home/donnees/historique.jsonl      one line a bundle put in force: version, build, date, rows of each table
"""

import json
import os
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

from leviers.errors import NotReady
from leviers.publication.donnees.bundle import SUMMARY, Bundle, read_bundle, write_bundle
from leviers.publication.donnees.dictionnaire import DATA
from leviers.publication.donnees.etat import Etat, name_publisher, name_site, read_etat
from leviers.publication.swaps import forget_old, name_draft, put_in_force, settle, write_alone
from leviers.reference.home import ROOT
from leviers.sources.catalogue import load_sources
from leviers.sources.staging import REFUSALS, say_refusal
from leviers.warehouse.build import CURRENT

FOLDER, HISTORY = "donnees", "historique.jsonl"
KEPT = 2


@dataclass(frozen=True)
class Written:
    """What was done; `est_nouveau` is false when the bundle of this state was there already."""

    bundle: Bundle
    est_nouveau: bool
    secondes: float = 0.0


def write_current(home: Path, etat: Etat | None = None) -> Written:
    """Write the bundle of the state in force when it is missing, and put it in force.

    Raises  NotReady when another process writes it, or when the disk refuses
    """
    etat, folder = etat or _read_state(), home / FOLDER
    with write_alone(folder, "D’autres fichiers de données sont en cours d’écriture."):
        target, started = folder / name_folder(etat), perf_counter()
        found = read_bundle(target)
        try:
            bundle = found or _write(target, etat)
            _note(folder, bundle)
            put_in_force(target, CURRENT)
            forget_old(folder, CURRENT, keep=KEPT)
        except REFUSALS as error:
            raise NotReady(
                f"Les fichiers de données n’ont pas pu être écrits dans « {folder} » ({say_refusal(error)}).",
                advice="Vérifiez la place et les droits, puis lancez « leviers donnees ».",
            ) from error
    return Written(bundle, found is None, round(perf_counter() - started, 2))


def is_missing(home: Path, etat: Etat | None = None) -> bool:
    """Whether the state in force has no bundle yet."""
    return not (home / FOLDER / name_folder(etat or _read_state()) / SUMMARY).exists()


def find_current(home: Path) -> Bundle | None:
    """The bundle in force, perhaps older than the state; None before the first. Costs one read of a link."""
    try:
        name = os.readlink(home / FOLDER / CURRENT)
    except OSError:
        return None
    return _open(home / FOLDER / name)


def find_kept(home: Path, etat: Etat) -> Path | None:
    """Folder of the bundle of this very state, which the site wrote; None when there is none."""
    bundle = read_bundle(home / FOLDER / name_folder(etat))
    return bundle.folder if bundle and bundle.sommaire["date"] == etat.date else None


def read_history(home: Path) -> list[dict[str, Any]]:
    """Bundles that were put in force, the latest first; a line cut short is left out."""
    try:
        lines = (home / FOLDER / HISTORY).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [json.loads(line) for line in reversed(lines) if line.endswith("}")]


def name_folder(etat: Etat) -> str:
    """Folder of the bundle of one state."""
    return f"{etat.version}-{_digest_form(name_site(), name_publisher())}"


@lru_cache(maxsize=4)
def _open(folder: Path) -> Bundle | None:
    return read_bundle(folder)


@cache
def _digest_form(*said: str) -> str:
    """What a bundle depends on besides its state: its code, the dictionary, names and licences."""
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *sorted((here / "sql").glob("*.sql")), *sorted(DATA.glob("*.yaml"))]
    files += [source.dossier / "source.toml" for source in load_sources().values()]
    files += [path for path in [ROOT / "LICENCE-DONNEES.md"] if path.exists()]
    content = b"\n".join([*(file.read_bytes() for file in files), *(one.encode() for one in said)])
    return sha256(content).hexdigest()[:8]


def _read_state() -> Etat:
    etat = read_etat()
    if etat is None:
        raise NotReady("Le catalogue n’est pas lisible.", advice="Lancez « leviers prepare ».")
    return etat


def _write(target: Path, etat: Etat) -> Bundle:
    bundle = write_bundle(draft := name_draft(target), etat)
    settle(draft, target)
    return Bundle(target, bundle.sommaire)


def _note(folder: Path, bundle: Bundle) -> None:
    """A line of the history, when the build or the rows of a table are not those of the last line."""
    said = {name: bundle.sommaire[name] for name in ("build", "catalogue", "version", "date")}
    said["lignes"] = {contenu.table.code: contenu.nb_lignes for contenu in bundle.contenus}
    last = next(iter(read_history(folder.parent)), None)
    if last and (last["build"], last["lignes"]) == (said["build"], said["lignes"]):
        return
    with (folder / HISTORY).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(said, ensure_ascii=False) + "\n")
