"""The index of a build, on disk beside it: written aside, then swapped whole; read from memory-mapped files.

home/index/<build>/<genre>/…    one index per genre of record, so that a count is one number
home/index/<build>/sommaire.json    written last: build, form, number of documents
home/index/current                  the index in force; the one before it stays
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import tantivy
from tantivy import Query

from leviers.errors import NotReady
from leviers.reference import sigles
from leviers.reference.reading import DATA
from leviers.search import acronyms, fiches, queries, words
from leviers.search.acronyms import list_indexed_stems
from leviers.search.asked import Asked
from leviers.search.fiches import GENRES, Fiche, list_fiches
from leviers.search.queries import STEMS, QueryWriter
from leviers.warehouse.build import CURRENT, LOCK, alone, find_current
from leviers.warehouse.read import open_file

FOLDER, SUMMARY = "index", "sommaire.json"
KEPT = 2
MOTS, FICHE = "mots", "fiche"
FIELDS = ("metropole", "annee", "levier", "siren")
_HEAP_BYTES = 120_000_000  # one segment up to about a million records

Summary = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """What was written: documents by genre, seconds; `est_nouveau` is false when it was there already."""

    numero: str
    nb: dict[str, int]
    est_nouveau: bool
    secondes: float = 0.0


class Records:
    """The open index of one build."""

    def __init__(self, folder: Path) -> None:
        self.summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        self._parts = {genre: _Part(folder / genre) for genre in GENRES}

    @property
    def numero(self) -> str:
        """Number of the build that was read."""
        return str(self.summary["build"])

    def search(
        self,
        genre: str,
        asked: Asked,
        step: str,
        *,
        completions: tuple[str, ...] = (),
        offset: int = 0,
        limit: int = 5,
    ) -> tuple[int, tuple[Fiche, ...]]:
        """How many records of a genre answer at one step, and some of them, the best first."""
        return self._parts[genre].search(asked, step, completions, offset, limit)

    def complete(self, debut: str) -> list[tuple[str, int]]:
        """Stems that an unfinished word may be the beginning of, with their number of records."""
        return [found for part in self._parts.values() for found in part.complete(debut)]

    def count(self, stem: str) -> int:
        """Records that hold a word."""
        return sum(part.count(stem) for part in self._parts.values())


class _Part:
    """The index of one genre."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        queries.register(index)
        self._schema, self._searcher = index.schema, index.searcher()
        self._writer = QueryWriter(self._schema, {MOTS: 1.0})

    def search(
        self, asked: Asked, step: str, completions: tuple[str, ...], offset: int, limit: int
    ) -> tuple[int, tuple[Fiche, ...]]:
        among = [Query.term_set_query(self._schema, *pair) for pair in asked.filters.fields.items()]
        query = self._writer.write(asked, step, completions=completions, among=among)
        if query is None:
            return 0, ()
        lone = self._writer.find_lone_word(asked, step)
        found: Any = self._searcher.search(query, limit=limit, offset=offset, count=not lone)
        kept: list[Any] = [self._searcher.doc(address).get_first(FICHE) for _, address in found.hits]
        nb = self._searcher.doc_freq(MOTS, lone) if lone else found.count
        return nb, tuple(Fiche.from_bytes(bytes(content)) for content in kept)

    def complete(self, debut: str) -> list[tuple[str, int]]:
        return queries.complete(self._searcher, MOTS, debut)

    def count(self, stem: str) -> int:
        return int(self._searcher.doc_freq(MOTS, stem))


def write_index(home: Path) -> Written | None:
    """Write the index of the build in force when it is missing, and put it in force; None without a build.

    Shape   builds/current -> index/<build>/; the former index stays until the new one is whole
    Raises  NotReady when another process writes it, or when the disk refuses
    """
    build = find_current(home)
    if build is None:
        return None
    folder = home / FOLDER
    with alone(folder):
        target, started = folder / build.stem, perf_counter()
        summary = _read_summary(target)
        is_new = summary is None
        try:
            _sweep(folder)
            summary = summary or _write(build, target)
            _swap(folder, target)
            _forget_old(folder)
        except (OSError, ValueError) as error:  # tantivy tells what the disk refuses as a ValueError
            raise NotReady(
                f"L’index de recherche n’a pas pu être écrit dans « {folder} » ({error}).",
                advice="Vérifiez la place et les droits, puis lancez « leviers prepare ».",
            ) from error
    return Written(build.stem, summary["nb"], is_new, round(perf_counter() - started, 2))


