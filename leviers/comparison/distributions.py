"""Distributions: one figure for every territoire that has it, so that each is read among the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import median
from typing import Any

from leviers.comparison.variables import Variable
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import LIENS, THEMES
from leviers.warehouse.read import Build

FEWEST = 5  # fewer known values say nothing of where one stands
DEFAULT_LIEN = "metropole"
WHOLE = "territoire"
OFFERED_LIENS = {code: LIENS[code] for code in (DEFAULT_LIEN, "commune")}


@dataclass(frozen=True)
class Valeur:
    """The figure of one territoire; `couverture_pct` and `nb_lignes` are None when it has no coverage."""

    territoire: Metropole
    valeur: float
    valeur_haute: float | None = None
    couverture_pct: float | None = None
    nb_lignes: int | None = None


@dataclass(frozen=True, eq=False)
class Distribution:
    """One figure with its unit, year and sources; `valeurs` by population, unknown territoires left out.

    `lien` tells whose acts are counted, in the words of the indicators; empty for what has no such link.
    """

    code: str
    titre: str
    question: str
    unite: str
    theme: str
    lien: str
    annee: str
    limites: str
    sources: tuple[str, ...]
    valeurs: tuple[Valeur, ...]

    @cached_property
    def mediane(self) -> float:
        """Half of the known territoires have as much or less."""
        return median(valeur.valeur for valeur in self.valeurs)

    @cached_property
    def by_siren(self) -> dict[str, Valeur]:
        """The known values by SIREN."""
        return {valeur.territoire.siren: valeur for valeur in self.valeurs}

    @property
    def couverture_min(self) -> float | None:
        """The lowest coverage of its values, in percent."""
        return min((v.couverture_pct for v in self.valeurs if v.couverture_pct is not None), default=None)


@dataclass(frozen=True)
class Distributions:
    """What can be drawn, by theme; `rares` were left out: too few territoires, or all with one same value."""

    dessinees: tuple[Distribution, ...]
    rares: tuple[Distribution, ...]


@lru_cache(maxsize=8)
def read_distributions(build: Build, lien: str = DEFAULT_LIEN) -> Distributions:
    """Every indicator of a build for the 22.

    Rule   acts of one lien (the métropole itself, or its communes), and what is counted over the whole
           territoire; the year is the one for which the most territoires have a value, the latest if equal
    Order  by theme, then by title
    """
    documents = {row["code"]: row for row in build.read("select * from meta.indicateurs")}
    rows = build.read(
        "select code, territoire_siren, lien, annee, valeur, valeur_haute, couverture_pct, nb_lignes "
        "from indicators.valeurs where valeur is not null and lien in (?, ?)",
        [lien, WHOLE],
    )
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["territoire_siren"] in load_metropoles():
            groups.setdefault(row["code"], []).append(row)
    found = [_distribute(documents[code], group) for code, group in groups.items()]
    found.sort(key=lambda one: (THEMES.index(one.theme), one.titre))
    return Distributions(
        dessinees=tuple(one for one in found if _is_telling(one)),
        rares=tuple(one for one in found if not _is_telling(one)),
    )


@lru_cache(maxsize=32)
def distribute_variable(variable: Variable) -> Distribution:
    """A variable of comparability as a distribution; it has no coverage."""
    return Distribution(
        code=variable.code,
        titre=variable.nom,
        question="",
        unite=variable.unite,
        theme="",
        lien="",
        annee=variable.annee,
        limites=variable.precision,
        sources=(variable.source,),
        valeurs=tuple(
            Valeur(metropole, variable.valeurs[siren])
            for siren, metropole in load_metropoles().items()
            if siren in variable.valeurs
        ),
    )


def _distribute(document: dict[str, Any], rows: list[dict[str, Any]]) -> Distribution:
    annee = _choose_year(row["annee"] for row in rows)
    kept = {row["territoire_siren"]: row for row in rows if row["annee"] == annee}
    sources = load_sources()
    return Distribution(
        code=document["code"],
        titre=document["titre"],
        question=document["question"],
        unite=document["unite"],
        theme=document["theme"],
        lien=rows[0]["lien"],
        annee=str(annee) if annee else "année inconnue",
        limites=document["limites"],
        sources=tuple(sources[code].titre if code in sources else code for code in document["sources"]),
        valeurs=tuple(
            Valeur(
                metropole,
                kept[siren]["valeur"],
                kept[siren]["valeur_haute"],
                kept[siren]["couverture_pct"],
                kept[siren]["nb_lignes"],
            )
            for siren, metropole in load_metropoles().items()
            if siren in kept
        ),
    )


def _choose_year(years: Iterable[int | None]) -> int | None:
    counts = Counter(years)
    return max(counts, key=lambda year: (counts[year], year or 0))


def _is_telling(distribution: Distribution) -> bool:
    values = {valeur.valeur for valeur in distribution.valeurs}
    return len(distribution.valeurs) >= FEWEST and len(values) > 1
