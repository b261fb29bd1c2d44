"""Devices where a person is logged in: listed with words and dates, closed one by one or all."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from leviers.accounts.models import Personne, Seance

_KEPT, _SEEN = "seance", "seance_vue_le"
_EVERY = timedelta(hours=1)
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrom": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "sur iPhone",
    "iPad": "sur iPad",
    "Android": "sur Android",
    "Windows": "sous Windows",
    "Mac OS X": "sur Mac",
    "CrOS": "sur Chromebook",
    "Linux": "sous Linux",
}


class Seances:
    """Middleware: keep the list of devices true, whatever way a person logged in. One write an hour."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        if session.accessed and not session.is_empty() and SESSION_KEY in session:
            _note(request)
        return response


def list_open(personne: Personne) -> list[Seance]:
    """Devices where she is logged in now, the last seen first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return list(Seance.objects.filter(personne=personne, cle__in=alive))


@transaction.atomic
def close(personne: Personne, pk: int) -> bool:
    """Log one device of hers out; whether there was one."""
    seance = Seance.objects.filter(personne=personne, pk=pk).first()
    if seance is None:
        return False
    Session.objects.filter(session_key=seance.cle).delete()
    seance.delete()
    return True


@transaction.atomic
def close_all(personne: Personne, *, but: str = "") -> int:
    """Log all her devices out, except the session whose key is `but`; how many."""
    others = Seance.objects.filter(personne=personne).exclude(cle=but)
    Session.objects.filter(session_key__in=others.values("cle")).delete()
    closed, _by_model = others.delete()
    return closed


def forget_closed() -> int:
    """Erase the devices whose session is over; how many."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    deleted, _by_model = Seance.objects.exclude(cle__in=alive).delete()
    return deleted


def name_device(agent: str) -> str:
    """« Firefox sous Linux », from what a browser says of itself."""
    browser = next((name for word, name in _BROWSERS.items() if word in agent), "Navigateur inconnu")
    system = next((name for word, name in _SYSTEMS.items() if word in agent), "")
    return f"{browser} {system}".strip()


def _note(request: HttpRequest) -> None:
    session, now = request.session, timezone.now()
    cle = session.session_key or ""
    known = session.get(_KEPT)
    seen = session.get(_SEEN)
    is_recent = seen and datetime.fromisoformat(seen) > now - _EVERY
    if not cle or (is_recent and known == [cle, session[SESSION_KEY]]):
        return
    holder = int(session[SESSION_KEY])
    made = {
        "personne_id": holder,
        "appareil": name_device(request.headers.get("User-Agent", "")),
        "vue_le": now,
    }
    if known and known[0] != cle:  # the key of a session turns when the person proves again who she is
        Seance.objects.filter(cle=known[0], personne_id=holder).update(cle=cle)
        Seance.objects.filter(cle=known[0]).delete()
    Seance.objects.update_or_create(cle=cle, defaults=made)
    session[_KEPT], session[_SEEN] = [cle, session[SESSION_KEY]], now.isoformat()
