"""Messages: answer an annonce, read and write one's conversations, block, report. Each sees her own alone."""

from uuid import uuid4

from django.contrib import messages as said
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts.garde import pace
from leviers.accounts.models import Personne
from leviers.directory.annonces import cooperations, messages, structures
from leviers.directory.annonces.messages import Vue
from leviers.directory.models import Annonce, Interlocuteur, Message
from leviers.errors import NotAllowedNow
from leviers.participation import fils
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import moment_fr
from leviers.web.reseau.brouillon import for_writer, sign, take
from leviers.web.reseau.forms import MessageForm, MotifForm
from leviers.web.reseau.voix import Voix, find_voix, list_voix

UNPROCESSABLE, TOO_MANY = 422, 429
PER_HOUR, FILS_PER_HOUR = 30, 10


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def answer_annonce(request: HttpRequest, pk: int) -> HttpResponse:
    """The first message of a conversation."""
    person = read_person(request)
    annonce = Annonce.objects.filter(pk=pk).exclude(montree_le=None).first()
    if annonce is None:
        raise Http404("Cette annonce n’existe pas, ou n’est plus affichée.")
    voix = [*list_voix(person), ("", str(person))]
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show_answer(request, annonce, form, voix, draft=take(request))
    if not form.is_valid():
        return _show_answer(request, annonce, form, voix, status=UNPROCESSABLE)
    typed = form.cleaned_data
    try:
        if not messages.is_again(typed["jeton"], typed["texte"]):
            pace("fil", f"personne {person.pk}", per_hour=FILS_PER_HOUR)
        qui = find_voix(voix, typed["qui"])
        vue = messages.open_fil(annonce, typed["texte"], by=person, qui=qui, jeton=typed["jeton"])
    except NotAllowedNow as refus:
        return _show_answer(request, annonce, form, voix, refus=refus, status=TOO_MANY)
    return go_to(vue)


@for_writer
@require_safe
def list_fils(request: HttpRequest) -> HttpResponse:
    """One's conversations, the last written first."""
    return render(request, "reseau/messages.html", {"vues": messages.list_vues(read_person(request))})


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def show_fil(request: HttpRequest, pk: int) -> HttpResponse:
    """One conversation, and the form of the next message."""
    person = read_person(request)
    vue = find_vue(request, pk)
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show_fil(request, vue, form, draft=take(request))
    if not form.is_valid():
        return _show_fil(request, vue, form, status=UNPROCESSABLE)
    typed = form.cleaned_data
    try:
        if not messages.is_again(typed["jeton"], typed["texte"]):
            pace("message", f"personne {person.pk}", per_hour=PER_HOUR)
        messages.answer(vue, typed["texte"], jeton=typed["jeton"])
    except NotAllowedNow as refus:
        return _show_fil(request, vue, form, refus=refus, status=TOO_MANY)
    return go_to(vue)


@for_writer
@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """Take no more messages from the other, or take them again."""
    vue = find_vue(request, pk)
    is_on = request.POST.get("geste") != "debloquer"
    messages.block(vue, is_on=is_on)
    who = "cette structure" if vue.structure and not vue.is_of_structure else "cette personne"
    if is_on:
        said.success(request, f"C’est fait : {who} ne peut plus vous écrire. Elle n’en est pas avertie.")
    else:
        said.success(request, f"C’est fait : {who} peut de nouveau vous écrire.")
    return HttpResponseRedirect(reverse_url("reseau-fil", str(pk)), status=SEE_OTHER)


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def report_message(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    """Show the team a message that one received, with its neighbours."""
    vue = find_vue(request, pk)
    one = vue.fil.messages.filter(pk=message, de__in=vue.autres, etat=Message.Etat.VISIBLE).first()
    if one is None:
        raise Http404("Ce message n’est pas de ceux que vous avez reçus ici.")
    form = MotifForm(request.POST if request.method == "POST" else None)
    refus, status = None, UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            pace("alerte", f"personne {read_person(request).pk}", per_hour=FILS_PER_HOUR)
            messages.report(vue, one, form.cleaned_data["motif"])
            said.success(request, "Merci : l’équipe va regarder ce message, avec ceux qui l’entourent.")
            return HttpResponseRedirect(reverse_url("reseau-fil", str(pk)), status=SEE_OTHER)
        except NotAllowedNow as error:
            refus, status = error, TOO_MANY
    context = {
        "vue": vue,
        "message": one,
        "texte": fils.as_html(one.texte),
        "form": form,
        "refus": refus,
        "typed": form.typed if form.is_bound else {"motif": ""},
    }
    return render(request, "reseau/message-signaler.html", context, status=status)


def find_vue(request: HttpRequest, pk: int) -> Vue:
    """A conversation of who asks; that of somebody else is not found, as one that does not exist."""
    person = read_person(request)
    vue = messages.find(person, pk)
    if vue is None and messages.has_left(person, pk):
        raise Http404("Vous ne représentez plus cette structure : cette conversation reste à la structure.")
    if vue is None:
        raise Http404("Cette conversation n’existe pas, ou n’est pas la vôtre.")
    return vue


def _show_fil(
    request: HttpRequest,
    vue: Vue,
    form: MessageForm,
    *,
    draft: QueryDict | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = messages.list_messages(vue)
    person: Personne = read_person(request)
    context = {
        "vue": vue,
        "messages": [
            (one, _name_writer(vue, one.de), moment_fr(one.ecrit_le), fils.as_html(one.texte)) for one in rows
        ],
        "place": name_sirens([vue.fil.siren])[vue.fil.siren].adresse if vue.fil.siren else "",
        "silence": structures.say_silent(vue),
        "lu": vue.moi.lu,
        "form": form,
        "typed": form.show({}, draft),
        "jeton": request.POST.get("jeton") or uuid4(),
        "signe": sign(request),
        "refus": refus,
        "is_kept": draft is not None,
        "a_bloque": messages.has_blocked(vue),
        "said": [*said.get_messages(request)],
        "cooperations": [(one, cooperations.list_gestes(one, person)) for one in vue.fil.cooperations.all()],
        "pourquoi_pas": cooperations.can_propose(vue),
    }
    messages.mark_read(vue, rows)
    return render(request, "reseau/fil.html", context, status=status)


def _show_answer(
    request: HttpRequest,
    annonce: Annonce,
    form: MessageForm,
    voix: list[Voix],
    *,
    draft: QueryDict | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    person = read_person(request)
    vue = next((one for one in messages.list_vues(person) if one.fil.annonce_id == annonce.pk), None)
    context = {
        "annonce": annonce,
        "form": form,
        "typed": form.show({"qui": voix[0][0]}, draft),
        "jeton": request.POST.get("jeton") or uuid4(),
        "signe": sign(request),
        "voix": voix,
        "refus": refus,
        "is_kept": draft is not None,
        "is_mine": annonce.auteur_id == person.pk,
        "is_open": annonce.etat == Annonce.Etat.OUVERTE,
        "vue": vue,
    }
    return render(request, "reseau/repondre.html", context, status=status)


def _name_writer(vue: Vue, one: Interlocuteur) -> str:
    """How a message is signed: colleagues of a structure know each other, the other side its name alone."""
    if one.pk == vue.moi.pk:
        return "Vous"
    return f"{one.personne}, {one.nom}" if one in vue.notres and one.personne else one.nom


def go_to(vue: Vue) -> HttpResponse:
    """To the last message of a conversation."""
    return HttpResponseRedirect(f"{reverse_url('reseau-fil', str(vue.fil.pk))}#ecrire", status=SEE_OTHER)
