"""The board: the draft and its state, the making under way, frozen editions, who did what."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.errors import LeviersError, NotReady
from leviers.publication.editions import fabrication, ouvrage
from leviers.publication.editions.disk import is_stale
from leviers.publication.editions.gestes import list_last
from leviers.publication.editions.lire import list_frozen
from leviers.publication.editions.ouvrage import Ouvrage
from leviers.publication.models import COURANTE, Edition, Fabrication
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.etude.gestion.door import (
    FREEZE,
    MAKE,
    READ,
    UNPROCESSABLE,
    act,
    find_draft,
    for_editors,
    show,
)
from leviers.web.kit.jinja import reverse_url

HOME = "etude-gestion"
SHOWN = 8


@require_safe
@for_editors(READ, HOME)
def show_board(request: HttpRequest) -> HttpResponse:
    """What there is, what is being made, what was done."""
    now = _find_ouvrage()
    known = Fabrication.objects.select_related("demandee_par")
    rows = {row.code: row for row in Edition.objects.prefetch_related("errata")}
    context = {
        "draft": find_draft(),
        "is_stale": now is not None and is_stale(settings.HOME, now),
        "can_make": now is not None,
        "en_cours": known.exclude(etat__in=(Fabrication.Etat.PRETE, Fabrication.Etat.ECHOUEE)),
        "finies": [one for one in known[: 2 * SHOWN] if one.est_finie][:SHOWN],
        "editions": [(one, rows.get(one.code)) for one in list_frozen(settings.HOME)],
        "gestes": list_last(),
    }
    return show(request, "accueil", context)


@require_POST
@for_editors(MAKE, HOME)
def make_draft(request: HttpRequest) -> HttpResponse:
    """Ask for the draft; it begins within a minute, beside the site."""

    def gesture() -> str:
        fabrication.ask(COURANTE, by=read_person(request), home=settings.HOME)
        return (
            "Brouillon demandé : la fabrication commence dans la minute. Une lettre vous dira qu’il est prêt."
        )

    return act(request, reverse_url(HOME), gesture)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors(FREEZE, HOME)
def freeze(request: HttpRequest) -> HttpResponse:
    """Say what would be frozen, then ask for it once it was confirmed."""
    if request.method != "POST":
        return _show_freeze(request, {"code": str(timezone.localdate().year)})
    typed = request.POST.dict()
    code = typed.get("code", "").strip()
    if typed.get("confirme") != "oui":
        said = "Cochez la case : une édition figée ne change plus."
        return _show_freeze(request, typed, errors={"confirme": said})
    try:
        fabrication.ask(code, by=read_person(request), home=settings.HOME, doi=typed.get("doi", ""))
    except LeviersError as error:
        field = "doi" if "DOI" in error.message else "code"
        return _show_freeze(request, typed, errors={field: f"{error.message} {error.advice}"})
    messages.success(request, f"Édition {code} demandée : elle sera figée dans quelques minutes.")
    return HttpResponseRedirect(reverse_url(HOME), status=SEE_OTHER)


def _show_freeze(
    request: HttpRequest, typed: dict[str, Any], *, errors: dict[str, str] | None = None
) -> HttpResponse:
    draft, now = find_draft(), _find_ouvrage()
    context = {
        "typed": {"code": "", "doi": ""} | typed,
        "errors": errors or {},
        "ouvrage": now,
        "draft": draft,
        "is_stale": now is not None and is_stale(settings.HOME, now),
    }
    return show(request, "figer", context, status=UNPROCESSABLE if errors else 200)


def _find_ouvrage() -> Ouvrage | None:
    """What would be written now; None when there is nothing to tell."""
    try:
        return ouvrage.prepare()
    except NotReady:
        return None
