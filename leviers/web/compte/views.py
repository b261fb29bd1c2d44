"""My account: what it holds, where it is open, what can be asked and undone."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts import demandes, depart, membres, rights, seances, visitors
from leviers.accounts.garde import pace_retouche
from leviers.accounts.models import Personne, Profil, Role
from leviers.errors import NotAllowedNow
from leviers.web.answers import json_answer
from leviers.web.compte.cles import list_keys
from leviers.web.compte.contributions import list_contributions
from leviers.web.compte.fresh import for_fresh
from leviers.web.compte.profil import ProfilForm, is_public, list_themes, read_values, save_profil
from leviers.web.compte.roles import RoleForm, describe_roles
from leviers.web.door import LOST, SEE_OTHER, for_member, read_person
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE, TOO_MANY = 422, 429


@for_member
@require_safe
def show_compte(request: HttpRequest) -> HttpResponse:
    """Everything of one’s account on one page."""
    personne = read_person(request)
    profil = membres.read_profil(personne)
    context = {
        "personne": personne,
        "profil": profil,
        "themes": list_themes(profil.themes),
        "visibles": [Profil.Champ(code).label for code in profil.visibles if code in Profil.Champ.values],
        "est_public": is_public(profil),
        "seances": seances.list_open(personne),
        "cle_courante": request.session.session_key,
        "cles": list_keys(personne),
        "roles": describe_roles(personne),
        "structures": [
            role.portee for role in rights.list_roles(personne) if role.genre == Role.Genre.ORGANISATION
        ],
        "est_animateur": rights.is_animateur(personne),
        "est_relecteur": rights.is_relecteur(personne),
        "nb_demandes": demandes.list_waiting().count() if rights.is_animateur(personne) else 0,
        "a_gestion": personne.has_perm("wagtailadmin.access_admin"),
        "contributions": list_contributions(personne),
        "form": RoleForm(),
        "is_lost": LOST in request.GET,
        "said": messages.get_messages(request),
    }
    return render(request, "compte/compte.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profil(request: HttpRequest) -> HttpResponse:
    """Say who one is, and choose field by field what is shown."""
    personne = read_person(request)
    form, refus = ProfilForm(request.POST or None), None
    status = UNPROCESSABLE if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            pace_retouche(personne, "")
            save_profil(personne, form.cleaned_data)
        except NotAllowedNow as error:
            refus, status = error, TOO_MANY
        else:
            messages.success(request, "Votre profil est enregistré.")
            return HttpResponseRedirect(f"{reverse_url('compte')}#profil", status=SEE_OTHER)
    values = read_values(personne, form)
    context = {"form": form, "values": values, "personne": personne, "refus": refus}
    return render(request, "compte/profil.html", context, status=status)


@for_member
@require_POST
def close_seance(request: HttpRequest, pk: int) -> HttpResponse:
    """Log one of one’s devices out."""
    if not seances.close(read_person(request), pk):
        raise Http404
    messages.success(request, "L’appareil est déconnecté.")
    return HttpResponseRedirect(f"{reverse_url('compte')}#seances", status=SEE_OTHER)


@for_member
@require_POST
def close_others(request: HttpRequest) -> HttpResponse:
    """Log all the other devices out."""
    closed = seances.close_all(read_person(request), but=request.session.session_key or "")
    said = "Les autres appareils sont déconnectés." if closed else "Aucun autre appareil n’était connecté."
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse_url('compte')}#seances", status=SEE_OTHER)


@for_member
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of a person, as a file."""
    content = {"exporte_le": timezone.now().isoformat(), **depart.export(read_person(request))}
    response = json_answer(content)
    del response.headers["Access-Control-Allow-Origin"]
    response.headers["Content-Disposition"] = 'attachment; filename="leviers-mes-donnees.json"'
    return response


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
@for_fresh
def leave(request: HttpRequest) -> HttpResponse:
    """Erase one’s account, once the box is ticked."""
    if request.method == "POST" and request.POST.get("oui") == "1":
        personne = Personne.objects.get(pk=read_person(request).pk)
        logout(request)
        depart.erase(personne)
        answer = HttpResponseRedirect(reverse_url("compte-parti"), status=SEE_OTHER)
        visitors.forget_device(answer)
        return answer
    is_refused = request.method == "POST"
    return render(
        request, "compte/partir.html", {"is_refused": is_refused}, status=422 if is_refused else 200
    )


@require_safe
def say_gone(request: HttpRequest) -> HttpResponse:
    """The account is erased."""
    return render(request, "compte/parti.html")
