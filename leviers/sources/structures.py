"""Lists of structures (SIAE, ESAT, GEIQ, tiers-lieux, ESUS, ESS France) as one table, `structures`."""

from pathlib import Path

from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

SQL = Path(__file__).with_name("structures.sql")
COLUMNS = (
    *("siret", "siren", "nom", "code_commune", "code_postal", "commune", "lon", "lat", "type", "capacite"),
    *("reference", "date_debut", "date_fin", "site_web"),
)


def stage_structures(staging: Staging, genre: str, **names: str) -> None:
    """Stage one list. `names` says which official column feeds each of ours; the others stay null.

    Shape   one row per line of the list: a structure with two agreements has two
    Units   capacite in authorised places; lon and lat in degrees (WGS 84)
    Raises  SourceChanged when a mandatory column is missing
    """
    read_raw(staging)
    columns = ", ".join(
        f'"{names[column]}" as {column}' if column in names else f"null::varchar as {column}"
        for column in COLUMNS
    )
    staging.engine.execute(
        "create or replace temp view releve as"  # noqa: S608
        f" select '{staging.source}' as source, fichier, ligne, '{genre}' as genre, {columns} from brut"
    )
    staging.write("structures", SQL.read_text(encoding="utf-8"))
