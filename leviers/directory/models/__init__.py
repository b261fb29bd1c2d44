"""Structures, networks, offers and messages: one module for each part."""

from leviers.directory.models.annonces import (
    AlerteReseau,
    Annonce,
    Blocage,
    Cooperation,
    Fil,
    Interlocuteur,
    Message,
)
from leviers.directory.models.fiches import Accueil, Adhesion, Bloc, Collectivite, Inscription, Reseau

__all__ = [
    "Accueil",
    "Adhesion",
    "AlerteReseau",
    "Annonce",
    "Bloc",
    "Blocage",
    "Collectivite",
    "Cooperation",
    "Fil",
    "Inscription",
    "Interlocuteur",
    "Message",
    "Reseau",
]
