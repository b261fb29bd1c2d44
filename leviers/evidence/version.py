"""What every public answer depends on, as one short text that changes when any of it does."""

from django.conf import settings

from leviers.catalogue import published
from leviers.warehouse.read import find_builds


def read_version() -> str:
    """The catalogue, the reviews, the builds in force. One query, two reads of a link."""
    version, relectures = published.read_counters()
    builds = " ".join(build.numero for build in find_builds(settings.HOME).values())
    return f"{version}.{relectures} {builds}"
