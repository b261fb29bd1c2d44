"""Démarches, repères and leviers as editorial content."""

from importlib import import_module

from django.apps import AppConfig, apps

from leviers.accounts import depart


class CatalogueConfig(AppConfig):
    """The catalogue that editors keep."""

    name = "leviers.catalogue"
    label = "catalogue"
    verbose_name = "Catalogue"

    def ready(self) -> None:
        """Say what this part keeps of a person; where the back office is, have its letters queued."""
        effacer = import_module("leviers.catalogue.effacer")
        depart.register("catalogue", export=effacer.export, erase=effacer.erase, purge=effacer.purge)
        if apps.is_installed("wagtail.admin"):
            import_module("leviers.catalogue.admin.lettres").take_over()
