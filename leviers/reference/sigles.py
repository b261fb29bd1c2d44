"""Acronyms of the field with what they stand for."""

from functools import cache

from leviers.reference.reading import DATA, read_yaml


@cache
def load_sigles() -> dict[str, str]:
    """What each acronym stands for: {"SCIC": "société coopérative d’intérêt collectif", …}."""
    return {str(sigle): str(sens) for sigle, sens in read_yaml(DATA / "sigles.yaml").items()}
