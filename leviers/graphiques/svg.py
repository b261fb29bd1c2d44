"""From the SVG of the library to ours: bare marks, named drawing, title and source when it travels alone."""

import base64
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from leviers.graphiques.graphique import Graphique
from leviers.graphiques.theme import INK, PAPER, SIGNS, SMALL, SOFT, TEXT, TITLE

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = Path(__file__).resolve().parent.parent / "publication" / "fonts"
WEB_FONTS = Path(__file__).resolve().parent.parent / "web" / "kit" / "static" / "kit" / "fonts"
"""The same letters twice: whole for what draws and prints, compressed for what travels."""
MARGIN, LEADING = 14, 16
_USELESS = ("class", "pointer-events", "aria-hidden", "role", "aria-roledescription", "stroke-miterlimit")
_SIGNS = re.compile("([○◌◔◑◕●∅■◆▲★✚⬢✓]+)")
_LONG = re.compile(r"-?\d+\.\d{2,}")


def bare(drawn: str) -> ET.Element:
    """The drawing without what nobody sees: empty groups, classes, backgrounds, useless decimals."""
    root = ET.fromstring(drawn)  # noqa: S314 (drawn by us from our specification)
    _prune(root)
    for node in list(root.iter(f"{{{NAMESPACE}}}text")):
        _set_signs(node)
    for name in ("class", "version"):
        root.attrib.pop(name, None)
    return root


def _prune(node: ET.Element) -> None:
    for child in list(node):
        _prune(child)
        for name in _USELESS:
            child.attrib.pop(name, None)
        for name, value in child.attrib.items():
            child.set(name, _LONG.sub(lambda hit: f"{float(hit[0]):.1f}".removesuffix(".0"), value))
        if _is_nothing(child):
            node.remove(child)
        elif child.tag.endswith("}g") and not child.attrib:
            _unwrap(node, child)


def _set_signs(node: ET.Element) -> None:
    """Give each sign its own letters: what draws PNG and PDF would take any face that has it."""
    before, *rest = _SIGNS.split(node.text or "")
    if not rest or node.get("font-family") == SIGNS:
        return
    node.text = before
    for sign, after in zip(rest[::2], rest[1::2], strict=True):
        piece = ET.SubElement(node, f"{{{NAMESPACE}}}tspan", {"font-family": SIGNS})
        piece.text, piece.tail = sign, after


def _unwrap(parent: ET.Element, group: ET.Element) -> None:
    place = list(parent).index(group)
    parent.remove(group)
    for number, child in enumerate(list(group)):
        parent.insert(place + number, child)


def _is_nothing(node: ET.Element) -> bool:
    tag = node.tag.rpartition("}")[2]
    if tag == "g":
        return len(node) == 0
    if tag == "text":
        return not (node.text or "").strip() and len(node) == 0
    if tag == "rect":
        return node.get("fill") == "transparent"
    return tag == "path" and "fill" not in node.attrib and "stroke" not in node.attrib


def write(root: ET.Element) -> str:
    """The drawing as text."""
    ET.register_namespace("", NAMESPACE)  # each time: one table for the process, where pyxform writes too
    return ET.tostring(root, encoding="unicode")


def name_drawing(root: ET.Element, graphique: Graphique) -> None:
    """Title and text alternative inside the drawing, for who reads the file with their ears."""
    root.set("role", "img")
    root.set("lang", "fr")
    root.set("aria-labelledby", "titre description")
    for number, (tag, text) in enumerate((("title", graphique.titre), ("desc", graphique.alternative))):
        node = ET.Element(f"{{{NAMESPACE}}}{tag}", {"id": ("titre", "description")[number]})
        node.text = text
        root.insert(number, node)


def frame(root: ET.Element, lines: list[str]) -> None:
    """White paper around, and the line of the source beneath."""
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    wide, high = width + 2 * MARGIN, height + 2 * MARGIN + LEADING * len(lines) + 6
    group = ET.Element(f"{{{NAMESPACE}}}g", {"transform": f"translate({MARGIN},{MARGIN})"})
    for child in list(root):
        root.remove(child)
        group.append(child)
    paper = {"width": f"{wide:g}", "height": f"{high:g}", "fill": PAPER}
    root.append(ET.Element(f"{{{NAMESPACE}}}rect", paper))
    root.append(group)
    for number, line in enumerate(lines):
        y = height + MARGIN + 16 + LEADING * number
        font = {"font-family": TEXT, "font-size": f"{SMALL - 1}px", "fill": SOFT}
        node = ET.Element(f"{{{NAMESPACE}}}text", {"x": str(MARGIN), "y": f"{y:g}", **font})
        node.text = line
        root.append(node)
    root.set("width", f"{wide:g}")
    root.set("height", f"{high:g}")
    root.set("viewBox", f"0 0 {wide:g} {high:g}")
    root.set("color", INK)


def embed_fonts(drawn: str) -> str:
    """The same file with our letters inside, those that it uses: a reader elsewhere has none of them."""
    rules = "".join(rule for family, rule in _read_faces().items() if family in drawn)
    at = drawn.index(">") + 1
    return f"{drawn[:at]}<style>{rules}</style>{drawn[at:]}"


@cache
def _read_faces() -> dict[str, str]:
    files = {TEXT: "atkinson.woff2", TITLE: "bricolage.woff2", SIGNS: "signes.woff2"}
    names = {names.split(",")[0]: file for names, file in files.items()}
    return {family: _as_rule(family, WEB_FONTS / file) for family, file in names.items()}


def _as_rule(family: str, file: Path) -> str:
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    source = f"url(data:font/woff2;base64,{content})"
    return f'@font-face{{font-family:"{family}";font-weight:400 700;src:{source}}}'
