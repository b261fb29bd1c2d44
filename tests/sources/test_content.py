"""What is refused before it is kept: error pages, empty, cut or foreign files."""

import gzip
import json
from pathlib import Path

import duckdb
import pytest

from leviers.errors import SourceUnavailable
from leviers.sources.content import check_content, digest_file

CSV = b"nom;montant\nOrval;10\nTilleuls;20\n"
JSON = json.dumps({"marches": {"marche": [{"id": "1"}]}}).encode()
PAGE = b"\xef\xbb\xbf\n <!DOCTYPE html><html><body>503 Service Unavailable</body></html>"


def write(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def check(folder: Path, name: str, body: bytes, format: str) -> int | None:
    return check_content(write(folder, name, body), format=format, source="orval")


def test_it_works(tmp_path: Path) -> None:
    assert check(tmp_path, "a.csv", CSV, "csv") == 2  # three lines, one of them the header
    assert check(tmp_path, "a.csv.gz", gzip.compress(CSV), "csv") == 2
    assert check(tmp_path, "a.json", JSON, "json") is None
    assert check(tmp_path, "a.json.gz", gzip.compress(JSON + b"\n\n"), "json") is None
    assert check(tmp_path, "a.xml", b"<?xml version='1.0'?><marches/>\n", "xml") is None
    assert check(tmp_path, "a.geojson", b'{"type":"FeatureCollection","features":[]}', "geojson") is None


@pytest.mark.parametrize(("body", "rows"), [(CSV.rstrip(b"\n"), 2), (b"nom;montant\n", 0), (b"nom", 0)])
def test_the_last_line_may_lack_its_end(tmp_path: Path, body: bytes, rows: int) -> None:
    assert check(tmp_path, "a.csv", body, "csv") == rows


def test_rows_of_a_parquet_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    duckdb.execute(f"copy (select range as rang from range(7)) to '{path}' (format parquet)")
    assert check_content(path, format="parquet", source="orval") == 7
    whole = path.read_bytes()
    with pytest.raises(SourceUnavailable, match="tronqué"):
        check(tmp_path, "b.parquet", whole[:-20], "parquet")
    with pytest.raises(SourceUnavailable, match="illisible"):
        check(tmp_path, "c.parquet", b"PAR1" + b"\x00" * 40 + b"PAR1", "parquet")


@pytest.mark.parametrize("format", ["csv", "json", "geojson", "xml", "parquet"])
@pytest.mark.parametrize(
    "page", [PAGE, b"<html>", b"<?xml version='1.0'?><!DOCTYPE html PUBLIC ''><html/>", b"<!-- x --><HTML>"]
)
def test_an_error_page_is_never_data(tmp_path: Path, format: str, page: bytes) -> None:
    with pytest.raises(SourceUnavailable, match="page web") as caught:
        check(tmp_path, f"a.{format}", page, format)
    assert "leviers fetch orval" in caught.value.advice


def test_an_error_page_under_a_gz_name_is_never_data(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="page web"):
        check(tmp_path, "a.csv.gz", PAGE, "csv")
    with pytest.raises(SourceUnavailable, match="page web"):
        check(tmp_path, "b.csv.gz", gzip.compress(PAGE), "csv")


@pytest.mark.parametrize("format", ["csv", "json", "geojson", "xml", "parquet"])
@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf", b" \n\t\n", b"\x00" * 5000])
def test_an_empty_file_is_refused(tmp_path: Path, format: str, body: bytes) -> None:
    with pytest.raises(SourceUnavailable, match="vide"):
        check(tmp_path, f"a.{format}", body, format)


def test_an_empty_gzip_is_refused(tmp_path: Path) -> None:
    for number, body in enumerate((b"", gzip.compress(b""))):
        with pytest.raises(SourceUnavailable, match="vide"):
            check(tmp_path, f"{number}.csv.gz", body, "csv")


@pytest.mark.parametrize("kept", [12, 40, -9, -1])
def test_a_truncated_gzip_is_refused(tmp_path: Path, kept: int) -> None:
    whole = gzip.compress(bytes(range(32, 127)) * 400)
    with pytest.raises(SourceUnavailable, match="tronqué ou abîmé"):
        check(tmp_path, "a.csv.gz", whole[:kept], "csv")


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    whole = bytearray(gzip.compress(CSV * 1000))
    whole[-6] ^= 0xFF  # in the check sum
    with pytest.raises(SourceUnavailable, match="abîmé"):
        check(tmp_path, "a.csv.gz", bytes(whole), "csv")


def test_a_gz_name_on_plain_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="pas du gzip"):
        check(tmp_path, "a.csv.gz", CSV, "csv")


def test_json_cut_in_the_middle_is_refused(tmp_path: Path) -> None:
    for format in ("json", "geojson"):
        with pytest.raises(SourceUnavailable, match="coupé avant la fin"):
            check(tmp_path, f"a.{format}", JSON[:-8], format)
    with pytest.raises(SourceUnavailable, match="coupé avant la fin"):
        check(tmp_path, "a.xml", b"<marches><marche", "xml")


@pytest.mark.parametrize(
    ("body", "format", "said"),
    [
        (b'{"error": "too many requests"}', "csv", "du JSON"),
        (b"PK\x03\x04 classeur", "csv", "ZIP"),
        (b"%PDF-1.7", "json", "PDF"),
        (CSV, "json", "pas du JSON"),
        (CSV, "parquet", "pas du Parquet"),
        (b"[1]", "geojson", "pas du GeoJSON"),
    ],
)
def test_another_format_than_promised_is_refused(tmp_path: Path, body: bytes, format: str, said: str) -> None:
    with pytest.raises(SourceUnavailable, match=said):
        check(tmp_path, "a", body, format)


def test_nul_bytes_and_odd_encodings_are_left_to_the_reading(tmp_path: Path) -> None:
    body = b"nom;montant\nOrval\x00;10\n" + "Été;20\n".encode("cp1252")
    assert check(tmp_path, "a.csv", body, "csv") == 2


def test_a_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of "abc", FIPS 180-2
    assert digest_file(write(tmp_path, "a", b"abc")) == known
