"""Pages of the métropoles: the list of the 22, and the portrait of each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.directory.annonces.cooperations import list_published
from leviers.directory.fiches import reseaux
from leviers.evidence import fictif, releves
from leviers.evidence.donnees import read_donnees
from leviers.evidence.models import Mouvement
from leviers.evidence.portrait import Portrait, draw_portrait
from leviers.evidence.releves import Releve
from leviers.evidence.usages import Usages
from leviers.graphiques.catalogue import group_of_place
from leviers.participation.articles.publies import list_about
from leviers.reference import territoires, typologie
from leviers.warehouse.read import REEL
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.fiches.declarations import describe_reseaux
from leviers.web.fiches.personnes import list_of_territoire
from leviers.web.graphiques.figure import show_all
from leviers.web.metropoles import donnees, listing, reperes, twin
from leviers.web.metropoles.locator import locate
from leviers.web.metropoles.preuves import tell_mouvements

THEMES = ("achats", "subventions", "deliberations")
MOVES = 6
"""Lines of the journal shown on a portrait."""

KINDS = {
    "metropole": "Métropole, établissement public de coopération intercommunale",
    "metropole-de-lyon": "Collectivité territoriale à statut particulier",
}


@require_safe
@depends_on_catalogue
def list_metropoles(request: HttpRequest) -> HttpResponse:
    """The 22, in the order asked for by `?tri=`."""
    asked = request.GET.get("tri", "")
    tri = asked if asked in listing.ORDERS else listing.BY_POPULATION
    rows = listing.list_rows(published.current(), tri)
    return render(request, "metropoles/liste.html", {"rows": rows, "tri": tri})


@require_safe
@depends_on_catalogue
def metropoles_json(_request: HttpRequest) -> HttpResponse:
    """The 22 as data."""
    rows = listing.list_rows(published.current())
    return json_answer({"nb": len(rows), "metropoles": [listing.as_json(row) for row in rows]})


@require_safe
@depends_on_catalogue
def metropoles_csv(_request: HttpRequest) -> HttpResponse:
    """The 22 as a table."""
    rows = listing.list_rows(published.current())
    return csv_answer("metropoles", listing.CSV_COLUMNS, (csv_line(listing.as_csv(row)) for row in rows))


@require_safe
@depends_on_catalogue
def show_metropole(request: HttpRequest, slug: str) -> HttpResponse:
    """The portrait of one métropole, or of the invented territoire, which says so."""
    if slug == fictif.SLUG and (invented := fictif.compute_usages_fictifs(published.read_version())):
        return render(request, "metropoles/fictif.html", _describe_invented(invented))
    catalogue = published.current()
    portrait = _find(slug, catalogue)
    metropole = portrait.metropole
    names = territoires.load_departements()
    context = {
        "portrait": portrait,
        "metropole": metropole,
        "kind": KINDS[metropole.kind],
        "departements": [f"{names[code]} ({code})" for code in metropole.departements],
        "communes": territoires.load_communes()[metropole.siren],
        "themes": reperes.group_by_theme(portrait.reperes),
        "missing": reperes.list_missing(portrait.reperes),
        "map": locate({metropole.siren}),
        "structured": twin.as_json_ld(portrait),
        "qui_en_parlent": list_about(catalogue, "territoire", metropole.siren),
        "cooperations": list_published(siren=metropole.siren),
        "mouvements": _list_moves(metropole.siren),
        "reseaux": reseaux.list_of(metropole.siren),
        "personnes": list_of_territoire(metropole.siren),
        **_read_open_data(releves.current(REEL), metropole.siren, metropole.slug),
    }
    return render(request, "metropoles/portrait.html", context)


@require_safe
@depends_on_catalogue
def metropole_json(_request: HttpRequest, slug: str) -> HttpResponse:
    """The portrait of one métropole as data."""
    portrait = _find(slug, published.current())
    releve = releves.current(REEL)
    found = read_donnees(releve.build, portrait.metropole.siren) if releve else None
    said = {"reseaux": describe_reseaux(portrait.metropole.siren)}
    return json_answer(
        twin.as_json(portrait) | {"donnees": donnees.describe(found) if found else None} | said
    )


def _describe_invented(usages: Usages) -> dict[str, Any]:
    """Orval: its 50 usages champ by champ, and the build they come from."""
    orval = fictif.load_orval()
    known = usages.of_territoire(orval.siren)
    parts = [
        (champ, [usage for usage in known if usage.levier.champ is champ])
        for champ in typologie.load_champs().values()
    ]
    nb = sum(usage.est_repere for usage in known)
    context = {"metropole": orval, "parts": parts, "releve": usages.releve, "nb": nb}
    return context | _read_open_data(usages.releve, orval.siren, orval.slug)


def _read_open_data(releve: Releve | None, siren: str, slug: str) -> dict[str, Any]:
    """What a build says of one territoire, in the words of its page; nothing while there is no build."""
    if releve is None:
        return {"donnees": None}
    found = read_donnees(releve.build, siren)
    return {
        "donnees": found,
        "listes": donnees.say_lists(found),
        "fondements": donnees.list_grounds(found, slug),
        "tables": {theme: donnees.list_tables(found, theme) for theme in THEMES},
        "publies": donnees.list_missing(found),
        "charts": {theme: show_all(drawn) for theme, drawn in group_of_place(releve.build, slug).items()},
        "say_value": donnees.say_value,
        "say_motif": donnees.say_motif,
    }


def _list_moves(siren: str) -> list[dict[str, Any]]:
    """The last moves of a métropole, each with its levier."""
    rows = Mouvement.objects.filter(territoire_siren=siren)[:MOVES]
    leviers = typologie.load_leviers()
    return [ligne | {"levier": leviers[ligne["mouvement"].levier]} for ligne in tell_mouvements(rows)]


def _find(slug: str, catalogue: Published) -> Portrait:
    metropole = territoires.index_by_slug().get(slug)
    if metropole is None:
        raise Http404("Cette métropole n’est pas une des 22. La liste des métropoles les donne toutes.")
    return draw_portrait(catalogue, metropole)
