"""Tiers-lieux and fablabs."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « tiers-lieux »."""
    stage_structures(
        staging,
        "tiers-lieux",
        siret="siret",
        siren="siren",
        nom="nom",
        type="type_structure",
        code_commune="commune_insee",
        code_postal="code_postal",
        commune="commune",
        lon="lon",
        lat="lat",
    )
