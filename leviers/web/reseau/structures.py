"""Write to a structure from its page: who receives it is said, never named, and no address is shown."""

from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leviers.accounts.garde import pace
from leviers.directory.annonces import messages, structures
from leviers.directory.annonces.porteurs import may_write_for
from leviers.directory.fiches import accueil, blocs
from leviers.directory.models import Bloc
from leviers.errors import NotAllowedNow
from leviers.web.door import read_person
from leviers.web.fiches.declarations import write_purpose
from leviers.web.fiches.reclamer import read_claimable
from leviers.web.fiches.structures import Nomme, name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.reseau.brouillon import for_writer, sign, take
from leviers.web.reseau.echanges import FILS_PER_HOUR, TOO_MANY, UNPROCESSABLE, go_to
from leviers.web.reseau.forms import EcritForm
from leviers.web.reseau.voix import Voix, find_voix, list_voix


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, siren: str) -> HttpResponse:
    """The first message of a conversation with those who represent a structure."""
    structure, person = _find(siren), read_person(request)
    voix = [*list_voix(person), ("", str(person))]
    form = EcritForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, structure, form, voix, draft=take(request))
    if not form.is_valid():
        return _show(request, structure, form, voix, status=UNPROCESSABLE)
    ecrit, qui = form.as_ecrit(), find_voix(voix, form.cleaned_data["qui"])
    try:
        if not messages.is_again(ecrit.jeton, ecrit.texte):
            pace("fil", f"personne {person.pk}", per_hour=FILS_PER_HOUR)
        vue = structures.write((siren, structure.nom), ecrit, by=person, qui=qui)
    except NotAllowedNow as refus:
        return _show(request, structure, form, voix, refus=refus, status=TOO_MANY)
    return go_to(vue)


def _find(siren: str) -> Nomme:
    """The structure of an address, by its name; one that only ever said how to join it has a page too."""
    acteur, found = read_claimable(siren), name_sirens([siren])[siren]
    if acteur is None and not found.adresse and not blocs.read_last(siren):
        raise Http404("Aucune page pour ce SIREN : on ne peut pas lui écrire d’ici.")
    return found._replace(adresse=found.adresse or reverse_url("acteur", siren))


def _show(
    request: HttpRequest,
    structure: Nomme,
    form: EcritForm,
    voix: list[Voix],
    *,
    draft: QueryDict | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    person, siren = read_person(request), structure.siren
    etat = accueil.find_etat(siren)
    context = {
        "structure": structure,
        "form": form,
        "typed": form.show({"qui": voix[0][0]}, draft),
        "jeton": request.POST.get("jeton") or uuid4(),
        "voix": voix,
        "refus": refus,
        "signe": sign(request),
        "is_kept": draft is not None,
        "is_mine": may_write_for(person, siren),
        "is_claimable": etat == accueil.Etat.SANS,
        "pourquoi_pas": accueil.say_closed(siren, structure.nom),
        "pour_quoi": write_purpose(blocs.read_last(siren).get(Bloc.Sorte.CONTACT)),
        "vues": structures.list_with(person, siren),
    }
    return render(request, "reseau/structure.html", context, status=status)
