"""Public records one by one: marchés, subventions, délibérations; each with its twin."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from leviers.evidence.records import Record, find_record
from leviers.warehouse.read import find_builds
from leviers.web.answers import depends_on_builds, json_answer
from leviers.web.faits import words
from leviers.web.faits.sheet import LISTS, Sheet
from leviers.web.faits.twin import as_object
from leviers.web.kit.jinja import reverse_url


@require_safe
@depends_on_builds
def show_fait(request: HttpRequest, genre: str, code: str) -> HttpResponse:
    """Everything known of one record."""
    record = read_record(genre, code)
    return render(request, "faits/fiche.html", {"sheet": Sheet(record), "record": record})


@require_safe
@depends_on_builds
def fait_json(_request: HttpRequest, genre: str, code: str) -> HttpResponse:
    """The same, as data."""
    return json_answer(as_object(read_record(genre, code)))


@require_safe
def find_fait(_request: HttpRequest, genre: str, text: str) -> HttpResponse:
    """An identifier written in the address as the file says it: lead to the page of that record."""
    code = text.removesuffix("/")
    read_record(genre, code)
    return redirect(reverse_url(genre, code), permanent=True)


def read_record(genre: str, code: str) -> Record:
    """The record in force, or a 404 that says what to do."""
    builds = find_builds(settings.HOME)
    if not builds:
        raise Http404("Aucun fichier public n’a encore été lu sur ce site : revenez plus tard.")
    record = find_record(builds, genre, code)
    if record is None:
        numbers = " et ".join(build.numero for build in builds.values())
        raise Http404(
            f"{words.NOMS[genre]} : aucune ligne n’a cet identifiant dans les données en place "
            f"(build {numbers}). Vérifiez-le, lettre par lettre ; "
            "il change quand la ligne du fichier d’origine change. Sinon, cherchez quelques mots de l’objet "
            f"dans la liste : {settings.SITE_URL}{reverse_url(LISTS[genre][0])}"
        )
    return record
