"""Who may enter the pages of the team, and what becomes of a form sent by somebody whose session is over."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache

from leviers.accounts.models import Personne
from leviers.web.answers import View

SEE_OTHER = 303
LOST = "perdue"
"""In the address after a log-in: a form came without a session, and was not kept."""

WayBack = Callable[[HttpRequest, dict[str, Any]], str]
Check = Callable[[Any], bool]


def for_team(permission: str, way_back: WayBack) -> Callable[[View], View]:
    """Mark a view for people with a permission; its answers are never kept, by us or by a browser.

    Nobody logged in  the log-in page of the back office, then back to the same address; after a form,
                      `way_back` says where, with a word that says that nothing was kept
    No permission     403
    Pace              not limited: people with an account are few and known
    """
    return _guard(lambda person: person.has_perm(permission), way_back, "wagtailadmin_login")


def for_role(check: Check, way_back: WayBack | None = None) -> Callable[[View], View]:
    """Mark a view for people whom `check`, a function of `leviers.accounts.rights`, lets in.

    Same manners as `for_team`, but the log-in page is that of accounts without passwords; after a form
    and without `way_back`, back to /compte/, where it is said
    """
    return _guard(check, way_back or say_lost, settings.LOGIN_URL)


def say_lost(_request: HttpRequest, _given: dict[str, Any]) -> str:
    """Where one reads, after the log-in, that a form was not kept."""
    return f"{reverse('compte')}?{LOST}=1"


def for_member(view: View) -> View:
    """Mark a view for whoever is logged in."""
    return for_role(lambda _person: True)(view)


def _guard(check: Check, way_back: WayBack, log_in: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                is_reading = request.method in ("GET", "HEAD")
                address = request.get_full_path() if is_reading else way_back(request, kwargs)
                return redirect_to_login(address, resolve_url(log_in))
            if not check(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return mark


def read_person(request: HttpRequest) -> Personne:
    """Who asks, once the door let her in."""
    return cast(Personne, request.user)
