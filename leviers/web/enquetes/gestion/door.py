"""What every page of the team shares: who enters, what an address names, how a gesture ends."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from leviers.errors import LeviersError
from leviers.survey.models import Campagne, Contact, Participation
from leviers.survey.territoires import find_slug, load_interroges
from leviers.web.answers import View
from leviers.web.door import LOST, SEE_OTHER, for_team
from leviers.web.enquetes.gestion import mots
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_number

READ, ACT = "survey.view_campagne", "survey.change_campagne"
IMPORT, CREATE = "survey.add_version", "survey.add_campagne"
PEOPLE_READ, PEOPLE_ACT = "survey.view_contact", "survey.change_contact"
UNPROCESSABLE, TOO_LARGE = 422, 413
_LOST_SAID = "Votre session avait pris fin : ce que vous aviez envoyé n’a pas été gardé."
_WORDS = {
    "enquetes-gestion": (),
    "enquetes-questionnaires": (),
    "enquetes-creer": (),
    "enquetes-tableau": ("campagne",),
    "enquetes-contacts": ("campagne",),
    "enquetes-contact": ("campagne", "contact"),
    "enquetes-lettres": ("campagne",),
    "enquetes-territoire": ("campagne", "territoire"),
    "enquetes-lecture": ("campagne", "territoire"),
}
"""Words that the address of each page takes."""


def for_animators(permission: str, page: str) -> Callable[[View], View]:
    """Mark a view for the team; `page` is where a form that was lost leads back."""

    def find_way_back(_request: HttpRequest, given: dict[str, Any]) -> str:
        words = [str(given[word]) for word in _WORDS[page]]
        return f"{reverse_url(page, *words)}?{LOST}=1"

    return for_team(permission, find_way_back)


def limit_upload(octets: int) -> Callable[[View], View]:
    """Refuse a form that is too heavy before anything of it is read, its key included."""

    def mark(view: View) -> View:
        protected = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if (read_number(request.META.get("CONTENT_LENGTH") or "") or 0) > octets:
                context = {"megas": octets // 1_000_000, "retour": request.path}
                return render(request, "enquetes/gestion/trop_lourd.html", context, status=TOO_LARGE)
            return protected(request, *args, **kwargs)

        return guarded

    return mark


def find_campagne(code: str) -> Campagne:
    """The campaign of an address, or 404."""
    return get_object_or_404(Campagne.objects.select_related("version__questionnaire"), code=code)


def find_participation(code: str, slug: str) -> Participation:
    """The participation of a territoire in a campaign, or 404."""
    campagne = find_campagne(code)
    sirens = [siren for siren in (*load_interroges(), slug) if find_slug(siren) == slug]
    found = campagne.participations.filter(territoire_siren__in=sirens).first()
    if found is None:
        raise Http404("Ce territoire n’est pas dans cette campagne.")
    found.campagne = campagne
    return found


def find_contact(code: str, pk: int) -> Contact:
    """A contact of a campaign, or 404; never one of another campaign."""
    contacts = Contact.objects.select_related("participation__campagne__version__questionnaire")
    return get_object_or_404(contacts, pk=pk, participation__campagne__code=code)


def show(
    request: HttpRequest, page: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a page of the team, with what was just done."""
    shared = {
        "said": [*messages.get_messages(request)],
        "notices": [_LOST_SAID] if LOST in request.GET else [],
        "mots": mots,
    }
    return render(request, f"enquetes/gestion/{page}.html", shared | (context or {}), status=status)


def act(request: HttpRequest, address: str, gesture: Callable[[], str]) -> HttpResponseRedirect:
    """Do something, say what was done or why not, and send to a page that can be read again."""
    try:
        messages.success(request, gesture())
    except LeviersError as error:
        messages.error(request, f"{error.message} {error.advice}")
    return HttpResponseRedirect(address, status=SEE_OTHER)
