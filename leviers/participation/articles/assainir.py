"""Rich text made safe again each time it is shown: what the store holds is never believed."""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from leviers.reference.typography import typo

_KEPT = {"p", "b", "strong", "i", "em", "ul", "ol", "li", "br", "a"}
_ONE_NAME = {"b": "strong", "i": "em"}
_DROPPED = {"script", "style", "template", "iframe", "object", "svg", "math", "noscript", "textarea", "title"}


def clean(html: str) -> str:
    """The same text with bold, italic, links and lists alone, spaced as French is; other tags go, words stay.

    Shape   what a script or a style holds goes too; tags left open are closed
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def strip(html: str) -> str:
    """The words alone, to be searched."""
    reader = _Reader(keeps_tags=False)
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.pieces).split())


def is_safe_link(address: str) -> bool:
    """Whether a link leads to a page: http, https, a letter, or an address of this site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    if any(ord(sign) < 33 or sign == "\\" for sign in address.strip()):
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.hostname)
    if parts.scheme == "mailto":
        return "@" in parts.path
    return not parts.scheme and not parts.netloc and address.strip().startswith(("/", "#"))


class _Reader(HTMLParser):
    def __init__(self, *, keeps_tags: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self.keeps_tags = keeps_tags
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropping += 1
        if self._dropping or tag not in _KEPT:
            return
        if not self.keeps_tags:
            self.pieces.append(" ")
            return
        name = _ONE_NAME.get(tag, tag)
        if name == "br":
            self.pieces.append("<br>")
            return
        link = _write_link(dict(attrs).get("href") or "") if name == "a" else ""
        if name == "a" and not link:
            return
        self.pieces.append(f"<{name}{link}>")
        self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropping = max(0, self._dropping - 1)
            return
        name = _ONE_NAME.get(tag, tag)
        if self._dropping or name not in self._open:
            return
        while (last := self._open.pop()) != name:
            self.pieces.append(f"</{last}>")
        self.pieces.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.pieces.append(escape(typo(data), quote=False) if self.keeps_tags else data)

    def finish(self) -> str:
        self.pieces += [f"</{name}>" for name in reversed(self._open)]
        return "".join(self.pieces)


def _write_link(address: str) -> str:
    if not is_safe_link(address):
        return ""
    away = "" if address.strip().startswith(("/", "#")) else ' rel="noopener external nofollow"'
    return f' href="{escape(address.strip())}"{away}'
