"""A questionnaire as a tree of frozen values: what was read from an XLSForm, nothing computed from answers.

Texts that a respondent reads are a `Texte`: language -> text, as the columns of the spreadsheet name the
languages ("Français (fr)"); the key "" is the column without language. Ask `texte(…)` for one of them.
Expressions are XPath with the ${name} of XLSForm, kept as written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Texte = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """One line of the sheet `choices`; `extra` holds its other columns, for choice_filter and lookups."""

    code: str
    libelle: Texte = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the sheet `survey` that holds a value (or a note, which holds none).

    chemin     path without the numbers of repetitions: "gouvernance/A03", "lieux/nom"
    type       one word of `constructions.TYPES`: "text", "select_one"…
    choix      name of the list, or of the attached file for the types `…_from_file`
    autre      the type says "or_other": the choice `other` is added, and a question `<code>_other` follows
    autre_de   code of the question this one completes: it comes from "or_other", not from the spreadsheet
    extra      other columns, by their name in the spreadsheet: `bind::lev:leviers`, `note_interne`…
    """

    code: str
    chemin: str
    type: str
    libelle: Texte = field(default_factory=dict)
    aide: Texte = field(default_factory=dict)
    guidance: Texte = field(default_factory=dict)
    obligatoire: str = ""
    message_obligatoire: Texte = field(default_factory=dict)
    relevant: str = ""
    contrainte: str = ""
    message_contrainte: Texte = field(default_factory=dict)
    calcul: str = ""
    filtre_choix: str = ""
    defaut: str = ""
    lecture_seule: str = ""
    apparence: str = ""
    choix: str = ""
    autre: bool = False
    autre_de: str = ""
    parametres: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """Lines between `begin group` and `end group`; at the top level a group is a section."""

    code: str
    chemin: str
    libelle: Texte = field(default_factory=dict)
    aide: Texte = field(default_factory=dict)
    relevant: str = ""
    apparence: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """Lines between `begin repeat` and `end repeat`, answered several times; `nombre` fixes how many."""

    code: str
    chemin: str
    libelle: Texte = field(default_factory=dict)
    aide: Texte = field(default_factory=dict)
    relevant: str = ""
    nombre: str = ""
    apparence: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    elements: "tuple[Element, ...]" = ()


Element = Question | Groupe | Repetition


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulaire:
    """A whole questionnaire.

    code           the form_id of XForm; `version` as its author wrote it, "" if he did not
    empreinte      sha256 of the content: two spreadsheets that ask the same thing have the same
    choix          list name -> choices; an attached list is under its file name, "communes.csv"
    tables         attached CSV files: file name -> rows, for `…_from_file` and pulldata()
    reglages       other columns of the sheet `settings`
    avertissements what was accepted without effect, said in French; not part of the content
    """

    titre: str
    code: str
    version: str
    langues: tuple[str, ...]
    langue_defaut: str
    elements: tuple[Element, ...]
    choix: Mapping[str, tuple[Choix, ...]] = field(default_factory=dict)
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    reglages: Mapping[str, str] = field(default_factory=dict)
    empreinte: str = ""
    avertissements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One page of answering: a group of the top level, or the questions between two groups."""

    code: str
    libelle: Texte
    elements: tuple[Element, ...]


def texte(libelle: Texte, langue: str = "", *, defaut: str = "") -> str:
    """The text in this language, else in the default one, else without language, else the first there is."""
    for key in (langue, defaut, ""):
        if libelle.get(key):
            return libelle[key]
    return next((words for words in libelle.values() if words), "")


def walk(elements: tuple[Element, ...]) -> Iterator[Element]:
    """Every element, in the order of the spreadsheet, a group before what it holds."""
    for element in elements:
        yield element
        if not isinstance(element, Question):
            yield from walk(element.elements)


def questions(formulaire: Formulaire) -> Iterator[Question]:
    return (element for element in walk(formulaire.elements) if isinstance(element, Question))


def sections(formulaire: Formulaire) -> tuple[Section, ...]:
    """The pages of answering, in order; questions outside of groups are "hors-section-1" and so on."""
    found: list[Section] = []
    loose: list[Element] = []

    def close() -> None:
        if loose:
            number = 1 + sum(section.code.startswith("hors-section-") for section in found)
            found.append(Section(f"hors-section-{number}", {}, tuple(loose)))
            loose.clear()

    for element in formulaire.elements:
        if isinstance(element, Question):
            loose.append(element)
        else:
            close()
            found.append(Section(element.code, element.libelle, (element,)))
    close()
    return tuple(found)


def annotation(element: Element, nom: str) -> str:
    """A column of the author's own: `bind::lev:leviers` and a plain `leviers` both answer to "leviers"."""
    return next((value for key, value in element.extra.items() if key.rpartition(":")[2] == nom), "")
