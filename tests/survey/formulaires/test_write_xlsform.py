"""write_xlsform: the same questionnaire again, as a spreadsheet any XLSForm tool reads."""

import io
from dataclasses import replace

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.survey.formulaires import attached_files, read_xlsform, to_json, write_xlsform
from tests.survey.formulaires.forms import OUI_NON, read, survey

COMPLET = """
| survey |
| | type | name | label::Français (fr) | label::English (en) | hint::Français (fr) | guidance_hint | required | required_message | relevant | constraint | constraint_message | calculation | choice_filter | default | readonly | appearance | parameters | repeat_count | bind::lev:leviers | note | media::image | ma colonne |
| | begin group | g | Groupe | Group | Aide | | | | | | | | | | | field-list | | | | | | |
| | select_one regions or_other | region | Région | Region | | Pour l’enquêteur | yes | À dire | | | | | | pdl | | minimal | | | spaser scic | revoir | carte.png | x |
| | select_multiple villes | villes | Villes | Towns | | | | | ${region} != '' | count-selected(.) < 3 | Deux au plus | | dep = ${region} | | | | randomize=true | | | | | |
| | select_one_from_file communes.csv | commune | Commune | | | | | | | | | | | | | | value=insee label=nom | | | | | |
| | rank villes | rang | Rang | | | | | | | | | | | | | | | | | | | |
| | end group | | | | | | | | | | | | | | | | | | | | | |
| | integer | n | Combien ? | | | | | | | | | | | | | | | | | | | |
| | begin repeat | lieux | Lieu | | | | | | | | | | | | | | | ${n} | | | | |
| | text | nom | Nom ${n} | | | | | | | | | | | inconnu | | multiline | | | | | | |
| | calculate | rg | | | | | | | | | | position(..) | | | | | | | | | | |
| | end repeat | | | | | | | | | | | | | | | | | | | | | |
| | range | note | Note | | | | | | | | | | | | yes | | start=0 end=5 step=1 | | | | | |
| | deviceid | appareil | | | | | | | | | | | | | | | | | | | | |
| choices |
| | list_name | name | label::Français (fr) | label::English (en) | dep |
| | regions | pdl | Pays de la Loire | | |
| | regions | bzh | Bretagne | Brittany | |
| | villes | nantes | Nantes | | pdl |
| | villes | brest | Brest | | bzh |
| settings |
| | form_title | form_id | version | default_language | namespaces | style |
| | Essai complet | complet | 3 | Français (fr) | lev="urn:leviers:questionnaire" | pages |
"""  # noqa: E501 - one line of a sheet is one line
TABLES = {"communes.csv": b"insee,nom\n44109,Nantes\n29019,Brest\n"}


def test_what_is_written_reads_as_the_same_questionnaire():
    formulaire = read(COMPLET, TABLES)
    again = read_xlsform(write_xlsform(formulaire), "autre-nom.xlsx", attached_files(formulaire))
    assert again.empreinte == formulaire.empreinte
    assert to_json(replace(again, avertissements=())) == to_json(replace(formulaire, avertissements=()))


def test_the_same_questionnaire_gives_the_same_bytes():
    formulaire = read(COMPLET, TABLES)
    assert write_xlsform(formulaire) == write_xlsform(formulaire)


def test_no_text_becomes_a_formula():
    hostile = ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"]
    rows = [f"text | q{i} | {words.replace('|', chr(92) + '|')}" for i, words in enumerate(hostile)]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(survey("type | name | label", *rows))))
    labels = [row[2] for row in book["survey"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in labels} == {"s"}
    assert [cell.value.strip() for cell in labels] == [words.strip() for words in hostile]


def test_columns_come_in_the_order_of_the_documentation():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(read(COMPLET, TABLES))))
    heads = [cell.value for cell in book["survey"][1]]
    assert heads[:5] == ["type", "name", "label::Français (fr)", "label::English (en)", "hint::Français (fr)"]
    assert heads[-3:] == ["note", "media::image", "ma colonne"]


_TEXTES = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="${}"), min_size=1,
                  max_size=30).map(str.strip).filter(bool)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(labels=st.lists(_TEXTES, min_size=1, max_size=4), choices=st.lists(_TEXTES, min_size=1, max_size=4))
def test_any_words_make_the_round_trip(labels, choices):
    clean = [label.replace("|", "\\|").replace("\u2028", " ").replace("\x85", " ") for label in labels]
    rows = [f"select_one l | q{i} | {label}" for i, label in enumerate(clean)]
    more = "| choices |\n| | list_name | name | label |\n" + "".join(
        f"| | l | c{i} | {label.replace('|', chr(92) + '|')} |\n" for i, label in enumerate(choices)
    )
    formulaire = survey("type | name | label", *rows, more=more)
    assert read_xlsform(write_xlsform(formulaire), "x.xlsx").empreinte == formulaire.empreinte


def test_or_other_is_written_as_it_was():
    formulaire = survey("type | name | label", "select_one ouinon or_other | q | Q", more=OUI_NON)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(formulaire)))
    assert [[cell.value for cell in row] for row in book["survey"].iter_rows(min_row=2)] == [
        ["select_one ouinon or_other", "q", "Q"]
    ]
