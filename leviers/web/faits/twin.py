"""A record as an object of the JSON: the columns of the build, and what surrounds them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from leviers.evidence.records import Record
from leviers.web.faits import words
from leviers.web.faits.sheet import Sheet, say_state


def as_object(record: Record) -> dict[str, Any]:
    """Everything the page says, in the words of the open data."""
    sheet = Sheet(record)
    return {
        "genre": sheet.genre,
        "adresse": settings.SITE_URL + sheet.address,
        "build": record.build.numero,
        "est_fictif": sheet.est_fictif,
        **({"avertissement": words.INVENTE} if sheet.est_fictif else {}),
        **plain(record.champs),
        "territoire": record.territoire["nom"] if record.territoire else None,
        "territoire_lien": words.say_lien(record),
        "tiers": [plain(asdict(one)) for one in record.tiers],
        "modifications": [plain(change) for change in record.modifications],
        "doublons": [
            plain(row) | {"regle_en_mots": words.REGLES.get(row["regle"])} for row in record.doublons
        ],
        "detections": [
            plain(asdict(found)) | {"etat": say_state(record, found)} for found in record.detections
        ],
        "fichiers": [plain(fichier) for fichier in record.fichiers.values()],
    }


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row that JSON can hold: dates as text, amounts as numbers."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return plain(value) if isinstance(value, dict) else value
