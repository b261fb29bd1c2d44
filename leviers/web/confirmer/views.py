"""The page that asks for the code sent to an address, for who writes without an account."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leviers.accounts import visitors
from leviers.accounts.garde import GuardedForm

UNPROCESSABLE, SEE_OTHER = 422, 303


class CodeForm(GuardedForm):
    """Six figures; spaces are let go."""

    code = forms.CharField(
        max_length=20, error_messages={"required": "Écrivez le code à six chiffres reçu par courriel."}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a right one leads back to what was being written."""
    form = CodeForm(request.POST or None)
    asked = visitors.find_asked(request)
    if request.method == "POST" and asked and form.is_valid():
        way_back = visitors.confirm(request, form.cleaned_data["code"])
        if way_back:
            is_ours = url_has_allowed_host_and_scheme(way_back, allowed_hosts=None)
            return HttpResponseRedirect(way_back if is_ours else "/", status=SEE_OTHER)
        form.add_error("code", "Ce code n’est pas le bon. Recopiez celui du dernier courriel reçu.")
        asked = visitors.find_asked(request)
    context = {"asked": asked, "form": form, "minutes": visitors.VALID.seconds // 60}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "confirmer/confirmer.html", context, status=status)
