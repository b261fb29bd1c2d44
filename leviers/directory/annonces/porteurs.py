"""For whom a person may write here: the territoires of a référent, the organisations that she represents."""

from typing import Any

from leviers.accounts import rights
from leviers.accounts.models import Role

SPEAKING = (Role.Genre.REFERENT, Role.Genre.ORGANISATION)


def may_write_for(person: Any, siren: str) -> bool:
    """Whether a role in force lets her write for this SIREN."""
    return bool(siren) and (rights.speaks_for(person, siren) or rights.acts_for(person, siren))


def list_sirens(person: Any) -> tuple[str, ...]:
    """Every SIREN that she may write for, in the order in which she received them."""
    held = (role.portee for role in rights.list_roles(person) if role.genre in SPEAKING and role.portee)
    return tuple(dict.fromkeys(held))
