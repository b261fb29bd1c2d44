"""Follow: ask, confirm, manage, stop. A link never changes anything by itself: a button does."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leviers.accounts.garde import GuardedForm, pace
from leviers.accounts.visitors import read_address
from leviers.errors import LeviersError, LinkRefused, NotAllowedNow
from leviers.participation.models import Abonne, Suivi
from leviers.participation.suivis import demandes, jetons
from leviers.participation.suivis.mots import cite
from leviers.web.kit.jinja import reverse_url
from leviers.web.suivre.sujets import find_sujet
from leviers.web.typed import read_number

UNPROCESSABLE, TOO_MANY, SEE_OTHER, GONE, NOT_FOUND = 422, 429, 303, 410, 404
PER_HOUR = 20
"""Forms from one network address in an hour."""
RYTHMES = tuple(Suivi.Rythme.choices)
_EMAIL = {
    "required": "Écrivez votre adresse électronique : c’est là que les lettres arrivent.",
    "invalid": "Écrivez une adresse comme prenom@exemple.fr.",
}
_DONE = {
    "confirme": "C’est fait : vous suivez {titre}.",
    "rythme": "Le rythme a changé.",
    "arrete": "Ce suivi est arrêté.",
    "repris": "Les lettres reprennent.",
}


class AddressForm(GuardedForm):
    """An address."""

    courriel = forms.EmailField(max_length=254, error_messages=_EMAIL)


class FollowForm(AddressForm):
    """An address and a rhythm."""

    rythme = forms.ChoiceField(
        choices=RYTHMES,
        error_messages={
            "required": "Choisissez un rythme.",
            "invalid_choice": "Choisissez l’un des deux rythmes.",
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form for one thing; without a thing, what following is."""
    if "sujet" not in request.GET:
        return render(request, "suivre/accueil.html", {})
    sujet = find_sujet(request.GET["sujet"], request.GET.get("id", ""))
    known = read_address(request)
    form = FollowForm(request.POST or None)
    refus: LeviersError | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and not sujet.refus:
            courriel = form.cleaned_data["courriel"]
            is_known = bool(known) and courriel.lower() == known.lower()
            try:
                pace("suivi", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
                held = demandes.ask(courriel, sujet.demande, form.cleaned_data["rythme"], is_known=is_known)
            except (NotAllowedNow, LinkRefused) as error:
                refus, status = error, TOO_MANY
            else:
                way = f"{_write_page(held.abonne)}?fait=confirme&suivi={held.pk}" if held else ""
                return _redirect(way or f"{sujet.form}&envoye=1")
    context = {
        "sujet": sujet,
        "form": form,
        "refus": refus,
        "rythmes": RYTHMES,
        "known": known,
        "envoye": request.method != "POST" and "envoye" in request.GET,
        "jours": jetons.VALID_DAYS,
        "contact": settings.CONTACT,
    }
    return render(request, "suivre/suivre.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, jeton: str) -> HttpResponse:
    """The page of the link received, then its button."""
    try:
        if request.method == "POST":
            suivi = demandes.confirm(jeton)
            return _redirect(f"{_write_page(suivi.abonne)}?fait=confirme&suivi={suivi.pk}")
        suivi = demandes.find_asked(jeton)
    except LinkRefused as error:
        return _refuse(request, error)
    return render(request, "suivre/confirmer.html", {"suivi": suivi, "jeton": jeton})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, jeton: str) -> HttpResponse:
    """Stop the letters of one rhythm. Mail readers post here by themselves (RFC 8058), people press a button.

    The address holds the right to do it: no cookie is asked for. A GET, which any filter may send, stops
    nothing.
    """
    if request.method != "POST" and request.GET.get("fait"):
        return render(request, "suivre/arreter.html", {"fait": True, "rythme": "", "suivis": ()})
    try:
        held = jetons.read(jetons.ARRETER, jeton)
        abonne = Abonne.objects.filter(pk=held[0], cle=held[1]).first()
    except LinkRefused as error:
        return _refuse(request, error)
    if request.method == "POST":
        if abonne:
            demandes.stop(abonne, rythme=held[2])
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return HttpResponse("Arrêté.\n", content_type="text/plain; charset=utf-8")
        return _redirect(f"{request.path}?fait=1")
    suivis = list(abonne.suivis.filter(rythme=held[2]).exclude(confirme_le=None)) if abonne else []
    context = {"fait": not suivis, "rythme": dict(RYTHMES).get(held[2], ""), "suivis": suivis, "jeton": jeton}
    return render(request, "suivre/arreter.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_mine(request: HttpRequest) -> HttpResponse:
    """Ask for the link of one’s page; who is known by an address goes there."""
    known = read_address(request).lower()
    mine = Abonne.objects.filter(courriel=known).first() if known else None
    if mine and request.method != "POST":
        return HttpResponseRedirect(_write_page(mine))
    form = AddressForm(request.POST or None)
    refus: LeviersError | None = None
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                pace("suivi", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
            except NotAllowedNow as error:
                refus, status = error, TOO_MANY
            else:
                demandes.send_link(form.cleaned_data["courriel"])
                return _redirect(f"{reverse_url('mes-suivis-demander')}?envoye=1")
    context = {"form": form, "refus": refus, "envoye": "envoye" in request.GET, "known": known}
    return render(request, "suivre/demander.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, jeton: str) -> HttpResponse:
    """Everything one address follows: other rhythms, stop one, stop all."""
    try:
        abonne = jetons.find_abonne(jeton)
    except LinkRefused as error:
        return _refuse(request, error)
    if request.method == "POST":
        return _act(request, abonne, jeton)
    suivis = list(abonne.suivis.exclude(confirme_le=None).order_by("-confirme_le", "-pk"))
    named = next((one.titre for one in suivis if str(one.pk) == request.GET.get("suivi")), "")
    said = _DONE.get(request.GET.get("fait", ""), "")
    context = {
        "abonne": abonne,
        "suivis": suivis,
        "rythmes": RYTHMES,
        "jeton": jeton,
        "said": said.format(titre=cite(named)) if named or "{" not in said else "",
    }
    return render(request, "suivre/mes-suivis.html", context)


def _act(request: HttpRequest, abonne: Abonne, jeton: str) -> HttpResponse:
    """One gesture of that page; a follow of somebody else is not found among one’s own."""
    geste, pk = request.POST.get("geste", ""), read_number(request.POST.get("suivi", ""))
    mine = abonne.suivis.filter(pk=pk).first() if pk is not None else None
    page, end = reverse("mes-suivis", args=[jeton]), reverse("suivi-arreter", args=["tout"])
    if geste == "tout":
        demandes.stop(abonne)
        return _redirect(f"{end}?fait=1")
    if geste == "reprendre":
        demandes.resume(abonne)
        return _redirect(f"{page}?fait=repris")
    if geste == "arreter" and mine:
        demandes.stop(abonne, pk=mine.pk)
        is_last = not Abonne.objects.filter(pk=abonne.pk).exists()
        return _redirect(f"{end}?fait=1" if is_last else f"{page}?fait=arrete")
    if geste == "rythme" and mine and request.POST.get("rythme") in Suivi.Rythme.values:
        demandes.change_rhythm(mine, request.POST["rythme"])
        return _redirect(f"{page}?fait=rythme")
    return _redirect(page)


def _write_page(abonne: Abonne) -> str:
    return reverse("mes-suivis", args=[jetons.sign_management(abonne)])


def _refuse(request: HttpRequest, error: LinkRefused) -> HttpResponse:
    status = GONE if error.is_withdrawn else NOT_FOUND
    return render(request, "suivre/lien.html", {"error": error}, status=status)


def _redirect(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=SEE_OTHER)
