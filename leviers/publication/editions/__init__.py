"""Editions of the study: frozen, numbered, citable; `lire` opens those that stand in the home."""
