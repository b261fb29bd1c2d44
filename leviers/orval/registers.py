"""Registers that name the organisations of Orval: Sirene, communes, contours, lists of structures."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from leviers.orval.identifiers import make_siret
from leviers.orval.manifest import Manifest
from leviers.orval.parquet import write_parquet
from leviers.orval.world import (
    CESSEES,
    COMMUNES,
    ORGANISATIONS,
    TERRITOIRE,
    UNITES,
    Organisation,
    find_commune,
    find_organisation,
)

WEST, SOUTH, SIDE = -4.3, 46.0, 0.1
"""South-west corner in degrees, and side of a commune: in the Bay of Biscay, on nobody's land."""
BRANCHES = {
    "routes-et-reseaux-vauclaire": "99003",
    "limpia-services": "99004",
    "la-table-des-sauniers": "99001",
    "geiq-d-orval": "99002",
    "mutuelle-de-l-orvaille": "99003",
    "ressourcerie-de-la-forge": "99001",
}
"""Second establishments, by word of the organisation: the commune where each is."""
TEXT = "VARCHAR"


def write_registers(folder: Path, draw: Random, manifest: Manifest) -> None:
    """Write every register, with their few traps."""
    _write_sirene(folder, manifest)
    _write_communes(folder, manifest)
    _write_contours(folder, draw, manifest)
    _write_siae(folder, draw, manifest)
    _write_esat(folder, manifest)
    _write_geiq(folder, manifest)
    _write_lists(folder, manifest)
    _write_tiers_lieux(folder, draw, manifest)


def _count(manifest: Manifest, file: str, table: tuple[str, str], nb: int) -> None:
    source, name = table
    manifest.fichiers[file] = nb
    manifest.tables[source][name] += nb


def _write_sirene(folder: Path, manifest: Manifest) -> None:
    """Legal units and establishments as Insee writes them: official columns, texts, names in capitals."""
    names = (
        "siren denomination categorieJuridique activitePrincipale economieSocialeSolidaire trancheEffectifs"
    )
    names += " dateCreation etatAdministratif statutDiffusion societeMission"
    columns = {name if name == "siren" else f"{name}UniteLegale": TEXT for name in names.split()}
    units = [
        (
            *(unite.siren, unite.nom.upper(), unite.categorie, unite.naf, _tell_ess(unite)),
            *(
                f"{unite.rang % 40:02d}",
                f"{1985 + unite.rang % 35}-0{1 + unite.rang % 9}-15",
                _tell_state(unite),
            ),
            *("P" if unite.nom == "[ND]" else "O", "O" if unite.slug == "second-ecran" else None),
        )
        for unite in sorted(UNITES, key=lambda unite: unite.siren)
    ]
    file = "sirene/StockUniteLegale_orval.parquet"
    _count(manifest, file, ("sirene", "unites_legales"), write_parquet(folder / file, columns, units))
    columns = {
        "siret": TEXT,
        "siren": TEXT,
        "codeCommuneEtablissement": TEXT,
        "codePostalEtablissement": TEXT,
    }
    columns |= {"etatAdministratifEtablissement": TEXT, "etablissementSiege": "BOOLEAN"}
    columns |= {"activitePrincipaleEtablissement": TEXT, "dateCreationEtablissement": TEXT}
    columns |= {"trancheEffectifsEtablissement": TEXT}
    seats = [_establishment(unite, 1, unite.commune) for unite in UNITES]
    branches = [_establishment(find_organisation(slug), 2, commune) for slug, commune in BRANCHES.items()]
    rows = sorted([*seats, *branches])
    file = "sirene/StockEtablissement_orval.parquet"
    _count(manifest, file, ("sirene", "etablissements"), write_parquet(folder / file, columns, rows))


def _tell_ess(unite: Organisation) -> str | None:
    """The flag of Sirene: said for commercial companies of the ESS, and hardly ever « N »."""
    if unite.categorie.startswith("5") and (unite.belongs("esus") or unite.belongs("ess-france")):
        return "O"
    return "N" if unite.slug in {"toitures-d-orval", "limpia-services"} else None


def _tell_state(unite: Organisation) -> str:
    return "C" if unite.slug in CESSEES else "A"


def _establishment(unite: Organisation, number: int, commune: str) -> tuple[Any, ...]:
    return (
        *(make_siret(unite.siren, number), unite.siren, commune, find_commune(commune).code_postal),
        *(
            "F" if unite.slug in CESSEES else "A",
            number == 1,
            unite.naf,
            f"{1985 + unite.rang % 35}-09-01",
            "NN",
        ),
    )


