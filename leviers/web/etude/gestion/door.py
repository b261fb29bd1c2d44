"""What every page of the team shares: who enters, what is shown around, how a gesture ends."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from leviers.errors import LeviersError
from leviers.publication.editions.lire import Publiee, find_edition
from leviers.publication.models import COURANTE
from leviers.web.answers import View
from leviers.web.door import LOST, SEE_OTHER, for_team
from leviers.web.kit.jinja import reverse_url

READ, MAKE, FREEZE = "publication.view_fabrication", "publication.add_fabrication", "publication.add_edition"
WRITE, CORRECT = "publication.change_texteetude", "publication.add_correction"
ANNOTATE, AMEND = "publication.change_edition", "publication.add_erratum"
UNPROCESSABLE = 422
_LOST_SAID = "Votre session avait pris fin : ce que vous aviez envoyé n’a pas été gardé."


def for_editors(permission: str, page: str) -> Callable[[View], View]:
    """Mark a view for the team; `page` is where a form that was lost leads back."""
    return for_team(permission, lambda _request, _given: f"{reverse_url(page)}?{LOST}=1")


def show(
    request: HttpRequest, page: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the team, with what was just done and what this person may do."""
    user = request.user
    shared = {
        "said": [*messages.get_messages(request)],
        "notices": [_LOST_SAID] if LOST in request.GET else [],
        "may_freeze": user.has_perm(FREEZE),
        "may_amend": user.has_perm(AMEND),
    }
    return render(request, f"etude/gestion/{page}.html", shared | (context or {}), status=status)


def act(request: HttpRequest, address: str, gesture: Callable[[], str]) -> HttpResponseRedirect:
    """Do something, say what was done or why not, and send to a page that can be read again."""
    try:
        messages.success(request, gesture())
    except LeviersError as error:
        messages.error(request, f"{error.message} {error.advice}")
    return HttpResponseRedirect(address, status=SEE_OTHER)


def list_errors(form: forms.Form | forms.ModelForm) -> dict[str, str]:
    """First problem of each field, in words."""
    return {name: str(found[0]) for name, found in form.errors.items()}


def find_draft() -> Publiee | None:
    """The draft in force."""
    return find_edition(settings.HOME, COURANTE)
