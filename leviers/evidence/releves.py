"""What a build and its reviewers establish about each usage, and what could be seen there at all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from leviers.evidence import states
from leviers.evidence.preuves import (
    CERTAINE,
    CONSTATEE,
    MESUREE,
    METROPOLE,
    PROPOSEE,
    Preuve,
)
from leviers.evidence.regles import load_regles
from leviers.evidence.requetes import read_query
from leviers.evidence.states import States
from leviers.warehouse.read import Build, find_builds

Key = tuple[str, str]
Record = tuple[str, str]
"""fait_genre, fait_id."""
KEPT = 20
"""Ways back kept of acts alike; the explorers list them all."""


@dataclass(frozen=True, slots=True)
class Fonds:
    """Acts of one genre that a build holds for a territoire, by whom: from which year to which."""

    nb: int
    de: int | None
    a: int | None
    nb_recents: int


@dataclass(frozen=True, eq=False)
class Releve:
    """What one build shows, with the reviews in force.

    annee    year of the build, from which ages are counted
    preuves  by (SIREN, levier): constatées and mesurées, whatever their state
    fonds    by (SIREN, genre of act, lien): what the sources hold
    """

    build: Build
    annee: int
    preuves: dict[Key, tuple[Preuve, ...]]
    fonds: dict[tuple[str, str, str], Fonds]

    def is_observable(self, siren: str, levier: str) -> bool:
        """Whether an act of the métropole could have shown it: a source of one genre is full enough."""
        regles = load_regles()
        return any(
            (fonds := self.fonds.get((siren, genre, METROPOLE))) and fonds.nb_recents >= regles.observable
            for genre in regles.leviers[levier].faits
        )


def current(monde: str) -> Releve | None:
    """The survey of the build in force in one monde; None when there is none."""
    build = find_builds(settings.HOME).get(monde)
    return take(build, states.current(monde)) if build else None


@lru_cache(maxsize=4)
def take(build: Build, opinions: States) -> Releve:
    """Read one build with the opinions in force.

    Shape  labels.indices, facts, indicators.valeurs -> preuves by usage; same build and opinions, same result
    """
    judged = sorted({(genre, fait_id) for genre, fait_id, _levier in opinions.avis})
    bound = {"genres": [genre for genre, _id in judged], "ids": [fait_id for _genre, fait_id in judged]}
    preuves: dict[Key, list[Preuve]] = defaultdict(list)
    for row in build.read(read_query("groupes"), {**bound, "kept": KEPT}):
        etat = CERTAINE if row["est_certaine"] else PROPOSEE
        preuve = _as_preuve(row, etat, row["ids"], row["nb"])
        preuves[row["territoire_siren"], row["levier"]].append(preuve)
    for row in _read_judged(build, judged):
        for levier, etat in _judge(row, opinions).items():
            preuves[row["territoire_siren"], levier].append(_as_preuve(row, etat, [row["fait_id"]], 1))
    annee, fonds, measures = _read_fixed(build)
    for key, preuve in measures:
        preuves[key].append(preuve)
    return Releve(build, annee, {key: tuple(found) for key, found in preuves.items()}, fonds)


def _read_judged(build: Build, judged: list[Record]) -> Iterator[dict[str, Any]]:
    """What the machine says of the records that people judged; those that left the build are left out."""
    known = _remember_judged(build)
    new = [key for key in judged if key not in known]
    if new:
        known.update(dict.fromkeys(new))
        bound = {"genres": [genre for genre, _id in new], "ids": [fait_id for _genre, fait_id in new]}
        for row in build.read(read_query("juges"), bound):
            known[row["fait_genre"], row["fait_id"]] = row
    yield from (found for key in judged if (found := known[key]))


@lru_cache(maxsize=4)
def _remember_judged(_build: Build) -> dict[Record, dict[str, Any] | None]:
    """Judged records already read from one build, which never changes."""
    return {}


@lru_cache(maxsize=4)
def _read_fixed(build: Build) -> tuple[int, dict[tuple[str, str, str], Fonds], list[tuple[Key, Preuve]]]:
    """What no review changes: the year, what the sources hold, the measures."""
    annee = _find_year(build)
    rows = build.read(read_query("fonds"), {"depuis": annee - load_regles().annees})
    fonds = {
        (row["territoire_siren"], row["fait_genre"], row["lien"]): Fonds(
            row["nb"], row["de"], row["a"], row["nb_recents"]
        )
        for row in rows
    }
    return annee, fonds, _list_measures(build)


def read_fonds(build: Build) -> dict[tuple[str, str, str], Fonds]:
    """What the sources of one build hold, by (SIREN, genre of act, lien)."""
    return _read_fixed(build)[1]


def _find_year(build: Build) -> int:
    """Year of the last delivery: the same build always counts ages from the same year."""
    found = build.read("select max(date) as jour from meta.sources where date <> ''")[0]["jour"]
    return int(str(found)[:4]) if found else 0


def _as_preuve(row: dict[str, Any], etat: str, ids: list[str], nb: int) -> Preuve:
    genre = row["fait_genre"]
    cles = tuple(f"{genre}:{fait_id}" for fait_id in ids)
    return Preuve(CONSTATEE, cles, row["lien"], row["annee"], etat, genre, nb)


def _judge(row: dict[str, Any], opinions: States) -> dict[str, str]:
    """State of each levier of a judged record: those that the machine saw, and those that people gave."""
    etats = {levier: CERTAINE if levier in row["certains"] else PROPOSEE for levier in row["leviers"]}
    given = opinions.of_fait(row["fait_genre"], row["fait_id"])
    return etats | {levier: avis.etat for levier, avis in given.items()}


def _list_measures(build: Build) -> list[tuple[Key, Preuve]]:
    regles = load_regles()
    measured = {regle.indicateur: regle.levier for regle in regles.leviers.values() if regle.indicateur}
    bound = {"couverture": regles.couverture_pct, "codes": sorted(measured)}
    return [
        (
            (row["territoire_siren"], measured[row["code"]]),
            Preuve(MESUREE, (f"mesure:{row['code']}:{row['annee']}",), METROPOLE, row["annee"]),
        )
        for row in build.read(read_query("mesures"), bound)
    ]
