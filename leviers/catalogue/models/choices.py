"""Closed lists of the catalogue; values are those of the published files."""

import re

from django.core.validators import RegexValidator
from django.db import models

from leviers.reference import territoires, typologie


class Statut(models.TextChoices):
    """Where a démarche stands."""

    EN_COURS = "en cours", "en cours"
    TERMINE = "terminé", "terminée"
    INCONNU = "inconnu", "inconnu"


class Confiance(models.TextChoices):
    """How close to the métropole the sources are."""

    HAUTE = "haute", "haute"
    MOYENNE = "moyenne", "moyenne"


def list_champs() -> list[tuple[str, str]]:
    """Champs as choices of a field."""
    return [(champ.code, champ.nom) for champ in typologie.load_champs().values()]


def list_leviers() -> list[tuple[str, str]]:
    """Leviers as choices of a field, in the order of the matrix."""
    return [(levier.code, levier.nom) for levier in typologie.load_leviers().values()]


def list_territoires() -> list[tuple[str, str]]:
    """The 22 métropoles as choices of a field, by SIREN."""
    return [(metropole.siren, metropole.nom) for metropole in territoires.load_metropoles().values()]


validate_date = RegexValidator(
    re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"),
    "Écrivez la date AAAA, AAAA-MM ou AAAA-MM-JJ.",
)
