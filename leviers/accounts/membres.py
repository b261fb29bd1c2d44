"""Who has an account: found or opened by an address that was proved, let in by the stages of allauth."""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from leviers.accounts.models import Personne, Profil

LASTS = timedelta(days=14)
"""How long a device stays logged in without a password; twelve hours with one, for the back office."""
FRESH = timedelta(minutes=15)
"""After that, what cannot be undone asks again who is there."""


_told_of_change: list[Callable[[Personne], None]] = []


def tell_when_changed(told: Callable[[Personne], None]) -> None:
    """Have a function called when what a person shows, or a role of hers, changed; at the start."""
    if told not in _told_of_change:
        _told_of_change.append(told)


def tell_changed(personne: Personne) -> None:
    """Say that what a person shows, or a role of hers, changed."""
    for told in _told_of_change:
        told(personne)


def find(courriel: str) -> Personne | None:
    """The person of an address, whatever its case."""
    return Personne.objects.filter(email__iexact=courriel).first()


def draw_pseudonym() -> str:
    """What a person is called until she says her name: « membre-3f9a12c4 »."""
    return f"membre-{secrets.token_hex(4)}"


@transaction.atomic
def find_or_open(courriel: str) -> Personne:
    """The person of an address that was just proved; a new account when there is none."""
    personne = find(courriel)
    if personne is None:
        personne = Personne.objects.create_user(draw_pseudonym(), courriel.lower())
    address, _created = EmailAddress.objects.get_or_create(
        user=personne, email=personne.email.lower(), defaults={"primary": True}
    )
    if not address.verified:
        address.verified = True
        address.save(update_fields=["verified"])
    return personne


def enter(request: HttpRequest, personne: Personne, *, method: str, way: str) -> HttpResponse:
    """Let a person in; the answer leads to `way`, a path on this site. Her account is open."""
    record_authentication(request, personne, method)
    response: HttpResponse = perform_login(request, personne, redirect_url=way, email=personne.email)
    return response


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved who she is a few minutes ago, in this session."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < FRESH.total_seconds()


def read_profil(personne: Personne) -> Profil:
    """What she says of herself, an empty one when she said nothing; not written here."""
    return Profil.objects.filter(personne=personne).first() or Profil(personne=personne)
