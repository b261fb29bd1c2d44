"""Contacts of a campaign: deposited as a list, given links, exported, erased."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import ContactsRefuses, NotAllowedNow
from leviers.survey import contacts
from leviers.survey.courriels import make_lien, queue
from leviers.survey.listes import read_contacts
from leviers.survey.models import Contact, Envoi
from leviers.web.enquetes.gestion.door import (
    PEOPLE_ACT,
    PEOPLE_READ,
    UNPROCESSABLE,
    act,
    find_campagne,
    find_contact,
    for_animators,
    limit_upload,
    show,
)
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel

LIST, ONE = "enquetes-contacts", "enquetes-contact"
MAX_OCTETS = 3_000_000


@require_safe
@for_animators(PEOPLE_READ, LIST)
def list_contacts(request: HttpRequest, campagne: str) -> HttpResponse:
    """Everybody, by territoire, and the form to add a list."""
    found = find_campagne(campagne)
    rows = Contact.objects.filter(participation__campagne=found).select_related("participation")
    return show(request, "contacts", {"campagne": found, "contacts": rows})


@require_POST
@for_animators(PEOPLE_ACT, LIST)
@limit_upload(MAX_OCTETS)
def add_list(request: HttpRequest, campagne: str) -> HttpResponse:
    """Add a list; nothing is added when one line is wrong."""
    found = find_campagne(campagne)
    liste = request.FILES.get("liste")
    if liste is None:
        return act(request, reverse_url(LIST, found.code), _refuse_nothing)
    try:
        read = read_contacts(liste.read(), liste.name or "")
    except ContactsRefuses as refusal:
        context = {"campagne": found, "problemes": refusal.problemes, "fichier": liste.name or ""}
        return show(request, "refus_contacts", context, status=UNPROCESSABLE)

    def gesture() -> str:
        done = contacts.add_contacts(found, read)
        said = [f"{pluriel(done.nouveaux, 'contact ajouté', 'contacts ajoutés')}"]
        if done.territoires:
            said.append(pluriel(done.territoires, "nouveau territoire", "nouveaux territoires"))
        if done.connus:
            said.append(f"{pluriel(done.connus, 'contact déjà là', 'contacts déjà là')}")
        if read.doubles:
            said.append(f"{pluriel(read.doubles, 'ligne en double fondue', 'lignes en double fondues')}")
        return f"{', '.join(said)}. Aucune lettre n’est partie."

    return act(request, reverse_url(LIST, found.code), gesture)


@require_safe
@for_animators(PEOPLE_READ, ONE)
def show_contact(request: HttpRequest, campagne: str, contact: int) -> HttpResponse:
    """One person: the link, the letters, what can be given or erased."""
    found = find_contact(campagne, contact)
    is_open = not (found.efface_le or found.revoque_le)
    context = {
        "campagne": found.participation.campagne,
        "contact": found,
        "lien": make_lien(found) if is_open else "",
        "lettres": found.envois.all(),
    }
    return show(request, "contact", context)


@require_POST
@for_animators(PEOPLE_ACT, ONE)
def change_link(request: HttpRequest, campagne: str, contact: int) -> HttpResponse:
    """Withdraw the link, or give another and write it."""
    found = find_contact(campagne, contact)
    verb = request.POST.get("geste", "")

    def gesture() -> str:
        if verb == "retirer":
            contacts.revoke(found)
            return "Lien retiré : il n’ouvre plus rien."
        if verb != "renouveler":
            raise NotAllowedNow("Ce geste n’existe pas.", advice="Choisissez l’un des boutons de la page.")
        if not contacts.renew(found, seen=request.POST.get("vu", "")):
            return "Le lien avait déjà été renouvelé : rien n’a changé."
        parent = found.participation.campagne
        if parent.ouverte_le and not parent.close_le:
            queue(found, Envoi.Genre.INVITATION)
            return "Nouveau lien donné, l’ancien n’ouvre plus rien. Une invitation part dans la minute."
        return "Nouveau lien donné, l’ancien n’ouvre plus rien."

    return act(request, reverse_url(ONE, campagne, str(contact)), gesture)


@require_safe
@for_animators(PEOPLE_READ, ONE)
def export_contact(request: HttpRequest, campagne: str, contact: int) -> HttpResponse:  # noqa: ARG001
    """Everything that is kept of one person, to be given to her."""
    found = find_contact(campagne, contact)
    options = {"ensure_ascii": False, "indent": 2}
    response = JsonResponse(contacts.export_contact(found), json_dumps_params=options)
    response.headers["Content-Disposition"] = f'attachment; filename="contact-{found.pk}.json"'
    return response


@require_POST
@for_animators(PEOPLE_ACT, ONE)
def forget_contact(request: HttpRequest, campagne: str, contact: int) -> HttpResponse:
    """Erase a person, once it was confirmed."""
    found = find_contact(campagne, contact)

    def gesture() -> str:
        if request.POST.get("confirme") != "1":
            raise NotAllowedNow(
                "Rien n’a été effacé.", advice="Cochez la case qui confirme, puis recommencez."
            )
        done = contacts.forget(found)
        return "Personne effacée ; les réponses restent." if done else "Cette personne était déjà effacée."

    return act(request, reverse_url(ONE, campagne, str(contact)), gesture)


def _refuse_nothing() -> str:
    raise NotAllowedNow("Aucun fichier n’a été choisi.", advice="Choisissez la liste, puis déposez-la.")
