"""deliver: the questionnaire of the YAML file as an XLSForm, conditions and annotations included."""

from importlib.resources import files

import pytest
import yaml

from leviers.survey.formulaires import (
    annotation,
    deliver,
    delivered,
    from_json,
    questions,
    read_xlsform,
    sections,
    texte,
    to_json,
)
from tests.survey.formulaires.forms import ask
from tests.timing import least_cpu_seconds

YAML = yaml.safe_load((files("leviers.survey") / "data" / "questionnaire.yaml").read_text(encoding="utf-8"))
FORM = delivered()
PATHS = {question.code: question.chemin for question in questions(FORM)}


def test_what_is_delivered_is_read_without_a_warning_and_says_the_same():
    found = read_xlsform(deliver(), "questionnaire.xlsx")
    assert found.avertissements == ()
    assert found.empreinte == FORM.empreinte
    assert from_json(to_json(found)).empreinte == FORM.empreinte


def test_it_holds_45_questions_in_10_sections():
    asked = [question for question in questions(FORM) if question.type != "note"]
    assert [question.code for question in asked] == [q["code"] for q in YAML["questions"]]
    assert len(asked) == 45
    assert [texte(section.libelle) for section in sections(FORM)] == [s["titre"] for s in YAML["sections"]]
    assert len(sections(FORM)) == 10


def test_levers_and_prefill_are_annotations():
    by_code = {question.code: question for question in questions(FORM)}
    for q in YAML["questions"]:
        question = by_code[q["code"]]
        assert annotation(question, "leviers").split() == q["leviers"]
        assert annotation(question, "preremplissage") == q["preremplissage"]["possible"]
        assert annotation(question, "sources").split() == q["preremplissage"]["sources"]
        assert annotation(question, "methode") == q["preremplissage"].get("methode", "")


def _expected(condition, value):
    """The operators as the YAML file describes them."""
    ticked, wanted = set(value.split()), set(condition.get("valeurs", []))
    return {
        "dans": value in wanted,
        "contient": bool(ticked & wanted),
        "ne_contient_pas": value != "" and not ticked & wanted,
        "renseigne": value != "",
    }[condition["operateur"]]


@pytest.mark.parametrize("q", [q for q in YAML["questions"] if q["condition"]], ids=lambda q: q["code"])
def test_a_condition_holds_as_the_yaml_says(q):
    asked = next(o for o in YAML["questions"] if o["code"] == q["condition"]["question"])
    codes = [choix["code"] for choix in asked.get("choix", [])] or ["0", "1500"]
    values = ["", *codes] + ([f"{codes[0]} {codes[-1]}"] if asked["type"] == "choix_multiple" else [])
    for value in values:
        found = ask(FORM, {PATHS[asked["code"]]: value}).etats[PATHS[q["code"]]].visible
        assert found is _expected(q["condition"], value), value


@pytest.mark.parametrize(
    ("code", "value", "words"),
    [
        ("B02", "-1", "Écrivez un montant en euros, positif ou nul."),
        ("B01", "-0.5", "Écrivez un nombre positif ou nul."),
        ("I04", "budget equipe portage droit", "Gardez trois réponses au plus."),
        ("A09", "region aucune", "« Aucune » ne va avec aucune autre réponse."),
    ],
)
def test_a_rule_is_kept(code, value, words):
    assert ask(FORM, {PATHS[code]: value}).etats[PATHS[code]].erreurs == (words,)


def test_units_and_limits_of_the_answers():
    by_code = {question.code: question for question in questions(FORM)}
    assert (by_code["B01"].type, by_code["H02"].type, by_code["B02"].type) == (
        "decimal",
        "integer",
        "decimal",
    )
    assert texte(by_code["B02"].aide) == "En euros."
    assert ask(FORM, {PATHS["B01"]: "2.5"}).etats[PATHS["B01"]].erreurs == ()


def test_the_whole_questionnaire_is_evaluated_in_10_ms():
    reponses = {q.chemin: FORM.choix[q.choix][0].code if q.choix else "12" for q in questions(FORM)}
    ask(FORM, reponses)
    spent = least_cpu_seconds(lambda _: ask(FORM, reponses), under=0.010, tries=20)
    assert spent < 0.010  # about 1 ms on the machine it was written on
