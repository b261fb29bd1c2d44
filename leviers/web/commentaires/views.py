"""Comments under a subject: read, write, and what its author or a reader does with one."""

from functools import lru_cache
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from leviers.accounts.garde import pace
from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow
from leviers.participation import appels, commentaires, fils
from leviers.participation.models import Commentaire
from leviers.web.commentaires.forms import (
    PER_HOUR,
    CommentaireForm,
    ask_for_code,
    read_writer,
    remember_waiting,
)
from leviers.web.commentaires.subjects import Subject, find_subject
from leviers.web.demarches.listing import read_page
from leviers.web.kit.jinja import environment_in_use
from leviers.web.typed import read_number

UNPROCESSABLE, TOO_MANY, SEE_OTHER = 422, 429, 303
Etat = Commentaire.Etat
SAID = {
    "merci": "Merci : votre commentaire est affiché.",
    "attente": "Merci. Votre commentaire est reçu : une personne de l’équipe le lit avant de l’afficher, "
    "le plus souvent sous deux jours ouvrés.",
    "confirme": "Merci. Votre commentaire est reçu. S’il n’apparaît pas encore, une personne de l’équipe le "
    "lit d’abord, le plus souvent sous deux jours ouvrés.",
    "modifie": "Votre commentaire est modifié.",
    "retire": "Votre commentaire est retiré.",
    "signale": "Merci : l’équipe va regarder ce commentaire.",
    "conteste": "Votre contestation est reçue. Une personne de l’équipe la lit et vous répond.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_comments(request: HttpRequest) -> HttpResponse:
    """The threads of one subject, and the form."""
    subject = find_subject(request.GET.get("sujet", ""), request.GET.get("id", ""))
    if request.method != "POST":
        return _show(request, subject, _open_form(request))
    writer = read_writer(request)
    form = CommentaireForm(request.POST, knows_address=bool(writer.personne or writer.courriel))
    if not form.is_valid():
        return _show(request, subject, form, status=UNPROCESSABLE)
    try:
        address = _keep(request, subject, form)
    except NotAllowedNow as refus:
        return _show(request, subject, form, refus=refus, status=TOO_MANY)
    return HttpResponseRedirect(address, status=SEE_OTHER)


@require_safe
def find_comment(_request: HttpRequest, pk: int) -> HttpResponse:
    """The lasting address of one comment leads to its place in the threads."""
    one = get_comment(pk)
    return HttpResponseRedirect(say_place(one))


def get_comment(pk: int) -> Commentaire:
    """A comment by its number, or a 404 that says what to do."""
    one = Commentaire.objects.filter(pk=pk).first()
    if one is None or one.etat == Etat.A_CONFIRMER:
        raise Http404("Ce commentaire n’existe pas, ou n’existe plus.")
    return one


def say_place(one: Commentaire, said: str = "") -> str:
    """Where a comment is read, with a word for its author."""
    page = fils.find_page(one)
    subject = find_subject(one.sujet, one.sujet_id)
    words = (f"&page={page}" if page > 1 else "") + (f"&dit={said}" if said else "")
    return f"{subject.address}{words}#c{one.pk}"


def _keep(request: HttpRequest, subject: Subject, form: CommentaireForm) -> str:
    """Write the comment; where to go then."""
    said = form.cleaned_data
    writer = read_writer(request, said["courriel"])
    same = Commentaire.objects.filter(jeton=said["jeton"], texte=said["texte"])
    if not (said["jeton"] and same.exists()):
        pace("commentaire", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
    one = commentaires.write(
        subject.as_sujet(),
        by=writer,
        nom=said["nom"],
        texte=said["texte"],
        jeton=said["jeton"],
        parent=said["parent"],
    )
    if one.etat == Etat.VISIBLE:
        return say_place(one, "merci")
    if one.etat != Etat.A_CONFIRMER:
        return f"{subject.address}&dit=attente#dit"
    remember_waiting(request, one.jeton)
    return ask_for_code(request, writer.courriel, f"{subject.address}&dit=confirme#dit")


def _open_form(request: HttpRequest) -> CommentaireForm:
    return CommentaireForm(knows_address=bool(read_writer(request).courriel))


def _show(
    request: HttpRequest,
    subject: Subject,
    form: CommentaireForm,
    *,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    writer = read_writer(request)
    asked = request.POST.get("parent") if form.is_bound else request.GET.get("repondre", "")
    page = fils.read_page(subject.sujet, subject.id, read_page(request.GET.get("page", "")))
    context: dict[str, Any] = {
        "subject": subject,
        "page": page,
        "form": form,
        "refus": refus,
        "typed": form.typed
        if form.is_bound
        else {"nom": str(writer.personne or ""), "texte": "", "courriel": ""},
        "jeton": request.POST.get("jeton") or uuid4(),
        "above": _find_above(subject, asked or ""),
        "said": SAID.get(request.GET.get("dit", "")) if not form.is_bound else None,
        "adresse": writer.courriel if writer.est_confirme else "",
        "compte": writer.personne if isinstance(writer.personne, Personne) else None,
        "fragment": write_fragment,
        "own": _list_own(page, writer),
        "unseen": [
            (one, commentaires.can_edit(one, writer))
            for one in commentaires.list_unseen(subject.sujet, subject.id, writer)
        ],
        "as_html": fils.as_html,
        "minutes": commentaires.EDITABLE.seconds // 60,
    }
    return render(request, "commentaires/commentaires.html", context, status=status)


@lru_cache(maxsize=8192)
def write_fragment(one: fils.Parole, address: str) -> Markup:
    """One comment as everybody reads it, written once: a page of a thousand must answer at once."""
    pieces = environment_in_use().get_template("commentaires/morceaux.html").module
    html: Markup = pieces.comment(one, address, fils.as_html)  # type: ignore[attr-defined]
    return html


def _list_own(page: fils.Page, writer: commentaires.Writer) -> set[int]:
    """Comments of the page with which who reads may do something more."""
    if not writer.personne and not writer.est_confirme:
        return set()
    every = (one for fil in page.fils for one in (fil.premier, *fil.reponses))
    return {
        one.pk
        for one in every
        if writer.owns(one) and (commentaires.can_edit(one, writer) or appels.can_contest(one))
    }


def _find_above(subject: Subject, asked: str) -> Commentaire | None:
    pk = read_number(asked)
    if pk is None:
        return None
    shown = Commentaire.objects.filter(sujet=subject.sujet, sujet_id=subject.id, etat=Etat.VISIBLE)
    return shown.filter(pk=pk).first()
