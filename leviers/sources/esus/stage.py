"""Companies with the ESUS agreement, and its dates."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « esus »."""
    stage_structures(
        staging,
        "esus",
        siret="siret",
        siren="siren",
        nom="nom",
        code_postal="code_postal",
        commune="commune",
        date_debut="date_agrement",
        date_fin="date_fin_agrement",
    )
