"""Door of the leviers used together: pairs, with counts, for the whole and by champ."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.comparison.together import FEWEST, Pair, list_pairs
from leviers.evidence import usages
from leviers.reference import typologie
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer

MOST_SHOWN = 40
COLUMNS = ("levier", "autre_levier", "nb_ensemble", "nb_levier", "nb_autre_levier", "nb_attendu")


@require_safe
@depends_on_catalogue
def show_ensemble(request: HttpRequest) -> HttpResponse:
    """The pairs that stand out most; all of them are in the twins."""
    champ, pairs = _read(request)
    nb_leviers = len(typologie.load_leviers())
    context = {
        "champ": typologie.load_champs().get(champ),
        "pairs": pairs[:MOST_SHOWN],
        "nb": len(pairs),
        "nb_couples": nb_leviers * (nb_leviers - 1) // 2,
        "fewest": FEWEST,
    }
    return render(request, "comparer/ensemble.html", context)


@require_safe
@depends_on_catalogue
def ensemble_json(request: HttpRequest) -> HttpResponse:
    """Every pair as data."""
    champ, pairs = _read(request)
    rows = [dict(zip(COLUMNS, _as_row(pair), strict=True)) for pair in pairs]
    return json_answer(
        {"licence": "Licence Ouverte 2.0", "champ": champ or None, "nb": len(rows), "couples": rows}
    )


@require_safe
@depends_on_catalogue
def ensemble_csv(request: HttpRequest) -> HttpResponse:
    """Every pair as a table."""
    _champ, pairs = _read(request)
    return csv_answer("leviers-ensemble", COLUMNS, (csv_line(_as_row(pair)) for pair in pairs))


def _read(request: HttpRequest) -> tuple[str, tuple[Pair, ...]]:
    asked = request.GET.get("champ", "")
    champ = asked if asked in typologie.load_champs() else ""
    return champ, list_pairs(usages.current(), champ)


def _as_row(pair: Pair) -> list[object]:
    counts = (pair.nb_ensemble, pair.nb_un, pair.nb_autre)
    return [pair.un.code, pair.autre.code, *counts, round(pair.attendu, 1)]
