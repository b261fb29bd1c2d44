"""`actes`: a build one can hold in mind, made of the few records that a test gives one by one."""

import json
import re
import unicodedata
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from leviers.reference.territoires import index_by_slug
from leviers.warehouse.read import ORVAL

_TABLES = """
create schema labels; create schema facts; create schema indicators; create schema meta;
create table labels.indices (
    fait_genre varchar, fait_id varchar, levier varchar, territoire_siren varchar, lien varchar,
    annee integer, date_fait date, donneur_siren varchar, donneur_nom varchar, tiers_nom varchar,
    objet varchar, montant_eur decimal(18, 2), confiance double, couche varchar, raison varchar,
    est_certaine boolean, mots varchar, version varchar, titre_plie varchar, fichier varchar, ligne bigint);
create table facts.marches (marche_id varchar, territoire_siren varchar, lien varchar, annee integer,
    objet varchar, est_reserve boolean, a_clause_sociale boolean, a_critere_social boolean);
create table facts.subventions (subvention_id varchar, territoire_siren varchar, lien varchar, annee integer,
    objet varchar, beneficiaire_nom varchar);
create table facts.deliberations (deliberation_id varchar, territoire_siren varchar, lien varchar,
    annee integer, objet varchar);
create table facts.titulaires (contrat_id varchar, tiers_id varchar, titulaire_nom varchar,
    est_actuel boolean);
create table facts.tiers (tiers_id varchar, nom varchar, ess_motif varchar);
create table indicators.valeurs (code varchar, territoire_siren varchar, lien varchar, annee integer,
    valeur double, couverture_pct double);
create table meta.sources (source varchar, date varchar);
create table meta.fichiers (source varchar, fichier varchar, adresse varchar);
insert into meta.sources values ('mini', '2026-03-01');
insert into meta.fichiers values ('mini', 'mini.csv', 'https://exemple.invalid/mini.csv');
"""
_EMPTY = {
    "marche": "insert into facts.marches values (?, ?, ?, ?, ?, false, false, false)",
    "subvention": "insert into facts.subventions values (?, ?, ?, ?, ?, ?)",
    "deliberation": "insert into facts.deliberations values (?, ?, ?, ?, ?)",
}


class Actes:
    """Records of an invented build, whose year is 2026; acts of Nantes Métropole of 2024 unless said."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.rows: list[dict[str, Any]] = []
        self._numbers = count(1)

    def add(
        self, fait_id: str, levier: str = "spaser", genre: str = "marche", **given: Any
    ) -> dict[str, Any]:
        """One detection beside its record; `mot` is lit in the title."""
        objet = given.pop("objet", f"Prestation {fait_id} : schéma des achats")
        mot = given.pop("mot", "schéma des achats")
        place = objet.find(mot)
        lit = {"champ": "objet", "debut": place, "fin": place + len(mot), "texte": mot}
        metropole = given.pop("metropole", "nantes")
        row = {
            "fait_genre": genre, "fait_id": fait_id, "levier": levier,
            "territoire_siren": index_by_slug()[metropole].siren if metropole else "999999014",
            "lien": "metropole", "annee": 2024, "date_fait": date(2024, 3, 15),
            "donneur_siren": "244400404", "donneur_nom": "Acheteur", "tiers_nom": None, "objet": objet,
            "montant_eur": 1000, "confiance": 0.86, "couche": "lexique", "raison": "spaser",
            "est_certaine": False, "mots": json.dumps([lit] if place >= 0 else []), "version": "1.0-test",
            "titre_plie": fold(f"{objet} {given.get('tiers_nom') or ''}"), "fichier": "mini.csv",
            "ligne": next(self._numbers), **given,
        }  # fmt: skip
        self.rows.append(row)
        return row

    def swap(self, monde: str = "reel") -> str:
        """Make a new build of everything given so far, put it in force, and give its number."""
        folder = (self.home if monde == "reel" else self.home / ORVAL) / "builds"
        folder.mkdir(parents=True, exist_ok=True)
        number = f"b{len([*folder.glob('*.duckdb')]) + 1}"
        with duckdb.connect(str(folder / f"{number}.duckdb")) as engine:
            engine.execute(_TABLES)
            for row in self.rows:
                marks = ", ".join("?" * len(row))
                query = f"insert into labels.indices ({', '.join(row)}) values ({marks})"
                engine.execute(query, [*row.values()])
            engine.execute("create table labels.detections as select * from labels.indices")
            records = {(row["fait_genre"], row["fait_id"]): row for row in self.rows}
            for (genre, fait_id), row in records.items():
                values = [fait_id, row["territoire_siren"], row["lien"], row["annee"], row["objet"]]
                extra = [row["tiers_nom"]] if genre == "subvention" else []
                engine.execute(_EMPTY[genre], values + extra)
        link, draft = folder / "current", folder / "draft"
        draft.symlink_to(f"{number}.duckdb")
        draft.replace(link)
        return number


def fold(text: str) -> str:
    """What makes two titles the same, as labels/indices.sql does it."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign)
    )
    return re.sub("[^a-z]+", " ", plain).strip()
