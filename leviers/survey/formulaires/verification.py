"""What no single cell can tell: references, circles, lists, files, columns; then pyxform itself."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from leviers.reference.tardif import Tardif
from leviers.survey.formulaires.arbre import Formulaire, Question, walk
from leviers.survey.formulaires.classeur import Feuille
from leviers.survey.formulaires.constructions import NON_RECUEILLIS
from leviers.survey.formulaires.expressions import Defaut, Expression
from leviers.survey.formulaires.feuille_questions import TEXTES
from leviers.survey.formulaires.gabarits import codes_in
from leviers.survey.formulaires.programme import Programme, ProgrammeRefuse, compile_programme
from leviers.survey.formulaires.releve import Releve

if TYPE_CHECKING:
    from pyxform import errors as pyxform_errors
    from pyxform import xls2xform
else:
    xls2xform, pyxform_errors = Tardif("pyxform.xls2xform"), Tardif("pyxform.errors")

_ROW = re.compile(r"\[row : (\d+)\]\s*")


def verify(formulaire: Formulaire, releve: Releve, *, tables_connues: frozenset[str]) -> None:
    """Add to the releve every problem of expressions and references."""
    _texts(formulaire, releve)
    _external(formulaire, releve)
    try:
        programme = compile_programme(formulaire)
    except ProgrammeRefuse as refused:
        for path, champ, defaut in refused.defauts:
            releve.refuse_at(path, champ, defaut.message, defaut.conseil)
        return
    for (path, champ), expression in programme.expressions.items():
        for defaut in _judge(programme, path, champ, expression, tables_connues):
            releve.refuse_at(path, champ, defaut.message, defaut.conseil)


def _codes(formulaire: Formulaire) -> dict[str, int]:
    counts: dict[str, int] = {}
    for element in walk(formulaire.elements):
        counts[element.code] = counts.get(element.code, 0) + 1
    return counts


def _texts(formulaire: Formulaire, releve: Releve) -> None:
    """References inside labels, hints and messages."""
    codes = _codes(formulaire)
    for element in walk(formulaire.elements):
        for champ in TEXTES.values():
            for words in getattr(element, champ, {}).values():
                for code in codes_in(words):
                    defaut = _reference(code, codes)
                    if defaut:
                        releve.refuse_at(element.chemin, champ, defaut.message, defaut.conseil)
    for name, members in formulaire.choix.items():
        quoted = {code for choix in members for words in choix.libelle.values() for code in codes_in(words)}
        for code in sorted(quoted):
            defaut = _reference(code, codes)
            if defaut and name not in formulaire.tables:
                message = f"liste « {name} » : {defaut.message}"
                releve.refuse("choices", 0, "label", message, defaut.conseil)


def _external(formulaire: Formulaire, releve: Releve) -> None:
    """A csv-external names an attached file."""
    for question in walk(formulaire.elements):
        if isinstance(question, Question) and question.type == "csv-external":
            name = f"{question.code}.csv"
            if name not in formulaire.tables:
                releve.refuse_at(
                    question.chemin, "code", f"« {name} » n’est pas joint.", "Joignez-le au dépôt."
                )


def _reference(code: str, codes: Mapping[str, int]) -> Defaut | None:
    if code not in codes:
        close = get_close_matches(code, codes, n=1)
        advice = f"Vouliez-vous écrire ${{{close[0]}}} ?" if close else "Vérifiez la colonne name."
        return Defaut(f"la question « {code} » n’existe pas.", advice)
    if codes[code] > 1:
        return Defaut(f"plusieurs questions s’appellent « {code} ».", "Donnez-leur des noms différents.")
    return None


def _judge(
    programme: Programme, path: str, champ: str, expression: Expression, tables: frozenset[str]
) -> Iterable[Defaut]:
    formulaire = programme.formulaire
    codes = {code: len(paths) for code, paths in programme.codes.items()}
    for code in sorted(expression.references | expression.noms):
        defaut = _reference(code, codes)
        if defaut:
            yield defaut
            continue
        target = programme.elements[programme.codes[code][0]]
        if isinstance(target, Question) and target.type in NON_RECUEILLIS:
            yield Defaut(
                f"« {code} » n’est jamais recueilli : l’expression n’aurait pas de sens.", "Retirez-la."
            )
        if code in expression.noms and not (isinstance(target, Question) and target.choix):
            yield Defaut(
                f"« {code} » n’a pas de liste de choix.", "jr:choice-name() veut une question à choix."
            )
    root = formulaire.reglages.get("name") or "data"
    for name in sorted(expression.chemins - {root}):
        if name not in codes:
            yield Defaut(f"le chemin passe par « {name} », qui n’existe pas.", "Écrivez ${nom_de_question}.")
    for name in sorted(expression.listes - _instances(formulaire)):
        yield Defaut(f"instance('{name}') : ni liste ni fichier joint de ce nom.",
                     f"Joignez {name}.csv et ajoutez une ligne « csv-external | {name} ».")  # fmt: skip
    for name in sorted(expression.tables):
        attached = {name, f"{name}.csv"} & formulaire.tables.keys()
        if not attached and name.removesuffix(".csv") not in tables:
            yield Defaut(
                f"pulldata('{name}') : le fichier « {name}.csv » n’est pas joint.", "Joignez-le au dépôt."
            )
    yield from _columns(programme, path, champ, expression)


def _instances(formulaire: Formulaire) -> set[str]:
    """Names that instance() knows, as pyxform declares them: lists, files of choices, csv-external."""
    declared = {
        q.code for q in walk(formulaire.elements) if isinstance(q, Question) and q.type == "csv-external"
    }
    return declared | {name.removesuffix(".csv") for name in formulaire.choix}


def _columns(programme: Programme, path: str, champ: str, expression: Expression) -> Iterable[Defaut]:
    """A choice_filter speaks of columns of its list; elsewhere bare names are questions of a repetition."""
    element = programme.elements[path]
    if champ == "filtre_choix" and isinstance(element, Question):
        members = programme.formulaire.choix.get(element.choix, ())
        known = {"name", "label"}.union(*(choix.extra for choix in members[:1000])) | set(programme.codes)
        for name in sorted(expression.colonnes - known):
            yield Defaut(f"la liste « {element.choix} » n’a pas de colonne « {name} ».",
                         f"Ajoutez-la à la feuille choices, ou écrivez ${{{name}}}.")  # fmt: skip
    else:
        for name in sorted(expression.colonnes - programme.codes.keys()):
            yield Defaut(f"« {name} » n’est pas une question.", "Vérifiez la colonne name.")


def check_with_pyxform(feuilles: Mapping[str, Feuille], releve: Releve) -> None:
    """Last: pyxform reads the same sheets. What it refuses and we did not is said with its own words."""
    read = [name for name in ("survey", "choices", "settings") if name in feuilles]
    book = {name: [dict(cells) for _, cells in feuilles[name].lignes] for name in read}
    heads = {f"{name}_header": [dict.fromkeys(feuilles[name].entetes)] for name in book}
    try:
        xls2xform.convert({**book, **heads, "sheet_names": list(book)}, form_name="data")
    except (pyxform_errors.PyXFormError, AttributeError, KeyError, TypeError, ValueError) as error:
        words = str(error)
        sheet = "choices" if "'choices' sheet" in words else "survey"
        row = _ROW.search(words)
        ligne = 0
        if row and sheet in feuilles and 0 <= int(row[1]) - 2 < len(feuilles[sheet].lignes):
            ligne = feuilles[sheet].lignes[int(row[1]) - 2][0]
        releve.refuse(
            sheet,
            ligne,
            "",
            "pyxform, l’outil de référence, refuse ce questionnaire.",
            f"Il dit, en anglais : « {_ROW.sub('', words)[:400]} »",
        )
