"""Files of the bundle over HTTP: types, lengths, 304, compressed twins, ranges, refusals."""

import gzip
import hashlib

import pytest

from leviers.publication.donnees.disk import find_current
from tests.web.facts import read_text

TYPES = {
    "demarches.csv": "text/csv; charset=utf-8",
    "demarches.parquet": "application/vnd.apache.parquet",
    "territoires.geojson": "application/geo+json",
    "datapackage.json": "application/json",
    "catalogue.ttl": "text/turtle; charset=utf-8",
    "catalogue.jsonld": "application/ld+json",
    "leviers-donnees.zip": "application/zip",
    "LICENCE-DONNEES.md": "text/markdown; charset=utf-8",
}


def get(client, name, **headers):
    answer = client.get(f"/donnees/{name}", headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


@pytest.mark.parametrize("name", TYPES)
def test_it_works_a_file_comes_whole_with_its_type_its_length_and_its_name(client, bundle, name):
    answer, content = get(client, name)
    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[name]
    assert int(answer["Content-Length"]) == len(content)
    assert hashlib.sha256(content).hexdigest() == bundle.fichiers[name].sha256
    assert "leviers" in answer["Content-Disposition"] or name.endswith(".md")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_file_that_has_not_changed_is_not_sent_again(client, bundle):
    etag = get(client, "demarches.csv")[0]["ETag"]
    again, content = get(client, "demarches.csv", if_none_match=etag)
    assert (again.status_code, content) == (304, b"")
    assert again["ETag"] == etag


def test_a_reader_that_accepts_it_gets_the_compressed_twin(client, bundle):
    plain, content = get(client, "demarches.csv")
    answer, packed = get(client, "demarches.csv", accept_encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert int(answer["Content-Length"]) == len(packed) < len(content) / 3
    assert gzip.decompress(packed) == content
    assert answer["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in answer["Vary"]


def test_what_is_compressed_already_is_sent_as_it_is(client, bundle):
    answer, content = get(client, "leviers-donnees.zip", accept_encoding="gzip")
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(content) == bundle.fichiers["leviers-donnees.zip"].octets


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-5", -5, None)]
)
def test_a_download_goes_on_where_it_stopped(client, bundle, asked, first, last):
    whole = get(client, "demarches.parquet")[1]
    answer, content = get(client, "demarches.parquet", range=asked)
    expected = whole[first : None if last is None else last + 1]
    assert (answer.status_code, content) == (206, expected)
    assert int(answer["Content-Length"]) == len(expected)
    start = first if first >= 0 else len(whole) + first
    assert answer["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=9-3", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(client, bundle, asked):
    answer, _content = get(client, "demarches.parquet", range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{bundle.fichiers['demarches.parquet'].octets}"


@pytest.mark.parametrize("asked", ["lines=1-2", "bytes=-", "bytes=1-2,5-6", "bytes=a-b"])
def test_a_range_that_means_nothing_gives_the_whole(client, bundle, asked):
    assert get(client, "demarches.parquet", range=asked)[0].status_code == 200


def test_a_range_of_another_version_gives_the_whole(client, bundle):
    answer, _content = get(client, "demarches.parquet", range="bytes=0-9", if_range='"ancienne"')
    assert answer.status_code == 200


def test_the_head_of_a_file_says_its_length_and_nothing_else(client, bundle):
    answer = client.head("/donnees/demarches.csv")
    assert answer.status_code == 200
    assert int(answer["Content-Length"]) == bundle.fichiers["demarches.csv"].octets


@pytest.mark.parametrize(
    "name", ["nulle.csv", "demarches.xlsx", "sommaire.json", "demarches.csv.gz", "..%2fsecret_key", "a/b.csv"]
)
def test_a_file_that_does_not_exist_is_said_in_french(client, bundle, name):
    answer = client.get(f"/donnees/{name}")
    assert answer.status_code == 404
    text = read_text(answer.content.decode())
    assert "Cette page n’existe pas" in text
    assert "Tous sont dans « Données ouvertes »" in text


def test_a_small_table_is_made_on_the_spot_before_the_bundle_and_is_the_same(client, bare):
    now = get(client, "demarches.csv")[1]
    assert find_current(bare) is None
    assert now.count(b"\n") > 379
    assert get(client, "territoires.geojson")[1].startswith(b'{"type":"FeatureCollection"')


def test_what_needs_the_bundle_is_awaited(client, bare):
    answer = client.get("/donnees/leviers-donnees.zip")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Ce fichier est en préparation" in read_text(answer.content.decode())


def test_a_table_of_acts_where_none_was_read_is_not_found_and_says_why(client, bare):
    answer = client.get("/donnees/marches.csv")
    assert answer.status_code == 404
    assert "aucun n’a encore été lu" in read_text(answer.content.decode())


def test_a_file_is_only_read(client, bundle):
    assert client.post("/donnees/demarches.csv").status_code == 405