def _write_communes(folder: Path, manifest: Manifest) -> None:
    columns = {
        **dict.fromkeys(
            ("commune_insee", "commune_siren", "commune", "departement", "epci_siren", "epci"), TEXT
        ),
        **{"epci_nature": TEXT, "epci_fiscalite": TEXT, "epci_nb_membres": "BIGINT"},
        **{"pop_totale_2025": "BIGINT", "pop_municipale_2025": "BIGINT", "metropole": "BOOLEAN"},
    }
    rows = [
        (
            *(commune.code_insee, commune.siren, commune.nom, "99", TERRITOIRE.siren, TERRITOIRE.nom),
            *("METRO", "FPU", len(COMMUNES), round(commune.population * 1.015), commune.population, True),
        )
        for commune in COMMUNES
    ]
    file = "epci/communes_epci_2025_orval.parquet"
    _count(manifest, file, ("communes", "communes"), write_parquet(folder / file, columns, rows))


def _write_contours(folder: Path, draw: Random, manifest: Manifest) -> None:
    """Nine communes in three rows of three, sharing their corners; the métropole is their outline."""
    corner = {
        (x, y): [
            round(WEST + SIDE * (x + draw.uniform(-0.2, 0.2)), 5),
            round(SOUTH + SIDE * (y + draw.uniform(-0.2, 0.2)), 5),
        ]
        for x in range(4)
        for y in range(4)
    }
    features = []
    for place, commune in enumerate(COMMUNES):
        x, y = (place + 4) % 3, (place + 4) // 3 % 3
        ring = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
        properties = {"code": commune.code_insee, "nom": commune.nom, "epci": TERRITOIRE.siren}
        features.append(_feature(properties, [corner[step] for step in ring]))
    outline = [*((x, 0) for x in range(3)), *((3, y) for y in range(3))]
    outline += [*((x, 3) for x in range(3, 0, -1)), *((0, y) for y in range(3, -1, -1))]
    whole_is: dict[str, Any] = {
        "siren": TERRITOIRE.siren,
        "nom": TERRITOIRE.nom,
        "nb_communes": len(COMMUNES),
    }
    whole_is |= {"population_municipale": TERRITOIRE.population, "surface_km2": 760.0}
    whole_is |= {"lon": round(WEST + 1.5 * SIDE, 5), "lat": round(SOUTH + 1.5 * SIDE, 5)}
    whole = [_feature(whole_is, [corner[step] for step in outline])]
    for file, found in (
        ("contours/metropoles_orval.geojson", whole),
        ("contours/communes_orval.geojson", features),
    ):
        (folder / "contours").mkdir(exist_ok=True)
        text = json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False)
        (folder / file).write_text(text + "\n", encoding="utf-8")
        _count(manifest, file, ("contours", "contours"), len(found))


