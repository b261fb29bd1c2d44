"""`mini`: an invented territoire one can hold in mind, given row by row, computed by the real models.

Orval (100,000 inhabitants) is a métropole with two communes, Breville (60,000) and Tanne (40,000).
"""

from datetime import date
from functools import cache
from itertools import count
from types import SimpleNamespace
from typing import Any

import duckdb

from leviers.warehouse.chain import list_models
from leviers.warehouse.indicateurs import COLUMNS
from leviers.warehouse.plan import Model
from leviers.warehouse.staged import read_shapes

BODIES = {
    "orval": "900000001",
    "breville": "900000002",
    "tanne": "900000003",
    "ailleurs": "900000004",
    "office-orval": "900000005",
    "atelier-ess": "910000001",
    "scop-ess": "910000002",
    "asso-ess": "910000003",
    "esat-ess": "910000004",
    "scic-sas": "910000005",
    "entreprise": "920000001",
    "grande-entreprise": "920000002",
    "inconnue": "930000001",
}
"""Names for tests, and the SIREN behind them. « inconnue » is in no register."""

UNITES = {
    "atelier-ess": ("5710", "Atelier"),
    "scop-ess": ("5458", "Les Charpentiers"),
    "asso-ess": ("9220", "Association du Moulin"),
    "esat-ess": ("9220", "Les Glycines"),
    "scic-sas": ("5710", "SCIC du Pont"),
    "entreprise": ("5710", "Dupuis"),
    "grande-entreprise": ("5599", "Grands travaux"),
}
"""Legal category and name of the units in the register; « atelier-ess » is ESS by the list of SIAE."""

REFERENCES = {
    "territoires": "select '900000001' as siren, 'orval' as slug, 'Orval Métropole' as nom,"
    " 'metropole' as kind, '84' as region_code, 100000 as population, 2024 as population_annee,"
    " false as est_fictif",
    "communes": "select * from (values ('99001', 'Bréville', '900000002', '900000001', 60000),"
    " ('99002', 'Tanne', '900000003', '900000001', 40000))"
    " as t (code_insee, nom, siren, territoire_siren, population)",
    "codes_postaux": "select * from (values ('99100', '99001', 'Bréville', '900000001'),"
    " ('99200', '99002', 'Tanne', '900000001'), ('99200', '99009', 'Lointaine', null))"
    " as t (code_postal, code_insee, nom, territoire_siren)",
    "anciens_codes": "select '99007' as ancien_code, '99001' as code_insee",
    "categories_ess": "select * from (values ('9220', 'associations', 'oui', '1.0'),"
    " ('5458', 'cooperatives', 'oui', '1.0'), ('9240', 'associations', 'non', '1.0'),"
    " ('9210', 'associations', 'a-verifier', '1.0')) as t (categorie_juridique, famille, inclusion, version)",
    "activites": "select * from (values ('9491Z', 'exclu'), ('9412Z', 'a-verifier'))"
    " as t (prefixe, traitement)",
}


@cache
def _read_models() -> dict[str, Model]:
    """Every model by name, read once for all tests."""
    return {model.name: model for model in list_models()}


