"""What open data say of one territoire: its ESS, purchases, grants, votes, and what is not published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from leviers.detection.records import GENRES
from leviers.evidence.preuves import COMMUNE, METROPOLE
from leviers.evidence.releves import Fonds, read_fonds
from leviers.evidence.requetes import read_query
from leviers.reference.reading import read_yaml
from leviers.warehouse.indicateurs import Indicateur, load_indicateurs
from leviers.warehouse.read import Build

FAMILLES = Path(__file__).parent / "data" / "familles_reservees.yaml"
TERRITOIRE = "territoire"
CODES = {
    "structures": (
        "nb-structures-ess",
        "siae-pour-100000",
        "esat-pour-100000",
        "places-esat-pour-100000",
        "geiq-pour-100000",
        "tiers-lieux-pour-100000",
    ),
    "achats": (
        "nb-marches",
        "part-marches-ess",
        "part-montants-ess",
        "part-marches-consideration-sociale",
        "nb-marches-reserves",
        "nb-marches-insertion",
    ),
    "subventions": (
        "nb-subventions-ess",
        "montant-subventions-ess-eur",
        "part-subventions-ess",
        "subventions-ess-par-habitant-eur",
    ),
    "deliberations": ("nb-deliberations", "nb-deliberations-ess"),
}
SHOWN = 8


@dataclass(frozen=True)
class Valeur:
    """One value of an indicator; `valeur_haute` is the other end of a range, None when it is not one."""

    annee: int | None
    valeur: float
    valeur_haute: float | None
    couverture_pct: float
    nb_lignes: int


@dataclass(frozen=True)
class Serie:
    """An indicator for one lien, the latest year first."""

    indicateur: Indicateur
    lien: str
    valeurs: tuple[Valeur, ...]


@dataclass(frozen=True)
class Liste:
    """Structures that one public list places in the territoire."""

    genre: str
    nb: int
    nb_lieux: int
    annee: int | None


@dataclass(frozen=True)
class Organisation:
    """A holder or a beneficiary of the ESS; `montant_eur` adds safe amounts only, None when none is safe."""

    tiers_id: str
    siren: str | None
    nom: str
    ess_degre: str
    ess_motif: str
    lien: str
    nb: int
    montant_eur: float | None
    de: int | None
    a: int | None


@dataclass(frozen=True)
class Manque:
    """What one genre of file lacks for the métropole: nothing at all, or what there is."""

    genre: str
    fonds: Fonds | None
    fonds_communes: Fonds | None


@dataclass(frozen=True, eq=False)
class Donnees:
    """Everything that a build says of one territoire; empty tuples where nothing was received."""

    build: Build
    jour: date
    familles: tuple[dict[str, Any], ...]
    listes: tuple[Liste, ...]
    series: dict[str, tuple[Serie, ...]]
    titulaires: tuple[Organisation, ...]
    beneficiaires: tuple[Organisation, ...]
    echeances: tuple[dict[str, Any], ...]
    seances: tuple[dict[str, Any], ...]
    manques: tuple[Manque, ...]

    def list_series(self, theme: str, lien: str) -> list[Serie]:
        """Series of one theme for one lien, in the order of the page."""
        return [serie for serie in self.series[theme] if serie.lien == lien]

    def list_titulaires(self, lien: str) -> list[Organisation]:
        """The holders with most contracts."""
        return [one for one in self.titulaires if one.lien == lien][:SHOWN]

    def list_beneficiaires(self, lien: str) -> list[Organisation]:
        """The beneficiaries that receive most."""
        return [one for one in self.beneficiaires if one.lien == lien][:SHOWN]

    def has(self, genre: str, lien: str) -> bool:
        """Whether a build holds any act of this genre and lien."""
        return any(
            (manque.fonds if lien == METROPOLE else manque.fonds_communes) is not None
            for manque in self.manques
            if manque.genre == genre
        )


@lru_cache(maxsize=64)
def read_donnees(build: Build, siren: str) -> Donnees:
    """Read one territoire in one build.

    Shape   ten small queries -> one object; 22 of them are kept by build
    """
    bound, fonds = {"siren": siren}, read_fonds(build)
    jour = build.read("select max(date) as jour from meta.sources where date <> ''")[0]["jour"]
    day = date.fromisoformat(str(jour)[:10])
    ending = {"siren": siren, "jour": day, "familles": [row["code"] for row in load_familles()]}
    return Donnees(
        build=build,
        jour=day,
        familles=tuple(build.read(read_query("familles"), bound)),
        listes=tuple(
            Liste(row["genre"], row["nb"], row["nb_lieux"], row["annee"])
            for row in build.read(read_query("listes"), bound)
        ),
        series=_read_series(build, siren),
        titulaires=_as_organisations(build.read(read_query("titulaires"), bound)),
        beneficiaires=_as_organisations(build.read(read_query("beneficiaires"), bound)),
        echeances=tuple(_name_famille(row) for row in build.read(read_query("echeances"), ending)),
        seances=tuple(build.read(read_query("seances"), bound)),
        manques=tuple(
            Manque(
                genre,
                fonds.get((siren, genre, METROPOLE)),
                fonds.get((siren, genre, COMMUNE)),
            )
            for genre in GENRES
        ),
    )


@cache
def load_familles() -> tuple[dict[str, str], ...]:
    """Families of purchases often reserved, by the first figures of their CPV code."""
    return tuple(read_yaml(FAMILLES))


def _read_series(build: Build, siren: str) -> dict[str, tuple[Serie, ...]]:
    codes = [code for group in CODES.values() for code in group]
    rows = build.read(read_query("series"), {"siren": siren, "codes": codes})
    found: dict[tuple[str, str], list[Valeur]] = {}
    for row in rows:
        if row["valeur"] is not None:
            value = Valeur(
                row["annee"], row["valeur"], row["valeur_haute"], row["couverture_pct"], row["nb_lignes"]
            )
            found.setdefault((row["code"], row["lien"]), []).append(value)
    known = load_indicateurs()
    return {
        theme: tuple(
            Serie(known[code], lien, tuple(found[code, lien]))
            for code in group
            for lien in (METROPOLE, COMMUNE, TERRITOIRE)
            if (code, lien) in found
        )
        for theme, group in CODES.items()
    }


def _as_organisations(rows: Iterable[dict[str, Any]]) -> tuple[Organisation, ...]:
    return tuple(
        Organisation(
            row["tiers_id"],
            row["siren"],
            row["nom"] or "",
            row["ess_degre"],
            row["ess_motif"] or "",
            row["lien"],
            row["nb"],
            None if row["montant_eur"] is None else float(row["montant_eur"]),
            row["de"],
            row["a"],
        )
        for row in rows
    )


def _name_famille(row: dict[str, Any]) -> dict[str, Any]:
    """The contract with the name of its family of purchases, empty when it is not one often reserved."""
    code = row["code_cpv"] or ""
    names = [famille["nom"] for famille in load_familles() if code.startswith(famille["code"])]
    amount = None if row["montant_eur"] is None else float(row["montant_eur"])
    return row | {"famille": names[0] if names else "", "montant_eur": amount}
