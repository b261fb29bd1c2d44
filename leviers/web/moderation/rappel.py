"""A letter to who reviews, once a day, when something has waited for a day: nobody has to come and look."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from leviers.accounts import demandes, rights
from leviers.accounts.models import Personne, Role
from leviers.courrier import ecrire
from leviers.reference.typography import PARIS, date_fr, pluriel, typo
from leviers.web.moderation import sources, words

WAITED = timedelta(days=1)
_RESERVED = ".invalid"
"""Addresses that nobody reads: those of sample accounts (RFC 2606)."""


def write_letters(now: datetime) -> int:
    """Write to each person who reviews what has waited for her for a day; how many. Once a day each.

    Not     what came since yesterday: a desk that is cleared each day sends nothing
    """
    before, day = now - WAITED, now.astimezone(PARIS).date().isoformat()
    nb = 0
    for person in _list_people():
        texte = _write(person, before)
        if texte:
            raison = f"bureau {day}"
            sujet = "Ce qui attend au bureau de modération"
            nb += ecrire.write(person.email, "bureau", sujet, texte, raison=raison) is not None
    return nb


def _list_people() -> list[Personne]:
    genres = (Role.Genre.RELECTEUR, *rights.ANIMATEURS)
    held = Role.objects.filter(genre__in=genres, fini_le=None).exclude(confirme_le=None)
    people = Personne.objects.filter(pk__in=held.values("personne"), is_active=True)
    return [one for one in people.order_by("pk") if not one.email.endswith(_RESERVED)]


def _write(person: Personne, before: datetime) -> str:
    """The letter of one person; empty when nothing has waited for so long."""
    waiting = [one for one in sources.list_waiting(person) if one.depuis < before]
    counted = Counter(one.genre for one in waiting)
    lines = [f"{words.FILTERS.get(genre, genre.capitalize())} : {nb}" for genre, nb in counted.items()]
    since = [one.depuis for one in waiting]
    desk = [f"Le bureau : {settings.SITE_URL}{reverse('moderation')}"] if waiting else []
    if rights.is_animateur(person):
        asked = [role.demande_le for role in demandes.list_waiting().filter(demande_le__lt=before)]
        since += asked
        lines += [f"Demandes de rôles : {len(asked)}"] if asked else []
        desk += [f"Les demandes de rôles : {settings.SITE_URL}{reverse('compte-roles')}"] if asked else []
    if not since:
        return ""
    oldest = date_fr(min(since).astimezone(PARIS).date().isoformat())
    what = pluriel(len(since), "chose attend", "choses attendent")
    pieces = [
        "Bonjour,",
        f"{what} votre lecture depuis plus d’un jour, la plus ancienne depuis le {oldest}.",
        "\n".join(lines),
        *desk,
        "Cette lettre part une fois par jour au plus, et seulement quand quelque chose attend depuis la "
        "veille. Pour ne plus la recevoir, rendez votre rôle depuis votre compte.",
        "L’observatoire Leviers",
    ]
    return typo("\n\n".join(pieces) + "\n")
