"""The public page of a person: what she chose to show, nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leviers.accounts.models import Personne, Profil
from leviers.web.compte.profil import is_public, read_public


@never_cache
@require_safe
def show_person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; not found when she shows nothing."""
    named = Personne.objects.filter(pk=pk)  # a number beyond any row is answered « not found » by this alone
    profil = Profil.objects.filter(personne__in=named).select_related("personne").first()
    if profil is None or not is_public(profil):
        raise Http404
    said = read_public(profil)
    context = {"said": said, "nom": said.get("nom") or profil.personne.username}
    return render(request, "personnes/personne.html", context)
