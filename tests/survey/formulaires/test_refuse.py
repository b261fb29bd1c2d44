"""What read_xlsform refuses: by its name, at its cell, all at once; nothing is ignored."""

import pytest
from pyxform.errors import PyXFormError

from leviers.survey.formulaires import FormulaireRefuse
from tests.survey.formulaires.forms import OUI_NON, read, refusals, survey

COLUMNS = "type | name | label | relevant | constraint | calculation | choice_filter | appearance"


def test_every_problem_is_said_at_once_with_sheet_row_and_column():
    found = refusals(
        read,
        """
| survey |
| | type | name | label | relevant |
| | txt | A | A | |
| | text | mon nom | B | |
| | select_one villes | C | C | ${Z} = 'oui' |
| choices |
| | list_name | name | label |
| | ville | a b | Orval |
""",
    )
    assert found == [
        ("survey", 4, "type", "le type « txt » est inconnu."),
        ("survey", 5, "name", "« mon nom » n’est pas un nom de question."),
        ("survey", 6, "type", "la liste « villes » n’existe pas."),
        ("choices", 9, "name", "le code « a b » contient un espace."),
    ]


def test_the_error_says_what_to_do_in_french():
    with pytest.raises(FormulaireRefuse) as refused:
        survey("type | name | label", "txt | A | A")
    assert "Vouliez-vous écrire « text » ?" in str(refused.value)
    assert "rien n’a été importé" in str(refused.value)


@pytest.mark.parametrize(
    "type_",
    ["geopoint", "geotrace", "geoshape", "audio", "video", "barcode", "audit", "start-geopoint",
     "xml-external", "begin loop", "select_one_external villes", "background-audio"],
)  # fmt: skip
def test_a_type_we_cannot_serve_is_refused_by_its_name(type_):
    [(_, ligne, colonne, message), *_] = refusals(survey, "type | name | label", f"{type_} | A | A")
    assert (ligne, colonne) == (3, "type")
    assert message == f"le type « {type_.split(' villes')[0]} » n’est pas pris en charge."


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("text | A | A | ${B} = 1", "relevant", "la question « B » n’existe pas."),
        ("text | A | A | age > 18", "relevant", "« age » n’est ni un texte ni une référence."),
        ("text | A | A | oui", "relevant", "« oui » n’est ni un texte ni une référence."),
        ("text | A | A | ${A} = 'l’ESS'", "relevant", "contient une apostrophe ou un guillemet courbe."),
        ("text | A | A | | area(.) > 1", "constraint", "la fonction area() n’est pas prise en charge."),
        ("text | A | A | | sellected(., 'a')", "constraint", "la fonction sellected() est inconnue."),
        ("text | A | A | | if(., 1)", "constraint", "la fonction if() n’a pas le bon nombre d’arguments."),
        ("text | A | A | | regex(., '(?=a)b')", "constraint", "ne se lit pas (invalid perl operator: (?=)."),
        ("text | A | A | | (. > 1", "constraint", "une parenthèse n’est pas fermée, ou l’est deux fois."),
        ("text | A | A | | . == 1", "constraint", "« == » n’existe pas."),
        ("text | A | A | | //A = 1", "constraint", "« // » n’est pas pris en charge."),
        ("text | A | A | | ancestor::x = 1", "constraint", "les axes (nom::…) ne sont pas pris en charge."),
        ("text | A | A | | ../Z = 1", "constraint", "le chemin passe par « Z », qui n’existe pas."),
        ("calculate | A | | | | concat('${A}, ', 1)", "calculation",
         "la référence est entre guillemets dans '${A}, '."),
        ("calculate | A | | | | pulldata('prix', 'a', 'b', 'c')", "calculation",
         "le fichier « prix.csv » n’est pas joint."),
        ("calculate | A | | | | instance('prix')/root /item/a", "calculation",
         "ni liste ni fichier joint de ce nom."),
        ("calculate | A | | | | ${last-saved#A}", "calculation", "« last-saved » n’est pas pris en charge."),
        ("calculate | A | | | | jr:choice-name('a', '${A}')", "calculation",
         "« A » n’a pas de liste de choix."),
        ("calculate | A | |", "calculation", "le calcul est vide."),
        ("text | A | A | | | | x = 1", "choice_filter", "seule une question à choix se filtre."),
        ("select_one ouinon | A | A | | | | region = 'x'", "choice_filter",
         "la liste « ouinon » n’a pas de colonne « region »."),
    ],
)  # fmt: skip
def test_an_expression_that_would_not_work_is_refused_at_its_cell(row, column, words):
    [(feuille, ligne, colonne, message)] = refusals(survey, COLUMNS, row, more=OUI_NON)
    assert (feuille, ligne, colonne) == ("survey", 3, column)
    assert message.endswith(words)


