"""Doors of the open data: the list, the dictionary, each table, each file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.publication.donnees import bundle as bundles
from leviers.publication.donnees.dictionnaire import BUILD, Table, load_dictionnaire, load_structure
from leviers.publication.donnees.disk import find_current, read_history
from leviers.publication.donnees.etat import read_etat
from leviers.publication.donnees.fichiers import write_text
from leviers.publication.donnees.paquet import PROTECTION, describe_schema
from leviers.publication.donnees.tables import open_tables
from leviers.warehouse.read import REEL, find_builds
from leviers.web.answers import depends_on_builds, json_answer
from leviers.web.donnees import page, structured
from leviers.web.donnees.fichiers import send_file

_AWAITED = ("datapackage.json", "catalogue.jsonld", "catalogue.ttl", bundles.ARCHIVE, bundles.SUMS)
_PATIENCE_SECONDS = 60
_NO_TABLE = "Cette table n’existe pas. La liste de toutes est dans « Données ouvertes »."
_NO_BUILD = "Ce fichier vient d’actes publics, et aucun n’a encore été lu sur ce site : revenez plus tard."


@require_safe
@depends_on_builds
def show_donnees(request: HttpRequest) -> HttpResponse:
    """Every table with its files, and what one must know before using them."""
    home = settings.HOME
    shown = page.Page(find_current(home), REEL in find_builds(home), read_history(home))
    context = {
        "page": shown,
        "bundle": shown.bundle,
        "structured": structured.describe_catalogue(shown),
        "structure": load_structure(),
        "protection": PROTECTION,
    }
    return render(request, "donnees/donnees.html", context)


@require_safe
@depends_on_builds
def show_dictionnaire(request: HttpRequest) -> HttpResponse:
    """Every column of every table."""
    known = load_dictionnaire().values()
    tables = [(table, [page.describe(one, table) for one in table.colonnes]) for table in known]
    nb = sum(len(table.colonnes) for table in known)
    return render(request, "donnees/dictionnaire.html", {"tables": tables, "nb_colonnes": nb})


@require_safe
@depends_on_builds
def dictionnaire_json(_request: HttpRequest) -> HttpResponse:
    """The same: one Table Schema a table."""
    known = load_dictionnaire()
    tables = {code: {"titre": one.titre, **describe_schema(one, known)} for code, one in known.items()}
    return json_answer({"structure": load_structure()[0]["version"], "tables": tables})


@require_safe
@depends_on_builds
def show_table(request: HttpRequest, code: str) -> HttpResponse:
    """One table: its files, its columns, its first rows."""
    found = find_current(settings.HOME)
    ligne = page.find_ligne(code, found)
    if ligne is None:
        raise Http404(_NO_TABLE)
    context = {
        "ligne": ligne,
        "table": ligne.table,
        "bundle": found,
        "has_build": REEL in find_builds(settings.HOME),
        "colonnes": page.list_colonnes(ligne, found),
        "structured": structured.describe_table(ligne, found),
    }
    return render(request, "donnees/table.html", context)


@require_safe
@depends_on_builds
def schema_json(_request: HttpRequest, code: str) -> HttpResponse:
    """The Table Schema of one table."""
    table = load_dictionnaire().get(code)
    if table is None:
        raise Http404(_NO_TABLE)
    return json_answer(describe_schema(table, load_dictionnaire()))


@require_safe
def download(request: HttpRequest, nom: str) -> HttpResponseBase:
    """One file; a small one is made on the spot while the bundle is not there, a large one is awaited."""
    found = find_current(settings.HOME)
    fichier = found.fichiers.get(nom) if found else None
    if found and fichier:
        return send_file(request, found.folder / nom, fichier)
    code, _dot, kind = nom.rpartition(".")
    table = load_dictionnaire().get(code)
    if table and kind in bundles.list_formats(code):
        return _make(request, table, kind)
    if nom == "dictionnaire.csv":
        return _make_dictionnaire(request)
    if nom in _AWAITED and found is None:
        return _wait(request)
    raise Http404(f"Aucun fichier ne s’appelle « {nom[:60]} ». Tous sont dans « Données ouvertes ».")


def _make(request: HttpRequest, table: Table, kind: str) -> HttpResponseBase:
    """A table of the catalogue, made now; those of the build are never made inside a request."""
    if table.origine == BUILD and REEL not in find_builds(settings.HOME):
        raise Http404(_NO_BUILD)
    etat = read_etat() if table.origine != BUILD else None
    if etat is None:
        return _wait(request)
    with TemporaryDirectory(prefix="leviers-table-") as folder, open_tables(etat, [table.code]) as tables:
        written = bundles.write_table(tables, table.code, kind, Path(folder), etat.version)
        return send_file(request, Path(folder) / written.nom, written)


def _make_dictionnaire(request: HttpRequest) -> HttpResponseBase:
    with TemporaryDirectory(prefix="leviers-table-") as folder:
        written = write_text(Path(folder) / "dictionnaire.csv", "\ufeff" + bundles.write_dictionnaire())
        return send_file(request, Path(folder) / written.nom, written)


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "donnees/attente.html", status=503)
    response.headers["Retry-After"] = str(_PATIENCE_SECONDS)
    return response
