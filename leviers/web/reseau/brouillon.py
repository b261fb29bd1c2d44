"""What was typed is never lost: kept in the session while who wrote logs in again, then shown in the form."""

from typing import Any

from django.http import HttpRequest, QueryDict

from leviers.web.answers import View
from leviers.web.door import for_role

_KEPT, LARGEST = "reseau_brouillon", 20_000
_OURS = ("csrfmiddlewaretoken", "site")


def for_writer(view: View) -> View:
    """Mark a view for whoever is logged in; a form sent after the end of a session waits for its author."""
    return for_role(lambda _person: True, _keep)(view)


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before the log-in, once."""
    kept = request.session.get(_KEPT)
    if request.method != "GET" or not kept or kept["page"] != request.path:
        return None
    del request.session[_KEPT]
    return QueryDict(kept["saisie"])


def _keep(request: HttpRequest, _given: dict[str, Any]) -> str:
    typed = request.POST.copy()
    for name in _OURS:
        typed.pop(name, None)
    saisie = typed.urlencode()
    if len(saisie) <= LARGEST:
        request.session[_KEPT] = {"page": request.path, "saisie": saisie}
    return request.path
