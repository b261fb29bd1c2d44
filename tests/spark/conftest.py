"""Both engines at work on the same staged files; nothing is collected without PySpark: `bin/test-spark`."""

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from leviers.sources.fetch import choose_sources, fetch_sources, find_mirror
from leviers.warehouse.build import Input
from leviers.warehouse.chain import list_models
from leviers.warehouse.references import write_references
from leviers.warehouse.refresh import refresh
from leviers.warehouse.staged import list_staged
from tests.spark.orval import fill
from tests.spark.pair import Pair, build_pair, export
from tests.warehouse.mini import MiniWarehouse

# PySpark weighs 400 MB and asks for Java: the ordinary bin/test does without, and so does this folder then.
HAS_SPARK = find_spec("pyspark") is not None
collect_ignore_glob = [] if HAS_SPARK else ["test_*.py"]
if HAS_SPARK:
    from leviers.warehouse import spark


SMALL = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
"""On small tables, compiling costs more than it saves: a third of the time without."""

Build = Callable[..., dict[str, Path]]


@pytest.fixture(scope="session")
def session() -> Iterator[Any]:
    """Spark on this machine, started once: that takes some ten seconds."""
    opened = spark.open_local(settings=SMALL)
    opened.sparkContext.setLogLevel("ERROR")
    spark.bring_folds(opened)
    yield opened
    opened.stop()


@pytest.fixture(scope="session")
def build_on_spark(session: Any) -> Build:
    """`leviers.warehouse.spark.build_on_spark` on this session."""
    return partial(spark.build_on_spark, session)


@pytest.fixture(scope="session")
def on_mini(build_on_spark: Build, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Every table of a rich `mini`, made by both engines."""
    folder = tmp_path_factory.mktemp("mini")
    mini = MiniWarehouse()
    fill(mini)
    inputs = export(mini.engine, folder / "staged")
    return build_pair(build_on_spark, folder, models=list_models(), inputs=inputs)


@pytest.fixture(scope="session")
def on_mirror(build_on_spark: Build, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Every table of the mirror of public sources, made by both engines."""
    mirror = find_mirror()
    if mirror is None:
        pytest.skip("LEVIERS_MIRROR is not set")
    home = tmp_path_factory.mktemp("miroir")
    list(fetch_sources(choose_sources([]), home, mirror=mirror))
    there = {state.source: state.empreinte for state in refresh(home) if state.empreinte}
    references = write_references(home / "references")
    inputs = [Input(f"reference.{name}", (file,)) for name, file in references.items()]
    return build_pair(build_on_spark, home, models=list_models(), inputs=[*inputs, *list_staged(home, there)])
