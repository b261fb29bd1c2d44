"""The domain of the public website of an organisation: what can prove that an address is hers."""

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb

from leviers.reference.reading import read_yaml
from leviers.warehouse.read import REEL, Build

_SITES = (
    "select distinct siren, site_web from facts.structures where site_web is not null and siren is not null"
)
_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=[/:?#]|$)", re.I)
PARTAGES = frozenset(read_yaml(Path(__file__).parent / "data" / "domaines_partages.yaml"))
"""Mail boxes, hosts and marketplaces where anybody has an address or a page."""


def find_domain(builds: Mapping[str, Build], siren: str) -> str:
    """Domain of the website that a public list gives for a SIREN, « www. » left out; else empty.

    None  when the list gives two, when another SIREN has the same, when the domain is open to anybody,
          or when the build was made before websites were read
    """
    build = builds.get(REEL)
    if build is None:
        return ""
    try:
        rows = build.read(_SITES)
    except duckdb.BinderException:
        return ""
    owners: dict[str, set[str]] = {}
    for row in rows:
        owners.setdefault(read_domain(row["site_web"]), set()).add(row["siren"])
    hers = [domain for domain, sirens in owners.items() if domain and siren in sirens]
    return hers[0] if len(hers) == 1 and owners[hers[0]] == {siren} else ""


def read_domain(site: str) -> str:
    """Host of a website in lower case, « www. » left out; empty when it is open to anybody, or unreadable."""
    found = _HOST.match(site.strip())
    host = found[1].lower() if found else ""
    labels = host.split(".")
    parents = (".".join(labels[rank:]) for rank in range(len(labels)))
    return "" if any(parent in PARTAGES for parent in parents) else host
