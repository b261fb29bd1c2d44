"""leviers detect FILE [-o OUT]: the same rows, with leviers, confiance, mots."""

import csv
import json

import duckdb
import pytest

HEADER = "id,genre,objet,tiers,note\n"
ROWS = (
    "1,subvention,Trophées ESS,LE FIL,a\n"
    '2,marche,"Entretien, lot réservé aux ESAT",,"=SUM(A1)"\n'
    "3,deliberation,Plan de circulation,,-12.5\n"
)


@pytest.fixture
def written(tmp_path):
    """Writes one file and gives its path."""

    def write(text, name="faits.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_it_works(leviers_command, written, tmp_path):
    out = tmp_path / "sortie.csv"
    code, said = leviers_command("detect", str(written(HEADER + ROWS)), "-o", str(out))
    assert code == 0, said
    assert "3 lignes écrites" in said
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [row["leviers"] for row in rows] == ["prix-trophees-ess", "marche-reserve-inclusif", ""]
    assert [row["mots"] for row in rows] == ["Trophées ESS", "lot réservé aux ESAT", ""]
    assert float(rows[0]["confiance"]) > 0.9


def test_without_output_it_writes_csv_on_the_standard_output(leviers_command, written):
    code, said = leviers_command("detect", str(written(HEADER + ROWS)))
    assert code == 0
    assert said.splitlines()[0] == "id,genre,objet,tiers,note,leviers,confiance,mots"
    assert len(said.splitlines()) == 4


def test_formula_of_a_spreadsheet_is_neutralised_and_a_number_is_not(leviers_command, written):
    rows = '1,marche,"=HYPERLINK(""http://x"") recyclerie",@x,+1+1\n2,marche,Recyclerie,,-12.5\n'
    said = leviers_command("detect", str(written(HEADER + rows)))[1]
    (first, second) = csv.DictReader(said.splitlines())
    assert (first["objet"][:3], first["tiers"], first["note"]) == ("'=H", "'@x", "'+1+1")
    assert second["note"] == "-12.5"


def test_unknown_columns_and_semicolons_are_kept(leviers_command, written):
    file = written("objet;id;Acheteur public;genre\nRecyclerie;7;Orval;marche\n")
    said = leviers_command("detect", str(file))[1]
    (row,) = csv.DictReader(said.splitlines())
    assert (row["Acheteur public"], row["leviers"]) == ("Orval", "filieres-cooperation")


def test_columns_of_a_former_run_are_replaced(leviers_command, written):
    file = written("id,genre,objet,leviers,confiance,mots\n1,marche,Voirie,ptce,0.9,x\n")
    (row,) = csv.DictReader(leviers_command("detect", str(file))[1].splitlines())
    assert row["leviers"] == ""


def test_json_lines_in_give_json_lines_out(leviers_command, written, tmp_path):
    faits = [
        {"id": 1, "genre": "marche", "objet": "Voirie", "considerations_sociales": ["Clause sociale"]},
        {"id": 2, "genre": "subvention", "objet": None, "tiers": "CRESS"},
    ]
    file = written("\n".join(json.dumps(fait) for fait in faits), "faits.jsonl")
    leviers_command("detect", str(file), "-o", str(tmp_path / "sortie.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "sortie.jsonl").read_text().splitlines()]
    assert [row["leviers"] for row in rows] == ["clause-sociale-insertion", "soutien-tetes-de-reseau"]


def test_parquet_in_gives_parquet_out(leviers_command, tmp_path):
    file, out = tmp_path / "faits.parquet", tmp_path / "sortie.parquet"
    duckdb.execute(f"copy (select 1 as id, 'marche' as genre, 'Recyclerie' as objet) to '{file}'")
    assert leviers_command("detect", str(file), "-o", str(out))[0] == 0
    assert duckdb.execute(f"select id, leviers from '{out}'").fetchall() == [(1, "filieres-cooperation")]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("id,genre\n1,marche\n", "a.csv", "Il manque à « a.csv » : objet."),
        ("id,genre,objet\n1,achat,x\n", "a.csv", "Ligne 1 de « a.csv » : genre « achat » inconnu."),
        ("id,genre,objet\n1,,x\n", "a.csv", "genre « » inconnu"),
        ("x", "a.xls", "Le format de « a.xls » n’est pas connu."),
        ("id,genre,objet\n1,marche,Épicerie\n".encode("latin-1"), "a.csv", "n’est pas en UTF-8"),
        ("{", "a.jsonl", "ne se lit pas"),
        ("PAR", "a.parquet", "ne se lit pas"),
    ],
)
def test_a_wrong_file_is_explained(leviers_command, written, text, name, message):
    code, said = leviers_command("detect", str(written(text, name)))
    assert code == 1
    assert message in " ".join(said.split())


def test_a_missing_file_and_a_missing_folder_are_explained(leviers_command, written, tmp_path):
    assert "manque" in leviers_command("detect", str(tmp_path / "rien.csv"))[1]
    code, said = leviers_command("detect", str(written(HEADER + ROWS)), "-o", str(tmp_path / "x" / "y.csv"))
    assert code == 1
    assert "ne s’écrit pas" in said


def test_empty_and_huge_titles_are_kept(leviers_command, written):
    rows = f"1,marche,,,\n2,marche,{'insertion ' * 10_000},,\n"
    code, said = leviers_command("detect", str(written(HEADER + rows)))
    assert code == 0
    assert len(said.splitlines()) == 3
