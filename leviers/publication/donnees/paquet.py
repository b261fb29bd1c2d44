"""The Frictionless package: `datapackage.json`, and the Table Schema of each table, from the dictionary."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leviers.publication.donnees.dictionnaire import TYPES, Colonne, Table
from leviers.publication.donnees.etat import INVENTE, Etat, name_publisher, name_site
from leviers.publication.donnees.fichiers import Fichier
from leviers.sources.catalogue import load_sources

Objet = dict[str, Any]
OUVERTE: Objet = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
ODBL: Objet = {
    "name": "ODbL-1.0",
    "title": "Open Database License 1.0, pour les fichiers dont l’éditeur l’a choisie",
    "path": "https://opendatacommons.org/licenses/odbl/1-0/",
}
DIALECT: Objet = {
    "delimiter": ";",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}
PROTECTION = (
    "Un texte qu’un tableur prendrait pour une formule (= + - @, tabulation, retour) est précédé d’une "
    "apostrophe ; ôtez-en une pour retrouver le texte exact, que Parquet donne tel quel."
)
NOM, TITRE = "leviers-donnees-ouvertes", "Leviers : données ouvertes"


@dataclass(frozen=True)
class Contenu:
    """One table of a bundle as written."""

    table: Table
    nb_lignes: int
    annees: tuple[int, int] | None
    fichiers: tuple[Fichier, ...]

    def find(self, kind: str) -> Fichier | None:
        """Its file in one format."""
        return next((one for one in self.fichiers if one.format == kind), None)


def describe_package(etat: Etat, contenus: Iterable[Contenu]) -> Objet:
    """The whole package: every table with its schema, every map."""
    contenus = tuple(contenus)
    codes = {contenu.table.code for contenu in contenus}
    dates = _read_dates(etat)
    resources = [_as_table(contenu, codes, dates) for contenu in contenus]
    maps = [_as_map(contenu, dates) for contenu in contenus if contenu.find("geojson")]
    return {
        "name": name_package(etat),
        "title": name_title(etat),
        "description": "Ce que font les 22 métropoles françaises pour l’économie sociale et solidaire. "
        "Vide veut dire inconnu, jamais zéro ni non. " + PROTECTION,
        "homepage": f"{name_site()}/donnees/",
        "version": etat.version,
        **({"created": f"{etat.date}T00:00:00Z"} if etat.date else {}),
        "keywords": ["économie sociale et solidaire", "métropoles", "commande publique", "subventions"],
        "licenses": [OUVERTE],
        "contributors": [{"title": name_publisher(), "path": f"{name_site()}/", "role": "publisher"}],
        "sources": list_sources(sorted({code for one in contenus for code in one.table.sources}), dates),
        "resources": [*resources, *maps],
    }


def describe_schema(table: Table, codes: Iterable[str]) -> Objet:
    """The Table Schema of one table; references go to the tables of the same package only."""
    known = set(codes)
    keys = [
        _refer([one.nom], *one.renvoie.split("."))
        for one in table.colonnes
        if one.renvoie and one.renvoie.split(".")[0] in known
    ]
    if "fichiers" in known and table.code != "fichiers" and {"source", "fichier"} <= set(table.noms):
        keys.append(_refer(["source", "fichier"], "fichiers", "source", "fichier"))
    return {
        "fields": [_as_field(colonne) for colonne in table.colonnes],
        "missingValues": [""],
        "primaryKey": list(table.cle),
        **({"foreignKeys": keys} if keys else {}),
    }


def list_sources(codes: Iterable[str], dates: Mapping[str, str]) -> list[Objet]:
    """The public sources that were read, each with its licence as its publisher says it, and its day."""
    known = load_sources()
    return [
        {
            "title": f"{known[code].titre} ({known[code].editeur})",
            "path": known[code].page,
            "license": known[code].licence,
            "date": dates[code],
        }
        for code in codes
        if code in dates
    ]


def list_licences(table: Table) -> list[Objet]:
    """Ours, and that of the rows given again as they are."""
    given = [load_sources()[code].licence for code in table.sources] if table.groupe == "actes" else []
    return [OUVERTE, *([ODBL] if any("ODbL" in licence for licence in given) else [])]


def name_package(etat: Etat) -> str:
    """Its name for machines; invented data say it."""
    return "orval-donnees-inventees" if etat.est_fictif else NOM


def name_title(etat: Etat) -> str:
    """Its title; invented data say it."""
    return f"{INVENTE} : Orval Métropole" if etat.est_fictif else TITRE


def say_colonne(colonne: Colonne) -> str:
    """What a column means, with its unit."""
    return f"{colonne.sens}{f' (unité : {colonne.unite})' if colonne.unite else ''}"


def _as_table(contenu: Contenu, codes: Iterable[str], dates: Mapping[str, str]) -> Objet:
    table, csv, parquet = contenu.table, contenu.find("csv"), contenu.find("parquet")
    return {
        "name": table.code,
        "type": "table",
        **_describe(contenu, csv, dates),
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": describe_schema(table, codes),
        "rows": contenu.nb_lignes,
        **({"parquet": _as_file(parquet)} if parquet else {}),
    }


def _as_map(contenu: Contenu, dates: Mapping[str, str]) -> Objet:
    described = _describe(contenu, contenu.find("geojson"), dates)
    return {"name": f"{contenu.table.code}-geojson", **described, "encoding": "utf-8"}


def _describe(contenu: Contenu, fichier: Fichier | None, dates: Mapping[str, str]) -> Objet:
    table = contenu.table
    sources = list_sources(table.sources, dates)
    return {
        "title": table.titre,
        "description": f"{table.sens} Une ligne est {table.ligne}. {table.limite}".strip(),
        **(_as_file(fichier) if fichier else {}),
        "licenses": list_licences(table),
        "sources": [*([{"title": table.provenance}] if table.provenance else []), *sources],
    }


def _as_file(fichier: Fichier) -> Objet:
    return {
        "path": fichier.nom,
        "format": fichier.format,
        "mediatype": fichier.media,
        "bytes": fichier.octets,
        "hash": f"sha256:{fichier.sha256}",
    }


def _as_field(colonne: Colonne) -> Objet:
    rules: Objet = {
        **({"required": True} if colonne.requis else {}),
        **({"unique": True} if colonne.unique else {}),
        **({"enum": list(colonne.valeurs)} if colonne.valeurs else {}),
        **({"pattern": colonne.motif} if colonne.motif else {}),
    }
    return {
        "name": colonne.nom,
        "type": TYPES[colonne.type][0],
        **({"format": "any"} if colonne.type == "moment" else {}),
        "title": colonne.titre,
        "description": say_colonne(colonne),
        **({"unit": colonne.unite} if colonne.unite else {}),
        **({"constraints": rules} if rules else {}),
    }


def _refer(fields: list[str], table: str, *others: str) -> Objet:
    return {"fields": fields, "reference": {"resource": table, "fields": list(others)}}


def _read_dates(etat: Etat) -> dict[str, str]:
    """Day of the last delivery of each source that was read."""
    if not etat.build:
        return {}
    rows = etat.build.read("select source, date from meta.sources where date <> '' order by source")
    return {row["source"]: row["date"] for row in rows}
