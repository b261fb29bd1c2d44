"""The pages of data: every table, every column, what is there and what is not yet."""

import csv
import io
import json
import re
from itertools import pairwise

import pytest

from leviers.publication.donnees.bundle import write_dictionnaire
from leviers.publication.donnees.dictionnaire import BUILD, load_dictionnaire
from leviers.web.donnees.page import say_octets
from tests.web.facts import read_text

TABLES = load_dictionnaire()
SMALL = [code for code, table in TABLES.items() if table.origine != BUILD]


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_it_works_every_table_is_listed_with_its_rows_and_its_files(client, bundle):
    page = read(client, "/donnees/")
    for contenu in bundle.contenus:
        assert f'href="/donnees/{contenu.table.code}/"' in page
        for fichier in contenu.fichiers:
            assert f'href="/donnees/{fichier.nom}" download' in page
    text = read_text(page)
    assert "Les démarches demarches une démarche publiée 379 CSV" in text
    assert f"version {bundle.version}" in text
    assert "Aucun acte public n’a encore été lu sur ce site" in text


def test_every_link_to_a_file_leads_to_it(client, bundle):
    page = read(client, "/donnees/")
    names = set(re.findall(r'href="/donnees/([^"/#]+)"', page))
    assert {
        "leviers-donnees.zip",
        "datapackage.json",
        "catalogue.ttl",
        "catalogue.jsonld",
        "SHA256SUMS",
    } <= names
    for name in names:
        answer = client.get(f"/donnees/{name}")
        assert answer.status_code == 200, name
        assert int(answer["Content-Length"]) == bundle.fichiers[name].octets
        answer.close()


def test_before_the_first_bundle_small_tables_are_there_and_the_page_says_when_the_rest_will_be(client, bare):
    text = read_text(read(client, "/donnees/"))
    assert "en préparation : revenez dans une minute" in text
    assert "Les petites tables se téléchargent déjà" in text
    assert text.count("aucun acte lu ici") == len(TABLES) - len(SMALL)


def test_the_page_warns_before_use(client, bundle):
    text = read_text(read(client, "/donnees/"))
    for words in (
        "N’additionnez pas montant_eur",
        "Ne classez pas",
        "Une détection est une proposition",
        "Vide veut dire inconnu",
        "Les personnes physiques n’ont ni nom ni numéro",
    ):
        assert words in text


@pytest.mark.parametrize("code", TABLES)
def test_a_table_has_its_page_with_all_its_columns(client, bare, code):
    page = read(client, f"/donnees/{code}/")
    assert re.findall(r'<th scope="row"><code>(\w+)</code></th>', page) == list(TABLES[code].noms)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_table_shows_the_cells_of_its_first_rows(client, bundle):
    text = read_text(read(client, "/donnees/territoires/"))
    assert "200023414" in text  # Rouen, the first by its SIREN
    assert "Métropole Rouen Normandie" in text
    assert "22 lignes, 15 colonnes" in text


def test_a_table_of_acts_says_why_it_is_not_there(client, bundle):
    assert "aucun n’a encore été lu sur ce site" in read_text(read(client, "/donnees/marches/"))


def test_the_dictionary_says_every_column_of_every_table(client, bare):
    page = read(client, "/donnees/dictionnaire/")
    found = re.findall(r'<th scope="row"><code>(\w+)</code></th>', page)
    assert found == [nom for table in TABLES.values() for nom in table.noms]
    twin = client.get("/donnees/dictionnaire.json").json()
    assert {code: [one["name"] for one in table["fields"]] for code, table in twin["tables"].items()} == {
        code: list(table.noms) for code, table in TABLES.items()
    }
    text = b"".join(client.get("/donnees/dictionnaire.csv").streaming_content).decode("utf-8-sig")
    assert text == write_dictionnaire()
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == len(found) + 1


def test_a_table_gives_its_schema(client, bare):
    schema = client.get("/donnees/valeurs/schema.json").json()
    assert schema["primaryKey"] == ["code", "territoire_siren", "lien", "annee"]
    assert {"fields": ["code"], "reference": {"resource": "indicateurs", "fields": ["code"]}} in schema[
        "foreignKeys"
    ]
    field = next(one for one in schema["fields"] if one["name"] == "couverture_pct")
    assert (field["type"], field["unit"], field["constraints"]) == ("number", "%", {"required": True})


@pytest.mark.parametrize(
    "address", ["/donnees/nulle/", "/donnees/nulle/schema.json", "/donnees/../secret_key"]
)
def test_a_table_that_does_not_exist_is_said_in_french(client, bundle, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in read_text(answer.content.decode())


def test_the_pages_describe_datasets_for_machines(client, bundle):
    def find(address):
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(client, address), re.S)
        return json.loads(found[1])

    catalogue = find("/donnees/")
    assert catalogue["@type"] == "DataCatalog"
    assert [one["@type"] for one in catalogue["dataset"]] == ["Dataset"] * len(SMALL)
    table = find("/donnees/demarches/")
    assert table["@type"] == "Dataset"
    assert len(table["description"]) >= 50
    assert "licence-ouverte" in table["license"]
    assert [one["name"] for one in table["variableMeasured"]] == list(TABLES["demarches"].noms)
    assert {one["encodingFormat"] for one in table["distribution"]} == {
        "text/csv",
        "application/vnd.apache.parquet",
    }


def test_a_page_costs_two_queries_at_most(client, bundle, django_assert_max_num_queries):
    for address in ("/donnees/", "/donnees/demarches/", "/donnees/dictionnaire/"):
        with django_assert_max_num_queries(2):
            read(client, address)


def test_a_page_that_has_not_changed_is_not_sent_again(client, bundle):
    etag = client.get("/donnees/")["ETag"]
    assert client.get("/donnees/", headers={"If-None-Match": etag}).status_code == 304


def test_changes_are_told_table_by_table(client, bundle, settings):
    history = settings.HOME / "donnees" / "historique.jsonl"
    row = json.loads(history.read_text(encoding="utf-8"))
    row["lignes"] |= {"demarches": 381, "reperes": row["lignes"]["reperes"] - 1}
    with history.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(row) + "\n")
    text = read_text(read(client, "/donnees/"))
    assert "demarches +2" in text
    assert "reperes −1" in text


@pytest.mark.parametrize(
    ("octets", "said"), [(1, "1 ko"), (812_400, "812 ko"), (1_000_000, "1,0 Mo"), (30_277_369, "30,3 Mo")]
)
def test_weights_are_said_in_french(octets, said):
    assert say_octets(octets).replace("\u00a0", " ") == said
