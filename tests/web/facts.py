"""The embedded facts read again, without our own reader: what the pages are compared with."""

import html
import json
import re
from typing import Any

from leviers.catalogue.facts import DATA


def read_lines(name: str) -> list[dict[str, Any]]:
    """One object for each line of a file of facts."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def read_demarches() -> list[dict[str, Any]]:
    """The démarches as written."""
    return read_lines("demarches.jsonl")


def read_reperes() -> list[dict[str, Any]]:
    """The repères as written, collected and counted."""
    return [*read_lines("reperes.jsonl"), *read_lines("reperes_calcules.jsonl")]


def read_text(markup: str) -> str:
    """What a reader sees of a piece of HTML: no tags, plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
