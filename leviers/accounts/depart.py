"""Leaving: what each part of the house keeps of a person, handed over, erased, or forgotten in time.

Each app says what it keeps in its `AppConfig.ready()`; nobody else knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

if TYPE_CHECKING:  # apps import this module before models exist
    from leviers.accounts.models import Personne


GONE = "Une personne partie"
"""What stands in the place of the name of who left, on every page."""


class _Part(NamedTuple):
    export: Callable[[Personne], dict[str, object]]
    erase: Callable[[Personne], None]
    purge: Callable[[datetime], dict[str, int]]


_parts: dict[str, _Part] = {}


def register(
    nom: str,
    *,
    export: Callable[[Personne], dict[str, object]],
    erase: Callable[[Personne], None],
    purge: Callable[[datetime], dict[str, int]],
) -> None:
    """Say what one part keeps of a person, under the name that her file will show.

    export  what is kept of her, as JSON can hold it
    erase   what is private goes; what was public stays, without her name
    purge   what is too old goes; how many rows, by what they are
    """
    _parts[nom] = _Part(export, erase, purge)


def export(personne: Personne) -> dict[str, dict[str, object]]:
    """Everything that is kept of a person, part by part."""
    return {nom: part.export(personne) for nom, part in _parts.items()}


@transaction.atomic
def erase(personne: Personne) -> None:
    """Erase a person: all parts or none. The parts registered last let go first, the account at the end."""
    for part in reversed(_parts.values()):
        part.erase(personne)


def purge(now: datetime) -> dict[str, int]:
    """Forget what is kept for too long; how many rows, by part and by what they are."""
    return {
        f"{nom} : {what}": count for nom, part in _parts.items() for what, count in part.purge(now).items()
    }
