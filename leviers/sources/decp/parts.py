"""Staged tables made batch by batch: one thread reads a batch by SQL while the next one is being cut."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from leviers.errors import SourceChanged
from leviers.sources.decp.batches import Batch
from leviers.sources.decp.reading import HERE, MAIN, MANDATORY, TABLES, Read, Reader
from leviers.sources.staging import Staging

ENOUGH = 20  # contracts: below, a key absent everywhere is a defect of contracts rather than a changed file


class Parts:
    """The rows of the five tables of the DECP, and what the whole raw folder was seen to hold."""

    def __init__(self, staging: Staging) -> None:
        self._staging, self.work = staging, staging.work
        staging.engine.execute((HERE / "macros.sql").read_text(encoding="utf-8"))
        self.reader = Reader(staging.engine)

    def add_batches(self, fichier: str, batches: Iterator[Batch]) -> None:
        """Read the batches of one file, each while the next one is being cut.

        Raises  SourceChanged when the file holds no contract, or none with one of the mandatory members
        """
        keys: Counter[str] = Counter()
        nb = 0
        pending: Future[Read] | None = None
        with ThreadPoolExecutor(1) as pool:
            for batch in batches:
                nb += len(batch.ranks) + len(batch.rejets)
                if pending:
                    keys += self._settle(pending.result())
                pending = pool.submit(self.reader.read, batch)
            if pending:
                keys += self._settle(pending.result())
        missing = {key for key in MANDATORY if not keys[key]} if keys["contrats"] >= ENOUGH else set()
        if missing or not nb:
            raise SourceChanged(
                source="decp",
                fichier=fichier,
                missing=missing or {"marches"},
                advice="Comparez le fichier avec leviers/sources/decp/sample.json, puis adaptez brut.sql.",
            )

    def write(self) -> None:
        """Write the staged tables, in the order their rows were read."""
        for table in TABLES:
            if table in self.reader.tables:
                rows = f"select * from lot.{table}"  # noqa: S608 (names of this module)
                self._staging.write(table, rows, main=table in MAIN, simple=True)
                self._staging.engine.execute(f"drop table lot.{table}")

    def _settle(self, read: Read) -> Counter[str]:
        """Enter in the books what one batch gave, in the order of the file."""
        batch, report = read.batch, self._staging.report
        report.lignes_lues += len(batch.ranks) + len(batch.rejets)
        for ligne, raison, text in read.rejets:
            self._staging.reject(batch.fichier, ligne, raison, text.decode("utf-8", "replace"))
        main = "concessions" if batch.genre == "contrat-concession" else "marches"
        for raison, example in read.repares:
            report.count_cell(f"{main}.ligne", raison, exemples=[example])
        return read.keys
