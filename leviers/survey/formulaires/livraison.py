"""The questionnaire that comes with Leviers: questionnaire.yaml, delivered as an XLSForm.

The levers a question speaks of, and what open data may answer in advance, are annotations: columns
`bind::lev:…` of a declared namespace, which any XLSForm tool accepts and writes into the XForm.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from leviers.survey.formulaires.arbre import Choix, Element, Formulaire, Groupe, Question
from leviers.survey.formulaires.ecriture import write_xlsform
from leviers.survey.formulaires.serie import sign

CODE = "leviers-metropoles"
ESPACES = 'lev="urn:leviers:questionnaire"'
OUI_NON = "oui-non-en-cours"
_EXCLUSIFS = ("aucun", "aucune", "seule")  # « Aucune » beside another answer would say two things
_MAXIMUM = {"I04": 3}  # « Trois réponses au maximum. » in its help


def deliver() -> bytes:
    """The delivered questionnaire as .xlsx: 45 questions in 10 sections."""
    return write_xlsform(delivered())


@cache
def delivered() -> Formulaire:
    """The delivered questionnaire as a tree; reading `deliver()` gives the same empreinte."""
    source = files("leviers.survey") / "data" / "questionnaire.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    return sign(
        Formulaire(
            titre=data["titre"],
            code=CODE,
            version=data["version"],
            langues=(),
            langue_defaut="",
            elements=tuple(_sections(data)),
            choix={name: members for q in data["questions"] if "choix" in q for name, members in [_list(q)]},
            reglages={"namespaces": ESPACES},
        )
    )


def _sections(data: Mapping[str, Any]) -> Iterator[Groupe]:
    for index, section in enumerate(data["sections"]):
        code = section["code"]
        elements: list[Element] = []
        if index == 0:
            elements.append(
                Question(code="notice", chemin=f"{code}/notice", type="note", libelle={"": data["notice"]})
            )
        elements += [_question(q) for q in data["questions"] if q["champ"] == code]
        yield Groupe(
            code=code,
            chemin=code,
            libelle={"": section["titre"]},
            apparence="field-list",
            elements=tuple(elements),
        )


def _list(q: Mapping[str, Any]) -> tuple[str, tuple[Choix, ...]]:
    members = tuple(Choix(code=str(c["code"]), libelle={"": c["libelle"]}) for c in q["choix"])
    return (OUI_NON if q["type"] == "oui_non_en_cours" else q["code"]), members


def _question(q: Mapping[str, Any]) -> Question:
    type_, contrainte, message = _type(q)
    fill = q["preremplissage"]
    annotations = {
        "leviers": " ".join(q["leviers"]), "preremplissage": fill["possible"],
        "sources": " ".join(fill["sources"]), "methode": fill.get("methode", ""), "unite": q.get("unite", ""),
    }  # fmt: skip
    unit = f"En {q['unite']}." if q["type"] == "montant" else f"Unité : {q['unite']}." if "unite" in q else ""
    help_ = " ".join(part for part in (q.get("aide", ""), unit) if part)
    return Question(
        code=q["code"],
        chemin=f"{q['champ']}/{q['code']}",
        type=type_,
        libelle={"": q["question"]},
        aide={"": help_} if help_ else {},
        obligatoire="true()" if q["obligatoire"] else "",
        relevant=_condition(q["condition"]),
        contrainte=contrainte,
        message_contrainte={"": message} if message else {},
        apparence="multiline" if q["type"] == "texte" else "",
        choix=_list(q)[0] if "choix" in q else "",
        extra={f"bind::lev:{name}": value for name, value in annotations.items() if value},
    )


def _type(q: Mapping[str, Any]) -> tuple[str, str, str]:
    """Type, constraint and its message."""
    kind, code = q["type"], q["code"]
    if kind == "texte":
        return "text", "", ""
    if kind == "montant":
        return "decimal", ". >= 0", "Écrivez un montant en euros, positif ou nul."
    if kind == "nombre":
        shares = q.get("unite") == "ETP"  # « un poste partagé compte pour sa part »
        return "decimal" if shares else "integer", ". >= 0", "Écrivez un nombre positif ou nul."
    if kind != "choix_multiple":
        return "select_one", "", ""
    if code in _MAXIMUM:
        return "select_multiple", f"count-selected(.) <= {_MAXIMUM[code]}", "Gardez trois réponses au plus."
    alone = next((choix for choix in q["choix"] if choix["code"] in _EXCLUSIFS), None)
    if alone is None:
        return "select_multiple", "", ""
    rule = f"not(selected(., '{alone['code']}')) or count-selected(.) = 1"
    return "select_multiple", rule, f"« {alone['libelle']} » ne va avec aucune autre réponse."


def _condition(condition: Mapping[str, Any] | None) -> str:
    """A condition of the YAML file as XPath; its operators are described at the top of that file."""
    if condition is None:
        return ""
    asked, values = f"${{{condition['question']}}}", condition.get("valeurs", [])
    one_of = " or ".join(f"selected({asked}, '{value}')" for value in values)
    if condition["operateur"] == "ne_contient_pas":
        return f"{asked} != '' and not({one_of})"
    return f"{asked} != ''" if condition["operateur"] == "renseigne" else one_of
