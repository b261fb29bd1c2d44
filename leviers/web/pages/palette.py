"""The colours of the kit as written in tokens.css, and how well they read."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOKENS = Path(__file__).parents[1] / "kit/static/kit/css/tokens.css"
_BLOCK = re.compile(r":root\s*\{(.*?)\}", re.S)
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")


class Themes(NamedTuple):
    """Colours by name, in the light and in the dark."""

    light: dict[str, str]
    dark: dict[str, str]


class Swatch(NamedTuple):
    """One colour against the page it stands on, in both themes."""

    name: str
    light: str
    dark: str
    contrast_light: float
    contrast_dark: float


@cache
def read_themes() -> Themes:
    """Read the two `:root` blocks; the dark one completes the light one."""
    light, dark = (
        dict(_COLOUR.findall(block)) for block in _BLOCK.findall(TOKENS.read_text(encoding="utf-8"))
    )
    return Themes(light, light | dark)


def contrast(one: str, other: str) -> float:
    """Ratio of contrast between two colours, 1 to 21.

    Source  WCAG 2.2, definition of contrast ratio and of relative luminance
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, float, float]:
    """Linear light of the three channels of #rrggbb, 0 to 1."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def list_swatches(*names: str) -> list[Swatch]:
    """The named colours, measured on the page."""
    light, dark = read_themes()
    return [
        Swatch(
            name,
            light[name],
            dark[name],
            contrast(light[name], light["paper"]),
            contrast(dark[name], dark["paper"]),
        )
        for name in names
    ]
