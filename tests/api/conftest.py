"""A site with both builds: Orval Métropole, and the same acts as if Nantes had published them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leviers.api.limits import PACE
from leviers.orval.world import TERRITOIRE
from leviers.warehouse.build import find_current
from leviers.warehouse.read import ORVAL
from tests.once import copy_orval

NANTES = "244400404"
_SLUGS = ("lists.faits", "lists.faits_profils", "lists.acteurs", "lists.acteurs_profils")
_SIRENS = (
    *(
        "facts.marches",
        "facts.subventions",
        "facts.deliberations",
        "facts.structures",
        "facts.structures_ess",
    ),
    *("labels.indices", "indicators.valeurs"),
)


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "api-orval")


@pytest.fixture(scope="session")
def both_home(orval_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and a build that stands for real data. Read it, do not write to it."""
    home = tmp_path_factory.mktemp("api-reel")
    source = find_current(orval_home / ORVAL)
    assert source
    for folder in (home / ORVAL / "builds", home / "builds"):
        folder.mkdir(parents=True)
        shutil.copy(source, folder / source.name)
    (home / ORVAL / "builds" / "current").symlink_to(source.name)
    (home / "builds" / source.name).rename(home / "builds" / "0000000000aa.duckdb")
    (home / "builds" / "current").symlink_to("0000000000aa.duckdb")
    with duckdb.connect(str(home / "builds" / "0000000000aa.duckdb")) as build:
        build.execute("delete from facts.territoires where est_fictif")
        for table in _SLUGS:
            build.execute(f"update {table} set territoire = 'nantes' where territoire = ?", [TERRITOIRE.slug])
        for table in _SIRENS:
            build.execute(
                f"update {table} set territoire_siren = ? where territoire_siren = ?",
                [NANTES, TERRITOIRE.siren],
            )
    return home


@pytest.fixture(autouse=True)
def _no_pace() -> Iterator[None]:
    """Requests of one test do not count for the next."""
    PACE.forget()
    yield
    PACE.forget()


@pytest.fixture
def both(settings: Any, both_home: Path) -> Path:
    """Both builds are in force."""
    settings.HOME = both_home
    return both_home


@pytest.fixture
def read(client: Any, catalogue: Any) -> Callable[..., Any]:
    """The JSON of an answer, over the embedded catalogue."""

    def get(path: str, *, status: int = 200) -> Any:
        response = client.get(path.removeprefix("http://127.0.0.1:8000"))
        assert response.status_code == status, response.content.decode()[:400]
        return response.json()

    return get


@pytest.fixture
def walk(read: Callable[..., Any]) -> Callable[[str], list[dict[str, Any]]]:
    """Every element of a list, page after page."""

    def follow(path: str) -> list[dict[str, Any]]:
        found, following = [], path
        while following:
            answer = read(following)
            found += answer["elements"]
            following = answer["suivant"]
        assert answer["total"] == len(found)
        return found

    return follow
