"""GEIQ with label: `type` tells head offices from branches, which have no SIRET."""

from leviers.sources.staging import Staging
from leviers.sources.structures import stage_structures


def stage(staging: Staging) -> None:
    """Stage the list as `structures`, genre « geiq »."""
    stage_structures(
        staging,
        "geiq",
        siret="siret",
        nom="nom",
        type="type",
        code_postal="code_postal",
        commune="commune",
        reference="id",
    )
