"""DECP in the forms they are published in: one way to the staged tables.

JSON of 2022 and of 2019 is split into one object a line (jsonsplit); XML is read contract by contract
(xml.py); both become batches of lines that SQL reads with the official schema (reading.py). Tabular
files are grouped into the same shape by tabular.py.
"""

from collections.abc import Iterator
from pathlib import Path

from leviers.errors import SourceUnreadable
from leviers.sources.decp.batches import Batch
from leviers.sources.decp.nested import split_json, split_xml
from leviers.sources.decp.parts import Parts
from leviers.sources.decp.tabular import FORME, stage_tables
from leviers.sources.jsonsplit import open_text
from leviers.sources.raw import find_forme
from leviers.sources.staging import Staging


def stage(staging: Staging) -> None:
    """Stage every file of the raw folder.

    Shape   one row of `marches` or `concessions` per contract, of `titulaires` per holder
            (`ligne` is the rank of the contract in its file, or its first line in a tabular file)
    Units   amounts in euros as declared, durations in months
    Source  arrêtés of 22 December 2022 and 22 March 2019; « DECP consolidées » for the tabular form
    Raises  SourceChanged, SourceUnreadable
    """
    staging.engine.execute("set threads = 2; set memory_limit = '1200MB'")
    parts = Parts(staging)
    for file in staging.list_files():
        if find_forme(staging.source, file.name) != FORME:
            parts.add_batches(file.name, _read(parts.work, file))
    stage_tables(staging, parts)
    parts.write()


def _read(work: Path, file: Path) -> Iterator[Batch]:
    with open_text(file) as stream:
        head = stream.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return split_json(file, work)
    if head.lower().startswith((b"<!doctype html", b"<html")) or not head.startswith(b"<"):
        what = "est une page web" if head.startswith(b"<") else "n’est ni du JSON ni du XML"
        raise SourceUnreadable(source="decp", fichier=file.name, what=what if head else "est vide")
    return split_xml(file, work)
