"""Log in or open an account: an address, then the code sent to it.

A known address and an unknown one go through the same lines: whether an account exists is read only
once the address is proved.
"""

from urllib.parse import urlencode

from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from leviers.accounts import membres, oidc, visitors
from leviers.accounts.garde import GuardedForm
from leviers.errors import NotAllowedNow
from leviers.web.compte.cles import write_login_options
from leviers.web.compte.fresh import read_way
from leviers.web.confirmer.views import CodeForm
from leviers.web.door import SEE_OTHER
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE, TOO_MANY = 422, 429
PURPOSE = "vous connecter à Leviers"
REFUSALS = {
    "adresse": "Votre fournisseur d’identité ne garantit pas votre adresse. Demandez un code ci-dessous.",
    "ferme": "Ce compte est fermé.",
    "fournisseur": "La connexion par votre fournisseur d’identité n’a pas abouti. Réessayez, ou demandez un "
    "code ci-dessous.",
    "cle": "Cette clé d’accès n’a pas été reconnue. Réessayez, ou demandez un code ci-dessous.",
}


class AddressForm(GuardedForm):
    """One address, for who has an account and who opens one."""

    courriel = forms.EmailField(
        max_length=254,
        error_messages={
            "required": "Écrivez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète : il faut un nom, une arobase, un domaine.",
        },
    )

    def clean_courriel(self) -> str:
        """Addresses are compared without their case."""
        return str(self.cleaned_data["courriel"]).lower()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send a code to it, whether it has an account or not."""
    way = read_way(request)
    form = AddressForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form, way, status=200)
    if not form.is_valid():
        return _show(request, form, way, status=UNPROCESSABLE)
    try:
        visitors.ask(request, form.cleaned_data["courriel"], way, purpose=PURPOSE)
    except NotAllowedNow as refus:
        return _show(request, form, way, status=TOO_MANY, refus=refus)
    return HttpResponseRedirect(reverse_url("connexion-code"), status=SEE_OTHER)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one opens the account of its address, or a new one."""
    form = CodeForm(request.POST or None)
    asked = visitors.find_asked(request)
    if request.method == "POST" and asked and form.is_valid():
        way = visitors.confirm(request, form.cleaned_data["code"])
        if way:
            return _enter(request, asked.courriel, way)
        form.add_error("code", "Ce code n’est pas le bon. Recopiez celui du dernier courriel reçu.")
        asked = visitors.find_asked(request)
    context = {"asked": asked, "form": form, "minutes": visitors.VALID.seconds // 60}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "compte/code.html", context, status=status)


@never_cache
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Close this session."""
    logout(request)
    return HttpResponseRedirect(reverse_url("accueil"), status=SEE_OTHER)


@never_cache
@require_http_methods(["GET", "HEAD"])
def leave_for_provider(request: HttpRequest) -> HttpResponse:
    """Go to the provider of identity. A link, not a form: our content policy keeps forms at home."""
    if not oidc.name_provider():
        return HttpResponseRedirect(reverse_url("connexion"), status=SEE_OTHER)
    try:
        return oidc.leave(request, read_way(request))
    except oidc.ProviderUnusable:
        return refuse("fournisseur")


@never_cache
@require_http_methods(["GET", "HEAD"])
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider sent the reader back."""
    if provider_id != oidc.PROVIDER or not oidc.name_provider():
        return refuse("fournisseur")
    try:
        return oidc.come_back(request)
    except oidc.ProviderUnusable:
        return refuse("fournisseur")


def refuse(why: str) -> HttpResponse:
    """Back to the log-in page, with the word of what went wrong."""
    return HttpResponseRedirect(f"{reverse_url('connexion')}?{urlencode({'refus': why})}", status=SEE_OTHER)


def _enter(request: HttpRequest, courriel: str, way: str) -> HttpResponse:
    personne = membres.find_or_open(courriel)
    if not personne.is_active:
        return refuse("ferme")
    answer = membres.enter(request, personne, method="code", way=way)
    visitors.remember_device(answer, courriel)
    answer.status_code = SEE_OTHER
    return answer


def _show(
    request: HttpRequest, form: AddressForm, way: str, *, status: int, refus: NotAllowedNow | None = None
) -> HttpResponse:
    person = request.user
    context = {
        "form": form,
        "way": way,
        "refus": refus,
        "said": REFUSALS.get(request.GET.get("refus", ""), ""),
        "known": person.email if person.is_authenticated else "",
        "provider": oidc.name_provider(),
        "options": write_login_options(request),
        "asked": visitors.find_asked(request) if refus else None,
    }
    return render(request, "compte/connexion.html", context, status=status)
