"""Doors of the figures of an edition: all measures, one with its values, one value with query and rows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.publication.editions.lire import Publiee
from leviers.publication.etude.calculs import ecrire
from leviers.web.answers import csv_answer, csv_line, depends_on_builds, json_answer
from leviers.web.etude import citer, lignes
from leviers.web.etude.calcul import SHOWN_ROWS, Valeur, Verification, find_calcul, find_valeur, verify
from leviers.web.etude.views import find_edition
from leviers.web.kit.jinja import reverse_url

_NO_MEASURE = "Cette mesure n’est pas dans l’édition. La page de ses chiffres donne celles qui y sont."
_NO_KEY = "L’édition ne dit aucun chiffre de cette mesure sous ce nom."
_SHOWN_VALUES = 500


@require_safe
@depends_on_builds
def list_mesures(request: HttpRequest, code: str) -> HttpResponse:
    """Every measure that an edition says."""
    edition = find_edition(code)
    mesures = [
        {"code": mesure, "titre": one["titre"], "unite": one["unite"], "nb": len(one["valeurs"])}
        for mesure, one in edition.chiffres.items()
    ]
    mesures.sort(key=lambda one: str(one["titre"]))
    return render(request, "etude/mesures.html", {"edition": edition, "mesures": mesures} | _common(edition))


@require_safe
@depends_on_builds
def show_mesure(request: HttpRequest, code: str, mesure: str) -> HttpResponse:
    """One measure: its only value, or all of them by key."""
    edition = find_edition(code)
    if mesure not in edition.chiffres:
        raise Http404(_NO_MEASURE)
    if "" in edition.chiffres[mesure]["valeurs"]:
        return show_valeur(request, code, mesure, "")
    known = edition.chiffres[mesure]
    valeurs = [
        (cle, lignes.say_key(cle), _write(row["valeur"]))
        for cle, row in list(known["valeurs"].items())[:_SHOWN_VALUES]
    ]
    context = {"edition": edition, "mesure": mesure, "known": known, "valeurs": valeurs}
    return render(request, "etude/mesure.html", context | _common(edition))


@require_safe
@depends_on_builds
def show_valeur(request: HttpRequest, code: str, mesure: str, cle: str) -> HttpResponse:
    """One figure: what it counts, its query, its rows, and the same recomputed now."""
    edition = find_edition(code)
    valeur = _find(edition, mesure, cle)
    calcul, sur = request.GET.get("calcul", ""), request.GET.get("sur", "")
    verification = verify(edition, valeur)
    context = {
        "edition": edition,
        "valeur": valeur,
        "ecrit": _write(valeur.valeur),
        "recalcule": _write(verification.valeur),
        "verification": verification,
        "nom": lignes.say_key(cle),
        "calcul": find_calcul(edition, valeur, calcul, sur) if calcul else None,
        "table": lignes.show_rows(verification.lignes),
        "montrees": SHOWN_ROWS,
        "write": _write,
        "twin": _say_twin(edition, valeur),
    }
    return render(request, "etude/chiffre.html", context | _common(edition))


@require_safe
@depends_on_builds
def valeur_json(_request: HttpRequest, code: str, mesure: str, cle: str = "") -> HttpResponse:
    """The same for programs."""
    edition = find_edition(code)
    valeur = _find(edition, mesure, cle)
    verification = verify(edition, valeur)
    return json_answer(
        {
            "edition": edition.code,
            "jour": edition.jour,
            "build": edition.build or None,
            "mesure": valeur.mesure,
            "cle": valeur.cle,
            "titre": valeur.titre,
            "unite": valeur.unite,
            "valeur": valeur.valeur,
            "couverture_pct": valeur.couverture_pct,
            "annee": valeur.annee,
            "nb_lignes": valeur.nb_lignes,
            "requete": valeur.requete,
            "recalcul": _say_verification(verification),
            "lignes": [lignes.as_plain(row) for row in verification.lignes],
            "licence": "Licence Ouverte 2.0",
        }
    )


@require_safe
@depends_on_builds
def valeur_csv(_request: HttpRequest, code: str, mesure: str, cle: str = "") -> HttpResponse:
    """The first rows that the figure counts."""
    edition = find_edition(code)
    valeur = _find(edition, mesure, cle)
    rows = verify(edition, valeur).lignes
    columns = list(rows[0]) if rows else ["cle"]
    name = "-".join(["leviers", edition.code, mesure, *([cle] if cle.replace("-", "").isalnum() else [])])
    return csv_answer(name, columns, (csv_line(lignes.as_plain(row).values()) for row in rows))


def _find(edition: Publiee, mesure: str, cle: str) -> Valeur:
    found = find_valeur(edition, mesure, cle)
    if found is None:
        raise Http404(_NO_KEY if mesure in edition.chiffres else _NO_MEASURE)
    return found


def _say_verification(one: Verification) -> dict[str, Any]:
    return {
        "valeur": one.valeur,
        "nb_lignes": one.nb_lignes,
        "est_egale": one.est_egale,
        "panne": one.panne or None,
    }


def _say_twin(edition: Publiee, valeur: Valeur) -> str:
    """Address of the page without its last bar: twins add their ending."""
    args = (edition.code, valeur.mesure, *([valeur.cle] if valeur.cle else []))
    return reverse_url("etude-chiffre" if valeur.cle else "etude-mesure", *args).removesuffix("/")


def _write(valeur: float | None) -> str:
    return ecrire("valeur", valeur)


def _common(edition: Publiee) -> dict[str, Any]:
    return {"citation": citer.say_citation(edition), "errata": (), "tags": []}
