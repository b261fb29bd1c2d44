"""Who may enter the moderation desk: who reviews; the log-in page, then back; 403 for the others."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.cache import never_cache

from leviers.accounts import rights
from leviers.web.answers import View
from leviers.web.door import LOST
from leviers.web.kit.jinja import reverse_url


def for_reviewers(view: View) -> View:
    """Mark a page of the desk; a form sent by somebody whose session is over was not kept, and is said."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            is_reading = request.method in ("GET", "HEAD")
            address = request.get_full_path() if is_reading else f"{reverse_url('moderation')}?{LOST}=1"
            return redirect_to_login(address, resolve_url(settings.LOGIN_URL))
        if not rights.is_relecteur(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
