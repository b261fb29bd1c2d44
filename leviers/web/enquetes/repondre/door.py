"""The door of respondents: a personal link opens one participation, and nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from leviers.errors import LinkRefused
from leviers.survey.jetons import read_jeton
from leviers.survey.models import Contact
from leviers.web.answers import View

NOT_FOUND, GONE = 404, 410
_PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
ContactView = Callable[..., HttpResponseBase]


def for_respondents(view: ContactView) -> View:
    """Mark a view of a personal link: it receives the contact in place of the code and the link.

    The link is the only credential and travels in the address: no cookie is read, so that no other site can
    write in somebody's name, and a form stays valid for as long as the link does.
    Raises  nothing: a link that opens nothing gets a page that says what to do
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, campagne: str, jeton: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            contact = read_jeton(campagne, jeton)
        except LinkRefused as error:
            return make_private(_refuse(request, error))
        _note_coming(contact)
        return make_private(view(request, contact, *args, **kwargs))

    return guarded


def make_private(response: Any) -> Any:
    """No index, and no address given away to the sites that a page links to."""
    for name, value in _PRIVATE.items():
        response.headers[name] = value
    return response


def _refuse(request: HttpRequest, error: LinkRefused) -> HttpResponse:
    status = GONE if error.is_withdrawn else NOT_FOUND
    return render(request, "enquetes/repondre/lien.html", {"error": error}, status=status)


def _note_coming(contact: Contact) -> None:
    """The first coming is kept, for the board of the team; not those after it."""
    if contact.venu_le is None:
        Contact.objects.filter(pk=contact.pk, venu_le=None).update(venu_le=timezone.now())
