"""Door of the configurations: a small crisp-set analysis whose question is in the address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.comparison.configurations import (
    ABSENCE,
    MOST,
    STRICT,
    Analyse,
    Ensemble,
    Question,
    analyse,
    list_ensembles,
    read_question,
)
from leviers.comparison.qca import Fit, Implicant, Issue, Row, Solution
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.comparer.views import find_build
from leviers.web.kit.typography import NBSP, enumere, nombre

ISSUES = {
    Issue.PRESENT: "résultat présent",
    Issue.ABSENT: "résultat absent",
    Issue.CONTRADICTOIRE: "contradictoire",
    Issue.NON_OBSERVEE: "non observée",
}
ORDER = (Issue.PRESENT, Issue.CONTRADICTOIRE, Issue.ABSENT, Issue.NON_OBSERVEE)
EXAMPLE = "?resultat=spaser&c=elu-delegue-ess&c=feuille-de-route-ess&c=population-haute"


@require_safe
@depends_on_catalogue
def show_configurations(request: HttpRequest) -> HttpResponse:
    """The question, then its answer when it is complete."""
    ensembles, question = _read(request)
    found = analyse(question) if question.est_complete else None
    chosen = [condition.code for condition in question.conditions]
    context = {
        "ensembles": ensembles,
        "variables": [one for one in ensembles.values() if one.levier is None],
        "question": question,
        "slots": chosen + [""] * (MOST - len(chosen)),
        "ignored": say_ignored(question),
        "found": found,
        "rows": _list_rows(found) if found else [],
        "solutions": _list_solutions(found) if found else [],
        "example": EXAMPLE,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "outcome": say_outcome(question),
    }
    return render(request, "comparer/configurations.html", context)


@require_safe
@depends_on_catalogue
def configurations_json(request: HttpRequest) -> HttpResponse:
    """The same as data."""
    _ensembles, question = _read(request)
    head: dict[str, Any] = {
        "licence": "Licence Ouverte 2.0",
        "resultat": question.resultat.code if question.resultat else None,
        "issue": ABSENCE if question.est_absence else "presence",
        "inobservables": STRICT if question.est_stricte else "hors",
        "conditions": [condition.code for condition in question.conditions],
        "ignores": list(question.ignores),
    }
    return json_answer(head | _describe(analyse(question)) if question.est_complete else head)


def spell(term: Implicant, conditions: tuple[Ensemble, ...]) -> str:
    """A term in words, with the names of its conditions: « PTCE » ET pas « SPASER »."""
    said = [
        f"« {condition.nom} »" if value else f"pas « {condition.nom} »"
        for condition, value in zip(conditions, term, strict=True)
        if value is not None
    ]
    return " ET ".join(said) or "toujours"


def say_outcome(question: Question) -> str:
    """What is explained, in words; empty while nothing is."""
    if question.resultat is None:
        return ""
    return f"pas « {question.resultat.nom} »" if question.est_absence else f"« {question.resultat.nom} »"


def say_ignored(question: Question) -> str:
    """What was not taken; empty when everything was."""
    if not question.ignores:
        return ""
    words = enumere([f"« {code} »" for code in question.ignores])
    why = f"inconnu, répété, identique au résultat, ou au-delà de {MOST} conditions"
    return f"Non pris en compte : {words} ({why})."


def say_share(value: float | None) -> str:
    """A share from 0 to 1 with two decimals; a dash in words when nothing is there."""
    return "sans objet" if value is None else nombre(value, 2)


def _read(request: HttpRequest) -> tuple[dict[str, Ensemble], Question]:
    ensembles = list_ensembles(published.current(), find_build())
    given = request.GET
    question = read_question(
        ensembles, given.get("resultat", ""), conditions=given.getlist("c"), given=given.dict()
    )
    return ensembles, question


def _list_rows(found: Analyse) -> list[dict[str, Any]]:
    """Observed rows by what they show, the most populated first; unobserved ones are counted, not listed."""
    observed = [row for row in found.rows if row.nb]
    observed.sort(key=lambda row: (ORDER.index(row.issue), -row.nb))
    return [
        {
            "config": row.config,
            "issue": ISSUES[row.issue],
            "code": row.issue.value,
            "nb": row.nb,
            "consistance": say_share(row.consistance),
            "positifs": ", ".join(row.positifs),
            "negatifs": ", ".join(row.negatifs),
        }
        for row in observed
    ]


def _list_solutions(found: Analyse) -> list[tuple[str, str, list[dict[str, Any]]]]:
    kinds = (
        ("Solution complexe", "Seules les configurations observées servent.", found.complexes),
        (
            "Solution parcimonieuse",
            "Les configurations que personne ne montre sont supposées aller dans le bon sens quand cela "
            "raccourcit la formule : une hypothèse, non une observation.",
            found.parcimonieuses,
        ),
    )
    return [
        (title, note, [_say_solution(one, found.question.conditions) for one in solutions])
        for title, note, solutions in kinds
    ]


def _say_solution(solution: Solution, conditions: tuple[Ensemble, ...]) -> dict[str, Any]:
    return {
        "formule": f"{NBSP}OU ".join(f"({spell(term, conditions)})" for term in solution.termes),
        "termes": [
            (spell(term, conditions), _say_fit(fit))
            for term, fit in zip(solution.termes, solution.fits, strict=True)
        ],
        "ensemble": _say_fit(solution.ensemble),
    }


def _say_fit(fit: Fit) -> dict[str, str]:
    shares = ("consistance", "couverture", "couverture_propre")
    return {name: say_share(getattr(fit, name)) for name in shares} | {"cas": ", ".join(fit.cas)}


def _describe(found: Analyse) -> dict[str, Any]:
    return {
        "nb_cas": len(found.cas),
        "cas_ecartes": [one.slug for one in found.ecartes],
        "cas_inobservables": [one.slug for one in found.inobservables],
        "table": [_describe_row(row) for row in found.rows],
        "complexes": [_describe_solution(one) for one in found.complexes],
        "parcimonieuses": [_describe_solution(one) for one in found.parcimonieuses],
    }


def _describe_row(row: Row) -> dict[str, Any]:
    return {
        "conditions": list(row.config),
        "issue": row.issue.value,
        "nb": row.nb,
        "consistance": row.consistance,
        "positifs": list(row.positifs),
        "negatifs": list(row.negatifs),
    }


def _describe_solution(solution: Solution) -> dict[str, Any]:
    return {
        "termes": [list(term) for term in solution.termes],
        "mesures": [vars(fit) for fit in solution.fits],
        "ensemble": vars(solution.ensemble),
    }
