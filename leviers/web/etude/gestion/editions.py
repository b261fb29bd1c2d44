"""A frozen edition, and what is said beside it: its DOI once known, its errata."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import EditionRefused
from leviers.publication.editions import errata as beside
from leviers.publication.editions import fabrication
from leviers.publication.editions.lire import Publiee, find_edition
from leviers.publication.editions.verifier import verify
from leviers.publication.models import COURANTE, Edition
from leviers.web.door import read_person
from leviers.web.etude.gestion.door import AMEND, ANNOTATE, READ, act, for_editors, show
from leviers.web.kit.jinja import reverse_url

ONE = "etude-gestion-edition"


class ErratumForm(forms.Form):
    """What was wrong, and what is right."""

    chapitre = forms.CharField(max_length=60, required=False)
    texte = forms.CharField(max_length=2_000)


@require_safe
@for_editors(READ, "etude-gestion")
def show_edition(request: HttpRequest, code: str) -> HttpResponse:
    """What was frozen, whether its files are as they were, errata, the forms that add beside it."""
    found = _find(code)
    row = Edition.objects.filter(code=code).first()
    chapters = _list_chapitres(found)
    context = {
        "edition": found,
        "row": row,
        "errata": [(one, chapters.get(one.chapitre, "")) for one in beside.list_errata(code)],
        "chapitres": chapters,
        "faults": verify(found.folder),
    }
    return show(request, "edition", context)


@require_POST
@for_editors(ANNOTATE, "etude-gestion")
def set_doi(request: HttpRequest, code: str) -> HttpResponse:
    """Note the DOI of an edition, beside its files."""
    row = fabrication.record(_find(code), by=None)

    def gesture() -> str:
        beside.set_doi(row, request.POST.get("doi", ""), by=read_person(request), home=settings.HOME)
        return "DOI noté. Les fichiers figés n’ont pas changé ; les pages et les citations le donnent."

    return act(request, reverse_url(ONE, code), gesture)


@require_POST
@for_editors(AMEND, "etude-gestion")
def add_erratum(request: HttpRequest, code: str) -> HttpResponse:
    """Add an erratum beside an edition."""
    found = _find(code)
    row = fabrication.record(found, by=None)

    def gesture() -> str:
        form = ErratumForm(request.POST)
        known = _list_chapitres(found) | {"": ""}
        if not form.is_valid() or form.cleaned_data["chapitre"] not in known:
            raise EditionRefused("L’erratum n’est pas gardé.", advice="Dites en 2 000 signes la faute.")
        beside.add_erratum(row, by=read_person(request), home=settings.HOME, **form.cleaned_data)
        return "Erratum publié à côté de l’édition."

    return act(request, reverse_url(ONE, code), gesture)


def _find(code: str) -> Publiee:
    """A frozen edition; its row is made by the first gesture when its files were restored here."""
    found = None if code == COURANTE else find_edition(settings.HOME, code)
    if found is None:
        raise Http404("Cette édition n’est pas figée ici.")
    return found


def _list_chapitres(edition: Publiee) -> dict[str, str]:
    """Titles by code; none when the study cannot be read, which the page says among its faults."""
    if not edition.est_entiere:
        return {}
    return {code: one["titre"] for code, one in edition.chapitres.items()}