def test_a_circle_is_refused_with_its_chain():
    found = refusals(
        survey, "type | name | label | calculation",
        "calculate | a | | ${c} + 1", "calculate | b | | ${a} + 1", "calculate | c | | ${b} + 1",
    )  # fmt: skip
    [(_, ligne, colonne, message)] = found
    assert (ligne, colonne) == (3, "calculation")
    assert message == "ces réponses dépendent en cercle : a → c → b → a."


def test_a_question_that_shows_itself_is_refused():
    [(_, _, _, message)] = refusals(survey, "type | name | label | relevant", "text | a | A | ${a} = 'x'")
    assert message == "la question dépend d’elle-même."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["begin group | g | G", "text | a | A"], "« begin group » n’est jamais refermé."),
        (["text | a | A", "end group"], "« end group » ne referme rien."),
        (["begin group | g | G", "text | a | A", "end repeat"],
         "« end repeat » referme le « begin group » de la ligne 3."),
        (["begin group | g | G", "end group"], "le groupe « g » est vide."),
        (["text | a | A", "text | a | A"], "le nom « a » est déjà à la ligne 3."),
        (["text | meta | A"], "« meta » n’est pas un nom de question."),
        (["text | | A"], "« text » n’a pas de nom."),
        (["| a | A"], "la ligne n’a pas de type."),
        (["text | a |"], "« a » n’a pas de libellé."),
        (["select_one | a | A"], "« select_one » ne nomme pas sa liste."),
    ],
)  # fmt: skip
def test_a_tree_that_does_not_hold_is_refused(rows, words):
    assert words in [message for *_, message in refusals(survey, "type | name | label", *rows)]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("relevent", "cette colonne serait sans effet."),
        ("constraint_mesage", "cette colonne serait sans effet."),
        ("trigger", "cette colonne n’est pas prise en charge."),
        ("save_to", "cette colonne n’est pas prise en charge."),
        ("bind::type", "cette colonne changerait le sens de la question."),
        ("bind::lev:leviers", "le préfixe « lev » n’est pas déclaré."),
        ("caption", "cette colonne dit la même chose que « label »."),
    ],
)
def test_a_column_that_would_be_ignored_is_refused(head, words):
    found = refusals(survey, f"type | name | label | {head}", "text | a | A | x")
    assert ("survey", 1, head, words) in found


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("start=a", "start n’est pas un nombre."),
        ("step=0", "le pas (step) est nul ou plus grand que l’étendue."),
        ("fin=3", "« fin » n’est pas un paramètre de « range »."),
        ("start", "« start » n’est pas un paramètre."),
    ],
)
def test_parameters_are_checked(parameters, words):
    found = refusals(survey, "type | name | label | parameters", f"range | a | A | {parameters}")
    assert found == [("survey", 3, "parameters", words)]


def test_a_choice_that_quotes_no_question_is_refused():
    more = "| choices |\n| | list_name | name | label |\n| | l | a | Rester à ${ville} |\n"
    found = refusals(survey, "type | name | label", "select_one l | q | Q", more=more)
    assert found == [("choices", 0, "label", "liste « l » : la question « ville » n’existe pas.")]


def test_an_external_file_that_is_not_attached_is_refused():
    found = refusals(survey, "type | name | label", "csv-external | prix |", "text | a | A")
    assert found == [("survey", 3, "name", "« prix.csv » n’est pas joint.")]


def test_settings_that_cannot_be_followed_are_refused():
    sheet = "| settings |\n| | form_id | public_key | coleur |\n| | essai | abc | bleu |\n"
    found = refusals(survey, "type | name | label", "text | a | A", more=sheet)
    assert [(colonne, message) for _, _, colonne, message in found] == [
        ("public_key", "ce réglage n’est pas pris en charge."),
        ("coleur", "ce réglage est inconnu."),
    ]


def test_sheets_with_a_misspelt_name_are_refused():
    assert refusals(read, "| surveys |\n| | type |\n| | text |") == [
        ("", 0, "", "le classeur n’a pas de feuille « survey ».")
    ]
    found = refusals(
        survey, "type | name | label", "text | a | A", more="| choice |\n| | list_name |\n| | a |\n"
    )
    assert ("choice", 0, "", "cette feuille serait sans effet.") in found


def test_what_only_pyxform_refuses_is_said_with_its_words(monkeypatch):
    def convert(*arguments, **options):
        raise PyXFormError("[row : 2] Something about this row.")

    monkeypatch.setattr("pyxform.xls2xform.convert", convert)
    with pytest.raises(FormulaireRefuse) as refused:
        survey("type | name | label", "text | a | A")
    [probleme] = refused.value.problemes
    assert (probleme.feuille, probleme.ligne) == ("survey", 3)
    assert "Something about this row." in probleme.conseil
