"""What a confidence means: the share of detections of one kind that were right, smoothed, on labelled records."""

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
    return {
        row["force"]: smooth(row["juste"] + row["lu_juste"], row["vu"] + row["lu"], row["a_priori"], content["poids"])
        for row in content["forces"]
    }


def smooth(right: int, seen: int, prior: float, weight: float) -> float:
    """Mean of a Beta law after `seen` cases, `right` of them right, from a prior of that weight."""
    return round((right + prior * weight) / (seen + weight), 2)
