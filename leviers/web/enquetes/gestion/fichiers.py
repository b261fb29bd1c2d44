"""Files for the team: every answer of a campaign, a questionnaire written again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from leviers.survey.exports import EQUIPE, KINDS, write_export
from leviers.survey.formulaires import write_xlsform
from leviers.survey.models import Version
from leviers.survey.versions import read_formulaire
from leviers.web.enquetes.gestion.campagnes import BOARD
from leviers.web.enquetes.gestion.door import READ, find_campagne, for_animators
from leviers.web.enquetes.gestion.questionnaires import PAGE, XLSX


@require_safe
@for_animators(READ, BOARD)
def download_answers(request: HttpRequest, campagne: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """Every answer, published or not, without any contact."""
    found = find_campagne(campagne)
    if kind not in KINDS:
        raise Http404("Ce format n’existe pas.")
    content = write_export(found, kind, perimetre=EQUIPE)
    return _as_file(content, KINDS[kind].type_mime, f"{found.code}-equipe.{KINDS[kind].suffixe}")


@require_safe
@for_animators(READ, PAGE)
def write_version(request: HttpRequest, version: int) -> HttpResponse:  # noqa: ARG001
    """A version as a workbook, whatever the file it came as; read again, it is the same version."""
    formulaire = read_formulaire(get_object_or_404(Version, pk=version))
    return _as_file(write_xlsform(formulaire), XLSX, f"{formulaire.code}.xlsx")


def _as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
