"""Official-format files of any size, with the traps of real files, seeded, laid out as a mirror.

python -m bench.generate DOSSIER --contrats N --subventions N --deliberations N --unites N --etablissements N

Contracts are also written one a line in `plancher/contrats.ndjson`, for the floor of bin/bench data. Half of
the buyers are the 22 métropoles and their communes, by their real SIREN: indicators have rows at any size.
Everything else is invented. DuckDB draws the rows: hash() of their rank and of the seed.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import duckdb

from leviers.orval.achats import FAMILLES
from leviers.orval.identifiers import add_key
from leviers.reference.territoires import load_communes, load_metropoles

SQL = {path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "sql").glob("*.sql")}
CHUNK = 20_000
ACHETEURS, TITULAIRES = 2_000, 60_000
DECP, LINES = "decp/decp-2024-bench.json", "plancher/contrats.ndjson"
NOTHING = {"contrats": 0, "subventions": 0, "deliberations": 0, "unites": 0, "etablissements": 0}


class Generator:
    """Writes one mirror; a few hundred megabytes of memory whatever the size."""

    def __init__(self, folder: Path, *, seed: int = 0, threads: int = 2) -> None:
        self.folder = folder
        self.engine = duckdb.connect(config={"threads": threads, "memory_limit": "2GB"})
        self.engine.execute(SQL["tirages"])
        self._set("graine", seed)
        self._set("titulaires", TITULAIRES)
        self._fill("acheteurs", "numero integer, siret varchar, nom varchar", list_buyers())
        titles = [(famille.cpv, title) for famille in FAMILLES for title in famille.objets]
        self._fill("objets", "numero integer, code_cpv varchar, objet varchar", titles)
        codes = [row["code_insee"] for rows in load_communes().values() for row in rows]
        self.engine.execute("set variable communes = $1", [codes])

    def write_contrats(self, nb: int) -> None:
        """Contracts, and a concession for five hundred, in one official JSON; contracts alone, one a line."""
        with self._open(DECP) as nested, self._open(LINES) as lines:
            nested.write(b'{"marches":{"marche":[')
            for number, text in enumerate(self._list_texts("contrats", nb)):
                nested.write((b",\n" if number else b"") + text.replace(b"}\n{", b"},\n{"))
                lines.write((b"\n" if number else b"") + text)
            nested.write(b'],"contrat-concession":[')
            for number, text in enumerate(self._list_texts("concessions", nb // 500)):
                nested.write((b",\n" if number else b"") + text.replace(b"}\n{", b"},\n{"))
            nested.write(b"]}}\n")
            lines.write(b"\n")

    def write_subventions(self, nb: int) -> None:
        """Subsidies in two SCDL files: UTF-8 with commas, and a quarter of them in cp1252 with « ; »."""
        cut = nb * 3 // 4
        self._copy_csv("subventions", "subventions/bench-utf8.csv", (0, cut), ",")
        self._copy_csv("subventions", "subventions/bench-cp1252.csv", (cut, nb), ";")
        _recode(self.folder / "subventions/bench-cp1252.csv")

    def write_deliberations(self, nb: int) -> None:
        """Deliberations in one SCDL file."""
        self._copy_csv("deliberations", "deliberations/bench.csv", (0, nb), ",")

    def write_unites(self, nb: int) -> None:
        """Legal units of Sirene, in Parquet; 30 million at most, for the SIREN have nine digits."""
        self._range(0, nb)
        self._copy("unites", "sirene/StockUniteLegale_bench.parquet", "format parquet, compression zstd")

    def write_etablissements(self, nb: int, *, unites: int) -> None:
        """Establishments of Sirene, in Parquet, shared by as many units in turn."""
        self._range(0, nb)
        self._set("unites", max(1, min(unites or nb, nb)))
        self._copy(
            "etablissements", "sirene/StockEtablissement_bench.parquet", "format parquet, compression zstd"
        )

    def _list_texts(self, name: str, nb: int) -> Iterator[bytes]:
        """JSON texts, many at a time, one a line."""
        sql = f"select string_agg(texte, chr(10) order by rang) from ({SQL[name]})"
        for start in range(0, nb, CHUNK):
            self._range(start, min(start + CHUNK, nb))
            yield self.engine.execute(sql).fetchall()[0][0].encode()

    def _copy_csv(self, name: str, file: str, ranks: tuple[int, int], delimiter: str) -> None:
        self._range(*ranks)
        self._copy(name, file, f"format csv, header, delimiter '{delimiter}'")

    def _copy(self, name: str, file: str, options: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        target = str(path).replace("'", "''")
        self.engine.execute(f"copy ({SQL[name]}) to '{target}' ({options})")

    def _open(self, file: str) -> BinaryIO:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb", buffering=1 << 20)

    def _range(self, start: int, end: int) -> None:
        self._set("debut", start)
        self._set("fin", end)

    def _set(self, name: str, value: int) -> None:
        self.engine.execute(f"set variable {name} = {int(value)}")

    def _fill(self, table: str, columns: str, rows: Sequence[tuple[str, ...]]) -> None:
        self.engine.execute(f"create temp table {table} ({columns})")
        values = [[rank, *row] for rank, row in enumerate(rows)]
        self.engine.executemany(f"insert into {table} values (?, ?, ?)", values)
        self._set(table, len(rows))


def list_buyers() -> list[tuple[str, str]]:
    """SIRET and name of every buyer: the 22 métropoles, their communes, then invented ones."""
    real = [(metropole.siren, metropole.nom) for metropole in load_metropoles().values()]
    real += [(row["siren"], f"Commune de {row['nom']}") for rows in load_communes().values() for row in rows]
    invented = [
        (add_key(f"{21_000_000 + rank * 7}"), f"Acheteur n° {rank}") for rank in range(ACHETEURS - len(real))
    ]
    return [(add_key(f"{siren}0001"), nom) for siren, nom in (*real, *invented)]


def _recode(path: Path) -> None:
    """Bring a file from UTF-8 to cp1252, piece by piece."""
    draft = path.with_suffix(".draft")
    with (
        path.open(encoding="utf-8", newline="") as text,
        draft.open("w", encoding="cp1252", newline="") as sink,
    ):
        while piece := text.read(1 << 20):
            sink.write(piece)
    draft.replace(path)


def write_all(
    folder: Path, sizes: dict[str, int], *, seed: int = 0, watch: Callable[[str], None] = print
) -> None:
    """Write what is asked for: {"contrats": N, …}, nothing where N is 0 or missing."""
    generator = Generator(folder, seed=seed)
    wanted = NOTHING | sizes
    for name, nb in wanted.items():
        if not nb:
            continue
        started = time.monotonic()
        if name == "etablissements":
            generator.write_etablissements(nb, unites=wanted["unites"])
        else:
            getattr(generator, f"write_{name}")(nb)
        watch(f"{name} : {nb} en {time.monotonic() - started:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    for name in NOTHING:
        parser.add_argument(f"--{name}", type=int, default=0)
    given = vars(parser.parse_args())
    folder, seed = given.pop("dossier"), given.pop("seed")
    write_all(folder, given, seed=seed)


if __name__ == "__main__":
    main()
