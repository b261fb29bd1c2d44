"""Environment of the public templates: strict names, French typography at compile time, components."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from leviers.evidence import niveaux
from leviers.reference import territoires, typologie
from leviers.web.kit import typography

_PIECE = re.compile(r"<[!/a-zA-Z][^>]*>?|[^<]+|<")  # a tag, perhaps cut by an expression; or text
_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_SIGNS = re.compile("([○◔◑◕●∅]|(?<= )·(?= ))")
_VERBATIM = frozenset(("script", "style", "code", "pre", "kbd", "samp", "textarea"))


class FrenchText(Extension):
    """Put no-break spaces and curved apostrophes in the text of templates, once, when they are compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Pass every piece of literal text through `typo`, outside tags, code and scripts."""
        french = _French()
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, french.feed(token.value))
            else:
                yield token


class _French:
    """Where we are in a page that comes in pieces: in a tag cut by an expression, in code, or in text."""

    def __init__(self) -> None:
        self.in_tag = False
        self.verbatim = ""  # name of the open element whose text is not French

    def feed(self, data: str) -> str:
        """One more piece, with its spaces as they should be."""
        return "".join(self._read(piece) for piece in _PIECE.findall(data))

    def _read(self, piece: str) -> str:
        if self.in_tag:
            end = piece.find(">") + 1
            self.in_tag = not end
            return piece[:end] + self._text(piece[end:]) if end else piece
        if piece == "<" or not piece.startswith("<"):
            return self._text(piece)
        self._see_tag(piece)
        return piece

    def _text(self, text: str) -> str:
        return text if self.verbatim else typography.typo(text)

    def _see_tag(self, piece: str) -> None:
        self.in_tag = not piece.endswith(">")
        match = _NAME.match(piece)
        name = match[2].lower() if match else ""
        if name == self.verbatim and match and match[1]:
            self.verbatim = ""
        elif name in _VERBATIM and not self.verbatim:
            self.verbatim = name


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
        unite=typography.unite,
    )
    env.filters.update(
        typo=typography.typo,
        nombre=typography.nombre,
        euros=typography.euros,
        euros_courts=typography.euros_courts,
        date_fr=typography.date_fr,
        moment_fr=typography.moment_fr,
        enumere=typography.enumere,
        json_ld=json_ld,
        split_signs=split_signs,
    )
    return env


@lru_cache(maxsize=8192)
def reverse_url(name: str, *args: str) -> str:
    """Address of a page by name; kept, since finding each takes 30 µs and a page has a hundred."""
    return reverse(name, args=args)


def environment_in_use() -> Environment:
    """The environment that renders the pages."""
    return cast(Jinja2, engines["jinja2"]).env


def compile_templates() -> None:
    """Compile every public template, so that the first reader does not wait for it."""
    env = environment_in_use()
    for name in env.list_templates(extensions=["html"]):
        env.get_template(name)


def split_signs(text: str) -> list[str]:
    """Text, sign, text, sign…: signs of the scale have letters of their own, and are not read aloud."""
    return _SIGNS.split(text)


def json_ld(value: Any) -> Markup:
    """Structured data for a `script type="application/ld+json"` block, safe inside HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704 (escaped just before)
