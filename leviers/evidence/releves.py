"""What a build and its reviewers establish about each usage, and what could be seen there at all."""

from collections import defaultdict
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
from leviers.evidence.states import FaitKey, States
from leviers.warehouse.read import Build, find_builds

Key = tuple[str, str]
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
    regles = load_regles()
    annee = _find_year(build)
    judged = sorted({(genre, fait_id) for genre, fait_id, _levier in opinions.avis})
    bound = {"genres": [genre for genre, _id in judged], "ids": [fait_id for _genre, fait_id in judged]}
    preuves: dict[Key, list[Preuve]] = defaultdict(list)
    for row in build.read(read_query("groupes"), {**bound, "kept": KEPT}):
        etat = CERTAINE if row["est_certaine"] else PROPOSEE
        preuve = _as_preuve(row, etat, row["ids"], row["nb"])
        preuves[row["territoire_siren"], row["levier"]].append(preuve)
    for row in build.read(read_query("juges"), bound) if judged else ():
        for levier, etat in _judge(row, opinions.avis).items():
            preuves[row["territoire_siren"], levier].append(_as_preuve(row, etat, [row["fait_id"]], 1))
    _add_measures(build, preuves)
    fonds = {
        (row["territoire_siren"], row["fait_genre"], row["lien"]): Fonds(
            row["nb"], row["de"], row["a"], row["nb_recents"]
        )
        for row in build.read(read_query("fonds"), {"depuis": annee - regles.annees})
    }
    return Releve(build, annee, {key: tuple(found) for key, found in preuves.items()}, fonds)


def _find_year(build: Build) -> int:
    """Year of the last delivery: the same build always counts ages from the same year."""
    found = build.read("select max(date) as jour from meta.sources where date <> ''")[0]["jour"]
    return int(str(found)[:4]) if found else 0


def _as_preuve(row: dict[str, Any], etat: str, ids: list[str], nb: int) -> Preuve:
    genre = row["fait_genre"]
    cles = tuple(f"{genre}:{fait_id}" for fait_id in ids)
    return Preuve(CONSTATEE, cles, row["lien"], row["annee"], etat, genre, nb)


def _judge(row: dict[str, Any], avis: dict[FaitKey, states.Avis]) -> dict[str, str]:
    """State of each levier of a judged record: those that the machine saw, and those that people gave."""
    genre, fait_id = row["fait_genre"], row["fait_id"]
    etats = {levier: CERTAINE if levier in row["certains"] else PROPOSEE for levier in row["leviers"]}
    given = {key[2]: opinion.etat for key, opinion in avis.items() if key[:2] == (genre, fait_id)}
    return etats | given


def _add_measures(build: Build, preuves: dict[Key, list[Preuve]]) -> None:
    regles = load_regles()
    measured = {regle.indicateur: regle.levier for regle in regles.leviers.values() if regle.indicateur}
    bound = {"couverture": regles.couverture_pct, "codes": sorted(measured)}
    for row in build.read(read_query("mesures"), bound):
        cle = f"mesure:{row['code']}:{row['annee']}"
        preuve = Preuve(MESUREE, (cle,), METROPOLE, row["annee"])
        preuves[row["territoire_siren"], measured[row["code"]]].append(preuve)
