"""SIAE under agreement (ASP, Marché de l’inclusion): `type` is ACI, AI, EI, ETTI, GEIQ or EA."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « siae »."""
    stage_structures(
        staging,
        "siae",
        siret="siret",
        siren="siren",
        nom="nom",
        type="type_siae",
        code_postal="code_postal",
        commune="commune",
        lon="lon",
        lat="lat",
        site_web="site_web",
    )
