"""A regular text is read by DuckDB, any other line by line: the rows are the same either way."""

import gzip
import itertools
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.sources import raw
from leviers.sources.regular import Regular, find_regular, read_regular
from tests.sources.places import Place

HEADER = "nomAttribuant;nomBeneficiaire;montant;objet"


def check(tmp_path: Path, text: str | bytes) -> Regular | None:
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return find_regular(file, ";", 4, longest=1000)


@pytest.mark.parametrize(
    "text",
    [
        f'{HEADER}\nOrval;Les Jardins;10;"a;b"\nOrval;"L’""Atelier""";10;""\n',
        f"\ufeff{HEADER}\nOrval;Les Jardins;10;\n;;;",
        gzip.compress(f"{HEADER}\na;b;c;d\ne;f;g;h".encode(), mtime=0),
    ],
)
def test_regular_texts_are_told(tmp_path: Path, text: str | bytes) -> None:
    assert check(tmp_path, text) == Regular(3, "\n")


def test_line_ends_of_windows_are_regular_when_they_are_all_so(tmp_path: Path) -> None:
    assert check(tmp_path, f"{HEADER}\r\na;b;c;d\r\n") == Regular(2, "\r\n")
    assert check(tmp_path, f"{HEADER}\r\na;b;c;d") == Regular(2, "\r\n")
    assert check(tmp_path, f"{HEADER}\r\na;b;c;d\n") is None
    assert check(tmp_path, f"{HEADER}\na;b\r;c;d\n") is None


@pytest.mark.parametrize(
    "row",
    [
        *("a;b;c", "a;b;c;d;e", "", "a;b;c;d;", 'a;"b;c;d', 'a;b "c";d;e', 'a;"b" ;c;d', 'a;"b"c;d;e'),
        *('a;"b\nc";d;e', "a;\0;c;d", "a;\x1f;c;d", "a;b;c;" + "x" * 1001, "a;b;c;\x1e"),
    ],
)
def test_any_doubt_is_left_to_the_careful_reader(tmp_path: Path, row: str) -> None:
    assert check(tmp_path, f"{HEADER}\na;b;c;d\n{row}\na;b;c;d\n") is None


def test_what_is_not_utf8_or_not_whole_is_left_to_the_careful_reader(tmp_path: Path) -> None:
    assert check(tmp_path, f"{HEADER}\né;b;c;d\n".encode("cp1252")) is None
    assert check(tmp_path, gzip.compress(f"{HEADER}\na;b;c;d\n".encode() * 50)[:-9]) is None


def stage_both(text: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Rows, rejected rows and report of each reader, and whether the first was DuckDB's."""
    told, used = list[Any](), list[bool]()

    def spy(*given: Any, **named: Any) -> str | None:
        used.append((read := read_regular(*given, **named)) is not None)
        return read

    for reader in (spy, lambda *_given, **_named: None):
        monkeypatch.setattr(raw, "read_regular", reader)
        with tempfile.TemporaryDirectory() as folder:
            place = Place(Path(folder), "subventions")
            place.put("a.csv", text)
            report = place.stage().as_json() | {"secondes": 0}
            told.append((place.rows("*"), place.rejets(), report))
    return [*told, used[0]]


def test_a_large_text_is_read_alike_in_the_order_of_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (f'Orval;"Asso ""{n}""; suite";{n}.5;objet {n % 7}' for n in range(60_000))
    text = "\n".join(itertools.chain([HEADER], rows)).encode()
    quick, careful, used = stage_both(text, monkeypatch)
    assert used
    assert quick == careful
    assert [row[2] for row in quick[0]] == list(range(2, 60_002))


cells = st.one_of(
    st.text(alphabet='ab é"";,\t|\'\\ 0', max_size=5),
    st.sampled_from(["", '""', "NULL", "\\N", "NA", " ", "12,5", "2024", '"a;b"', '"a""b"', "#", "\u2028"]),
)
rows = st.lists(cells, min_size=3, max_size=5).map(";".join)


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(
        st.one_of(rows, st.just("Orval;A;1;b"), st.just('O;"A";1;"b;"""')), min_size=1, max_size=8
    ),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)
def test_both_readers_give_the_same_rows_rejects_and_report(lines: list[str], end: str, mark: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        text = (mark + end.join([HEADER, *lines])).encode()
        quick, careful, _ = stage_both(text, monkeypatch)
        assert quick == careful


regular_cells = st.sampled_from(
    ["", "a", " a ", '""', '"a;b"', '"a""b"', '""""', "NULL", "\\N", "'", "\\", "é"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(regular_cells, min_size=4, max_size=4).map(";".join), min_size=1, max_size=12))
def test_regular_rows_are_read_alike(lines: list[str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        text = "\n".join([HEADER, *lines]).encode()
        quick, careful, _ = stage_both(text, monkeypatch)
        assert quick == careful
