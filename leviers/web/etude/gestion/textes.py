"""Forewords and points of view: listed, written, published or kept aside."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from leviers.publication.editions.textes import save_texte
from leviers.publication.etude.redige import holds_points
from leviers.publication.models import AVANT_PROPOS, TexteEtude
from leviers.reference.typologie import load_champs
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.etude.gestion.door import (
    READ,
    UNPROCESSABLE,
    WRITE,
    find_draft,
    for_editors,
    list_errors,
    show,
)
from leviers.web.kit.jinja import reverse_url

HOME = "etude-textes"
_INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


class TexteForm(forms.ModelForm):
    """What a signed text says; plain words, whose marks are printed as they are."""

    class Meta:
        model = TexteEtude
        fields = ("place", "titre", "signature", "corps", "est_publie", "ordre")

    def clean_corps(self) -> str:
        """Words that anybody can see."""
        corps = str(self.cleaned_data["corps"])
        if _INVISIBLE & set(corps):
            raise ValidationError("Un signe invisible s’est glissé dans le texte : tapez-le sans le coller.")
        return corps

    def clean_place(self) -> str:
        """A chapter that is there."""
        place = str(self.cleaned_data["place"])
        if place not in list_places():
            raise ValidationError("Choisissez une place de la liste.")
        return place


@require_safe
@for_editors(READ, HOME)
def list_textes(request: HttpRequest) -> HttpResponse:
    """Every text, by place."""
    found = TexteEtude.objects.select_related("modifie_par")
    return show(request, "textes", {"textes": found, "places": list_places()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors(WRITE, HOME)
def write_texte(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The form of a text; what was typed stays when something is to be seen again."""
    texte = get_object_or_404(TexteEtude, pk=pk) if pk else TexteEtude(place=AVANT_PROPOS)
    title, is_post = texte.titre, request.method == "POST"
    form = TexteForm(request.POST if is_post else None, instance=texte)
    if is_post and form.is_valid():
        saved = save_texte(form.save(commit=False), by=read_person(request))
        state = "Il paraîtra dans le prochain brouillon." if saved.est_publie else "Il n’est pas publié."
        messages.success(request, f"Texte enregistré. {state}")
        return HttpResponseRedirect(reverse_url(HOME), status=SEE_OTHER)
    errors = list_errors(form) if is_post else {}
    typed = {name: form[name].value() for name in form.fields}
    context = {"typed": typed, "errors": errors, "pk": pk, "titre": title, "places": list_places()}
    return show(request, "texte", context, status=UNPROCESSABLE if errors else 200)


def list_places() -> dict[str, str]:
    """Where a text may stand: code and words; chapters of the draft, or the champs before the first one."""
    draft = find_draft()
    rows = draft.chapitres.values() if draft else ()
    found = {one["code"]: one["titre"] for one in rows if holds_points(one["code"], one["genre"])}
    chapters = found or {code: champ.nom for code, champ in load_champs().items()}
    return {AVANT_PROPOS: "Avant-propos"} | {code: f"Point de vue : {nom}" for code, nom in chapters.items()}
