"""read_xlsform: a spreadsheet becomes a tree, whatever its format, in the order it is written."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from leviers.survey.formulaires import (
    Groupe,
    Question,
    Repetition,
    annotation,
    from_json,
    questions,
    read_xlsform,
    sections,
    texte,
    to_json,
    walk,
)
from tests.survey.formulaires.forms import OUI_NON, read, survey

EXEMPLE = (
    """
| survey |
| | type | name | label | hint | required | relevant |
| | begin group | gouvernance | Gouvernance | | | |
| | select_one ouinon | A03 | Délégation ? | Voir l’arrêté | yes | |
| | text | A04 | Laquelle ? | | | ${A03} = 'oui' |
| | end group | | | | | |
| | begin repeat | lieux | Lieux | | | |
| | text | nom | Nom du lieu | | | |
| | end repeat | | | | | |
| | decimal | B02 | Montant | | | |
"""
    + OUI_NON
)


def test_it_reads_groups_repetitions_and_questions():
    formulaire = read(EXEMPLE)
    assert [type(element) for element in formulaire.elements] == [Groupe, Repetition, Question]
    assert [q.chemin for q in questions(formulaire)] == [
        "gouvernance/A03",
        "gouvernance/A04",
        "lieux/nom",
        "B02",
    ]
    delegation = next(questions(formulaire))
    assert (delegation.type, delegation.choix, delegation.obligatoire) == ("select_one", "ouinon", "true()")
    assert texte(delegation.aide) == "Voir l’arrêté"
    assert [choix.code for choix in formulaire.choix["ouinon"]] == ["oui", "non"]
    assert formulaire.code == "essai"


def test_sections_are_top_groups_and_what_stands_between_them():
    found = [(section.code, texte(section.libelle)) for section in sections(read(EXEMPLE))]
    assert found == [("gouvernance", "Gouvernance"), ("lieux", "Lieux"), ("hors-section-1", "")]


def test_json_gives_the_same_questionnaire_back():
    formulaire = read(EXEMPLE)
    assert from_json(to_json(formulaire)) == formulaire


def test_a_changed_word_changes_the_empreinte_and_a_changed_version_does_not():
    settings = "| settings |\n| | form_id | version |\n| | essai | 2 |\n"
    first = read(EXEMPLE)
    assert read(EXEMPLE + settings).empreinte == first.empreinte
    assert read(EXEMPLE + settings).version == "2"
    assert read(EXEMPLE.replace("Montant", "Montants")).empreinte != first.empreinte


def _cells(markdown):
    sheets, name = {}, ""
    for line in markdown.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        name = cells[0] or name
        sheets.setdefault(name, [])
        if len(cells) > 1:
            sheets[name].append(cells[1:])
    return sheets


def _xlsx(sheets):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(index, column, cell)
    return out.getvalue()


def test_xlsx_and_csv_say_the_same_as_markdown():
    sheets = _cells(EXEMPLE)
    lines = [f'"{name}"\n' + "".join("," + ",".join(f'"{c}"' for c in row) + "\n" for row in rows)
             for name, rows in sheets.items()]  # fmt: skip
    wanted = read(EXEMPLE).empreinte
    assert read_xlsform(_xlsx(sheets), "essai.xlsx").empreinte == wanted
    assert read_xlsform("".join(lines).encode(), "essai.csv").empreinte == wanted
    assert read_xlsform("".join(lines).replace(",", ";").encode("cp1252"), "essai.csv").empreinte == wanted


def test_a_number_typed_in_a_cell_is_read_as_a_person_sees_it():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        survey_, choices = book.add_worksheet("survey"), book.add_worksheet("choices")
        survey_.write_row(0, 0, ["type", "name", "label", "required"])
        survey_.write_row(1, 0, ["select_one villes", "V", "Ville"])
        survey_.write_boolean(1, 3, True)
        choices.write_row(0, 0, ["list_name", "name", "label"])
        choices.write_row(1, 0, ["villes", 200023414, "Orval"])
    formulaire = read_xlsform(out.getvalue(), "essai.xlsx")
    assert formulaire.choix["villes"][0].code == "200023414"
    assert next(questions(formulaire)).obligatoire == "true()"


def test_an_old_xls_is_read_with_its_numbers_dates_and_booleans():
    formulaire = read_xlsform((Path(__file__).with_name("essai.xls")).read_bytes(), "essai.xls")
    ville, jour = questions(formulaire)
    assert [choix.code for choix in formulaire.choix["villes"]] == ["200023414", "2.5"]
    assert (ville.obligatoire, jour.defaut) == ("true()", "2026-03-15")


def test_languages_come_from_the_columns_and_the_default_from_settings():
    formulaire = read(
        """
| survey |
| | type | name | label::Français (fr) | label::English (en) |
| | text | nom | Votre nom | Your name |
| settings |
| | form_title | form_id | default_language |
| | Essai | essai | Français (fr) |
"""
    )
    assert formulaire.langues == ("Français (fr)", "English (en)")
    nom = next(questions(formulaire))
    assert texte(nom.libelle, "English (en)") == "Your name"
    assert texte(nom.libelle, "Deutsch", defaut=formulaire.langue_defaut) == "Votre nom"


def test_or_other_adds_the_choice_and_the_question_that_follows():
    formulaire = survey("type | name | label", "select_multiple ouinon or_other | A | Choix", more=OUI_NON)
    first, second = questions(formulaire)
    assert first.autre
    assert (second.code, second.type, second.relevant) == ("A_other", "text", "selected(${A}, 'other')")


def test_columns_of_a_declared_namespace_are_annotations():
    formulaire = read(
        """
| survey |
| | type | name | label | bind::lev:leviers |
| | text | A | Question | spaser scic |
| settings |
| | namespaces |
| | lev="urn:leviers:questionnaire" |
"""
    )
    assert annotation(next(questions(formulaire)), "leviers") == "spaser scic"
    assert formulaire.avertissements == ()


def test_a_disabled_row_is_not_asked():
    formulaire = survey("type | name | label | disabled", "text | A | A | yes", "text | B | B |")
    assert [q.code for q in questions(formulaire)] == ["B"]


@pytest.mark.parametrize(
    ("row", "warning"),
    [
        ("deviceid | appareil | | ", "Ligne 4, type « deviceid » : accepté, jamais recueilli"),
        ("text | B | B | signature", "apparence « signature » : gardée, sans effet"),
    ],
)
def test_what_has_no_effect_is_said(row, warning):
    formulaire = survey("type | name | label | appearance", "text | A | A |", row)
    assert any(warning in said for said in formulaire.avertissements)


def test_names_of_groups_stay_in_the_paths():
    form = survey("type | name | label", "begin group | a | A", "begin group | b | B", "text | c | C",
                  "end group", "end group")  # fmt: skip
    assert [element.chemin for element in walk(form.elements)] == ["a", "a/b", "a/b/c"]
