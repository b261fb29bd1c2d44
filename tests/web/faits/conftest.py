"""Builds for the pages of records: the invented territoire, and a « real » build to be doctored."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leviers.warehouse.build import find_current
from leviers.warehouse.read import ORVAL, Build, find_builds
from tests.once import copy_orval

NANTES = "244400404"


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-faits")


@pytest.fixture
def fictif(orval_home: Path, settings: Any) -> Build:
    """The site over the invented territoire alone."""
    settings.HOME = orval_home
    return find_builds(orval_home)["fictif"]


class Reel:
    """A build that stands for real data: that of Orval, its métropole become Nantes."""

    def __init__(self, home: Path, orval_home: Path) -> None:
        source = find_current(orval_home / ORVAL)
        assert source
        folder = home / "builds"
        folder.mkdir(parents=True)
        self.home, self.file = home, folder / "reel.duckdb"
        shutil.copy(source, self.file)
        (folder / "current").symlink_to(self.file.name)
        self.run("update facts.territoires set siren = ?, est_fictif = false where est_fictif", NANTES)
        for table in ("marches", "subventions", "deliberations"):
            self.run(
                f"update facts.{table} set territoire_siren = ? where territoire_siren is not null", NANTES
            )

    def run(self, query: str, *values: Any) -> None:
        """Change the build; before any page reads it."""
        with duckdb.connect(str(self.file)) as connection:
            connection.execute(query, list(values))

    def marche(self, code: str = "mien", **given: Any) -> None:
        """One more contract, like another one but for what is given."""
        self._add("marches", "marche_id", code, {"nb_doublons": 0, "nb_modifications": 0, **given})

    def subvention(self, code: str = "mienne", **given: Any) -> None:
        """One more grant."""
        self._add("subventions", "subvention_id", code, given)

    def deliberation(self, code: str = "mienne", **given: Any) -> None:
        """One more act."""
        self._add("deliberations", "deliberation_id", code, given)

    def _add(self, table: str, key: str, code: str, given: dict[str, Any]) -> None:
        given = {key: code, **given}
        changes = ", ".join(f"? as {name}" for name in given)
        model = f"(select * from facts.{table} where lien = 'metropole' order by {key} limit 1)"
        self.run(f"insert into facts.{table} select * replace ({changes}) from {model}", *given.values())


@pytest.fixture
def reel(orval_home: Path, tmp_path: Path, settings: Any) -> Reel:
    """The site over a build that stands for real data."""
    settings.HOME = tmp_path
    return Reel(tmp_path, orval_home)


@pytest.fixture
def read(client: Any, db: None) -> Callable[..., str]:
    """The HTML of a page, no-break spaces as plain ones."""

    def get(path: str, *, status: int = 200) -> str:
        response = client.get(path)
        assert response.status_code == status, path
        return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")

    return get
