"""A list of contacts: what is understood, and every refusal with its place."""

import io

import pytest
import xlsxwriter

from leviers.errors import ContactsRefuses
from leviers.survey.listes import read_contacts

METZ, NANTES, ORVAL = "200039865", "244400404", "999999014"


def write_csv(*lines, titles="territoire;courriel;fonction", encoding="utf-8"):
    return "\n".join([titles, *lines]).encode(encoding)


def write_xlsx(*rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Contacts")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if str(cell).startswith("="):
                    sheet.write_formula(number, column, cell, value="directrice")
                else:
                    sheet.write(number, column, cell)
    return stream.getvalue()


def refuse(content, name="liste.csv"):
    with pytest.raises(ContactsRefuses) as caught:
        read_contacts(content, name)
    return [(one.ligne, one.colonne) for one in caught.value.problemes]


@pytest.mark.parametrize("said", [NANTES, "244 400 404", "nantes", "Nantes Métropole", "NANTES METROPOLE"])
def test_a_territoire_is_named_by_its_siren_its_slug_or_its_name(said):
    liste = read_contacts(write_csv(f"{said};Ana@nantes.fr;chargée de mission"), "liste.csv")
    assert [(one.siren, one.courriel, one.fonction) for one in liste.lignes] == [
        (NANTES, "ana@nantes.fr", "chargée de mission")
    ]


@pytest.mark.parametrize(
    "titles", ["Métropole;E-mail;Poste", "SIREN,Courriel,Fonction", "fonction;MAIL;epci"]
)
def test_titles_are_known_by_their_usual_words(titles):
    cells = {"metropole": "metz", "siren": METZ, "epci": "metz"} | dict.fromkeys(
        ("fonction", "poste", "role"), "élue"
    )
    sign = ";" if ";" in titles else ","
    plain = titles.lower().replace("é", "e").replace("ô", "o").split(sign)
    row = sign.join(cells.get(word, "a@metz.fr") for word in plain)
    liste = read_contacts(write_csv(row, titles=titles), "l.csv")
    assert (liste.lignes[0].siren, liste.lignes[0].fonction) == (METZ, "élue")


def test_a_file_of_windows_excel_is_read():
    liste = read_contacts(write_csv("metz;a@metz.fr;élue déléguée", encoding="cp1252"), "liste.csv")
    assert liste.lignes[0].fonction == "élue déléguée"


def test_the_same_contact_twice_is_merged_and_keeps_its_fonction():
    liste = read_contacts(write_csv("metz;a@metz.fr;", "Metz;A@METZ.fr;élue", "nantes;a@metz.fr;"), "l.csv")
    assert [(one.siren, one.fonction) for one in liste.lignes] == [(METZ, "élue"), (NANTES, "")]
    assert liste.doubles == 1


def test_a_workbook_gives_the_value_of_its_formulas_and_never_computes(db):
    rows = [("territoire", "courriel", "fonction"), (244400404, "a@nantes.fr", '=HYPERLINK("http://x")')]
    liste = read_contacts(write_xlsx(*rows), "liste.xlsx")
    assert [(one.siren, one.fonction) for one in liste.lignes] == [(NANTES, "directrice")]


def test_every_fault_is_told_with_its_row_and_column():
    content = write_csv("Brest même;a@b.fr;", "metz;pas une adresse;", ";;élue", "metz;a@metz.fr;=cmd|x")
    assert refuse(content) == [
        (2, "territoire"),
        (3, "courriel"),
        (4, "territoire"),
        (4, "courriel"),
        (5, "fonction"),
    ]


def test_a_fault_of_a_workbook_names_its_sheet():
    with pytest.raises(ContactsRefuses) as caught:
        read_contacts(write_xlsx(("territoire", "courriel"), ("lune", "a@b.fr")), "liste.xlsx")
    problem = caught.value.problemes[0]
    assert (problem.feuille, problem.ligne, problem.colonne) == ("Contacts", 2, "territoire")
    assert "« lune »" in problem.message
    assert problem.conseil


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "vide.csv"),
        (b"territoire;courriel\n", "sans-ligne.csv"),
        (b"un;deux\n1;2\n", "autre.csv"),
        (b"territoire;courriel;mail\nmetz;a@b.fr;c@d.fr\n", "deux-fois.csv"),
        (b"PK\x03\x04 pas un classeur", "faux.xlsx"),
        (b"%PDF-1.7", "liste.pdf"),
        (b"x" * 2_000_001, "lourd.csv"),
        (write_csv(*["metz;a@b.fr;"] * 2_001), "long.csv"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(content, name):
    assert refuse(content, name)


def test_an_address_cannot_carry_another_line():
    assert refuse(write_csv('metz;"a@metz.fr\nBcc: b@c.fr";')) == [(3, "courriel")]


def test_the_invented_territoire_is_never_with_real_ones():
    assert read_contacts(write_csv("orval;a@orval.invalid;"), "l.csv").lignes[0].siren == ORVAL
    assert refuse(write_csv("orval;a@orval.invalid;", "metz;a@metz.fr;")) == [(0, "territoire")]
