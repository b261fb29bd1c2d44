"""Communes and the intercommunal body they belong to, with population, one year a file."""

from pathlib import Path

from leviers.errors import SourceUnreadable
from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

SQL = Path(__file__).with_name("stage.sql")
FORMES = {
    "communes": {
        "code_insee": "commune_insee",
        "siren": "commune_siren",
        "nom": "commune",
        "epci_siren": "epci_siren",
        "epci_nom": "epci",
        "epci_nature": "epci_nature",
        "departement": "departement",
        "population": "pop_municipale_2025",
    },
    "dgcl": {
        "code_insee": "insee",
        "siren": "siren_membre",
        "nom": "nom_membre",
        "epci_siren": "siren",
        "epci_nom": "raison_sociale",
        "epci_nature": "nature_juridique",
        "departement": "dept",
        "population": "pmun_2025",
    },
}


def stage(staging: Staging) -> None:
    """Stage the files of both forms as `communes`; `annee` is the year of the column of population.

    Units   population in inhabitants (population municipale)
    """
    parts = []
    for forme, names in FORMES.items():
        view = f"brut_{forme}"
        if read_raw(staging, forme=forme, view=view):
            columns = ", ".join(f'"{name}" as {column}' for column, name in names.items())
            parts.append(f"select fichier, ligne, {columns}, {names['population'][-4:]} as annee from {view}")  # noqa: S608
    if not parts:
        raise SourceUnreadable(
            source=staging.source, fichier=staging.raw.name, what="ne contient aucune liste de communes"
        )
    staging.engine.execute(f"create or replace temp view brut as {' union all '.join(parts)}")
    staging.write("communes", SQL.read_text(encoding="utf-8"))
