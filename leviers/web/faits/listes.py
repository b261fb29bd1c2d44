"""Doors of the lists: marchés, subventions, délibérations, acteurs; each with its files."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.evidence.explore import explore, read_selection
from leviers.evidence.explorers import EXPLORERS
from leviers.evidence.selection import Selection
from leviers.graphiques.plan import read_plan
from leviers.warehouse.read import FICTIF, REEL, Build, find_builds
from leviers.web.answers import depends_on_builds
from leviers.web.faits.exports import send_selection
from leviers.web.faits.listing import Listing, write_address
from leviers.web.graphiques.figure import Figure

LISTES = (
    ("marches", "Marchés"),
    ("subventions", "Subventions"),
    ("deliberations", "Délibérations"),
    ("acteurs", "Acteurs"),
)
INTROS = {
    "marches": {
        "titre": "Marchés publics",
        "texte": "Les contrats publiés par les acheteurs, tels qu’ils les déclarent. "
        "Les petits achats n’y sont pas : la publication commence à 40 000 €.",
        "reserve": "Un montant est un engagement, souvent un plafond : ce n’est pas une dépense.",
        "chercher": "Chercher dans les objets et les noms",
        "exemple": "Nettoyage, réemploi, un titulaire…",
    },
    "subventions": {
        "titre": "Subventions",
        "texte": "Les subventions publiées par les collectivités, chacune à sa façon. "
        "Une collectivité qui ne publie pas n’est pas ici ; elle peut donner quand même.",
        "reserve": "Un montant est voté ou attribué : on ne sait pas s’il a été versé.",
        "chercher": "Chercher dans les objets et les noms",
        "exemple": "Insertion, ressourcerie, une association…",
    },
    "deliberations": {
        "titre": "Délibérations",
        "texte": "Les actes des conseils qui publient la liste de leurs actes : très peu le font. "
        "Seul le titre est lu.",
        "reserve": "",
        "chercher": "Chercher dans les titres",
        "exemple": "Économie sociale, tiers-lieu…",
    },
    "acteurs": {
        "titre": "Acteurs",
        "texte": "Les organisations que les registres et les listes publiques nomment, de l’ESS ou non, "
        "avec ce qui le fonde. Aucune personne physique.",
        "reserve": "",
        "chercher": "Chercher un nom ou un SIREN",
        "exemple": "Un nom, un SIREN…",
    },
}


@require_safe
@depends_on_builds
def list_faits(request: HttpRequest, code: str) -> HttpResponse:
    """A selection, twenty rows a page."""
    build, selection, ignored = _read(request, code)
    listing = Listing(explore(build, EXPLORERS[code], selection), ignored)
    context = {"listing": listing, "intro": INTROS[code], "listes": LISTES}
    context |= _draw_map(build, selection) if code == "acteurs" else {}
    return render(request, "faits/liste.html", context)


def _draw_map(build: Build, selection: Selection) -> dict[str, object]:
    """The map of the territoire chosen, when one is: the list below is its twin."""
    chosen = selection.filters.get("territoire", ())
    drawn = read_plan(build, chosen[0]) if len(chosen) == 1 else None
    return {"carte": Figure(drawn)} if drawn and not drawn.est_vide else {}


@require_safe
def download_faits(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The whole selection as a file, in the order of the page."""
    build, selection, _ignored = _read(request, code)
    address = settings.SITE_URL + write_address(
        code, Selection(selection.q, selection.filters, selection.tri)
    )
    return send_selection(build, EXPLORERS[code], selection, kind, address)


def find_list_build() -> Build:
    """The build that lists show: real data when there are, else the invented territoire; never both.

    Raises  Http404 before the first build
    """
    builds = find_builds(settings.HOME)
    build = builds.get(REEL) or builds.get(FICTIF)
    if build is None:
        raise Http404("Aucun fichier public n’a encore été lu sur ce site : revenez plus tard.")
    return build


def _read(request: HttpRequest, code: str) -> tuple[Build, Selection, dict[str, list[str]]]:
    build = find_list_build()
    selection, ignored = read_selection(build, EXPLORERS[code], dict(request.GET.lists()))
    return build, selection, ignored
