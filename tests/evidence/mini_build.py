"""A build one can hold in mind: a few acts given one by one, in the tables that evidence reads."""

import json
from pathlib import Path
from typing import Any

import duckdb

from leviers.orval.world import TERRITOIRE
from leviers.reference.territoires import index_by_slug

IDS = {"marche": "marche_id", "subvention": "subvention_id", "deliberation": "deliberation_id"}
TABLES = {"marche": "marches", "subvention": "subventions", "deliberation": "deliberations"}
INDICES = (
    "fait_genre varchar, fait_id varchar, levier varchar, territoire_siren varchar, lien varchar,"
    " annee integer, date_fait date, donneur_siren varchar, donneur_nom varchar, tiers_nom varchar,"
    " objet varchar, montant_eur decimal(18, 2), confiance double, couche varchar, raison varchar,"
    " est_certaine boolean,"
    " mots varchar, version varchar, titre_plie varchar, fichier varchar, ligne bigint"
)


def find_siren(slug: str) -> str:
    """SIREN of a métropole, or of Orval."""
    return TERRITOIRE.siren if slug == TERRITOIRE.slug else index_by_slug()[slug].siren


class MiniBuild:
    """Acts and measures; `write` makes a build of them, in force in a home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.indices: list[dict[str, Any]] = []
        self.faits: list[tuple[str, str, str, str, int | None]] = []
        self.valeurs: list[tuple[Any, ...]] = []

    def act(self, fait_id: str, slug: str = "nantes", levier: str = "soutien-iae", **given: Any) -> None:
        """An act seen for one levier: certain, of the métropole, of 2024, unless told otherwise."""
        row = {
            "fait_genre": "marche",
            "fait_id": fait_id,
            "levier": levier,
            "territoire_siren": find_siren(slug),
            "lien": "metropole",
            "annee": 2024,
            "donneur_nom": "Orval",
            "objet": f"Objet de {fait_id}",
            "confiance": 0.94,
            "couche": "lexique",
            "raison": "motif",
            "est_certaine": True,
            "mots": [],
            "version": "1",
            "fichier": "mini.csv",
            "ligne": len(self.indices) + 1,
            **given,
        }
        row["mots"] = json.dumps(row["mots"])
        row.setdefault("titre_plie", str(row["objet"]).lower())
        self.indices.append(row)
        key = (row["fait_genre"], fait_id, row["territoire_siren"], row["lien"], row["annee"])
        if key not in self.faits:
            self.faits.append(key)

    def source(self, slug: str = "nantes", genre: str = "marche", nb: int = 20, annee: int = 2024) -> None:
        """Acts in which no levier is seen: they make a source."""
        start = len(self.faits)
        self.faits += [(genre, f"vide-{start + n}", find_siren(slug), "metropole", annee) for n in range(nb)]

    def measure(self, code: str, slug: str = "nantes", annee: int = 2024, **given: Any) -> None:
        """A value of an indicator for the métropole itself: 2, fully covered, unless told otherwise."""
        self.valeurs.append(
            (
                code,
                find_siren(slug),
                given.get("lien", "metropole"),
                annee,
                given.get("valeur", 2.0),
                given.get("couverture_pct", 100.0),
                10,
                10,
            )
        )

    def write(self, number: str = "aaaaaaaaaaaa") -> None:
        """Write the file and put it in force."""
        folder = self.home / "builds"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{number}.duckdb"
        with duckdb.connect(str(file)) as connection:
            for schema in ("facts", "labels", "indicators", "meta"):
                connection.execute(f"create schema {schema}")
            connection.execute("create table meta.sources (source varchar, date varchar)")
            connection.execute("insert into meta.sources values ('decp', '2026-11-27')")
            connection.execute(f"create table labels.indices ({INDICES})")
            for row in self.indices:
                marks = ", ".join("?" * len(row))
                names = ", ".join(row)
                connection.execute(
                    f"insert into labels.indices ({names}) values ({marks})", list(row.values())
                )
            for genre, table in TABLES.items():
                connection.execute(
                    f"create table facts.{table}"
                    f" ({IDS[genre]} varchar, territoire_siren varchar, lien varchar, annee integer)"
                )
                rows = [list(fait[1:]) for fait in self.faits if fait[0] == genre]
                if rows:
                    connection.executemany(f"insert into facts.{table} values (?, ?, ?, ?)", rows)
            connection.execute(
                "create table indicators.valeurs (code varchar, territoire_siren varchar, lien varchar,"
                " annee integer, valeur double, couverture_pct double, nb_lignes bigint,"
                " nb_lignes_utiles bigint)"
            )
            if self.valeurs:
                connection.executemany(
                    "insert into indicators.valeurs values (?, ?, ?, ?, ?, ?, ?, ?)",
                    [list(row) for row in self.valeurs],
                )
        link = folder / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(file.name)
