"""Who may enter the desk, and what becomes of a form sent by somebody whose session is over."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache

from leviers.accounts.models import Personne
from leviers.web.answers import View
from leviers.web.kit.jinja import reverse_url

SEE_OTHER = 303
LOST = "perdue"
"""In the address after a log-in: a form came without a session, and was not kept."""


def for_reviewers(permission: str, *, page: str = "relecture") -> Callable[[View], View]:
    """Mark a view for people with a permission; its answers are never kept, by us or by a browser.

    Nobody logged in  the log-in page, then back to the same address; after a form, back to the record with
                      a word that says that the answer was not kept
    No permission     403
    Pace              not limited: people with an account are few and known, and undo what they did
    """

    def mark(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(_find_way_back(request, page), resolve_url(settings.LOGIN_URL))
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return mark


def read_person(request: HttpRequest) -> Personne:
    """Who asks, once the door let her in."""
    return cast(Personne, request.user)


def see(name: str, params: dict[str, str]) -> HttpResponseRedirect:
    """Send to a page of the desk after a form."""
    query = f"?{urlencode(params)}" if params else ""
    return HttpResponseRedirect(f"{reverse_url(name)}{query}", status=SEE_OTHER)


def _find_way_back(request: HttpRequest, page: str) -> str:
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    params = {**request.GET.dict(), LOST: "1"}
    if fiche := request.POST.get("fiche"):
        params["fiche"] = fiche
    return f"{reverse_url(page)}?{urlencode(params)}"
