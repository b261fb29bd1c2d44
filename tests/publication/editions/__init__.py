"""Editions of the study."""
