"""Make the fonts of documents (PDF) from those of the pages: static, as Typst asks, same drawings.

Run by hand when the fonts of the pages change: `python -m tools.document_fonts`.

Shape   kit/fonts/*.woff2, variable -> publication/fonts/*.ttf, one for each weight used, and caracteres.txt,
        what all of them can draw
"""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "leviers/web/kit/static/kit/fonts"
TARGET = ROOT / "leviers/publication/fonts"
FAMILIES = {
    "bricolage": ("Bricolage Grotesque", {"Regular": 600, "Bold": 700}),
    "atkinson": ("Atkinson Hyperlegible Next", {"Regular": 400, "Bold": 700}),
}


def make_fonts() -> None:
    """Write every static font."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (family, weights) in FAMILIES.items():
        for style, weight in weights.items():
            font = TTFont(SOURCE / f"{name}.woff2")
            font.flavor = None
            instance = instantiateVariableFont(font, {"wght": weight})
            _rename(instance, family, style)
            instance["OS/2"].usWeightClass = 700 if style == "Bold" else 400
            instance.save(TARGET / f"{name}-{style.lower()}.ttf")
    signes = TTFont(SOURCE / "signes.woff2")
    signes.flavor = None
    signes.save(TARGET / "signes.ttf")
    (TARGET / "OFL.txt").write_bytes((SOURCE / "OFL.txt").read_bytes())
    drawn = set(TTFont(TARGET / "bricolage-bold.ttf").getBestCmap())
    drawn &= set(TTFont(TARGET / "atkinson-regular.ttf").getBestCmap())
    drawn |= set(signes.getBestCmap())
    text = "".join(sorted(chr(code) for code in drawn if code >= 32))
    (TARGET / "caracteres.txt").write_text(text, encoding="utf-8")


def _rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    for name in list(names.names):
        if name.nameID in (16, 17, 25):
            names.removeNames(nameID=name.nameID)
    plain = family.replace(" ", "")
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{plain}-{style}")):
        names.setName(text, number, 3, 1, 0x409)
        names.setName(text, number, 1, 0, 0)
    font["head"].macStyle = 1 if style == "Bold" else 0
    flags = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = flags | (0b100000 if style == "Bold" else 0b1000000)


if __name__ == "__main__":
    make_fonts()
