"""Organisations of the ESS listed by ESS France: `type` is the legal family."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « ess-france »."""
    stage_structures(
        staging,
        "ess-france",
        siret="siret",
        siren="SIREN",
        nom="nom",
        type="famille",
        code_postal="code_postal",
        commune="commune",
    )
