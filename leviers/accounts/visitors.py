"""Who writes without an account: an address, confirmed by a code sent to it, for this session alone."""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from leviers.accounts.garde import pace
from leviers.accounts.models import Confirmation, Personne
from leviers.courrier import ecrire, envoyer
from leviers.courrier.models import Lettre
from leviers.errors import NotAllowedNow

VALID = timedelta(minutes=15)
LASTS = timedelta(hours=12)
MAX_TRIES = 5
PER_HOUR, FROM_ONE_PLACE = 5, 20
"""Codes that may be asked for in an hour for one address, and from one network address."""
Told = Callable[[HttpRequest, str], None]
_when_confirmed: list[Told] = []
_ASKED, _CONFIRMED, _WAY_BACK = "confirmation", "courriel_confirme", "confirmation_retour"


def tell_when_confirmed(told: Told) -> None:
    """Have a function called with the request and the address, once the code of an address is right.

    What was written in this session before its code waits for that. Registered when the site starts
    """
    if told not in _when_confirmed:
        _when_confirmed.append(told)


def read_address(request: HttpRequest) -> str:
    """The address of who asks, that of the account or one confirmed in this session; else empty."""
    if isinstance(request.user, Personne):
        return request.user.email
    kept = request.session.get(_CONFIRMED)
    if not kept or datetime.fromisoformat(kept[1]) < timezone.now() - LASTS:
        return ""
    return str(kept[0])


def ask(request: HttpRequest, courriel: str, way_back: str, *, purpose: str = "écrire sur Leviers") -> None:
    """Send a code to an address; the page `confirmer` asks for it, then leads to `way_back`.

    way_back  path on this site
    purpose   what the code is for, in the letter: « votre code pour … »
    Raises    NotAllowedNow beyond PER_HOUR codes in an hour, for this address or from this place
    """
    hour_ago = timezone.now() - timedelta(hours=1)
    if Confirmation.objects.filter(courriel=courriel, demandee_le__gte=hour_ago).count() >= PER_HOUR:
        raise NotAllowedNow(
            "Trop de codes ont été demandés pour cette adresse.",
            advice="Attendez une heure, puis recommencez.",
        )
    pace("code", request.META.get("REMOTE_ADDR", ""), per_hour=FROM_ONE_PLACE)
    code = f"{secrets.randbelow(10**6):06d}"
    asked = Confirmation.objects.create(courriel=courriel, empreinte="")
    Confirmation.objects.filter(pk=asked.pk).update(empreinte=_digest(asked.pk, code))
    request.session[_ASKED], request.session[_WAY_BACK] = asked.pk, way_back
    envoyer.send_at_once(_write_code(courriel, code, purpose))


def find_asked(request: HttpRequest) -> Confirmation | None:
    """The code that this session waits for, if it still holds."""
    since = timezone.now() - VALID
    waiting = Confirmation.objects.filter(pk=request.session.get(_ASKED, 0), utilisee_le=None)
    return waiting.filter(demandee_le__gte=since, essais__lt=MAX_TRIES).first()


def confirm(request: HttpRequest, code: str) -> str:
    """Take a typed code: the way back when it is right, else empty; a wrong one counts as a try."""
    asked = find_asked(request)
    if asked is None:
        return ""
    with transaction.atomic():
        row = Confirmation.objects.filter(pk=asked.pk, utilisee_le=None, essais__lt=MAX_TRIES)
        if not row.update(essais=F("essais") + 1):
            return ""
    if not hmac.compare_digest(asked.empreinte, _digest(asked.pk, code.strip().replace(" ", ""))):
        return ""
    if not Confirmation.objects.filter(pk=asked.pk, utilisee_le=None).update(utilisee_le=timezone.now()):
        return ""
    request.session.cycle_key()
    request.session[_CONFIRMED] = (asked.courriel, timezone.now().isoformat())
    request.session.pop(_ASKED, None)
    for told in _when_confirmed:
        told(request, asked.courriel)
    return str(request.session.pop(_WAY_BACK, "/"))


def forget_old() -> int:
    """Erase what codes were asked by whom, after a day; how many."""
    deleted, _by_model = Confirmation.objects.filter(
        demandee_le__lt=timezone.now() - timedelta(days=1)
    ).delete()
    return deleted


def _digest(pk: int, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{pk} {code}".encode(), "sha256").hexdigest()


def _write_code(courriel: str, code: str, purpose: str) -> Lettre | None:
    texte = (
        f"Bonjour,\n\nVotre code pour {purpose} :\n\n"
        f"{code}\n\nIl sert une fois, pendant quinze minutes, sur la page où vous l’avez demandé. "
        "Ne le donnez à personne. Si vous n’avez rien demandé, ne faites rien : sans ce code, "
        "personne n’écrit ni n’entre avec votre adresse.\n\n"
        "L’observatoire Leviers\n"
    )
    limit = timezone.now() + VALID
    return ecrire.write(courriel, "code", f"{code} : votre code Leviers", texte, perime_le=limit)
