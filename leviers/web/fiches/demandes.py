"""What waits for who asks: members of her networks; for the team, collectivités and words of structures."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.accounts import demandes, rights
from leviers.directory.fiches import blocs, collectivites, reseaux
from leviers.web.door import for_member, read_person
from leviers.web.fiches.declarations import write_lignes
from leviers.web.fiches.structures import name_sirens

RECENT = 30


@for_member
@require_safe
def show_waiting(request: HttpRequest) -> HttpResponse:
    """Everything that this person may settle, the oldest first."""
    personne = read_person(request)
    is_team = rights.is_animateur(personne)
    rows = reseaux.list_to_settle(personne)
    written = blocs.list_recent(RECENT) if is_team else []
    names = name_sirens([*(row.siren for row in rows), *(bloc.siren for bloc in written)])
    context = {
        "adhesions": [(row, names[row.siren]) for row in rows],
        "collectivites": collectivites.list_waiting() if is_team else [],
        "entrees": collectivites.list_joined() if is_team else [],
        "ecrits": [(bloc, names[bloc.siren], write_lignes(bloc)) for bloc in written],
        "est_animateur": is_team,
        "nb_roles": demandes.list_waiting().count() if is_team else 0,
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/demandes.html", context)
