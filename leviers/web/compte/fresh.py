"""Where a log-in leads, and who must say again who she is before what cannot be undone."""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from leviers.accounts import membres
from leviers.web.answers import View
from leviers.web.door import SEE_OTHER
from leviers.web.kit.jinja import reverse_url


def for_fresh(view: View) -> View:
    """Mark a view of one’s account: a log-in of more than fifteen minutes is asked again, then back here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if membres.is_fresh(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.path})
        return HttpResponseRedirect(f"{reverse_url('connexion')}?{query}", status=SEE_OTHER)

    return guarded


def read_way(request: HttpRequest) -> str:
    """Where to go once logged in: a path on this site, else the account."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse_url("compte")
