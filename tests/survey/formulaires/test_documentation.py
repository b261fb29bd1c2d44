"""docs/methode/xlsform.md cannot lie: it is written from the tables that read and refuse."""

import pytest

from leviers.survey.formulaires.constructions import APPARENCES, NON, OUI, SANS_EFFET, TYPES
from leviers.survey.formulaires.fonctions import FONCTIONS
from tests.survey.formulaires.forms import OUI_NON, read, refusals, survey
from tools.xlsform import PAGE, write_page


def test_the_page_of_constructs_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "python -m tools.xlsform writes it again"


def _row(name):
    """One line of a sheet survey that uses a type."""
    if name in ("begin group", "begin repeat"):
        return f"{name} | q | Q |\n| | text | r | R |\n| | {name.replace('begin', 'end')}"
    written = f"{name} communes.csv" if name.endswith("_from_file") else name
    written = f"{name} ouinon" if name in ("select_one", "select_multiple", "rank") else written
    return f"{written} | q | Q | {'1' if name == 'calculate' else ''}"


@pytest.mark.parametrize("name", [name for name, construction in TYPES.items() if construction.lu != NON])
def test_a_type_said_to_be_read_is_read(name):
    markdown = f"| survey |\n| | type | name | label | calculation |\n| | {_row(name)}\n{OUI_NON}"
    form = read(markdown, dict.fromkeys(["communes.csv", "q.csv"], b"name,label\na,A\n"))
    said = any("jamais recueilli" in words for words in form.avertissements)
    assert said is (TYPES[name].lu == SANS_EFFET)


@pytest.mark.parametrize("name", [name for name, construction in TYPES.items() if construction.lu == NON])
def test_a_type_said_to_be_refused_is_refused(name):
    assert refusals(survey, "type | name | label", f"{name} | q | Q")


@pytest.mark.parametrize("name", FONCTIONS)
def test_a_function_said_to_be_read_is_read(name):
    entry = FONCTIONS[name]
    arguments = {"pulldata": "'communes', 'label', 'name', 'a'", "instance": "'ouinon'",
                 "jr:choice-name": "'oui', '${c}'", "indexed-repeat": "${x}, ${r}, 1"}  # fmt: skip
    call = f"{name}({arguments.get(name, ', '.join(['1'] * entry.minimum))})"
    markdown = f"""
| survey |
| | type | name | label | calculation |
| | select_one ouinon | c | C | |
| | begin repeat | r | R | |
| | text | x | X | |
| | end repeat | | | |
| | calculate | q | | {call} |
{OUI_NON}"""
    assert read(markdown, {"communes.csv": b"name,label\na,A\n"})


@pytest.mark.parametrize("name", APPARENCES)
def test_an_appearance_without_effect_is_said(name):
    form = survey("type | name | label | appearance", f"text | q | Q | {name}")
    assert bool(form.avertissements) is (APPARENCES[name].lu != OUI)
