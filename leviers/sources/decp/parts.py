"""Staged tables made part by part: batches are read by two connections, their parts joined in order."""

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from leviers.errors import SourceChanged
from leviers.sources.decp.batches import Batch
from leviers.sources.decp.reading import HERE, MAIN, MANDATORY, TABLES, Read, Reader, write_part
from leviers.sources.staging import Staging

READERS = 1
ENOUGH = 20  # contracts: below, a key absent everywhere is a defect of contracts rather than a changed file


class Parts:
    """The parts of the five tables of the DECP, and what the whole raw folder was seen to hold."""

    def __init__(self, staging: Staging) -> None:
        self._staging, self.work = staging, staging.work
        self._parts: dict[str, list[Path]] = {table: [] for table in TABLES}
        staging.engine.execute((HERE / "macros.sql").read_text(encoding="utf-8"))
        self._readers = [Reader(staging.engine.cursor(), staging.work) for _ in range(READERS)]

    def add_batches(self, fichier: str, batches: Iterator[Batch]) -> None:
        """Read the batches of one file, each while the next ones are being cut.

        Raises  SourceChanged when the file holds no contract, or none with one of the mandatory members
        """
        keys: Counter[str] = Counter()
        nb, pending = 0, deque[Future[Read]]()
        with ThreadPoolExecutor(READERS) as pool:
            for number, batch in enumerate(batches):
                nb += len(batch.ranks) + len(batch.rejets)
                if len(pending) == READERS:
                    keys += self._settle(pending.popleft().result())
                pending.append(pool.submit(self._readers[number % READERS].read, batch))
            while pending:
                keys += self._settle(pending.popleft().result())
        missing = {key for key in MANDATORY if not keys[key]} if keys["contrats"] >= ENOUGH else set()
        if missing or not nb:
            raise SourceChanged(
                source="decp",
                fichier=fichier,
                missing=missing or {"marches"},
                advice="Comparez le fichier avec leviers/sources/decp/sample.json, puis adaptez brut.sql.",
            )

    def add_part(self, table: str, sql: str) -> None:
        """Write the rows of one query of the main connection as the next part of a table."""
        part = self.work / f"{table}-{len(self._parts[table]):05d}.part"
        write_part(self._staging.engine, sql, part)
        self._parts[table].append(part)

    def write(self) -> None:
        """Join the parts into the staged tables."""
        for table, parts in self._parts.items():
            if parts:
                paths = [str(part) for part in parts]
                self._staging.write(
                    table, "select * from read_parquet(?)", [paths], main=table in MAIN, simple=True
                )
                for part in parts:
                    part.unlink()

    def _settle(self, read: Read) -> Counter[str]:
        """Enter in the books what one batch gave, in the order of the file."""
        batch, report = read.batch, self._staging.report
        report.lignes_lues += len(batch.ranks) + len(batch.rejets)
        for ligne, raison, text in read.rejets:
            self._staging.reject(batch.fichier, ligne, raison, text.decode("utf-8", "replace"))
        main = "concessions" if batch.genre == "contrat-concession" else "marches"
        for raison, example in read.repares:
            report.count_cell(f"{main}.ligne", raison, exemples=[example])
        for table, part in read.parts.items():
            self._parts[table].append(part)
        return read.keys
