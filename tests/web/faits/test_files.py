"""A whole selection as a file: same rows, same order, its address, nothing that a spreadsheet runs."""

import csv
import io
import json

import duckdb
import pytest

FORMULA = '=HYPERLINK("http://exemple.invalid")'


def _read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content)


def test_a_csv_opens_in_a_french_spreadsheet(client, db, fictif):
    response, content = _read(client, "/marches.csv?annee=2023")
    text = content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    nb = fictif.read("select count(*) as nb from facts.marches where annee = 2023")[0]["nb"]
    assert content.startswith("\ufeff".encode())
    assert len(rows) == nb
    assert {row["annee"] for row in rows} == {"2023"}
    assert [row["date_fait"] for row in rows] == sorted((row["date_fait"] for row in rows), reverse=True)
    assert response.headers["Link"].endswith('/marches/?annee=2023>; rel="canonical"')
    assert fictif.numero in response.headers["Content-Disposition"]


def test_json_says_the_address_the_build_and_the_world(client, db, fictif):
    _response, content = _read(client, "/subventions.json?tri=montant")
    data = json.loads(content)
    assert data["adresse"].endswith("/subventions/?tri=montant")
    assert data["build"] == fictif.numero
    assert data["est_fictif"] is True
    amounts = [row["montant_sur_eur"] for row in data["lignes"] if row["montant_sur_eur"] is not None]
    assert len(data["lignes"]) == 450
    assert amounts == sorted(amounts, reverse=True)


def test_parquet_holds_the_same_rows_and_its_address(client, db, fictif, tmp_path):
    _response, content = _read(client, "/deliberations.parquet?q=l%27%C3%A9conomie+sociale")
    file = tmp_path / "actes.parquet"
    file.write_bytes(content)
    known = dict(
        duckdb.sql(f"select key::varchar, value::varchar from parquet_kv_metadata('{file}')").fetchall()
    )
    assert known["build"] == fictif.numero
    assert "/deliberations/?q=l%27%C3%A9conomie+sociale" in known["adresse"]
    assert duckdb.sql(f"select count(*) from '{file}'").fetchall()[0][0] > 0


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_text_in_the_csv_and_itself_elsewhere(client, db, reel, start):
    title = f"{start}{FORMULA}"
    first = "(select min(rang) from lists.faits where genre = 'marche')"
    reel.run(f"update lists.faits set titre = ? where rang = {first}", title)
    rows = list(
        csv.DictReader(io.StringIO(_read(client, "/marches.csv")[1].decode("utf-8-sig")), delimiter=";")
    )
    assert rows[0]["objet"] == f"'{title}"
    assert json.loads(_read(client, "/marches.json")[1])["lignes"][0]["objet"] == title


def test_files_of_acteurs_name_them_by_siren(client, db, fictif):
    rows = json.loads(_read(client, "/acteurs.json?liste=siae")[1])["lignes"]
    assert rows
    assert all("siae" in row["listes"] for row in rows)


def test_an_unknown_filter_is_left_aside_as_on_the_page(client, db, fictif):
    _response, content = _read(client, "/marches.json?annee=1789")
    assert len(json.loads(content)["lignes"]) == 600
