"""Passkeys: added, removed, used to log in. The browser speaks, allauth verifies."""

import json
from typing import Any

from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from leviers.accounts.garde import pace
from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow
from leviers.web.compte.fresh import for_fresh, read_way
from leviers.web.door import SEE_OTHER, for_member, read_person
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_words

PER_HOUR = 30
UNPROCESSABLE = 422
REFUSED = "La clé n’a pas été reconnue. Réessayez, sans fermer cette page entre-temps."
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What a credential that no browser made raises, deep in the reading of its bytes."""


def write_login_options(_request: HttpRequest) -> str:
    """What the browser must sign to log in, as JSON; the challenge waits in the session."""
    return json.dumps(auth.begin_authentication(None))


@never_cache
@require_POST
def log_in_by_key(request: HttpRequest) -> HttpResponse:
    """Log in with a passkey; a key that is not ours leads back to the log-in page."""
    refusal = HttpResponseRedirect(f"{reverse_url('connexion')}?refus=cle", status=SEE_OTHER)
    try:
        pace("cle", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
    except NotAllowedNow:
        return refusal
    form = LoginWebAuthnForm(request.POST)
    if not _is_valid(form):
        return refusal
    key = form.cleaned_data["credential"]
    if not key.user.is_active:
        return refusal
    login = Login(user=key.user, redirect_url=read_way(request))
    answer: HttpResponse = flows.perform_passwordless_login(request, key, login)
    answer.status_code = SEE_OTHER
    return answer


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
@for_fresh
def add_key(request: HttpRequest) -> HttpResponse:
    """Add a passkey to one’s account, named after the day when nothing else is said."""
    personne = read_person(request)
    refused = ""
    if request.method == "POST":
        day = timezone.localdate().strftime("%d/%m/%Y")
        given = {
            "name": read_words(request, "nom", 80) or f"Clé du {day}",
            "credential": request.POST.get("credential", ""),
            "passwordless": "1",
        }
        form = AddWebAuthnForm(given, user=personne)
        if _is_valid(form):
            said = form.cleaned_data
            flows.add_authenticator(request, name=said["name"], credential=said["credential"])
            return HttpResponseRedirect(f"{reverse_url('compte')}#cles", status=SEE_OTHER)
        refused = REFUSED
    context = {
        "options": json.dumps(auth.begin_registration(personne, passwordless=True)),
        "refused": refused,
    }
    return render(request, "compte/cle.html", context, status=UNPROCESSABLE if refused else 200)


@for_member
@require_POST
def remove_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a passkey away from one’s account."""
    keys = Authenticator.objects.filter(user=read_person(request), type=Authenticator.Type.WEBAUTHN)
    key = keys.filter(pk=pk).first()
    if key is None:
        raise Http404
    flows.remove_authenticator(request, key)
    return HttpResponseRedirect(f"{reverse_url('compte')}#cles", status=SEE_OTHER)


def list_keys(personne: Personne) -> list[dict[str, Any]]:
    """Passkeys of a person, as her page shows them."""
    keys = Authenticator.objects.filter(user=personne, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    return [
        {"pk": key.pk, "nom": key.wrap().name, "ajoutee_le": key.created_at, "servie_le": key.last_used_at}
        for key in keys
    ]


def _is_valid(form: Form) -> bool:
    try:
        return form.is_valid()
    except _UNREADABLE:
        return False
