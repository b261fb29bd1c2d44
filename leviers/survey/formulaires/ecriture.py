"""Write a questionnaire as an XLSForm again: the same sheets, the same columns, hence the same empreinte.

Every cell is written as a text: a label that starts with = + - or @ is never a formula.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.arbre import Element, Formulaire, Groupe, Question, Repetition, Texte
from leviers.survey.formulaires.constructions import A_CHOIX
from leviers.survey.formulaires.programme import AUTRE

if TYPE_CHECKING:
    import xlsxwriter
else:
    xlsxwriter = Tardif("xlsxwriter")

Feuilles = dict[str, list[dict[str, str]]]

_TEXTES = {
    "label": "libelle", "hint": "aide", "guidance_hint": "guidance",
    "required_message": "message_obligatoire",
    "constraint_message": "message_contrainte",
}  # fmt: skip
_CELLULES = {
    "required": "obligatoire", "relevant": "relevant", "constraint": "contrainte", "calculation": "calcul",
    "choice_filter": "filtre_choix", "default": "defaut", "readonly": "lecture_seule",
    "appearance": "apparence",
    "repeat_count": "nombre",
}  # fmt: skip
_ORDRE = (
    "type name label hint guidance_hint required required_message relevant constraint constraint_message"
    " calculation choice_filter default readonly appearance parameters repeat_count"
).split()
_ECRIT_LE = datetime(2026, 1, 1)  # in the properties of the file: the same questionnaire gives the same bytes


def sheets_of(formulaire: Formulaire) -> Feuilles:
    """The rows of the sheets survey, choices and settings, as XLSForm names their columns."""
    choices = [
        {"list_name": name, "name": choix.code, **_words("label", choix.libelle), **choix.extra}
        for name, members in formulaire.choix.items()
        if name not in formulaire.tables
        for choix in members
    ]
    settings = {"form_title": formulaire.titre, "form_id": formulaire.code, "version": formulaire.version,
                "default_language": formulaire.langue_defaut, **formulaire.reglages}  # fmt: skip
    return {
        "survey": [row for element in formulaire.elements for row in _rows(element)],
        "choices": choices,
        "settings": [{key: value for key, value in settings.items() if value}],
    }


def spell_other(formulaire: Formulaire) -> Formulaire:
    """The same questions without "or_other": a list with « Autre », and the question that follows."""
    choix = dict(formulaire.choix)
    langues = formulaire.langues or ("",)

    def spell(element: Element) -> Element:
        if not isinstance(element, Question):
            return replace(element, elements=tuple(spell(child) for child in element.elements))
        if not element.autre:
            words = dict.fromkeys(langues, element.libelle[""]) if element.autre_de else element.libelle
            return replace(element, autre_de="", libelle=words)
        name = f"{element.choix}_or_other"
        choix[name] = (
            *choix[element.choix],
            replace(AUTRE, libelle=dict.fromkeys(langues, AUTRE.libelle[""])),
        )
        return replace(element, choix=name, autre=False)

    return replace(formulaire, elements=tuple(spell(e) for e in formulaire.elements), choix=choix)


def headers_of(rows: list[dict[str, str]], langues: tuple[str, ...] = ()) -> list[str]:
    """Known columns in the order of the documentation, languages together, then the others as they come."""
    met = list(dict.fromkeys(key for row in rows for key in row))
    order = {name: index for index, name in enumerate([*_ORDRE, "list_name"])}
    tongues = {name: index for index, name in enumerate(langues, start=1)}

    def rank(key: str) -> tuple[int, int, int]:
        base, _, tongue = key.partition("::")
        return (order.get(base, len(order)), tongues.get(tongue, 0), met.index(key))

    return sorted(met, key=rank) if "type" in met else met


def write_xlsform(formulaire: Formulaire) -> bytes:
    """The .xlsx of a questionnaire, readable by any XLSForm tool; attached CSV files are `attached_files`."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": formulaire.titre[:255], "created": _ECRIT_LE})
        head_format = book.add_format({"bold": True, "bottom": 1})
        text_format = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in sheets_of(formulaire).items():
            sheet = book.add_worksheet(name)
            heads = headers_of(rows, formulaire.langues)
            for column, head in enumerate(heads):
                sheet.write_string(0, column, head, head_format)
                longest = max((len(row.get(head, "")) for row in rows), default=0)
                sheet.set_column(column, column, min(60, max(12, longest + 2)))
                for line, row in enumerate(rows, start=1):
                    if row.get(head):
                        sheet.write_string(line, column, row[head], text_format)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def attached_files(formulaire: Formulaire) -> dict[str, bytes]:
    """The attached CSV files, written again: they go with the .xlsx, and to ODK clients."""
    return {name: write_csv(rows) for name, rows in formulaire.tables.items()}


def write_csv(rows: tuple[Mapping[str, str], ...]) -> bytes:
    """A table as a CSV file, its columns in the order in which rows name them."""
    heads = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, heads, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _words(colonne: str, libelle: Texte) -> dict[str, str]:
    return {f"{colonne}::{langue}" if langue else colonne: words for langue, words in libelle.items()}


def _rows(element: Element) -> Iterator[dict[str, str]]:
    if isinstance(element, Question):
        if not element.autre_de:
            yield _row(element, _type(element))
        return
    kind = "group" if isinstance(element, Groupe) else "repeat"
    yield _row(element, f"begin {kind}")
    for child in element.elements:
        yield from _rows(child)
    yield {"type": f"end {kind}"}


def _type(question: Question) -> str:
    written = f"{question.type} {question.choix}" if question.type in A_CHOIX else question.type
    return f"{written} or_other" if question.autre else written


def _row(element: Question | Groupe | Repetition, type_: str) -> dict[str, str]:
    row = {"type": type_, "name": element.code}
    for colonne, champ in _TEXTES.items():
        row |= _words(colonne, getattr(element, champ, {}))
    row |= {colonne: getattr(element, champ, "") for colonne, champ in _CELLULES.items()}
    if isinstance(element, Question):
        row["parameters"] = " ".join(f"{name}={value}" for name, value in element.parametres.items())
    return {key: value for key, value in (row | dict(element.extra)).items() if value}
