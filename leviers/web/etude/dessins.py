"""Drawings of an edition in the colours and letters of the page."""

import re

from django.utils.html import escape
from markupsafe import Markup

from leviers.web.graphiques.figure import LETTERS, TOKENS

_HOSTILE = re.compile(r"<script|<foreignObject|<[^>]*\son\w+\s*=|javascript:", re.IGNORECASE)


def dress(drawn: str, titre: str, mots: str) -> Markup:
    """One drawing to be written in a page; empty when there is none, or when it could act."""
    if not drawn.startswith("<svg") or _HOSTILE.search(drawn):
        return Markup()
    for names, pairs in (("fill", TOKENS), ("stroke", TOKENS), ("font-family", LETTERS)):
        for given, ours in pairs.items():
            drawn = drawn.replace(f'{names}="{given}"', f'{names}="{ours}"')
    named = f'class="etude-dessin" role="img" aria-label="{escape(titre)}" aria-describedby="{escape(mots)}"'
    return Markup(drawn.replace("<svg ", f"<svg {named} ", 1))  # noqa: S704 (drawn by us, looked at above)
