"""Around the questions: remarks, right of reply, receipt, copy of everything, files joined."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from leviers.errors import LeviersError
from leviers.publication.documents import Bloc, Document, Intertitre, Liste, Paragraphe
from leviers.publication.pdf import write_pdf
from leviers.survey.avis import Conclusion, close_contradictoire, give_avis, read_avis
from leviers.survey.contacts import export_contact
from leviers.survey.models import Contact, Piece
from leviers.survey.pieces import find_file
from leviers.survey.remarques import MAX_TEXTE, read_remarques, write_remarque
from leviers.web.enquetes.repondre import mots
from leviers.web.enquetes.repondre.door import for_respondents
from leviers.web.enquetes.repondre.dossier import Dossier
from leviers.web.enquetes.repondre.lecture import read_link
from leviers.web.enquetes.repondre.pages import UNPROCESSABLE, open_dossier, see, show
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import date_fr, paris_day
from leviers.web.typed import read_words

TYPED = 2 * MAX_TEXTE
"""Signs read of a remark: one that is too long is refused, not cut."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_respondents
def show_echanges(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Remarks between the team and the métropole."""
    dossier, error = open_dossier(request, contact), None
    if request.method == "POST":
        chemin = request.POST.get("chemin", "")
        try:
            write_remarque(
                dossier.participation,
                read_words(request, "texte", TYPED),
                by=contact,
                chemin=chemin if chemin in dossier.evaluation.etats else "",
            )
        except LeviersError as refusal:
            error = refusal
        else:
            return see("enquete-echanges", dossier, query="?garde=1")
    said = read_remarques(dossier.participation)
    return show(
        request,
        "echanges",
        dossier,
        fils=[(dossier.evaluation.etats.get(chemin), remarks) for chemin, remarks in said.items()],
        error=error,
        typed=request.POST.get("texte", ""),
        status=UNPROCESSABLE if error else 200,
    )


REPLY = ("chemin", "conclusion", "texte", "lien")
"""Fields of a reply, given back as typed when it is refused."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_respondents
def show_replique(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The right of reply: each remark of the team beside the answer, and what the métropole says of it."""
    dossier, error = open_dossier(request, contact), None
    if request.method == "POST":
        try:
            _reply(request, dossier)
        except LeviersError as refusal:
            error = refusal
        else:
            done = request.POST.get("geste") == "fini"
            return see("enquete-accueil" if done else "enquete-replique", dossier, query="?garde=1")
    said = read_avis(dossier.participation)
    read = [
        (etat, dossier.find_last(etat.chemin), said.get(etat.chemin, ()))
        for section in dossier.sections
        for etat in dossier.list_asked(section)
    ]
    return show(
        request,
        "replique",
        dossier,
        lues=[one for one in read if any(avis.conclusion != Conclusion.ACCORD for avis in one[2])],
        autres=[one for one in read if not any(avis.conclusion != Conclusion.ACCORD for avis in one[2])],
        conclusions=Conclusion,
        error=error,
        typed={name: request.POST.get(name, "") if error else "" for name in REPLY},
        status=UNPROCESSABLE if error else 200,
    )


def _reply(request: HttpRequest, dossier: Dossier) -> None:
    """Keep one reply, or say that there is nothing more to add."""
    if request.POST.get("geste") == "fini":
        close_contradictoire(dossier.participation)
        return
    chemin = request.POST.get("chemin", "")
    conclusion = request.POST.get("conclusion", "")
    typed = request.POST.get("lien", "").strip()
    if chemin not in dossier.evaluation.etats or conclusion not in Conclusion.values:
        raise LeviersError(
            "Votre réponse n’a pas été gardée : dites si vous êtes d’accord.",
            advice="Choisissez une des réponses proposées, puis enregistrez.",
        )
    if typed and not read_link(typed):
        raise LeviersError(
            "Cette adresse de page n’est pas lisible : votre réponse n’a pas été gardée.",
            advice="Écrivez-la en entier, comme https://exemple.fr/page.",
        )
    give_avis(
        dossier.participation,
        chemin,
        conclusion=conclusion,
        texte=read_words(request, "texte", 4000),
        lien=read_link(typed),
        by=dossier.contact,
    )


@require_safe
@for_respondents
def show_recu(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The receipt: what was sent, when, question by question."""
    dossier = open_dossier(request, contact)
    sent = [etape for etape in dossier.etapes if etape.etat == "envoyee"]
    if not sent:
        raise Http404("Il n’y a pas encore d’accusé de réception : les réponses ne sont pas envoyées.")
    day = paris_day(sent[-1].quand)
    blocs: list[Bloc] = [
        Paragraphe(
            f"{dossier.metropole.nom} a envoyé ses réponses le {date_fr(day)} à "
            f"{mots.say_hour(timezone.localtime(sent[-1].quand))}. {mots.say_progress(dossier)}."
        )
    ]
    for section in dossier.sections:
        lines = [
            f"{etat.libelle} {mots.say_saisie(etat, dossier.find_last(etat.chemin)) or 'Sans réponse.'}"
            for etat in dossier.list_asked(section)
        ]
        blocs += [Intertitre(mots.name_section(dossier, section)), Liste(tuple(lines))]
    blocs.append(
        Paragraphe(
            f"Questionnaire {dossier.version.questionnaire.code}, version {dossier.version.numero}, "
            f"empreinte {dossier.version.empreinte[:12]}. Rien n’est publié avant votre droit de réponse.",
            est_note=True,
        )
    )
    document = Document(
        titre="Accusé de réception",
        sous_titre=f"{dossier.campagne.titre}, {dossier.metropole.nom}",
        pied=f"Leviers, {settings.SITE_URL}{reverse_url('enquetes')}",
        blocs=tuple(blocs),
    )
    response = HttpResponse(write_pdf(document, day=day), content_type="application/pdf")
    response.headers["Content-Disposition"] = (
        f'inline; filename="recu-{dossier.campagne.code}-{dossier.metropole.slug}.pdf"'
    )
    return response


@require_safe
@for_respondents
def show_copie(request: HttpRequest, contact: Contact) -> HttpResponse:  # noqa: ARG001
    """Everything that this person said, and what is kept of her."""
    return JsonResponse(export_contact(contact), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
@for_respondents
def show_piece(request: HttpRequest, contact: Contact, piece: int) -> FileResponse:  # noqa: ARG001
    """A file joined by this métropole: downloaded, never shown inside the site."""
    found = Piece.objects.filter(pk=piece, participation=contact.participation).first()
    if found is None:
        raise Http404("Ce fichier n’est pas, ou n’est plus, joint à vos réponses.")
    return FileResponse(find_file(found).open("rb"), as_attachment=True, filename=found.nom)
