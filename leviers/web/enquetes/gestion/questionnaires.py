"""Questionnaires: deposited as a spreadsheet, shown as understood, given back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import FormulaireRefuse
from leviers.survey.avancement import NO_VALUE
from leviers.survey.formulaires import Formulaire, Question, sections, texte, walk
from leviers.survey.formulaires.livraison import deliver
from leviers.survey.models import Questionnaire, Version
from leviers.survey.passages import list_behind
from leviers.survey.versions import compare_with_before, import_version, read_formulaire
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.enquetes.gestion.door import (
    IMPORT,
    READ,
    UNPROCESSABLE,
    for_animators,
    limit_upload,
    show,
)
from leviers.web.kit.jinja import reverse_url

PAGE = "enquetes-questionnaires"
MAX_OCTETS = 12_000_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELIVERED = "leviers-metropoles.xlsx"


@dataclass(frozen=True)
class Partie:
    """What was understood of one section."""

    titre: str
    condition: str
    questions: tuple[Question, ...]
    nb_conditions: int


@require_safe
@for_animators(READ, PAGE)
def list_questionnaires(request: HttpRequest) -> HttpResponse:
    """Every questionnaire with its versions, and the form to deposit another."""
    return _show(request)


@require_POST
@for_animators(IMPORT, PAGE)
@limit_upload(MAX_OCTETS)
def import_questionnaire(request: HttpRequest) -> HttpResponse:
    """Read the spreadsheet; every problem is told with its place, or the version is shown as understood."""
    tableur = request.FILES.get("tableur")
    if tableur is None:
        error = "Choisissez le fichier du questionnaire, puis déposez-le."
        return _show(request, error=error, status=UNPROCESSABLE)
    tables = {table.name or "": table.read() for table in request.FILES.getlist("tables")}
    try:
        version, created = import_version(tableur.read(), tableur.name or "", tables, by=read_person(request))
    except FormulaireRefuse as refusal:
        context = {"problemes": refusal.problemes, "fichier": tableur.name or ""}
        return show(request, "refus_questionnaire", context, status=UNPROCESSABLE)
    said = "Version importée." if created else "Ce contenu était déjà là : rien n’a changé."
    messages.success(request, said)
    return HttpResponseRedirect(reverse_url("enquetes-version", str(version.pk)), status=SEE_OTHER)


@require_safe
@for_animators(READ, PAGE)
def show_version(request: HttpRequest, version: int) -> HttpResponse:
    """What was understood: sections, questions, conditions, warnings; what becomes of former answers."""
    found = get_object_or_404(Version.objects.select_related("questionnaire", "importee_par"), pk=version)
    formulaire = read_formulaire(found)
    parties = _list_parts(formulaire)
    context = {
        "version": found,
        "formulaire": formulaire,
        "parties": parties,
        "nb_questions": sum(len(partie.questions) for partie in parties),
        "nb_conditions": sum(partie.nb_conditions for partie in parties),
        "suite": compare_with_before(found),
        "campagnes": found.campagnes.all(),
        "behind": list_behind(found),
        "texte": texte,
        "langue": formulaire.langue_defaut,
    }
    return show(request, "version", context)


@require_safe
@for_animators(READ, PAGE)
def download_version(request: HttpRequest, version: int) -> HttpResponse:  # noqa: ARG001
    """The spreadsheet as it was received."""
    found = get_object_or_404(Version, pk=version)
    return _as_file(bytes(found.fichier), found.nom_fichier)


@require_safe
@for_animators(READ, PAGE)
def download_delivered(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The questionnaire that comes with the observatory, to start from."""
    return _as_file(deliver(), DELIVERED)


def _show(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    found = Questionnaire.objects.prefetch_related("versions__importee_par")
    context = {"questionnaires": found, "error": error, "megas": 10}
    return show(request, "questionnaires", context, status=status)


def _list_parts(formulaire: Formulaire) -> list[Partie]:
    parts = []
    for section in sections(formulaire):
        elements = [*walk(section.elements)]
        asked = (one for one in elements if isinstance(one, Question) and one.type not in NO_VALUE)
        parts.append(
            Partie(
                titre=texte(section.libelle, formulaire.langue_defaut) or section.code,
                condition=section.elements[0].relevant if len(section.elements) == 1 else "",
                questions=tuple(one for one in asked if not one.calcul),
                nb_conditions=sum(bool(one.relevant) for one in elements),
            )
        )
    return parts


def _as_file(content: bytes, name: str) -> HttpResponse:
    kind = XLSX if name.endswith(".xlsx") else "application/octet-stream"
    response = HttpResponse(content, content_type=kind)
    plain = name.encode("ascii", "replace").decode().translate({ord(sign): "_" for sign in '"\\/?\r\n'})
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
