"""How a colour is seen by those who lack one kind of cone, and how far two colours stand apart."""

from math import dist

from leviers.web.pages.palette import linear

# Source  Machado, Oliveira and Fernandes (2009), "A Physiologically-based Model for Simulation of Color
#         Vision Deficiency", severity 1.0; applied to linear light
SIMULATIONS = {
    "protanopie": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopie": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopie": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# sRGB to CIE XYZ, then to L*a*b* for the white D65.
_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def difference(one: str, other: str, simulation: str | None = None) -> float:
    """Distance between two colours in L*a*b* (CIE 1976), as seen with or without a deficiency."""
    return dist(_lab(one, simulation), _lab(other, simulation))


def _lab(colour: str, simulation: str | None) -> tuple[float, float, float]:
    light = linear(colour)
    if simulation:
        light = tuple(min(1.0, max(0.0, value)) for value in _multiply(SIMULATIONS[simulation], light))
    x, y, z = (_curve(value / white) for value, white in zip(_multiply(_XYZ, light), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _multiply(matrix, vector):
    return tuple(sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix)


def _curve(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
