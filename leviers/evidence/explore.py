"""Lists of public records: a selection read from an address, its rows, its counts, its totals.

One deep function, `explore`. Counts are read from profiles (thousands of rows), words from their own table,
rows by their place: nothing here reads two million titles.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leviers.evidence.explorers import EXPLORERS, Explorer
from leviers.evidence.selection import LONGEST_Q, Selection
from leviers.reference.typologie import load_leviers
from leviers.warehouse.read import Build

PER_PAGE = 20
_CURSOR = re.compile(r"([0-9a-z]{1,8})_(-?[0-9]{1,16}(?:[.][0-9]{1,2})?)?_([0-9]{1,9})")
_SHORT = 5
"""Letters below which a word is looked for as it is: « ess » is not the beginning of « essence »."""

Query = tuple[str, list[Any]]
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Result:
    """One page of a selection.

    counts   by facet and code, the other facets applied; every code of the build, zero included
    totals   nb, and what amounts add up to or leave out; `suivant` continues, empty on the last page
    """

    explorer: Explorer
    build: Build
    selection: Selection
    totals: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]]
    rows: list[dict[str, Any]]
    suivant: str
    a_change: bool


@dataclass(frozen=True)
class _Page:
    """Value and place of the row after which a page begins, and how many rows it has at most."""

    after: list[Any]
    nb: int


def read_selection(
    build: Build, explorer: Explorer, given: Mapping[str, list[str]]
) -> tuple[Selection, dict[str, list[str]]]:
    """The selection that parameters ask for, and those that mean nothing here, by name."""
    known = _count_everything(build, explorer.code)
    ignored: dict[str, list[str]] = {}
    filters: dict[str, tuple[str, ...]] = {}
    for facet in explorer.facets:
        asked = list(dict.fromkeys(value for value in given.get(facet.code, []) if value))
        filters[facet.code] = tuple(sorted(value for value in asked if value in known[facet.code]))
        if bad := [value for value in asked if value not in known[facet.code]]:
            ignored[facet.code] = bad
    tri = (given.get("tri") or [""])[0]
    if tri and tri not in explorer.tris:
        ignored["tri"] = [tri]
    q = " ".join((given.get("q") or [""])[0].replace("\x00", " ").split())
    if len(q) > LONGEST_Q or (q and not Selection(q=q).mots):
        ignored["q"] = [q[:40]]
    q = q[:LONGEST_Q].strip() if Selection(q=q[:LONGEST_Q]).mots else ""
    first = next(iter(explorer.tris))
    selection = Selection(
        q=q,
        filters={code: values for code, values in filters.items() if values},
        tri=tri if tri in explorer.tris and tri != first else "",
        apres=(given.get("apres") or [""])[0],
    )
    return selection, ignored


def explore(build: Build, explorer: Explorer, selection: Selection, *, nb: int = PER_PAGE) -> Result:
    """The page of a selection: `nb` rows at most, counts of each facet, totals.

    Rule  a cursor of another build, or that nobody wrote, gives the first page: `a_change` then tells it
    """
    after = _read_cursor(build, explorer, selection)
    ranks, counts, totals = _gather(build, explorer, selection, _Page(after, nb))
    rows = _read_rows(build, explorer, selection, ranks)
    following = ""
    if len(rows) > nb:
        rows = rows[:nb]
        following = _write_cursor(build, explorer, selection, rows[-1])
    lost = bool(selection.apres) and not after
    return Result(explorer, build, selection, totals, counts, rows, following, a_change=lost)


def count_selection(build: Build, explorer: Explorer, selection: Selection) -> int:
    """How many rows a selection has."""
    return int(_gather(build, explorer, selection, _Page([], PER_PAGE))[2]["nb"])


def write_selection(build: Build, explorer: Explorer, selection: Selection, columns: str) -> Query:
    """The query of every row of a selection, in its order: what downloads hold."""
    condition, values = _select_rows(build, explorer, selection)
    order = explorer.find_tri(selection.tri).order
    return f"select {columns} from {condition} order by {order}", values  # noqa: S608


def _gather(
    build: Build, explorer: Explorer, selection: Selection, asked: _Page
) -> tuple[list[int], Counts, dict[str, Any]]:
    """Places of the rows of the page, counts and totals, in one statement: words are looked for once."""
    everything = _count_everything(build, explorer.code)
    is_whole = not selection.mots and not selection.filters
    found, values = _select_found(build, explorer, selection)
    page, page_values = _select_page(explorer, selection, asked)
    query, values = f"with {found} {page}", [*values, *page_values]
    if not is_whole:
        parts, part_values = _select_counts(explorer, selection)
        query, values = f"{query} union all {parts}", [*values, *part_values]
    rows = build.read(query, values)
    ranks = [int(row["code"]) for row in rows if row["quoi"] == "rang"]
    if is_whole:
        return ranks, everything, _total_everything(build, explorer.code)
    counts: Counts = {code: dict.fromkeys(codes, 0) for code, codes in everything.items()}
    totals: dict[str, Any] = {}
    for row in rows:
        if row["quoi"] == "total":
            totals[row["code"]] = row["nb"]
        elif row["quoi"] != "rang":
            counts[row["quoi"]][row["code"]] = int(row["nb"])
    return ranks, counts, totals


def _select_found(build: Build, explorer: Explorer, selection: Selection) -> Query:
    """`trouve`, the rows of the list that hold the words; `choisi`, their profiles and how many of each."""
    condition, values = _select_rows(build, explorer, Selection(q=selection.q))
    tri = explorer.find_tri(selection.tri)
    columns = ["rang", "profil", *({tri.column} if tri.column else {}), "montant_sur_eur"]
    kept = ", ".join(
        dict.fromkeys(name for name in columns if name != "montant_sur_eur" or explorer.est_chiffre)
    )
    found = f"select {kept} from {condition}"  # noqa: S608 (columns are ours)
    if selection.mots:
        return (
            f"trouve as materialized ({found}), choisi as materialized ({_count_profils(explorer)})",
            values,
        )
    profils, given = _select_profils(explorer)
    return f"trouve as ({found}), choisi as materialized ({profils})", [*values, *given]


def _select_page(explorer: Explorer, selection: Selection, asked: _Page) -> Query:
    """Places of the rows of the page, and one more."""
    tri = explorer.find_tri(selection.tri)
    conditions: list[str] = []
    values: list[Any] = []
    if selection.filters:
        condition, values = _filter(explorer, selection)
        conditions.append(f"profil in (select profil from choisi where {condition})")  # noqa: S608
    if asked.after:
        conditions.append(tri.after)
        values = [*values, *tri.bind(asked.after)]
    where = f"where {' and '.join(conditions)}" if conditions else ""
    page = f"select rang from trouve {where} order by {tri.order} limit {asked.nb + 1}"  # noqa: S608
    shown = "'rang' as quoi, cast(rang as varchar) as code, cast(0 as decimal(38, 2)) as nb"
    return f"select {shown} from ({page})", values  # noqa: S608


def _select_counts(explorer: Explorer, selection: Selection) -> Query:
    """Counts of each facet, the other facets applied; then totals, all of them applied."""
    parts, values = [], []
    for facet in explorer.facets:
        condition, given = _filter(explorer, selection, but=facet.code)
        counted = f"'{facet.code}', {facet.expression}, sum(nb)"
        parts.append(f"select {counted} from choisi where {condition} group by 2")  # noqa: S608
        values += given
    for name, total in _list_totals(explorer).items():
        condition, given = _filter(explorer, selection)
        parts.append(f"select 'total', '{name}', {total} from choisi where {condition}")  # noqa: S608
        values += given
    return " union all ".join(parts), values


def _list_totals(explorer: Explorer) -> dict[str, str]:
    """Totals over profiles: rows of one profile share the doubt on their amount."""
    totals = {"nb": "coalesce(sum(nb), 0)"}
    if explorer.est_chiffre:
        totals["montant_sur_eur"] = "coalesce(sum(montant_sur_eur), 0)"
        totals["nb_sans"] = "coalesce(sum(nb) filter (where tranche = 'inconnu'), 0)"
        totals["nb_ecartes"] = "coalesce(sum(nb) filter (where tranche in ('douteux', 'refusee')), 0)"
    return totals


def _select_profils(explorer: Explorer) -> Query:
    """Profiles of the list, as the build counted them."""
    if not explorer.genre:
        return f"select * from {explorer.table}_profils", []  # noqa: S608
    return f"select * from {explorer.table}_profils where genre = ?", [explorer.genre]  # noqa: S608


def _count_profils(explorer: Explorer) -> str:
    """Profiles counted again over the rows that hold the words."""
    amount = ", sum(montant_sur_eur) as montant_sur_eur" if explorer.est_chiffre else ""
    columns = ", ".join(f"profils.{facet.column}" for facet in explorer.facets)
    counted = f"select profil, count(*) as nb{amount} from trouve group by profil"  # noqa: S608
    known = f"{explorer.table}_profils as profils"
    return f"select {columns}, compte.* from ({counted}) as compte join {known} using (profil)"  # noqa: S608


def _read_rows(
    build: Build, explorer: Explorer, selection: Selection, ranks: list[int]
) -> list[dict[str, Any]]:
    if not ranks:
        return []
    marks = ", ".join("?" * len(ranks))
    rows = build.read(f"select * from {explorer.table} where rang in ({marks})", ranks)  # noqa: S608
    column = explorer.find_tri(selection.tri).column
    if column is None:
        return sorted(rows, key=lambda row: row["rang"])
    return sorted(rows, key=lambda row: (row[column] is None, -(row[column] or 0), row["rang"]))


def _select_rows(build: Build, explorer: Explorer, selection: Selection) -> Query:
    """« table where … »: the rows of a selection. Words first, distinct: joined so, they lead the engine."""
    first, last = _find_bounds(build, explorer.code)
    table, values = explorer.table, [first, last]
    condition = "rang between ? and ?"
    if selection.mots:
        places, values = _find_places(explorer, selection, [first, last])
        table, condition = f"{table} join ({places}) as place using (rang)", "true"
    if selection.filters:
        narrowed, given = _filter(explorer, selection)
        genre = f"genre = '{explorer.genre}' and " if explorer.genre else ""
        profils = f"select profil from {explorer.table}_profils where {genre}{narrowed}"  # noqa: S608
        condition, values = f"{condition} and profil in ({profils})", [*values, *given]
    return f"{table} where {condition}", values


def _filter(explorer: Explorer, selection: Selection, *, but: str = "") -> Query:
    parts: list[str] = ["true"]
    values: list[Any] = []
    for facet in explorer.facets:
        chosen = selection.filters.get(facet.code, ())
        if not chosen or facet.code == but:
            continue
        if facet.est_multiple:
            parts.append(f"list_has_any(string_split({facet.column}, '|'), ?)")
            values.append(list(chosen))
        else:
            parts.append(f"{facet.column} in ({', '.join('?' * len(chosen))})")
            values += chosen
    return " and ".join(parts), values


def _find_places(explorer: Explorer, selection: Selection, bounds: list[Any]) -> Query:
    """Places of the rows that hold every word; a long word by its beginning, which finds the plural too."""
    parts: list[str] = []
    values: list[Any] = []
    for mot in selection.mots:
        stem = mot.removesuffix("s") if mot.endswith("s") else mot.removesuffix("x")
        is_long = len(stem) >= _SHORT and not stem.isdigit()
        said = "mot >= ? and mot < ?" if is_long else "mot in (?, ?, ?)"
        parts.append(f"select rang from {explorer.table}_mots where {said} and rang between ? and ?")  # noqa: S608
        values += [stem, f"{stem}~"] if is_long else [mot, stem, f"{stem}s"]
        values += bounds
    others = "".join(f" and rang in ({part})" for part in parts[1:])
    return f"select distinct rang from ({parts[0]}) where true{others}", values  # noqa: S608


def _write_cursor(build: Build, explorer: Explorer, selection: Selection, row: Mapping[str, Any]) -> str:
    tri = explorer.find_tri(selection.tri)
    value = "" if tri.column is None or row[tri.column] is None else str(row[tri.column])
    return "_".join((build.numero[:8], value, str(row["rang"])))


def _read_cursor(build: Build, explorer: Explorer, selection: Selection) -> list[Any]:
    """Value and place of the last row shown; nothing for a first page or a meaningless cursor."""
    match = _CURSOR.fullmatch(selection.apres)
    if match is None or match[1] != build.numero[:8]:
        return []
    if match[2] and explorer.find_tri(selection.tri).column is None:
        return []
    return [match[2], int(match[3])]


@lru_cache(maxsize=16)
def _count_everything(build: Build, code: str) -> Counts:
    explorer = EXPLORERS[code]
    profils, values = _select_profils(explorer)
    counts: Counts = {facet.code: {} for facet in explorer.facets}
    places = [row["slug"] for row in build.read("select slug from facts.territoires order by slug")]
    counts["territoire"] = dict.fromkeys(places, 0)
    if "levier" in counts:
        counts["levier"] = dict.fromkeys(load_leviers(), 0)
    for facet in explorer.facets:
        counted = f"{facet.expression} as code, sum(nb) as nb"
        query = f"select {counted} from ({profils}) group by 1 order by 1"  # noqa: S608
        counts[facet.code] |= {row["code"]: int(row["nb"]) for row in build.read(query, values)}
    return counts


@lru_cache(maxsize=16)
def _total_everything(build: Build, code: str) -> dict[str, Any]:
    explorer = EXPLORERS[code]
    profils, values = _select_profils(explorer)
    sums = ", ".join(f"{total} as {name}" for name, total in _list_totals(explorer).items())
    return build.read(f"select {sums} from ({profils})", values)[0]  # noqa: S608


@lru_cache(maxsize=16)
def _find_bounds(build: Build, code: str) -> tuple[int, int]:
    """First and last place of the rows of a list; an empty list has none."""
    profils, values = _select_profils(EXPLORERS[code])
    bounds = "min(premier) as premier, max(dernier) as dernier"
    row = build.read(f"select {bounds} from ({profils})", values)[0]  # noqa: S608
    return row["premier"] or 0, row["dernier"] or -1
