"""The study: what editors write for it, its editions, its making."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Texts, corrections, editions, errata and the queue."""

    name = "leviers.publication"
    label = "publication"
    verbose_name = "Étude"
