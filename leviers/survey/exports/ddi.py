"""The description of the data as DDI-Codebook 2.5: study, file, each variable with its counts."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from lxml import etree

from leviers.survey.exports.tableau import CODE, MOTS, PUBLIC, REPONDU, STATUTS, Tableau, Variable

NAMESPACE = "ddi:codebook:2_5"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(tableau: Tableau) -> bytes:
    """The whole document, in French."""
    root = etree.Element(f"{{{NAMESPACE}}}codeBook", nsmap={None: NAMESPACE}, version="2.5")
    root.set(_LANG, "fr")
    _write_document(root, tableau)
    _write_study(root, tableau)
    file = _add(root, "fileDscr", ID="F1")
    text = _add(file, "fileTxt")
    _add(text, "fileName", f"{tableau.campagne.code}.csv")
    size = _add(text, "dimensns")
    _add(size, "caseQnty", str(len(tableau.lignes)))
    _add(size, "varQnty", str(len(tableau.variables)))
    _add(text, "fileType", "CSV, UTF-8, point-virgule")
    data = _add(root, "dataDscr")
    for place, one in enumerate(tableau.variables, start=1):
        _write_variable(data, one, place, tableau.lignes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write_document(root: Any, tableau: Tableau) -> None:
    title = _add(_add(_add(root, "docDscr"), "citation"), "titlStmt")
    _add(title, "titl", f"Description des données : {tableau.campagne.titre}")


def _write_study(root: Any, tableau: Tableau) -> None:
    campagne = tableau.campagne
    study = _add(root, "stdyDscr")
    citation = _add(study, "citation")
    title = _add(citation, "titlStmt")
    _add(title, "titl", campagne.titre)
    _add(title, "IDNo", campagne.code)
    _add(_add(citation, "rspStmt"), "AuthEnty", "Leviers")
    _add(_add(citation, "distStmt"), "distrbtr", "Leviers")
    info = _add(study, "stdyInfo")
    _add(_add(info, "subject"), "keyword", "économie sociale et solidaire")
    if campagne.presentation:
        _add(info, "abstract", campagne.presentation)
    summary = _add(info, "sumDscr")
    if campagne.ouverte_le:
        _add(summary, "collDate", date=campagne.ouverte_le.date().isoformat(), event="start")
    if campagne.close_le:
        _add(summary, "collDate", date=campagne.close_le.date().isoformat(), event="end")
    _add(summary, "nation", "France", abbr="FR")
    _add(summary, "anlyUnit", "territoire")
    _add(summary, "universe", "Territoires qui ont répondu et dont les réponses sont dans ce fichier")
    _add(summary, "dataKind", "enquête")
    collection = _add(_add(study, "method"), "dataColl")
    _add(collection, "collMode", "questionnaire en ligne, par lien personnel")
    if tableau.perimetre == PUBLIC:
        conditions = "Licence Ouverte 2.0 ; réponses publiées et nommées seulement"
    else:
        conditions = "Fichier de l’équipe, non diffusable"
    _add(_add(_add(study, "dataAccs"), "useStmt"), "conditions", conditions)


def _write_variable(data: Any, one: Variable, place: int, lignes: tuple[Mapping[str, Any], ...]) -> None:
    is_number = not one.modalites and one.genre != MOTS
    kind = {"intrvl": "contin"} if is_number else {"intrvl": "discrete"}
    variable = _add(data, "var", {"ID": f"V{place}", "name": one.nom, "files": "F1", **kind})
    _add(variable, "labl", one.libelle)
    if one.question and not one.est_statut:
        _add(_add(variable, "qstn"), "qstnLit", one.question)
    values = [row[one.nom] for row in lignes if row[one.nom] is not None]
    if one.statut:
        _add(variable, "universe", f"Territoires à qui la question a été posée (voir {one.statut})")
    _add(variable, "sumStat", str(len(values)), type="vald")
    _add(variable, "sumStat", str(len(lignes) - len(values)), type="invd")
    counts = Counter(str(value) for value in values)
    for code, label in one.modalites.items():
        missing = {"missing": "Y"} if one.est_statut and code != REPONDU else {}
        category = _add(variable, "catgry", **missing)
        _add(category, "catValu", code)
        _add(category, "labl", STATUTS.get(code, label) if one.est_statut else label)
        _add(category, "catStat", str(counts[code]), type="freq")
    unit = {"formatname": one.unite} if one.unite else {}
    _add(variable, "varFormat", type="character" if one.genre in (MOTS, CODE) else "numeric", **unit)


def _add(parent: Any, name: str, content: str | Mapping[str, str] = "", **attributes: str) -> Any:
    """One more element: its text, or its attributes when one of them has a name of ours."""
    given = attributes if isinstance(content, str) else dict(content)
    text = content if isinstance(content, str) else ""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", given)
    if text:
        element.text = "".join(char for char in text if char >= " " or char in "\n\t")
    return element
