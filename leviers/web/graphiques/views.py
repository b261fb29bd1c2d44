"""Doors of the charts: the list, one chart with its files, and the same inside another site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.evidence.matrix import fold
from leviers.graphiques.catalogue import find
from leviers.graphiques.drawing import draw, specify
from leviers.graphiques.graphique import Graphique
from leviers.reference.territoires import index_by_slug
from leviers.web.answers import csv_answer, csv_line, depends_on_builds, depends_on_catalogue, json_answer
from leviers.web.graphiques.figure import Figure, found_or_404, read_etat
from leviers.web.graphiques.listing import list_groups

ALONE = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; frame-ancestors 'none'"
"""Policy of an SVG opened by itself: its letters are inside, nothing else may be asked for."""
FRAMED = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors *"
"""Policy of the pages meant for the frames of others: they may be shown anywhere, they run nothing."""
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
@depends_on_catalogue
def list_graphiques(request: HttpRequest) -> HttpResponse:
    """Every chart, by what it is about."""
    return render(request, "graphiques/liste.html", {"groups": list_groups(read_etat())})


@require_safe
@depends_on_catalogue
def show_graphique(request: HttpRequest, cle: str) -> HttpResponse:
    """One chart: drawing, words, table, files, how to show it elsewhere."""
    graphique = _find(request, cle)
    names = sorted(index_by_slug().values(), key=lambda one: fold(one.nom_court))
    parts = cle.split("/")
    context = {
        "figure": Figure(graphique),
        "names": names if parts[0] == "indicateurs" and len(parts) == 3 else [],
        "carte": f"{cle}/carte" if parts[0] == "indicateurs" and len(parts) == 3 else "",
    }
    return render(request, "graphiques/graphique.html", context)


@require_safe
@depends_on_catalogue
def show_embed(request: HttpRequest, cle: str) -> HttpResponse:
    """The chart alone, for a frame; the one page that others may frame."""
    response = render(request, "graphiques/embed.html", {"figure": Figure(_find(request, cle))})
    response.headers["Content-Security-Policy"] = FRAMED
    return response


@require_safe
@depends_on_builds
def graphique_image(request: HttpRequest, cle: str, kind: str) -> HttpResponse:
    """The drawing as a file that stands alone."""
    graphique = _find(request, cle)
    if graphique.est_vide:
        raise Http404("Rien à dessiner : aucun chiffre n’est connu. Le CSV et le JSON le disent aussi.")
    response = HttpResponse(draw(graphique, kind), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'inline; filename="{_name(graphique)}.{kind}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if kind == "svg":
        response.headers["Content-Security-Policy"] = ALONE
    return response


@require_safe
@depends_on_catalogue
def graphique_csv(request: HttpRequest, cle: str) -> HttpResponse:
    """The table of the chart."""
    graphique = _find(request, cle)
    columns = [colonne.cle for colonne in graphique.table.colonnes]
    return csv_answer(_name(graphique), columns, (csv_line(row) for row in graphique.table.lignes))


@require_safe
@depends_on_catalogue
def graphique_json(request: HttpRequest, cle: str) -> HttpResponse:
    """The Vega-Lite specification with its data and, beside it, the words and the table."""
    graphique = _find(request, cle)
    return json_answer(
        {
            "cle": graphique.cle,
            "titre": graphique.titre,
            "sous_titre": graphique.sous_titre,
            "alternative": graphique.alternative,
            "source": graphique.source,
            "licence": "Licence Ouverte 2.0",
            "est_fictif": graphique.est_fictif,
            "adresse": f"{settings.SITE_URL}{Figure(graphique).address}",
            "table": graphique.table.list_records(),
            "specification": specify(graphique) or None,
        }
    )


def _find(request: HttpRequest, cle: str) -> Graphique:
    accent = request.GET.get("t", "")
    return found_or_404(find(cle, read_etat(), accent=accent if accent in index_by_slug() else ""))


def _name(graphique: Graphique) -> str:
    pieces = ["leviers", *graphique.cle.split("/"), *([graphique.accent] if graphique.accent else [])]
    return "-".join(pieces)
