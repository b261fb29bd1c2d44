"""Files that hold contracts inside one another's envelope, JSON or XML, cut into batches of lines."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers.expat import ExpatError

from leviers.errors import SourceUnreadable
from leviers.sources.decp.batches import LARGEST_BATCH, LARGEST_OBJECT, Batch
from leviers.sources.decp.shape import normalize, tell_forme
from leviers.sources.decp.xml import XmlRefused, read_contracts
from leviers.sources.jsonrun import KeyPath, Run, write_lines, write_plain_lines
from leviers.sources.jsonsplit import JsonSplit, open_text

OFFICIAL_2022: KeyPath = ("marches", "marche")
CONCESSIONS: KeyPath = ("marches", "contrat-concession")
OFFICIAL_2019: KeyPath = ("marches",)
BARE: KeyPath = ()
PATHS = (OFFICIAL_2022, CONCESSIONS, OFFICIAL_2019, BARE)


def split_json(file: Path, work: Path) -> Iterator[Batch]:
    """Cut one official JSON, of 2022 or of 2019, gzipped or not.

    Raises  SourceUnreadable when the text is not JSON, or stops before its end
    """
    names = (work / f"{file.name}-{number:05d}.lot" for number in itertools.count())
    with open_text(file) as stream:
        split = JsonSplit(stream, PATHS)
        before: dict[KeyPath, int] = {}
        batch, sink = None, None
        for run in split:
            if run.path not in before:
                before[run.path] = sum(nb for path, nb in split.counts.items() if path != run.path)
            genre = "contrat-concession" if run.path == CONCESSIONS else "marche"
            if batch is None or batch.genre != genre or batch.octets > LARGEST_BATCH:
                if batch and sink:
                    sink.close()
                    yield batch
                forme = "2022" if run.path in (OFFICIAL_2022, CONCESSIONS) else "2019"
                batch = Batch(file.name, next(names), genre, forme, before[run.path])
                sink = batch.open()
            _add(batch, run, sink)
        if batch and sink:
            sink.close()
            yield batch
    if split.problem or split.truncated:
        what = f"est abîmé ({split.problem})" if split.problem else "est coupé avant sa fin"
        raise SourceUnreadable(
            source="decp", fichier=file.name, what=f"{what}, après {sum(split.counts.values())} contrats lus"
        )


def _add(batch: Batch, run: Run, sink: IO[bytes] | None) -> None:
    assert sink is not None  # noqa: S101 (opened with its batch)
    for rank, text in run.others:
        raison = "json-illisible" if text.startswith(b"{") else "pas-un-objet"
        batch.rejets.append((rank + batch.decalage, raison, text[:2000]))
    plain = not run.others and all(len(cut) <= LARGEST_OBJECT for _, cut in run.objects)
    if plain and batch.follows(run.first):
        batch.add_lines(range(run.first, run.first + run.count()), write_plain_lines(run, sink))
        return
    batch.numbered = True
    objects = run.list_objects()
    large = [(rank, cut) for rank, cut in objects if len(cut) > LARGEST_OBJECT]
    batch.rejets += [(rank + batch.decalage, "objet-demesure", bytes(cut[:2000])) for rank, cut in large]
    kept = [(rank, cut) for rank, cut in objects if len(cut) <= LARGEST_OBJECT]
    batch.add_lines([rank for rank, _ in kept], write_lines(kept, sink))


def split_xml(file: Path, work: Path) -> Iterator[Batch]:
    """Cut one official XML, of 2022 or of 2019, gzipped or not.

    Raises  SourceUnreadable when the text is not XML, declares a document type, or stops before its end
    """
    names = (work / f"{file.name}-{number:05d}.lot" for number in itertools.count())
    seen = 0

    def follow(stream: IO[bytes]) -> Iterator[tuple[int, str, dict[str, Any]]]:
        nonlocal seen
        for genre, contract in read_contracts(stream):
            seen += 1
            yield seen, genre, contract

    with open_text(file) as stream:
        try:
            for genre, group in itertools.groupby(follow(stream), key=lambda found: found[1]):
                while chunk := list(itertools.islice(group, 20_000)):
                    batch = Batch(file.name, next(names), genre, "2022", 0)
                    with batch.open() as sink:
                        for rank, _, contract in chunk:
                            line = as_line(rank, contract | {"_forme": tell_forme(contract)})
                            batch.add_lines([rank], [sink.write(line)])
                    yield batch
        except (ExpatError, XmlRefused, EOFError) as error:
            what = f"n’est pas du XML lisible jusqu’au bout ({error}), après {seen} contrats lus"
            raise SourceUnreadable(source="decp", fichier=file.name, what=what) from error


def as_line(rank: int, contract: dict[str, Any]) -> bytes:
    """One contract in the official shape, on one line; characters that UTF-8 does not have become « ? »."""
    text = json.dumps({"_n": rank} | normalize(contract), ensure_ascii=False)
    return text.encode("utf-8", "replace") + b"\n"
