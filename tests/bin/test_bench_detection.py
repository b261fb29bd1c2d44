"""bin/bench detection: what is printed was measured."""

import duckdb
import pytest

from bench.detection import TELLING, TITRES, invent, say


@pytest.mark.parametrize(("seconds", "verdict"), [(0.8, "budget tenu"), (1.25, "budget non tenu")])
def test_speed_is_said_with_its_verdict(seconds, verdict):
    told = say(100_000, seconds)
    assert told.endswith(verdict)
    assert f"{seconds:.2f}".replace(".", ",") + " s de processeur" in told


def test_invented_titles_are_distinct_and_one_in_twenty_tells():
    connection = duckdb.connect()
    query = invent(connection)
    counted = connection.execute(f"select count(distinct objet) from ({query})").fetchone()
    starts = [title.split("{")[0] for title in TELLING]
    telling = connection.execute(
        f"select count(*) from ({query}) where {' or '.join(f'starts_with(objet, $s{i})' for i in range(3))}",
        {f"s{i}": start for i, start in enumerate(starts)},
    ).fetchone()
    assert counted == (TITRES,)
    assert telling == (TITRES // 20,)
