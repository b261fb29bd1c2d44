"""Environment of the public templates: strict names, French typography at compile time, components."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from leviers.evidence import niveaux
from leviers.reference import territoires, typologie
from leviers.web.kit import typography

_TAG = re.compile(r"(<[^>]*>)")


class FrenchText(Extension):
    """Put no-break spaces and curved apostrophes in the text of templates, once, when they are compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass every piece of literal text through `typo`, outside tags."""
        for token in stream:
            if token.type == "data":
                pieces = _TAG.split(token.value)
                text = "".join(piece if piece.startswith("<") else typography.typo(piece) for piece in pieces)
                yield Token(token.lineno, token.type, text)
            else:
                yield token


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja2 backend asks for."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options, extensions=[FrenchText, "jinja2.ext.do"])  # noqa: S701 (Django turns autoescape on)
    env.globals.update(
        static=static,
        url=reverse_url,
        site_url=settings.SITE_URL,
        CHAMPS=tuple(typologie.load_champs().values()),
        LEVIERS=tuple(typologie.load_leviers().values()),
        METROPOLES=tuple(territoires.load_metropoles().values()),
        NIVEAUX=niveaux.NIVEAUX,
        accord=typography.accord,
        pluriel=typography.pluriel,
        annees=typography.annees,
    )
    env.filters.update(
        typo=typography.typo,
        nombre=typography.nombre,
        euros=typography.euros,
        euros_courts=typography.euros_courts,
        date_fr=typography.date_fr,
        enumere=typography.enumere,
        json_ld=json_ld,
    )
    return env


def reverse_url(name: str, *args: Any) -> str:
    """Address of a page by name."""
    return reverse(name, args=args)


def json_ld(value: Any) -> Markup:
    """Structured data for a `script type="application/ld+json"` block, safe inside HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 (escaped just before)
