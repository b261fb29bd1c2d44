"""French typography as pages call it; it is written in reference/, since charts and papers use it too."""

from leviers.reference.typography import (
    FINE,
    NBSP,
    PARIS,
    accord,
    annees,
    date_fr,
    enumere,
    euros,
    euros_courts,
    moment_fr,
    nombre,
    paris_day,
    pluriel,
    typo,
    unite,
)

__all__ = [
    "FINE",
    "NBSP",
    "PARIS",
    "accord",
    "annees",
    "date_fr",
    "enumere",
    "euros",
    "euros_courts",
    "moment_fr",
    "nombre",
    "paris_day",
    "pluriel",
    "typo",
    "unite",
]
