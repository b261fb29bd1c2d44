"""Two versions of the detector on one corpus: files of labels in, words out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from leviers.errors import NotReady

EXAMPLES = 3
_SQL = """
with avant as (select distinct fait_genre, fait_id, levier, raison from read_parquet($before)),
apres as (select distinct fait_genre, fait_id, levier, raison from read_parquet($after))
select levier, avant.raison is null, fait_genre, fait_id, coalesce(apres.raison, avant.raison)
from avant
full join apres using (fait_genre, fait_id, levier)
where avant.raison is null or apres.raison is null
order by all
"""


@dataclass
class Changement:
    """What one levier gains and loses, with a few examples (genre, id, reason) of each."""

    levier: str
    gagnes: int = 0
    perdus: int = 0
    exemples: tuple[str, ...] = ()


def compare(before: Path, after: Path) -> list[Changement]:
    """What changed between two files written by `label`, by levier, the most changed first.

    Raises  NotReady when one of the files is not there or is no file of labels
    """
    try:
        rows = duckdb.connect().execute(_SQL, {"before": str(before), "after": str(after)}).fetchall()
    except duckdb.Error as error:
        advice = "Donnez deux fichiers Parquet écrits par la détection."
        raise NotReady(f"Comparaison impossible : {str(error).splitlines()[0]}", advice=advice) from error
    changes: dict[str, Changement] = {}
    shown: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for levier, is_gained, genre, fait_id, raison in rows:
        change = changes.setdefault(levier, Changement(levier))
        change.gagnes += is_gained
        change.perdus += not is_gained
        if len(shown[levier, is_gained]) < EXAMPLES:
            shown[levier, is_gained].append(f"{'+' if is_gained else '-'} {genre} {fait_id} ({raison})")
    for levier, change in changes.items():
        change.exemples = (*shown[levier, True], *shown[levier, False])
    return sorted(changes.values(), key=lambda change: (-change.gagnes - change.perdus, change.levier))


def say_changes(changes: list[Changement]) -> Iterator[str]:
    """The same in words, in French."""
    if not changes:
        yield "Rien n’a changé."
    for change in changes:
        yield f"{change.levier} : {change.gagnes} de plus, {change.perdus} de moins"
        yield from (f"  {example}" for example in change.exemples)
