"""Questionnaires of the tests, written in Markdown: one can hold each of them in mind."""

from datetime import date, datetime

from leviers.survey.formulaires import Contexte, FormulaireRefuse, evaluate, read_xlsform

AUJOURDHUI = date(2026, 3, 15)
CONTEXTE = Contexte(aujourdhui=AUJOURDHUI, maintenant=datetime(2026, 3, 15, 14, 30), graine="reponse-1")

OUI_NON = """
| choices |
| | list_name | name | label |
| | ouinon | oui | Oui |
| | ouinon | non | Non |
"""


def read(markdown, files=None, **options):
    return read_xlsform(markdown.encode(), "essai.md", files, **options)


def survey(columns, *rows, more=""):
    """A questionnaire from the columns and rows of its sheet survey: « type | name | label »."""
    lines = ["| survey |", f"| | {columns} |", *(f"| | {row} |" for row in rows)]
    return read("\n".join(lines) + "\n" + more)


def refusals(call, *arguments, **options):
    """(sheet, row, column, message) of every problem; an error when the questionnaire is accepted."""
    try:
        call(*arguments, **options)
    except FormulaireRefuse as refused:
        return [(p.feuille, p.ligne, p.colonne, p.message) for p in refused.problemes]
    raise AssertionError("accepted")


def ask(formulaire, reponses=None, contexte=CONTEXTE):
    return evaluate(formulaire, reponses or {}, contexte=contexte)


def compute(expression, answers=None, *, rows=(), more="", contexte=CONTEXTE):
    """Value of one calculation among questions of text type, named after the answers."""
    asked = [f"text | {name} | {name} |" for name in (answers or {})]
    result = f"calculate | resultat | | {expression}"
    form = survey("type | name | label | calculation", *asked, *rows, result, more=more)
    return ask(form, answers, contexte).etats["resultat"].valeur
