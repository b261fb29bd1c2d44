"""The drawing of the cover: the matrix itself, one disc a usage, larger where the proof is stronger."""

from leviers.evidence.usages import Usages
from leviers.graphiques.theme import LINE
from leviers.reference import territoires, typologie

COULEURS = {
    "gouvernance-strategie": "#3d4149",
    "accompagnement-financement": "#1a6fab",
    "soutien-direct": "#b64d08",
    "foncier-tiers-lieux": "#5d4806",
    "rd-cooperation": "#056344",
    "achats-responsables": "#a2276d",
    "animation-sensibilisation": "#5a48b0",
}
"""Hues of the champs on paper: those of kit/css/tokens.css; a test compares."""
COVER = "couverture"
"""Its name among the drawings of a study."""
_STEP = 10
_RADIUS = (0.9, 2.0, 2.8, 3.6, 4.4)


def draw_couverture(usages: Usages) -> str:
    """The 22 × 50 usages as SVG; nothing in it is read, it is set as decoration."""
    marks = []
    leviers = list(typologie.load_leviers().values())
    sirens = list(territoires.load_metropoles())
    for y, siren in enumerate(sirens):
        for x, levier in enumerate(leviers):
            rang = max(usages.by_key[siren, levier.code].niveau.rang, 0)
            colour = COULEURS[levier.champ.code] if rang else LINE
            place = f'cx="{(x + 0.5) * _STEP:g}" cy="{(y + 0.5) * _STEP:g}"'
            marks.append(f'<circle {place} r="{_RADIUS[rang]}" fill="{colour}"/>')
    size = f"0 0 {len(leviers) * _STEP} {len(sirens) * _STEP}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{"".join(marks)}</svg>'
