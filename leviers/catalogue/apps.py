"""Démarches, repères and leviers as editorial content."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The catalogue that editors keep."""

    name = "leviers.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"
