"""Two versions of the detector on the same records: tables of labels in, words out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

EXAMPLES = 3
_SQL = """
with avant as (select distinct fait_genre, fait_id, levier, raison from {before}),
apres as (select distinct fait_genre, fait_id, levier, raison from {after}),
commun as (
    select 'marche' as fait_genre, marche_id as fait_id from {facts_before}.marches
    intersect select 'marche', marche_id from {facts_after}.marches
    union all
    (select 'subvention', subvention_id from {facts_before}.subventions
    intersect select 'subvention', subvention_id from {facts_after}.subventions)
    union all
    (select 'deliberation', deliberation_id from {facts_before}.deliberations
    intersect select 'deliberation', deliberation_id from {facts_after}.deliberations)
)
select levier, avant.raison is null, fait_genre, fait_id, coalesce(apres.raison, avant.raison)
from avant
full join apres using (fait_genre, fait_id, levier)
semi join commun using (fait_genre, fait_id)
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


@dataclass(frozen=True)
class Versions:
    """A change of detector between two builds, and what it changes by levier, the most changed first."""

    avant: str
    apres: str
    changements: tuple[Changement, ...]


def compare(connection: DuckDBPyConnection, *, before: str, after: str) -> Versions | None:
    """What another version of the detector says otherwise of the records that both builds hold.

    before, after  names of two attached builds; None when both were labelled by the same version
    """
    versions = [_find_version(connection, name) for name in (before, after)]
    if versions[0] == versions[1] or not all(versions):
        return None
    query = _SQL.format(
        before=f'"{before}".labels.detections',
        after=f'"{after}".labels.detections',
        facts_before=f'"{before}".facts',
        facts_after=f'"{after}".facts',
    )
    changes: dict[str, Changement] = {}
    shown: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for levier, is_gained, genre, fait_id, raison in connection.execute(query).fetchall():
        change = changes.setdefault(levier, Changement(levier))
        change.gagnes += is_gained
        change.perdus += not is_gained
        if len(shown[levier, is_gained]) < EXAMPLES:
            shown[levier, is_gained].append(f"{'+' if is_gained else '-'} {genre} {fait_id} ({raison})")
    for levier, change in changes.items():
        change.exemples = (*shown[levier, True], *shown[levier, False])
    ordered = sorted(changes.values(), key=lambda change: (-change.gagnes - change.perdus, change.levier))
    return Versions(versions[0], versions[1], tuple(ordered))


def say_versions(versions: Versions) -> Iterator[str]:
    """The same in words, in French."""
    yield f"Détecteur {versions.avant} → {versions.apres}, sur les actes des deux builds :"
    if not versions.changements:
        yield "  aucune détection n’a changé"
    for change in versions.changements:
        yield f"  {change.levier} : {change.gagnes} de plus, {change.perdus} de moins"
        yield from (f"    {example}" for example in change.exemples)


def _find_version(connection: DuckDBPyConnection, database: str) -> str:
    """The version that labelled a build; empty when it has no detection at all."""
    query = f'select max(version) from "{database}".labels.detections'  # noqa: S608  a name of ours
    return str(connection.execute(query).fetchall()[0][0] or "")
