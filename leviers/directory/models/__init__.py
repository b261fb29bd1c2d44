"""Structures, networks, offers and messages: one module for each part."""
