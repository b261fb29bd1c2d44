"""Surveys: those who answer, the team, results. The words of their addresses are registered here."""

from leviers.web.enquetes import converters

__all__ = ["converters"]
