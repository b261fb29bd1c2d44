"""What somebody types hoping that a page, a feed, a table or a letter runs it; and readers that would tell.

Everything that runs is called « piege »: found in the name of an element or of an attribute, in a script, a
style or the scheme of a link, it is a fault. Anywhere else it is a word like another.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from lxml import html as lxml_html

PIEGE = "piege"
PAYLOADS = (
    "<script>piege(1)</script>",
    "</textarea></title><svg/onload=piege(1)>",
    "<img src=x onerror=piege(1)>",
    "\"onfocus='piege(1)'autofocus piege=\"",
    "'onfocus=\"piege(1)\"autofocus piege='",
    "<a href=javascript:piege(1)>piege</a>",
    "[un](javascript:piege(1)) **<piege>deux</piege>**",
    "{{7*7}}{%piege%}${7*7}",
    "&lt;piege&gt;&#60;piege&#62;",
    "piege\u202egalf\u202c\u2066",
    "un\u2028piege\u2029deux\x0b\x1f\uffff",
    "<!--piege--><style>*{x:piege}</style>",
    "=cmd|' /C piege'!A0",
    "]]></piege>",
    'https://piege.invalid/"onmouseover="piege(1)',
)
SEEN_IN_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")
_RUNS = re.compile(r"^(javascript|data|vbscript):", re.I)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def pack(longest: int, payloads: tuple[str, ...] = PAYLOADS) -> list[str]:
    """The payloads in as few texts as a field of this length takes."""
    packs: list[str] = []
    for one in (one for one in payloads if len(one) <= longest):
        if packs and len(packs[-1]) + 1 + len(one) <= longest:
            packs[-1] += f" {one}"
        else:
            packs.append(one)
    return packs


def find_danger(response: Any) -> list[str]:
    """What would run in an answer, or break what reads it."""
    kind = response.headers.get("Content-Type", "").split(";")[0]
    text = response.content.decode()
    if kind == "text/html":
        return find_danger_in_page(text)
    if kind == "text/csv":
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
        return [cell for row in rows for cell in row if cell.startswith(_FORMULAS) and not _is_number(cell)]
    _read_words(kind, text)
    return []


def find_danger_in_page(text: str) -> list[str]:
    """Elements, attributes, scripts, styles and links that a payload made."""
    found = []
    for node in _parse(text).iter():
        if not isinstance(node.tag, str):
            continue
        inside = "".join(node.itertext()) if node.tag in ("script", "style") else ""
        is_data = node.get("type") == "application/ld+json" and json.loads(inside) is not None
        if PIEGE in node.tag or (PIEGE in inside and not is_data):
            found.append(node.tag)
        for name, value in node.attrib.items():
            bare = re.sub(r"[\x00-\x20]", "", value)
            is_link = name in SEEN_IN_ADDRESSES and (_RUNS.match(bare) or bare == "x")
            is_style = name == "style" and PIEGE in value
            if PIEGE in name or name.startswith("on") or is_link or is_style:
                found.append(f"{node.tag} {name}={value[:60]}")
    return found


def read_shown(response: Any) -> str:
    """Every word that a reader, a program or a screen reader finds in an answer, squeezed."""
    kind = response.headers.get("Content-Type", "").split(";")[0]
    return squeeze("\n".join(_read_words(kind, response.content.decode())))


def squeeze(text: str) -> str:
    """The same text without spaces, signs that do not show and typographic apostrophes."""
    kept = (sign for sign in text.replace("’", "'") if not sign.isspace())
    return "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cf", "Cn", "Zl", "Zp"))


def read_hidden(browser: Any, path: str) -> dict[str, str]:
    """What the page of a form sends by itself: the word by which the same form is known again."""
    answer = browser.get(path)
    if answer.status_code != 200:
        return {}
    hidden = _parse(answer.content.decode()).xpath('//form[@method="post"]//input[@type="hidden"][@name]')
    found = {one.get("name"): one.get("value", "") for one in hidden}
    return {name: value for name, value in found.items() if name in ("jeton", "depuis")}


def _read_words(kind: str, text: str) -> Iterator[str]:
    if kind == "text/html":
        for node in _parse(text).iter():
            yield from (node.text or "", node.tail or "", *node.attrib.values())
    elif kind == "application/json":
        yield from _walk(json.loads(text))
    elif kind == "text/csv":
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"):
            yield from (cell.removeprefix("'") for cell in row)
    elif kind.endswith("xml"):
        yield from ElementTree.fromstring(text.encode()).itertext()
    else:
        yield text


def _walk(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _walk(one)
    else:
        yield str(value)


def _parse(text: str) -> Any:
    """The tree that a browser would make."""
    return lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None
