"""Receipts and the dated folders they stand in."""

import json
from pathlib import Path

import pytest

from leviers.errors import NotReady
from leviers.sources.receipt import (
    Receipt,
    ReceivedFile,
    find_latest,
    name_folder,
    read_receipt,
    write_receipt,
)


def make(*files: ReceivedFile, heure: str = "2026-03-02T08:00:00+00:00") -> Receipt:
    return Receipt("orval", "2026-03-02", heure, "miroir", "Licence Ouverte 2.0", files)


A = ReceivedFile("a.csv", "scdl", "miroir:orval/a.csv", "aa" * 32, 3, 10)
B = ReceivedFile("b.csv", "scdl", "miroir:orval/b.csv", "bb" * 32, 4, 5)
C = ReceivedFile("c.json", "2022", "miroir:orval/c.json", "cc" * 32, 5, None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "raw" / "orval" / "2026-03-02"
    folder.mkdir(parents=True)
    (folder / "a.csv").write_bytes(b"abc")
    return folder


def test_it_works(folder: Path) -> None:
    write_receipt(folder, make(A))
    assert read_receipt(folder) == make(A)
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "receipt.json"]


def test_a_receipt_says_address_date_licence_digest_bytes_and_rows(folder: Path) -> None:
    write_receipt(folder, make(A))
    content = json.loads((folder / "receipt.json").read_text(encoding="utf-8"))
    assert content["date"] == "2026-03-02"
    assert content["licence"] == "Licence Ouverte 2.0"
    assert (content["octets"], content["lignes"]) == (3, 10)
    assert content["fichiers"][0]["adresse"] == "miroir:orval/a.csv"
    assert content["fichiers"][0]["sha256"] == "aa" * 32


def test_totals_add_up_and_unknown_rows_stay_unknown() -> None:
    assert (make(A, B).octets, make(A, B).lignes) == (7, 15)  # 3 + 4 bytes, 10 + 5 rows
    assert make(A, C).lignes is None


def test_the_digest_is_that_of_the_content_whenever_it_came() -> None:
    assert make(A, B).sha256 == make(B, A, heure="2027-01-01T00:00:00+00:00").sha256
    assert make(A, B).sha256 != make(A).sha256


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"source": "orval"}', '{"fichiers": [1]}'])
def test_a_damaged_receipt_is_refused_with_advice(folder: Path, text: str) -> None:
    (folder / "receipt.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotReady, match="raw/orval/2026-03-02 manque ou est illisible") as caught:
        read_receipt(folder)
    assert "leviers fetch orval" in caught.value.advice


def test_an_edited_receipt_is_refused(folder: Path) -> None:
    write_receipt(folder, make(A))
    path = folder / "receipt.json"
    path.write_text(path.read_text(encoding="utf-8").replace("aa" * 32, "ab" * 32), encoding="utf-8")
    with pytest.raises(NotReady, match="a été modifié"):
        read_receipt(folder)


@pytest.mark.parametrize("content", [b"abcd", None])
def test_a_receipt_whose_file_changed_or_left_is_refused(folder: Path, content: bytes | None) -> None:
    write_receipt(folder, make(A))
    (folder / "a.csv").unlink()
    if content:
        (folder / "a.csv").write_bytes(content)
    with pytest.raises(NotReady, match=r"ne correspond plus au fichier a\.csv"):
        read_receipt(folder)


def test_the_latest_delivery_is_the_last_of_the_last_day(tmp_path: Path) -> None:
    for name in ("2026-03-02", "2026-03-02-2", "2026-03-02-10", "2026-02-28", ".en-cours", "notes"):
        (tmp_path / name).mkdir()
    assert find_latest(tmp_path) == tmp_path / "2026-03-02-10"
    assert find_latest(tmp_path / "nulle-part") is None


def test_a_second_delivery_of_a_day_has_its_own_folder(tmp_path: Path) -> None:
    assert name_folder(tmp_path, "2026-03-02").name == "2026-03-02"
    (tmp_path / "2026-03-02").mkdir()
    assert name_folder(tmp_path, "2026-03-02").name == "2026-03-02-2"
    (tmp_path / "2026-03-02-2").mkdir()
    assert name_folder(tmp_path, "2026-03-02").name == "2026-03-02-3"
    assert name_folder(tmp_path, "2026-03-03").name == "2026-03-03"
