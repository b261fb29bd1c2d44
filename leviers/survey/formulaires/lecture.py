"""Read an XLSForm: sheets, then columns, then rows, then references; every problem is said at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from leviers.errors import FormulaireRefuse
from leviers.survey.formulaires.arbre import Choix, Element, Formulaire, Question, walk
from leviers.survey.formulaires.classeur import Feuille, read_classeur, read_table
from leviers.survey.formulaires.constructions import DE_FICHIER, FEUILLES, NON
from leviers.survey.formulaires.feuille_choix import MAX_CHOIX, choix_of_table, read_choix
from leviers.survey.formulaires.feuille_questions import SurveyReader
from leviers.survey.formulaires.feuille_reglages import Reglages, read_reglages
from leviers.survey.formulaires.releve import Releve
from leviers.survey.formulaires.serie import sign
from leviers.survey.formulaires.verification import check_with_pyxform, verify

MAX_FICHIERS = 20
_FICHIER = re.compile(r"\w[\w. -]{0,98}\.csv", re.IGNORECASE)


def read_xlsform(
    content: bytes,
    name: str,
    files: Mapping[str, bytes] | None = None,
    *,
    tables_connues: frozenset[str] = frozenset(),
) -> Formulaire:
    """Read one questionnaire.

    Shape   .xlsx, .xls, .csv or .md of at most 10 MB -> the tree; `files` are the attached CSV, by name
    Raises  FormulaireRefuse with every problem found: sheet, row, column, what is wrong, what to do. What is
            not understood is refused by its name; what is kept without effect is in `avertissements`.
    `tables_connues` are the tables an evaluation will know besides the attached ones, for pulldata().
    """
    feuilles = read_classeur(content, name)
    releve = Releve()
    _judge_sheets(feuilles, releve)
    formulaire = _read_sheets(feuilles, releve, name, _read_tables(files or {}, releve))
    if not releve.problemes:
        verify(formulaire, releve, tables_connues=tables_connues)
    if not releve.problemes:
        check_with_pyxform(feuilles, releve)
    if releve.problemes:
        raise FormulaireRefuse(
            sorted(releve.problemes, key=lambda p: (p.feuille != "survey", p.feuille, p.ligne))
        )
    return sign(replace(formulaire, avertissements=tuple(releve.avertissements)))


def _judge_sheets(feuilles: Mapping[str, Feuille], releve: Releve) -> None:
    if "survey" not in feuilles:
        close = get_close_matches("survey", feuilles, n=1)
        advice = f"Renommez la feuille « {close[0]} » en survey." if close else "Ajoutez une feuille survey."
        releve.refuse("", 0, "", "le classeur n’a pas de feuille « survey ».", advice)
        raise FormulaireRefuse(releve.problemes)
    for name, feuille in feuilles.items():
        construction = FEUILLES.get(name)
        if construction is not None and construction.lu == NON and feuille.lignes:
            releve.refuse(
                feuille.nom, 0, "", "cette feuille n’est pas prise en charge.", f"{construction.remarque}."
            )
        elif construction is None:
            close = get_close_matches(name, ("choices", "settings"), n=1, cutoff=0.8)
            if close:
                releve.refuse(
                    feuille.nom, 0, "", "cette feuille serait sans effet.", f"Renommez-la en {close[0]}."
                )
            else:
                releve.warn(f"Feuille « {feuille.nom} » : non lue.")


def _read_tables(files: Mapping[str, bytes], releve: Releve) -> dict[str, tuple[dict[str, str], ...]]:
    tables: dict[str, tuple[dict[str, str], ...]] = {}
    if len(files) > MAX_FICHIERS:
        releve.refuse(
            "", 0, "", f"plus de {MAX_FICHIERS} fichiers joints.", "Gardez ceux que le questionnaire lit."
        )
        return tables
    for name, content in files.items():
        if not _FICHIER.fullmatch(name):
            releve.refuse(name, 0, "", "ce nom de fichier joint n’est pas admis.", "Un simple nom en .csv.")
            continue
        try:
            tables[name] = read_table(content, name)
        except FormulaireRefuse as refused:
            releve.problemes += refused.problemes
    return tables


def _read_sheets(
    feuilles: Mapping[str, Feuille],
    releve: Releve,
    name: str,
    tables: Mapping[str, tuple[dict[str, str], ...]],
) -> Formulaire:
    reglages = read_reglages(feuilles.get("settings"), releve, name)
    reader = SurveyReader(feuilles["survey"], releve, espaces=reglages.espaces)
    langue = reader.langue = reglages.langue or reader.default_language()
    choix, langues_choix = read_choix(
        feuilles.get("choices"), releve, doubles=reglages.doubles, langue=langue
    )
    elements = reader.read()
    langues = tuple(dict.fromkeys([*reader.langues, *langues_choix]))
    _attach(elements, choix, tables, releve, langue)
    return Formulaire(
        titre=reglages.titre,
        code=reglages.code,
        version=reglages.version,
        langues=_with_default(langues, reglages, releve),
        langue_defaut=langue,
        elements=elements,
        choix=choix,
        tables=tables,
        reglages=reglages.autres,
    )


def _with_default(langues: tuple[str, ...], reglages: Reglages, releve: Releve) -> tuple[str, ...]:
    """The default language comes first among the languages, even when its columns do not name it."""
    if not reglages.langue:
        return langues
    close = get_close_matches(reglages.langue, langues, n=1, cutoff=0.5)
    if langues and reglages.langue not in langues and close:
        releve.refuse("settings", 2, "default_language", f"aucune colonne n’est en « {reglages.langue} ».",
                      f"Écrivez « {close[0]} », comme dans les colonnes.")  # fmt: skip
    return tuple(dict.fromkeys([*langues, reglages.langue]))


def _attach(
    elements: Iterable[Element],
    choix: dict[str, tuple[Choix, ...]],
    tables: Mapping[str, tuple[dict[str, str], ...]],
    releve: Releve,
    langue: str,
) -> None:
    """Each question finds its list: of the sheet choices, or of an attached file."""
    for question in walk(tuple(elements)):
        if not isinstance(question, Question) or not question.choix:
            continue
        name = question.choix
        if question.type in DE_FICHIER:
            _attach_file(question, choix, tables, releve, langue)
        elif name not in choix:
            close = get_close_matches(name, choix, n=1)
            advice = f"Vouliez-vous écrire « {close[0]} » ?" if close else "Ajoutez-la à la feuille choices."
            releve.refuse_at(question.chemin, "type", f"la liste « {name} » n’existe pas.", advice)


def _attach_file(
    question: Question,
    choix: dict[str, tuple[Choix, ...]],
    tables: Mapping[str, tuple[dict[str, str], ...]],
    releve: Releve,
    langue: str,
) -> None:
    name = question.choix
    if not _FICHIER.fullmatch(name):
        releve.refuse_at(
            question.chemin,
            "type",
            f"« {name} » n’est pas un fichier CSV.",
            "Nommez un fichier .csv, sans chemin ; les .xml et .geojson ne sont pas lus.",
        )
        return
    if name not in tables:
        releve.refuse_at(
            question.chemin, "type", f"le fichier « {name} » n’est pas joint.", "Joignez-le au dépôt."
        )
        return
    columns = set(tables[name][0]) if tables[name] else set()
    value, label = question.parametres.get("value", "name"), question.parametres.get("label", "label")
    for column in (value, label):
        if column not in columns:
            releve.refuse_at(
                question.chemin,
                "type",
                f"« {name} » n’a pas de colonne « {column} ».",
                "Ajoutez-la, ou nommez-en une autre par parameters : value=… label=…",
            )
            return
    if len(tables[name]) > MAX_CHOIX:
        releve.refuse_at(
            question.chemin, "type", f"« {name} » dépasse {MAX_CHOIX} lignes.", "Réduisez le fichier."
        )
    members = choix_of_table(tables[name], value, label, langue)
    if choix.setdefault(name, members) != members:
        releve.refuse_at(question.chemin, "parameters", f"« {name} » sert ailleurs avec d’autres colonnes.",
                         "Gardez les mêmes value et label.")  # fmt: skip
