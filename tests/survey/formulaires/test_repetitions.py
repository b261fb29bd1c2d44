"""Repetitions: numbered from 1, seen from inside and from outside."""

import pytest

from tests.survey.formulaires.forms import ask, survey

COLUMNS = "type | name | label | relevant | calculation | repeat_count"
LIEUX = (
    "begin repeat | lieux | Lieu ${nom} | | |",
    "text | nom | Nom | | |",
    "integer | surface | Surface de ${nom} | ${nom} != '' | |",
    "calculate | rang | | | position(..) |",
    "calculate | part | | | round(${surface} div ${total} * 100) |",
    "end repeat | | | | |",
    "calculate | total | | | sum(${surface}) |",
)
REPONSES = {
    "lieux[1]/nom": "Halle",
    "lieux[1]/surface": "30",
    "lieux[2]/nom": "Gare",
    "lieux[2]/surface": "10",
}


def test_a_repetition_is_there_as_often_as_it_is_answered():
    form = survey(COLUMNS, *LIEUX)
    assert ask(form).nombres == {"lieux": 0}
    found = ask(form, REPONSES)
    assert found.nombres == {"lieux": 2}
    assert found.fixes == frozenset()
    assert found.libelles == {"lieux[1]": "Lieu Halle", "lieux[2]": "Lieu Gare"}


def test_inside_a_reference_is_the_neighbour_and_outside_all_of_them():
    found = ask(survey(COLUMNS, *LIEUX), REPONSES)
    assert found.etats["total"].valeur == "40"
    assert [found.etats[f"lieux[{i}]/part"].valeur for i in (1, 2)] == ["75", "25"]
    assert [found.etats[f"lieux[{i}]/rang"].valeur for i in (1, 2)] == ["1", "2"]
    assert found.etats["lieux[2]/surface"].libelle == "Surface de Gare"


def test_an_answer_hidden_in_one_of_them_leaves_the_total():
    found = ask(survey(COLUMNS, *LIEUX), {**REPONSES, "lieux[1]/nom": ""})
    assert not found.etats["lieux[1]/surface"].visible
    assert found.etats["total"].valeur == "10"


def test_an_empty_answer_keeps_the_repetition_there():
    assert ask(survey(COLUMNS, *LIEUX), {"lieux[1]/nom": ""}).nombres == {"lieux": 1}


def test_a_count_decides_how_many_there_are():
    form = survey(COLUMNS, "integer | n | Combien ?", "begin repeat | agents | Agents | | | ${n}",
                  "text | nom | Nom", "end repeat")  # fmt: skip
    found = ask(form, {"n": "2", "agents[5]/nom": "trop"})
    assert (found.nombres, found.fixes) == ({"agents": 2}, frozenset({"agents"}))
    assert list(found.etats) == ["n", "agents[1]/nom", "agents[2]/nom"]
    assert ask(form).nombres == {"agents": 0}


def test_counts_that_depend_on_one_another_settle():
    form = survey(
        COLUMNS, "integer | n | Combien ?", "begin repeat | a | A | | | ${n}", "text | x | X", "end repeat",
        "begin repeat | b | B | | | count(${a}) + 1", "text | y | Y", "end repeat",
    )  # fmt: skip
    assert ask(form, {"n": "3"}).nombres == {"a": 3, "b": 4}


NESTED = (
    "begin repeat | lieux | Lieux",
    "text | nom | Nom",
    "begin repeat | salles | Salles",
    "integer | places | Places",
    "end repeat",
    "calculate | capacite | | | sum(${places})",
    "end repeat",
    "calculate | deuxieme | | | indexed-repeat(${nom}, ${lieux}, 2)",
    "calculate | precise | | | indexed-repeat(${places}, ${lieux}, 1, ${salles}, 2)",
    "calculate | grandes | | | count(${lieux}[capacite > 25])",
    "calculate | noms | | | join(' et ', ${nom})",
)


def test_repetitions_nest():
    reponses = {
        "lieux[1]/nom": "Halle", "lieux[1]/salles[1]/places": "10", "lieux[1]/salles[2]/places": "20",
        "lieux[2]/nom": "Gare", "lieux[2]/salles[1]/places": "5",
    }  # fmt: skip
    found = ask(survey(COLUMNS, *NESTED), reponses)
    assert found.nombres == {"lieux": 2, "lieux[1]/salles": 2, "lieux[2]/salles": 1}
    values = {path: etat.valeur for path, etat in found.etats.items()}
    assert (values["lieux[1]/capacite"], values["lieux[2]/capacite"]) == ("30", "5")
    assert (values["deuxieme"], values["precise"], values["noms"]) == ("Gare", "20", "Halle et Gare")
    assert values["grandes"] == "1"


def test_more_repetitions_than_can_be_held_are_never_sent_as_complete():
    form = survey(COLUMNS, "begin repeat | a | A | | | 200", "begin repeat | b | B | | | 100", "text | x | X",
                  "end repeat", "end repeat")  # fmt: skip
    found = ask(form)
    assert (found.pleine, found.complete) == (True, False)
    assert len(found.etats) < 5_000


@pytest.mark.parametrize(
    "path", ["lieux[999999]/nom", "lieux[0]/nom", "lieux[1]/rien", "[1]", "lieux[x]/nom"]
)
def test_a_path_made_up_by_a_visitor_costs_nothing(path):
    found = ask(survey(COLUMNS, *LIEUX), {path: "x"})
    assert found.nombres["lieux"] <= 200