def is_missing(home: Path) -> bool:
    """Whether the build in force has no index in the form of today."""
    build = find_current(home)
    return build is not None and _read_summary(home / FOLDER / build.stem) is None


def open_index(home: Path) -> Records | None:
    """The index in force, opened once a process; None before the first one. Costs one read of a link."""
    link = home / FOLDER / CURRENT
    try:
        name = os.readlink(link)
    except OSError:
        return None
    return _open(home / FOLDER / name, os.getpid())


@lru_cache(maxsize=4)
def _open(folder: Path, _process: int) -> Records:
    """Never shared with a forked process; an index that was replaced leaves when newer ones come."""
    return Records(folder)


@cache
def _digest_form() -> str:
    """What an index depends on besides its build: how words are cut, what is read, which fields."""
    files = [Path(str(module.__file__)) for module in (words, acronyms, fiches, queries, sigles)]
    files += [Path(__file__), DATA / "sigles.yaml", *sorted((Path(__file__).parent / "sql").glob("*.sql"))]
    return sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _read_summary(folder: Path) -> Summary | None:
    try:
        summary: Summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return summary if summary.get("forme") == _digest_form() else None


def _write(build: Path, target: Path) -> Summary:
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    nb: dict[str, int] = {}
    with open_file(build) as connection:
        for genre in GENRES:
            nb[genre] = write_part(draft / genre, list_fiches(connection, genre))
    summary = {"build": build.stem, "forme": _digest_form(), "nb": nb}
    (draft / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")
    if target.exists():  # of an older form: aside first, readers keep what they opened
        target.rename(target.with_name(f".{target.name}.ancien"))
    draft.rename(target)
    return summary


def write_part(folder: Path, documents: Iterator[Fiche]) -> int:
    """Write the index of one genre in an empty folder; how many documents it holds."""
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(MOTS, tokenizer_name=STEMS)
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(FICHE, stored=True, indexed=False)
    index = tantivy.Index(builder.build(), path=str(folder))
    queries.register(index)
    writer = index.writer(_HEAP_BYTES, num_threads=1)
    nb = 0
    for nb, fiche in enumerate(documents, start=1):  # noqa: B007 (counted)
        writer.add_document(_as_row(fiche))
    writer.commit()
    writer.wait_merging_threads()
    return nb


def _as_row(fiche: Fiche) -> tantivy.Document:
    """Title, actors and numbers are values of one field: no phrase runs from one to the next."""
    row = tantivy.Document()
    for text in (fiche.titre, fiche.qui, *fiche.noms):
        row.add_text(MOTS, _join_stems(text))
    for siren in fiche.sirens:
        row.add_text(MOTS, siren)
        row.add_text("siren", siren)
    for levier in fiche.leviers:
        row.add_text("levier", levier)
    if fiche.metropole:
        row.add_text("metropole", fiche.metropole)
    if fiche.annee:
        row.add_text("annee", str(fiche.annee))
    row.add_bytes(FICHE, fiche.as_bytes())
    return row


@lru_cache(maxsize=50_000)
def _join_stems(text: str) -> str:
    """The same titles and names come back on many records."""
    return " ".join(list_indexed_stems(text))


def _swap(folder: Path, target: Path) -> None:
    link = folder / f".{CURRENT}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    link.replace(folder / CURRENT)


def _sweep(folder: Path) -> None:
    """Remove what was left unfinished; the lock says that nobody else writes."""
    for leftover in folder.glob(".*"):
        if leftover.is_symlink() or not leftover.is_dir():
            if leftover.name != LOCK:
                leftover.unlink()
        else:
            shutil.rmtree(leftover)


def _forget_old(folder: Path) -> None:
    """Keep the last two; a reader that still holds an older one keeps its files open."""
    _sweep(folder)
    current = os.readlink(folder / CURRENT)
    old = [
        path for path in folder.iterdir() if path.is_dir() and not path.is_symlink() and path.name != current
    ]
    for path in sorted(old, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path)
