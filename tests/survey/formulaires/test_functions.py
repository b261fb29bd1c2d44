"""Functions and operators of expressions, one line each, values worked out by hand."""

from datetime import date

import pytest

from leviers.survey.formulaires import Contexte
from tests.survey.formulaires.forms import OUI_NON, ask, compute, read, survey


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 div 2", "3.5"),
        ("7 mod 3", "1"),
        ("-(2 + 3)", "-5"),
        ("1 div 0", ""),  # no number is better than Infinity
        ("number('abc')", ""),
        ("number('') + 1", ""),
        ("0.1 + 0.2", "0.3"),
        ("1 = '1'", "true"),
        ("'1' = '1.0'", "false"),  # two texts
        ("1 = 1 and not(2 > 3)", "true"),
        ("1 = 2 or 'a' != 'b'", "true"),
        ("'2026-01-31' < '2026-02-01'", "true"),
        ("'abc' < 1", "false"),
        ("true()", "true"),
        ("boolean-from-string('1')", "true"),
        ("if(2 > 1, 'oui', 'non')", "oui"),
        ("coalesce('', 'a', 'b')", "a"),
        ("selected('a b', 'b')", "true"),
        ("selected('ab', 'b')", "false"),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 9)", ""),
        ("count-selected(' a  b ')", "2"),
        ("concat('a', 1, true())", "a1true"),
        ("string-length('été')", "3"),
        ("substr('bonjour', 1, 4)", "onj"),
        ("substr('bonjour', -3)", "our"),
        ("substring-before('12/03', '/')", "12"),
        ("substring-after('12/03', '/')", "03"),
        ("contains('tiers-lieu', 'lieu')", "true"),
        ("starts-with('SPASER', 'SP')", "true"),
        ("ends-with('SPASER', 'ER')", "true"),
        ("translate('abc', 'ab', 'x')", "xc"),
        ("normalize-space('  a   b ')", "a b"),
        ("regex('44000', '[0-9]{5}')", "true"),
        ("regex('440001', '[0-9]{5}')", "false"),  # the whole text follows the pattern
        ("join(', ', 'a', 'b')", "a, b"),
        ("int(2.9)", "2"),
        ("int(-2.9)", "-2"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-2"),
        ("round(2.345, 2)", "2.35"),
        ("round(1234, -2)", "1200"),
        ("pow(2, 10)", "1024"),
        ("sqrt(2)", "1.4142135623731"),
        ("sqrt(-1)", ""),
        ("floor(2.7) + ceiling(2.1)", "5"),
        ("abs(-3)", "3"),
        ("round(pi(), 4)", "3.1416"),
        ("min(3, '', 2)", "2"),
        ("max(3, 'x', 2)", "3"),
        ("checklist(1, 2, true(), false(), true())", "true"),
        ("today()", "2026-03-15"),
        ("now()", "2026-03-15T14:30:00"),
        ("format-date('2026-03-05', '%d/%m/%Y')", "05/03/2026"),
        ("format-date('2026-03-05', '%a %e %b %y, 100 %%')", "jeu. 5 mars 26, 100 %"),
        ("format-date('hier', '%d')", ""),
        ("format-date-time(now(), '%Hh%M')", "14h30"),
        ("date(0)", "1970-01-01"),
        ("date('2026-03-15T10:00') ", "2026-03-15"),
        ("today() - '2026-03-01'", "14"),
        ("date(today() + 30)", "2026-04-14"),
        ("int(('2026-03-15' - '2000-03-14') div 365.25)", "26"),
        ("decimal-time('06:00')", "0.25"),
        ("decimal-date-time('1970-01-02')", "1"),
    ],
)
def test_a_function_gives(expression, value):
    assert compute(expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("${a} + ${b}", "5"),
        ("${vide} = ''", "true"),
        ("${a} != ''", "true"),
        ("if(${vide}, 'oui', 'non')", "non"),
        ("sum(${a}) + count-non-empty(${vide})", "2"),
        ("../a * 10", "20"),
        ("/data/b * 10", "30"),
        ("string-length(${texte})", "12"),
    ],
)
def test_answers_are_read(expression, value):
    assert compute(expression, {"a": "2", "b": "3", "vide": "", "texte": "l’économie =1"[:12]}) == value


def test_choice_name_speaks_the_language_of_the_page():
    more = OUI_NON.replace("label", "label::Français (fr) | label::English (en)").replace(
        "| Oui", "| Oui | Yes"
    )
    more = more.replace("| Non", "| Non | No")
    rows = ["select_one ouinon | q | Q | | oui"]
    words = "jr:choice-name(${q}, '${q}')"
    form = survey("type | name | label::Français (fr) | calculation | default", *rows,
                  f"calculate | resultat | | {words} |", more=more)  # fmt: skip
    assert ask(form).etats["resultat"].valeur == "Oui"
    english = Contexte(aujourdhui=date(2026, 3, 15), langue="English (en)")
    assert ask(form, contexte=english).etats["resultat"].valeur == "Yes"


def test_pulldata_reads_an_attached_file_and_what_is_known():
    markdown = """
| survey |
| | type | name | label | calculation |
| | text | code | Code | |
| | calculate | nom | | pulldata('communes', 'nom', 'insee', ${code}) |
| | calculate | population | | pulldata('territoire', 'valeur', 'repere', 'population') |
"""
    table = "insee;nom\n44109;Nantes\n35238;Rennes\n".encode("cp1252")
    form = read(markdown, {"communes.csv": table}, tables_connues=frozenset({"territoire"}))
    known = Contexte(
        aujourdhui=date(2026, 3, 15), tables={"territoire": ({"repere": "population", "valeur": "123000"},)}
    )
    found = ask(form, {"code": "35238"}, known)
    assert found.etats["nom"].valeur == "Rennes"
    assert found.etats["population"].valeur == "123000"
    assert ask(form, {"code": "99999"}).etats["nom"].valeur == ""


def test_instance_reads_the_columns_of_a_list():
    more = """
| choices |
| | list_name | name | label | surface |
| | lieux | halle | La Halle | 120 |
| | lieux | gare | La Gare | 80 |
"""
    assert compute("instance('lieux')/root /item[name = 'gare']/surface", more=more) == "80"
    assert compute("sum(instance('lieux')/root /item/surface)", more=more) == "200"
    assert compute("instance('lieux')/root /item[name = ${a}]/label", {"a": "halle"}, more=more) == "La Halle"


def test_instance_reads_an_attached_file():
    markdown = """
| survey |
| | type | name | label | calculation |
| | csv-external | prix | | |
| | calculate | q | | instance('prix')/root /item[lieu = 'halle']/loyer |
"""
    form = read(markdown, {"prix.csv": b"lieu,loyer\nhalle,120\ngare,80\n"})
    assert ask(form).etats["q"].valeur == "120"


def test_once_keeps_what_is_stored():
    form = survey("type | name | label | calculation", "calculate | tirage | | once(random())")
    first = ask(form).etats["tirage"].valeur
    assert 0 <= float(first) < 1
    assert ask(form, {"tirage": "0.5"}).etats["tirage"].valeur == "0.5"


def test_random_follows_the_seed_of_the_reponse():
    other = Contexte(aujourdhui=date(2026, 3, 15), graine="reponse-2")
    assert compute("random()") == compute("random()")
    assert compute("random()") != compute("random()", contexte=other)


def test_a_pattern_made_to_hang_answers_at_once():
    assert compute(f"regex('{'a' * 60}!', '(a+)+')") == "false"
