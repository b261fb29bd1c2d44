"""Who writes without an account: an address, confirmed by a code sent to it, for this session alone.

Codes are asked for by whoever types an address, its owner or not. Three counts bound them, so that a
stranger neither fills a mailbox, nor guesses, nor keeps its owner out:

one place, one address   PER_HOUR: a stranger uses up a share of his own, never that of the owner
one place                FROM_ONE_PLACE in an hour, for all addresses: mass sign-up stops
one address              FROM_ALL in a day: strangers at many places send few letters, and have few guesses
known device             a device where this address has logged in is a place of its own, outside of the last
                         two counts: whatever strangers do, it receives its codes. Passkeys need none

A code asked for elsewhere changes nothing of the one that this session waits for.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from leviers.accounts.garde import pace
from leviers.accounts.models import Confirmation, Personne
from leviers.courrier import ecrire, envoyer
from leviers.courrier.models import Lettre
from leviers.errors import NotAllowedNow
from leviers.reference.typography import typo

VALID = timedelta(minutes=15)
LASTS = timedelta(hours=12)
MAX_TRIES = 5
PER_HOUR, FROM_ONE_PLACE, FROM_ALL = 5, 20, 20
_DEVICE, DEVICE_LASTS = "appareil", timedelta(days=90)
"""Cookie of a known device: a digest of the address with the key of the installation."""
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
    Raises    NotAllowedNow beyond the counts that this module says
    """
    _count(request, courriel)
    code = f"{secrets.randbelow(10**6):06d}"
    asked = Confirmation.objects.create(courriel=courriel, empreinte="")
    Confirmation.objects.filter(pk=asked.pk).update(empreinte=_digest(asked.pk, code))
    request.session[_ASKED], request.session[_WAY_BACK] = asked.pk, way_back
    envoyer.send_at_once(_write_code(courriel, code, purpose))


def remember_device(response: HttpResponse, courriel: str) -> None:
    """Have this device known as one where an address has logged in; the cookie does not hold the address."""
    response.set_cookie(
        _DEVICE,
        _name_device(courriel),
        max_age=DEVICE_LASTS,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget_device(response: HttpResponse) -> None:
    """Take that cookie back: the account is closed."""
    response.delete_cookie(_DEVICE, samesite="Lax")


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


def _count(request: HttpRequest, courriel: str) -> None:
    kept, known = request.COOKIES.get(_DEVICE, ""), _name_device(courriel)
    if hmac.compare_digest(kept.encode(), known.encode()):
        pace("code", known, per_hour=PER_HOUR, about=courriel.lower())
        return
    day_ago = timezone.now() - timedelta(days=1)
    if Confirmation.objects.filter(courriel__iexact=courriel, demandee_le__gte=day_ago).count() >= FROM_ALL:
        raise NotAllowedNow(
            "Trop de codes ont été demandés pour cette adresse aujourd’hui.",
            advice="Un code déjà reçu sert encore. Un appareil où vous êtes déjà entré, ou une clé d’accès, "
            "ouvre toujours le compte ; sinon, revenez demain.",
        )
    place = request.META.get("REMOTE_ADDR", "")
    pace("code", place, per_hour=PER_HOUR, about=courriel.lower())
    pace("code", place, per_hour=FROM_ONE_PLACE)


def _name_device(courriel: str) -> str:
    return hmac.new(
        settings.SECRET_KEY.encode(), f"appareil {courriel.lower()}".encode(), "sha256"
    ).hexdigest()


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
    sujet = typo(f"{code} : votre code Leviers")
    return ecrire.write(courriel, "code", sujet, typo(texte), perime_le=limit)
