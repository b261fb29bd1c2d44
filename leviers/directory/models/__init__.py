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

__all__ = ["AlerteReseau", "Annonce", "Blocage", "Cooperation", "Fil", "Interlocuteur", "Message"]
