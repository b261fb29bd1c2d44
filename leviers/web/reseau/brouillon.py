"""What was typed is never lost: kept in the session while who wrote logs in again, then shown in the form.

A form says who opened it, by a signed word. What it held is shown to this person alone: somebody else who
logs in at the same screen takes nothing of it, and nothing stays of it in her session
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

from leviers.web.answers import View
from leviers.web.door import for_role, read_person, say_lost

_KEPT, LARGEST = "reseau_brouillon", 20_000
_SIGNED = "ouvert_par"
"""Field of the form, and purpose of its signature."""
_OURS = ("csrfmiddlewaretoken", "site", _SIGNED)


def for_writer(view: View) -> View:
    """Mark a view for whoever is logged in; a form sent after the end of a session waits for its author."""
    return for_role(lambda _person: True, _keep)(view)


def sign(request: HttpRequest) -> str:
    """The word of a form that says who opened it."""
    return signing.dumps(read_person(request).pk, salt=_SIGNED)


def take(request: HttpRequest) -> QueryDict | None:
    """What this person typed on this page before the log-in, once."""
    kept = request.session.get(_KEPT)
    if request.method != "GET" or not kept:
        return None
    is_hers = kept["par"] == read_person(request).pk
    if is_hers and kept["page"] != request.path:
        return None
    del request.session[_KEPT]
    return QueryDict(kept["saisie"]) if is_hers else None


def _keep(request: HttpRequest, given: dict[str, Any]) -> str:
    """Where to go after the log-in: to the form again, or where it is said that nothing was kept."""
    typed = request.POST.copy()
    par = _read_author(typed.get(_SIGNED, ""))
    for name in _OURS:
        typed.pop(name, None)
    saisie = typed.urlencode()
    if par is None or len(saisie) > LARGEST:
        return say_lost(request, given)
    request.session[_KEPT] = {"page": request.path, "par": par, "saisie": saisie}
    return request.path


def _read_author(signed: str) -> int | None:
    try:
        return int(signing.loads(signed, salt=_SIGNED))
    except (signing.BadSignature, TypeError, ValueError):
        return None
