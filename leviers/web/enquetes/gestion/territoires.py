"""One participation: its steps, its people, its remarks, and the gesture that comes next."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import NotAllowedNow
from leviers.evidence.enquetes import publish_participation, withdraw_participation
from leviers.survey import campagnes
from leviers.survey.avis import close_contradictoire
from leviers.survey.etapes import is_writable, may_reply
from leviers.survey.lectures import read_lecture
from leviers.survey.models import Envoi
from leviers.survey.remarques import MAX_TEXTE, write_remarque
from leviers.web.door import read_person
from leviers.web.enquetes.gestion.door import ACT, READ, act, find_participation, for_animators, show
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel
from leviers.web.typed import read_words

PAGE = "enquetes-territoire"


@require_safe
@for_animators(READ, PAGE)
def show_territoire(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """Where one territoire stands, and what can be done."""
    found = find_participation(campagne, territoire)
    lecture = read_lecture(found)
    context = {
        "campagne": found.campagne,
        "participation": found,
        "slug": territoire,
        "lecture": lecture,
        "nb_repondues": sum(point.est_repondu for point in lecture.points),
        "etapes": found.etapes.select_related("par_equipe", "par_contact"),
        "contacts": found.contacts.all(),
        "lettres": Envoi.objects.filter(contact__participation=found).select_related("contact")[:30],
        "is_writable": is_writable(found),
        "may_reply": may_reply(found),
    }
    return show(request, "territoire", context)


@require_POST
@for_animators(ACT, PAGE)
def take_step(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """Reopen, open the right of reply, begin the control, publish, withdraw from publication."""
    found = find_participation(campagne, territoire)
    by = read_person(request)

    def reopen() -> str:
        campagnes.reopen(found, by=by)
        return "Participation rouverte : le territoire peut répondre de nouveau."

    def open_reply() -> str:
        written = campagnes.open_reply(found, by=by)
        return (
            f"Droit de réponse ouvert. {pluriel(written, 'lettre part', 'lettres partent')} dans la minute."
        )

    def control() -> str:
        close_contradictoire(found, by=by)
        return "Le contrôle commence : il revient à une autre personne."

    def put_online() -> str:
        publish_participation(found, by=by)
        return "Réponses publiées."

    def withdraw() -> str:
        withdraw_participation(found, by=by, note="retirée de la publication")
        return "Réponses retirées de la publication."

    gestures = {
        "rouvrir": reopen,
        "repliquer": open_reply,
        "controler": control,
        "publier": put_online,
        "retirer": withdraw,
    }
    gesture = gestures.get(request.POST.get("geste", ""), _refuse)
    return act(request, reverse_url(PAGE, campagne, territoire), gesture)


@require_POST
@for_animators(ACT, PAGE)
def add_remarque(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """Write to the territoire, on the whole or on one question."""
    found = find_participation(campagne, territoire)
    chemin = request.POST.get("chemin", "")

    def gesture() -> str:
        if chemin and read_lecture(found).find(chemin) is None:
            raise NotAllowedNow("Cette question n’est pas posée.", advice="Choisissez-la dans le plan.")
        texte = read_words(request, "texte", 2 * MAX_TEXTE)
        made = write_remarque(found, texte, by=read_person(request), chemin=chemin)
        return "Remarque écrite : le territoire la lira par son lien." if made else "Remarque déjà écrite."

    address = reverse_url(PAGE, campagne, territoire)
    if chemin:
        address = f"{reverse_url('enquetes-lecture', campagne, territoire)}?q={chemin}"
    return act(request, address, gesture)


def _refuse() -> str:
    raise NotAllowedNow("Ce geste n’existe pas.", advice="Choisissez l’un des boutons de la page.")
