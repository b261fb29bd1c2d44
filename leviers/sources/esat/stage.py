"""ESAT of the FINESS list: `type` tells principal from secondary sites."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « esat »."""
    stage_structures(
        staging,
        "esat",
        siret="siret",
        siren="siren",
        nom="nom",
        type="type",
        code_commune="commune_insee",
        code_postal="code_postal",
        commune="commune",
        capacite="capacite_autorisee",
        reference="finess_et",
    )
