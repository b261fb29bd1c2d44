"""From the SVG of the library to ours: bare marks, named drawing, title and source when it travels alone."""

import base64
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from leviers.graphiques.graphique import Graphique
from leviers.graphiques.theme import INK, PAPER, SMALL, SOFT, TEXT

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = Path(__file__).resolve().parent.parent / "publication" / "fonts"
MARGIN, LEADING = 14, 16
_USELESS = ("class", "pointer-events", "aria-hidden", "role", "aria-roledescription", "stroke-miterlimit")
_LONG = re.compile(r"-?\d+\.\d{2,}")
ET.register_namespace("", NAMESPACE)


def bare(drawn: str) -> ET.Element:
    """The drawing without what nobody sees: empty groups, classes, backgrounds, a second of three decimals."""
    root = ET.fromstring(drawn)  # noqa: S314 (drawn by us from our specification)
    _prune(root)
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
    is_seen = node.get("fill") not in (None, "none", "transparent") or node.get("stroke") not in (
        None,
        "none",
        "transparent",
    )
    return tag == "path" and not is_seen and node.get("d", "").endswith("Z") and "fill" not in node.attrib


def write(root: ET.Element) -> str:
    """The drawing as text."""
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
    used = [face for face in _read_faces() if f'"{face[0]}' in drawn and _weighs(drawn, face[1])]
    rules = "".join(face[2] for face in used)
    at = drawn.index(">") + 1
    return f"{drawn[:at]}<style>{rules}</style>{drawn[at:]}"


def _weighs(drawn: str, weight: str) -> bool:
    return weight == "normal" or 'font-weight="bold"' in drawn


@cache
def _read_faces() -> list[tuple[str, str, str]]:
    faces = (
        (TEXT, "normal", "atkinson-regular.ttf"),
        (TEXT, "bold", "atkinson-bold.ttf"),
        ("Bricolage Grotesque", "bold", "bricolage-bold.ttf"),
        ("Leviers Signes", "normal", "signes.ttf"),
    )
    return [(family, weight, _as_rule(family, weight, FONTS / file)) for family, weight, file in faces]


def _as_rule(family: str, weight: str, file: Path) -> str:
    content = base64.b64encode(file.read_bytes()).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{content})}}"
    )
