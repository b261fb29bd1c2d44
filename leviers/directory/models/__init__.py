"""Structures, networks, offers and messages: one module for each part."""

from leviers.directory.models.fiches import Adhesion, Bloc, Collectivite, Inscription, Reseau

__all__ = ["Adhesion", "Bloc", "Collectivite", "Inscription", "Reseau"]
