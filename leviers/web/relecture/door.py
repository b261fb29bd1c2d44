"""Who may enter the desk, and where a form sent by somebody whose session is over leads back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect

from leviers.web.answers import View
from leviers.web.door import LOST, SEE_OTHER, for_team, read_person
from leviers.web.kit.jinja import reverse_url

__all__ = ["LOST", "SEE_OTHER", "for_reviewers", "read_person", "see"]


def for_reviewers(permission: str, *, page: str = "relecture") -> Callable[[View], View]:
    """Mark a view for people with a permission; after a lost form, back to the record that it was about."""

    def find_way_back(request: HttpRequest, _given: dict[str, Any]) -> str:
        params = {**request.GET.dict(), LOST: "1"}
        if fiche := request.POST.get("fiche"):
            params["fiche"] = fiche
        return f"{reverse_url(page)}?{urlencode(params)}"

    return for_team(permission, find_way_back)


def see(name: str, params: dict[str, str]) -> HttpResponseRedirect:
    """Send to a page of the desk after a form."""
    query = f"?{urlencode(params)}" if params else ""
    return HttpResponseRedirect(f"{reverse_url(name)}{query}", status=SEE_OTHER)
