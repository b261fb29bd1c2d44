"""The form by which any reader reports an error about a démarche."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leviers.catalogue import published
from leviers.catalogue.published import Demarche
from leviers.web.demarches.reports import PER_HOUR, ReportForm, TooManyReports, record_report
from leviers.web.demarches.views import find_demarche
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE, TOO_MANY, SEE_OTHER = 422, 429, 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_demarche(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form, then keep what was written, then say thank you."""
    demarche = find_demarche(code, published.current())
    if request.method == "POST":
        return _receive(request, demarche)
    return _show(request, demarche, ReportForm(), status=200)


def _receive(request: HttpRequest, demarche: Demarche) -> HttpResponse:
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _show(request, demarche, form, status=UNPROCESSABLE)
    try:
        record_report(demarche.id, form, address=request.META.get("REMOTE_ADDR", ""))
    except TooManyReports:
        return _show(request, demarche, form, status=TOO_MANY)
    return HttpResponseRedirect(f"{reverse_url('signaler', demarche.id)}?merci=1", status=SEE_OTHER)


def _show(request: HttpRequest, demarche: Demarche, form: ReportForm, *, status: int) -> HttpResponse:
    context = {
        "demarche": demarche,
        "form": form,
        "errors": {name: form.errors[name][0] for name in form.fields if name in form.errors},
        "typed": {name: form.data.get(name, "") for name in form.fields},
        "is_too_fast": status == TOO_MANY,
        "per_hour": PER_HOUR,
        "is_thanks": request.method == "GET" and request.GET.get("merci") == "1",
    }
    return render(request, "demarches/signaler.html", context, status=status)
