"""Files made to harm: too big, bombs, entities, many choices, absurd expressions; refused in French."""

import contextlib
import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from leviers.survey.formulaires import FormulaireRefuse, read_xlsform, write_xform, write_xlsform
from tests.survey.formulaires.forms import ask, read, refusals, survey
from tests.timing import least_cpu_seconds


def _book(change=None, **parts):
    """A plain .xlsx with parts replaced or added."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("survey")
        sheet.write_row(0, 0, ["type", "name", "label"])
        sheet.write_row(1, 0, ["text", "a", "A"])
    source, target = zipfile.ZipFile(io.BytesIO(out.getvalue())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            archive.writestr(name, parts.pop(name, None) or source.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_file_of_50_mb_is_refused_at_once():
    content, said = b"x" * 50 * 1024 * 1024, []
    spent = least_cpu_seconds(lambda _: said.extend(refusals(read_xlsform, content, "gros.xlsx")), under=0.5)
    assert said[0][3] == "le fichier pèse 50 Mo, plus que les 10 Mo admis."
    assert spent < 0.5


def test_a_zip_bomb_is_refused_before_it_is_parsed():
    content = _book(**{"xl/media/image1.png": b"\x00" * 110 * 1024 * 1024})
    assert len(content) < 1024 * 1024
    [(_, _, _, message)] = refusals(read_xlsform, content, "bombe.xlsx")
    assert message == "décompressé, le classeur dépasse 100 Mo."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_workbook_are_refused(encoding):
    laughs = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<sst><si><t>&b;</t></si></sst>"""
    content = _book(**{"xl/sharedStrings.xml": laughs.encode(encoding)})
    [(_, _, _, message)] = refusals(read_xlsform, content, "rires.xlsx")
    assert message == "le classeur déclare des entités XML, ce qu’aucun tableur n’écrit."


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, b"\x00" * 2000]
)
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_damaged_workbook_is_refused(content, ending):
    [(_, _, _, message)] = refusals(read_xlsform, content, f"abime.{ending}")
    assert message == f"le fichier n’est pas un classeur .{ending} lisible."


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_any_changed_byte_is_read_or_refused(ending):
    sound = _book() if ending == "xlsx" else Path(__file__).with_name("essai.xls").read_bytes()
    draw = random.Random(5)
    for _ in range(150):
        content = bytearray(sound)
        for _ in range(draw.randint(1, 12)):
            content[draw.randrange(len(content))] = draw.randrange(256)
        with contextlib.suppress(FormulaireRefuse):
            read_xlsform(bytes(content), f"abime.{ending}")


@pytest.mark.parametrize("name", ["essai.ods", "essai", "essai.xlsx.exe"])
def test_another_kind_of_file_is_refused(name):
    [(_, _, _, message)] = refusals(read_xlsform, b"x", name)
    assert "n’est pas un fichier .xlsx, .xls, .csv ou .md." in message


@pytest.mark.parametrize("content", [b"", b"bonjour", b"\xff\xfe\x00", b"| survey |"])
@pytest.mark.parametrize("ending", ["csv", "md"])
def test_a_text_without_questions_is_refused(content, ending):
    assert refusals(read_xlsform, content, f"vide.{ending}")


def test_one_long_text_shared_by_many_cells_is_refused():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("survey")
        for row in range(400):
            sheet.write_string(row, 0, "x" * 32_000)
    assert len(out.getvalue()) < 20_000
    [(_, _, _, message)] = refusals(read_xlsform, out.getvalue(), "long.xlsx")
    assert message == "les textes du classeur dépassent 10 Mo."


def _choices(number):
    rows = "".join(f"| | l | c{i} | Choix {i} | r{i % 10} |\n" for i in range(number))
    return f"| choices |\n| | list_name | name | label | region |\n{rows}"


def test_ten_thousand_choices_are_read_filtered_and_written():
    form = survey("type | name | label | choice_filter", "text | region | R |",
                  "select_one l | q | Q | region = ${region}", more=_choices(10_000))  # fmt: skip
    ask(form)
    answers = {"region": "r3", "q": "c13"}
    assert least_cpu_seconds(lambda _: ask(form, answers), under=0.25) < 0.25
    found = ask(form, answers)
    assert len(found.etats["q"].choix) == 1000
    assert found.etats["q"].erreurs == ()
    assert write_xform(form).count("<item>") == 10_000
    assert read_xlsform(write_xlsform(form), "x.xlsx").empreinte == form.empreinte


def test_one_choice_more_is_refused():
    found = refusals(survey, "type | name | label", "select_one l | q | Q", more=_choices(10_001))
    assert [message for *_, message in found] == ["la liste « l » dépasse 10000 choix."]


def test_too_many_questions_are_refused():
    rows = [f"text | q{i} | Q" for i in range(2001)]
    [(_, _, _, message)] = refusals(survey, "type | name | label", *rows)
    assert message == "le questionnaire a 2001 questions, plus que 2000."


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("+".join("1" * 3000), "dépasse 4000 caractères."),
        ("+".join("1" * 1000), "est trop imbriquée."),
        ("(" * 500 + "1" + ")" * 500, "est trop imbriquée."),
        ("not(" * 300 + "1" + ")" * 300, "est trop imbriquée."),
        ("-" * 3000 + "1", "est trop imbriquée."),
        ("regex('a', '" + "(a{0,1000}){0,1000}" + "')", "ne se lit pas"),
    ],
)
def test_an_absurd_expression_is_refused(expression, words):
    [(_, ligne, colonne, message)] = refusals(
        survey, "type | name | label | calculation", f"calculate | a | | {expression}"
    )
    assert (ligne, colonne) == (3, "calculation")
    assert words in message


def test_groups_nest_ten_deep_and_no_more():
    def nested(depth):
        return [*(f"begin group | g{i} | G" for i in range(depth)), "text | a | A", *["end group"] * depth]

    assert survey("type | name | label", *nested(10))
    found = refusals(survey, "type | name | label", *nested(11))
    assert "plus de 10 niveaux de groupes." in [message for *_, message in found]


@pytest.mark.parametrize("name", ["../communes.csv", "a/b.csv", "communes.xml", ".csv", "c" * 200 + ".csv"])
def test_a_file_name_that_could_lead_elsewhere_is_refused(name):
    found = refusals(read, "| survey |\n| | type | name | label |\n| | text | a | A |", {name: b"a,b\n1,2\n"})
    assert found == [(name, 0, "", "ce nom de fichier joint n’est pas admis.")]
    found = refusals(survey, "type | name | label", f"select_one_from_file {name} | a | A")
    assert [(ligne, colonne) for _, ligne, colonne, _ in found] == [(3, "type")]
