"""Staged tables as inputs of a build: where their files are, and their shape when nothing was delivered."""

import re
from pathlib import Path

from leviers.warehouse.build import Input

DECLARED = Path(__file__).with_name("staged.sql")
TABLE = re.compile(r"create table staged\.(\w+) \(\n(.*?)\n\);", re.DOTALL)


def read_shapes() -> dict[str, str]:
    """Columns of each staged table, as SQL: {"marches": "source varchar, fichier varchar, …"}."""
    text = DECLARED.read_text(encoding="utf-8")
    return {name: " ".join(body.split()) for name, body in TABLE.findall(text)}


def list_staged(home: Path, empreintes: dict[str, str]) -> list[Input]:
    """Every staged table, with the files of the sources that are there.

    empreintes  {source: digest of what its staged files were made from}; other sources are left out
    """
    inputs = []
    for table, shape in sorted(read_shapes().items()):
        files = {source: home / "staged" / source / f"{table}.parquet" for source in sorted(empreintes)}
        there = {source: file for source, file in files.items() if file.exists()}
        digest = "\n".join(f"{source} {empreintes[source]}" for source in there)
        inputs.append(Input(f"staged.{table}", tuple(there.values()), digest, shape))
    return inputs
