"""Structures and territories that make themselves known, and what they offer or look for."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Structures, networks, offers and requests, messages."""

    name = "leviers.directory"
    label = "directory"
    verbose_name = "Réseau"
