"""Démarches, repères and leviers as editorial content."""

from importlib import import_module

from django.apps import AppConfig

from leviers.accounts import depart


class CatalogueConfig(AppConfig):
    """The catalogue that editors keep."""

    name = "leviers.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        """Say what this part keeps of a person."""
        effacer = import_module("leviers.catalogue.effacer")
        depart.register("catalogue", export=effacer.export, erase=effacer.erase, purge=effacer.purge)
