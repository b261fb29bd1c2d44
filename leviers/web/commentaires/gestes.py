"""What can be done with one comment: change it, take it back, report it, contest a refusal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leviers.accounts.garde import GuardedForm, pace, pace_retouche
from leviers.errors import NotAllowedNow
from leviers.participation import appels, commentaires, fils
from leviers.participation.models import Commentaire
from leviers.web.commentaires.forms import (
    PER_HOUR,
    AdresseForm,
    AppelForm,
    MotifForm,
    TexteForm,
    ask_for_code,
    read_writer,
)
from leviers.web.commentaires.subjects import find_subject
from leviers.web.commentaires.views import SEE_OTHER, TOO_MANY, UNPROCESSABLE, get_comment, say_place

FORBIDDEN = 403
Act = Callable[[Commentaire, GuardedForm], None]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a comment of one's own, for ten minutes."""
    one, by = get_comment(pk), read_writer(request)
    if not by.owns(one):
        return _refuse(request, one)
    if request.method == "POST" and request.POST.get("geste") == "retirer":
        try:
            commentaires.withdraw(one, by=by)
        except NotAllowedNow as refus:
            return _show(request, one, "modifier", TexteForm(), refus=refus)
        return HttpResponseRedirect(
            f"{find_subject(one.sujet, one.sujet_id).address}&dit=retire#dit", status=SEE_OTHER
        )
    form = TexteForm(request.POST) if request.method == "POST" else TexteForm()
    form.initial["texte"] = one.texte

    def act(one: Commentaire, form: GuardedForm) -> None:
        pace_retouche(by.personne, request.META.get("REMOTE_ADDR", ""))
        commentaires.edit(one, by=by, texte=form.cleaned_data["texte"])

    return _handle(request, one, "modifier", form, act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody tells the team about a comment."""

    def act(one: Commentaire, form: GuardedForm) -> None:
        pace("alerte", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
        commentaires.report(one, form.cleaned_data["motif"])

    form = MotifForm(request.POST) if request.method == "POST" else MotifForm()
    return _handle(request, get_comment(pk), "signaler", form, act)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Its author asks the team to look again, once; who is not known yet confirms the address first."""
    one, by = get_comment(pk), read_writer(request)
    if not by.owns(one):
        return _ask_address(request, one)
    form = AppelForm(request.POST) if request.method == "POST" else AppelForm()
    act: Act = lambda one, form: commentaires.contest(one, by=by, texte=form.cleaned_data["texte"])  # noqa: E731
    return _handle(request, one, "contester", form, act)


_DONE = {"modifier": "modifie", "signaler": "signale", "contester": "conteste"}


def _handle(request: HttpRequest, one: Commentaire, geste: str, form: GuardedForm, act: Act) -> HttpResponse:
    """Show the form, then do what it asks, then back to the threads."""
    if request.method != "POST":
        return _show(request, one, geste, form)
    if not form.is_valid():
        return _show(request, one, geste, form, status=UNPROCESSABLE)
    try:
        act(one, form)
    except NotAllowedNow as refus:
        return _show(request, one, geste, form, refus=refus, status=TOO_MANY)
    if geste == "contester":
        return HttpResponseRedirect(
            f"{find_subject(one.sujet, one.sujet_id).address}&dit=conteste#dit", status=SEE_OTHER
        )
    if geste == "modifier" and get_comment(one.pk).etat == Commentaire.Etat.ATTENTE:
        subject = find_subject(one.sujet, one.sujet_id)
        return HttpResponseRedirect(f"{subject.address}&dit=attente#dit", status=SEE_OTHER)
    return HttpResponseRedirect(say_place(one, _DONE[geste]), status=SEE_OTHER)


def _ask_address(request: HttpRequest, one: Commentaire) -> HttpResponse:
    """The same page whoever the author is: nothing tells whose comment it is, nor what it said."""
    form = AdresseForm(request.POST) if request.method == "POST" else AdresseForm()
    if request.user.is_authenticated or one.auteur_id or not one.courriel:
        return _refuse(request, one)
    refus, status = None, UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            address = ask_for_code(request, form.cleaned_data["courriel"], request.path)
            return HttpResponseRedirect(address, status=SEE_OTHER)
        except NotAllowedNow as error:
            refus, status = error, TOO_MANY
    return _show(request, one, "confirmer", form, refus=refus, status=status)


def _refuse(request: HttpRequest, one: Commentaire) -> HttpResponse:
    refus = NotAllowedNow(
        "Ce commentaire n’est pas le vôtre.",
        advice="Connectez-vous, ou confirmez l’adresse avec laquelle il a été écrit.",
    )
    return _show(request, one, "refus", GuardedForm(), refus=refus, status=FORBIDDEN)


def _show(
    request: HttpRequest,
    one: Commentaire,
    geste: str,
    form: GuardedForm,
    *,
    refus: NotAllowedNow | None = None,
    status: int = 0,
) -> HttpResponse:
    subject = find_subject(one.sujet, one.sujet_id)
    by = read_writer(request)
    is_shown = one.etat == Commentaire.Etat.VISIBLE or by.owns(one)
    typed = form.typed if form.is_bound else {name: form.initial.get(name, "") for name in form.fields}
    context = {
        "subject": subject,
        "one": one,
        "geste": geste,
        "form": form,
        "typed": typed,
        "refus": refus,
        "texte": fils.as_html(one.texte) if is_shown else "",
        "nom": one.nom if is_shown else "",
        "is_open": appels.can_contest(one) if geste == "contester" else True,
        "page": request.path,
    }
    return render(request, "commentaires/geste.html", context, status=status or (TOO_MANY if refus else 200))
