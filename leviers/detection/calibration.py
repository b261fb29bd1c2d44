"""What a confidence means: the share of detections of one kind that were right, smoothed."""

from functools import cache
from pathlib import Path

from leviers.reference.reading import read_yaml

FILE = Path(__file__).parent / "data" / "calibrage.yaml"


@cache
def load_confiances() -> dict[str, float]:
    """Confidence by force of motif."""
    return read_confiances(FILE)


def read_confiances(path: Path) -> dict[str, float]:
    """Confidence by force: (right + prior right) / (seen + prior seen), two digits.

    Source  calibrage.yaml: counts on the labelled records, and on samples read, kept apart
    """
    content = read_yaml(path)
    confiances = {}
    for row in content["forces"]:
        right, seen = row["juste"] + row["lu_juste"], row["vu"] + row["lu"]
        confiances[row["force"]] = smooth(right, seen, row["a_priori"], content["poids"])
    return confiances


def smooth(right: int, seen: int, prior: float, weight: float) -> float:
    """Mean of a Beta law after `seen` cases, `right` of them right, from a prior of that weight."""
    return round((right + prior * weight) / (seen + weight), 2)
