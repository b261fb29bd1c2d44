"""Who is who, and who looks for what: pages that structures complete, networks, offers, messages."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The directory and the network between territoires; its `departs` is read by participation."""

    name = "leviers.directory"
    label = "directory"
    verbose_name = "Annuaire et réseau"