class MiniWarehouse:
    """Rows given one by one, in the columns of staged tables; what is not said is null."""

    def __init__(self) -> None:
        self.engine = duckdb.connect()
        for schema in ("staged", "reference", "facts", "indicators"):
            self.engine.execute(f"create schema {schema}")
        for name, shape in read_shapes().items():
            self.engine.execute(f"create table staged.{name} ({shape})")
        for name, sql in REFERENCES.items():
            self.engine.execute(f"create table reference.{name} as {sql}").fetchall()
        self._lines = count(1)
        self._models = _read_models()
        self._made: set[str] = set()
        for name, (categorie, nom) in UNITES.items():
            self.unite(name, categorie_juridique=categorie, denomination=nom)
        self.structure("siae", "atelier-ess", type="EI", code_postal="99100")

    def insert(self, table: str, **given: Any) -> dict[str, Any]:
        """One row of a staged table, with its place in a file; `given` may replace anything."""
        row = {"source": "mini", "fichier": "mini.csv", "ligne": next(self._lines), **given}
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        self.engine.execute(f"insert into staged.{table} ({columns}) values ({marks})", list(row.values()))
        self._made.clear()
        return row

    def empty(self, *tables: str) -> None:
        """Forget every row of staged tables."""
        for table in tables:
            self.engine.execute(f"delete from staged.{table}")
        self._made.clear()

    def marche(
        self,
        acheteur: str = "orval",
        titulaire: str | tuple[str, ...] | None = "entreprise",
        montant_eur: float | None = 1000,
        **given: Any,
    ) -> dict[str, Any]:
        """A contract of 15 March 2024 (`annee` changes the year), each of its holders by name."""
        annee = given.pop("annee", 2024)
        names = (titulaire,) if isinstance(titulaire, str) else titulaire or ()
        number = next(self._lines)
        row = {
            "uid": f"M{number}",
            "id": f"M{number}",
            "forme": "2022",
            "objet": f"Prestation {number}",
            "acheteur_siren": BODIES[acheteur],
            "acheteur_id": BODIES[acheteur],
            "acheteur_nom": acheteur,
            "montant_eur": montant_eur,
            "date_notification": date(annee, 3, 15),
            "nb_titulaires": len(names),
            **given,
        }
        row = self.insert("marches", **row)
        for rang, name in enumerate(names, start=1):
            self.titulaire(row, name, rang=rang)
        return row

    def titulaire(self, contrat: dict[str, Any], name: str, **given: Any) -> None:
        """A holder of a contract or of a concession given before."""
        siren = BODIES[name]
        row = {
            "fichier": contrat["fichier"],
            "ligne": contrat["ligne"],
            "uid": contrat["uid"],
            "rang": 1,
            "titulaire_id": f"{siren}00010",
            "titulaire_siret": f"{siren}00010",
            "titulaire_siren": siren,
            "titulaire_nom": name,
            **given,
        }
        self.insert("titulaires", **row)

    def modification(self, contrat: dict[str, Any], **given: Any) -> None:
        """A change of a contract given before."""
        row = {
            "fichier": contrat["fichier"],
            "ligne": contrat["ligne"],
            "uid": contrat["uid"],
            "rang": 1,
            **given,
        }
        self.insert("modifications", **row)

    def concession(self, autorite: str = "orval", **given: Any) -> dict[str, Any]:
        """A concession signed on 15 March 2024."""
        row = {
            "uid": f"C{next(self._lines)}",
            "forme": "2022",
            "autorite_siren": BODIES[autorite],
            "autorite_id": BODIES[autorite],
            "objet": "Exploitation",
            "date_signature": date(2024, 3, 15),
            "nb_titulaires": 0,
            **given,
        }
        return self.insert("concessions", **row)

    def subvention(
        self,
        attribuant: str = "orval",
        beneficiaire: str | None = "asso-ess",
        montant_eur: float | None = 1000,
        **given: Any,
    ) -> dict[str, Any]:
        """A grant of 2024; without `beneficiaire`, nothing but what is given tells who received it."""
        number = next(self._lines)
        siren = BODIES[beneficiaire] if beneficiaire else None
        row = {
            "attribuant_siren": BODIES[attribuant],
            "attribuant_nom": attribuant,
            "annee": 2024,
            "objet": f"Action {number}",
            "montant_eur": montant_eur,
            "beneficiaire_nom": beneficiaire,
            "beneficiaire_siren": siren,
            "beneficiaire_siret": f"{siren}00010" if siren else None,
            **given,
        }
        return self.insert("subventions", **row)

    def deliberation(
        self, collectivite: str = "orval", objet: str = "Compte rendu", **given: Any
    ) -> dict[str, Any]:
        """An act of 2024."""
        number = next(self._lines)
        row = {
            "collectivite_siren": BODIES[collectivite],
            "collectivite_nom": collectivite,
            "delib_id": f"D{number}",
            "date_deliberation": date(2024, 6, 27),
            "annee": 2024,
            "objet": objet,
            **given,
        }
        return self.insert("deliberations", **row)

    def structure(self, genre: str, name: str | None, **given: Any) -> dict[str, Any]:
        """A line of a public list, whose file says 2024."""
        siren = BODIES[name] if name else None
        row = {"fichier": f"{genre}-2024.csv", "genre": genre, "nom": name, "siren": siren, **given}
        return self.insert("structures", **row)

    def unite(self, name: str, **given: Any) -> None:
        """A legal unit of the register."""
        self.insert("unites_legales", siren=BODIES[name], etat_administratif="A", **given)

    def etablissement(self, name: str, code_commune: str, **given: Any) -> None:
        """The head office of a unit."""
        siren = BODIES[name]
        self.insert(
            "etablissements",
            siren=siren,
            siret=f"{siren}00010",
            code_commune=code_commune,
            est_siege=True,
            etat_administratif="A",
            **given,
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query over facts and indicators, made first."""
        for name in sorted(self._models):
            if name in query or f'"{name.split(".", 1)[1]}"' in query:
                self._make(self._models[name])
        return self.engine.execute(query).fetchall()

    def indicator(
        self, code: str, territoire: str = "orval", annee: int | None = 2024, lien: str = "metropole"
    ) -> Any:
        """One row of an indicator as a namespace, None when it has none."""
        columns = ", ".join(COLUMNS)
        found = self.rows(
            f"select {columns} from indicators.\"{code}\" where territoire_siren = '{BODIES[territoire]}'"
            f" and annee is not distinct from {annee or 'null'} and lien = '{lien}'"
        )
        assert len(found) <= 1
        return SimpleNamespace(**dict(zip(COLUMNS, found[0], strict=True))) if found else None

    def _make(self, model: Model) -> None:
        if model.name in self._made:
            return
        for name in model.reads & self._models.keys():
            self._make(self._models[name])
        schema, table = model.name.split(".", 1)
        self.engine.execute(f'create or replace table {schema}."{table}" as {model.sql}').fetchall()
        faults = self.engine.execute(model.check).fetchall() if model.check else []
        assert faults == [], f"{model.name}: {faults}"
        self._made.add(model.name)