def _feature(properties: dict[str, Any], ring: list[list[float]]) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _locate(draw: Random, code: str) -> tuple[float, float]:
    """A point in the middle of a commune, give or take; the central city is the square in the middle."""
    place = int(code) - int(COMMUNES[0].code_insee) + 4
    east, north = draw.uniform(0.35, 0.65), draw.uniform(0.35, 0.65)
    return round(WEST + SIDE * (place % 3 + east), 6), round(SOUTH + SIDE * (place // 3 % 3 + north), 6)


def _write_siae(folder: Path, draw: Random, manifest: Manifest) -> None:
    columns = dict.fromkeys(("siret", "siren", "nom", "enseigne", "type_siae", "naf", "code_postal"), TEXT)
    columns |= {
        "commune": TEXT,
        "departement": TEXT,
        "lon": "DOUBLE",
        "lat": "DOUBLE",
        "source": TEXT,
        "maj": TEXT,
    }
    rows = []
    for unite in _list_named("siae"):
        commune = find_commune(unite.commune)
        kind = next(genre.split(":")[1] for genre in unite.genres if genre.startswith("siae:"))
        rows.append(
            (
                *(unite.siret, unite.siren, unite.nom.upper(), unite.nom, kind, unite.naf.replace(".", "")),
                *(commune.code_postal, commune.nom, "99", *_locate(draw, unite.commune), "ASP", "2025-12-15"),
            )
        )
    rows.append((*rows[0][:4], "EI", *rows[0][5:]))
    manifest.trap("siae", "deux-agrements")
    file = "structures/siae-orval.parquet"
    _count(manifest, file, ("siae", "structures"), write_parquet(folder / file, columns, rows))


def _list_named(genre: str) -> list[Organisation]:
    return [unite for unite in ORGANISATIONS if unite.belongs(genre)]


def _write_esat(folder: Path, manifest: Manifest) -> None:
    names = (
        "finess_et finess_ej organisme_gestionnaire nom type siret siren code_postal commune_insee commune"
    )
    columns = {**dict.fromkeys(names.split(), TEXT), "capacite_autorisee": "BIGINT"}
    rows: list[tuple[Any, ...]] = []
    for rank, unite in enumerate(_list_named("esat"), start=1):
        commune = find_commune(unite.commune)
        place = (commune.code_postal, commune.code_insee, commune.nom)
        head = (f"99000000{rank}", "990000020", "Association d’Orval", unite.nom, "Principal")
        rows.append((*head, unite.siret, unite.siren, *place, 30 + 15 * rank))
    rows.append(
        ("990000009", *rows[0][1:3], f"{rows[0][3]}, annexe", "Secondaire", None, None, *rows[0][7:10], 12)
    )
    manifest.trap("esat", "siret-absent")
    file = "structures/esat-orval.parquet"
    _count(manifest, file, ("esat", "structures"), write_parquet(folder / file, columns, rows))


def _write_geiq(folder: Path, manifest: Manifest) -> None:
    columns = {"id": "BIGINT", "nom": TEXT, "siret": TEXT, "code_postal": TEXT, "commune": TEXT, "type": TEXT}
    columns |= {"siege_id": "BIGINT"}
    rows: list[tuple[Any, ...]] = []
    for rank, unite in enumerate(_list_named("geiq"), start=1):
        commune = find_commune(unite.commune)
        rows.append((rank, unite.nom, unite.siret, commune.code_postal, commune.nom.upper(), "siège", None))
    rows.append((9, f"{rows[0][1]}, antenne des Tilleuls", None, "99110", "TILLEULS-SUR-ORVAL", "antenne", 1))
    manifest.trap("geiq", "antenne-sans-siret")
    file = "structures/geiq-orval.parquet"
    _count(manifest, file, ("geiq", "structures"), write_parquet(folder / file, columns, rows))


def _write_lists(folder: Path, manifest: Manifest) -> None:
    """ESS France and ESUS, in CSV."""
    rows: list[tuple[str, ...]] = []
    for unite in _list_named("ess-france"):
        commune = find_commune(unite.commune)
        rows.append((unite.siren, unite.nom, _name_family(unite), commune.code_postal, commune.nom))
    header = ("SIREN", "nom", "famille", "code_postal", "commune")
    _write_csv(folder, "ess-france-orval.csv", header, rows)
    _count(manifest, "structures/ess-france-orval.csv", ("ess_france", "structures"), len(rows))
    rows = []
    for unite in _list_named("esus"):
        start = 2020 + unite.rang % 5
        rows.append((unite.siren, unite.nom, "99", f"{start}-06-01", f"{start + 5}-05-31"))
    header = ("siren", "nom", "departement", "date_agrement", "date_fin_agrement")
    _write_csv(folder, "esus-orval.csv", header, rows)
    _count(manifest, "structures/esus-orval.csv", ("esus", "structures"), len(rows))


def _name_family(unite: Organisation) -> str:
    families = {"92": "Association", "93": "Fondation", "82": "Mutuelle"}
    return families.get(unite.categorie[:2], "Coopérative")


def _write_tiers_lieux(folder: Path, draw: Random, manifest: Manifest) -> None:
    rows = []
    for unite in _list_named("tiers-lieu"):
        commune = find_commune(unite.commune)
        lon, lat = (str(value) for value in _locate(draw, unite.commune))
        kind = "ASSOCIATION" if unite.categorie == "9220" else "ENTREPRISE"
        url = f"https://exemple.invalid/{unite.slug}"
        rows.append(
            (
                unite.nom,
                kind,
                url,
                commune.nom,
                commune.code_insee,
                commune.code_postal,
                lon,
                lat,
                "30/03/2025",
            )
        )
    header = (
        "nom",
        "type_structure",
        "url",
        "commune",
        "commune_insee",
        "code_postal",
        "lon",
        "lat",
        "date_maj",
    )
    _write_csv(folder, "tiers-lieux-orval.csv", header, rows)
    _count(manifest, "structures/tiers-lieux-orval.csv", ("tiers_lieux", "structures"), len(rows))


def _write_csv(folder: Path, name: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    (folder / "structures").mkdir(exist_ok=True)
    with (folder / "structures" / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
