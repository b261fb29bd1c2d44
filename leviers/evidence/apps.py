"""Preuves, reviews and the journal of niveaux."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Where both stores meet."""

    name = "leviers.evidence"
    label = "evidence"
    verbose_name = "Preuves"
