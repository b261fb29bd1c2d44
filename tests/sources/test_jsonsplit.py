"""Splitting of nested JSON: what it cuts out is what a parser would have listed."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.sources.jsonrun import write_lines
from leviers.sources.jsonsplit import JsonSplit, open_text

PATHS = [("marches", "marche"), ("marches", "contrat-concession"), ("marches",), ()]
SMALL = 7  # bytes a chunk: every construct ends up astride two of them


def split(text: str | bytes, chunk: int = SMALL) -> tuple[dict[tuple[str, ...], list[Any]], JsonSplit]:
    """Elements found at each path, parsed, in the order of their ranks."""
    data = text.encode() if isinstance(text, str) else text
    done = JsonSplit(io.BytesIO(data), PATHS, chunk=chunk)
    found: dict[tuple[str, ...], dict[int, Any]] = {}
    for run in done:
        for rank, cut in [*run.list_objects(), *run.others]:
            found.setdefault(run.path, {})[rank] = (
                json.loads(bytes(cut)) if not done.truncated else bytes(cut)
            )
    return {
        path: [ranked[rank] for rank in range(1, len(ranked) + 1)] for path, ranked in found.items()
    }, done


def test_objects_of_both_arrays_are_cut_out_with_their_rank():
    found, done = split(
        '{"marches": {"marche": [{"id": "a"}, {"id": "b"}], "contrat-concession": [{"id": "c"}]}}'
    )
    assert found == {
        ("marches", "marche"): [{"id": "a"}, {"id": "b"}],
        ("marches", "contrat-concession"): [{"id": "c"}],
    }
    assert done.counts == {("marches", "marche"): 2, ("marches", "contrat-concession"): 1}
    assert (done.truncated, done.problem) == (False, "")


def test_the_array_of_2019_and_a_bare_array_are_found_too():
    assert split('{"marches": [{"id": 1}]}')[0] == {("marches",): [{"id": 1}]}
    assert split('[{"id": 1}, {"id": 2}]')[0] == {(): [{"id": 1}, {"id": 2}]}


def test_one_object_in_place_of_an_array_counts_as_one():
    assert split('{"marches": {"marche": {"id": "a", "t": [{}]}}}')[0] == {
        ("marches", "marche"): [{"id": "a", "t": [{}]}]
    }


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 8, 13, 1000])
def test_brackets_and_quotes_inside_strings_do_not_count(chunk):
    contracts = [{"objet": 'accolade } "citée" \\', "suite": "]}\\\\"}, {"objet": "{[", "chemin": '\\"'}]
    found, _ = split(json.dumps({"marches": contracts}), chunk)
    assert found == {("marches",): contracts}


def test_pretty_printed_text_holds_on_one_line_an_object():
    text = json.dumps({"marches": {"marche": [{"id": "a", "t": [{"x": 1}]}, {}]}}, indent=2)
    sink = io.BytesIO()
    for run in JsonSplit(io.BytesIO(text.encode()), PATHS):
        write_lines(run.list_objects(), sink)
    lines = sink.getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == [{"_n": 1, "id": "a", "t": [{"x": 1}]}, {"_n": 2}]


def test_elements_that_are_not_objects_keep_their_rank():
    found, done = split('{"marches": [{"a": 1}, null, "x, y", [1, {"b": 2}], 12.5, {"c": 3}]}')
    assert found == {("marches",): [{"a": 1}, None, "x, y", [1, {"b": 2}], 12.5, {"c": 3}]}
    assert done.counts == {("marches",): 6}


def test_a_byte_order_mark_is_left_out():
    assert split(b"\xef\xbb\xbf" + b'[{"a": 1}]', 1000)[0] == {(): [{"a": 1}]}


def test_a_text_cut_in_the_middle_keeps_what_came_before_and_says_so():
    done = JsonSplit(io.BytesIO(b'{"marches": [{"a": 1}, {"b": 2}, {"c": "cou'), PATHS, chunk=SMALL)
    runs = list(done)
    assert [bytes(cut) for run in runs for _, cut in run.list_objects()] == [b'{"a": 1}', b'{"b": 2}']
    assert [text for run in runs for _, text in run.others] == [b'{"c": "cou']
    assert done.truncated
    assert done.counts == {("marches",): 3}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<html><body>{}</body></html>", "pas du JSON"),
        ("", "pas du JSON"),
        ("id;objet\n1;Travaux", "pas du JSON"),
        ('{"marches": []}}}', "crochets mal fermés"),
        ("]", "crochets mal fermés"),
        ('[{"a": 1}] et la suite', "texte après la fin"),
    ],
)
def test_garbage_is_told(text, problem):
    assert split(text, 1000)[1].problem == problem


def test_gzip_is_read_whatever_the_name_and_its_cut_is_told(tmp_path: Path):
    whole = gzip.compress(json.dumps([{"a": n, "b": f"{n * 7919}"} for n in range(2000)]).encode())
    file = tmp_path / "sans-suffixe"
    file.write_bytes(whole)
    with open_text(file) as stream:
        done = JsonSplit(stream, PATHS)
        assert sum(len(run.list_objects()) for run in done) == 2000
        assert not done.truncated
    file.write_bytes(whole[: len(whole) // 2])
    with open_text(file) as stream:
        done = JsonSplit(stream, PATHS, chunk=1000)
        kept = sum(len(run.list_objects()) for run in done)
    assert done.truncated
    assert 0 < kept < 2000


def test_a_million_empty_arrays_nobody_wants_are_passed_quickly():
    text = '{"marches": {' + ",".join('"x":[]' for _ in range(100_000)) + ', "marche": [{"a": 1}]}}'
    assert split(text, 1 << 20)[0] == {("marches", "marche"): [{"a": 1}]}


KEYS = st.text(st.sampled_from('abé"\\{}[]:, \n'), max_size=6)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | KEYS
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(
    elements=st.lists(VALUES, max_size=5),
    around=VALUES,
    chunk=st.integers(1, 40),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
)
def test_splitting_then_parsing_is_parsing_then_listing(elements, around, chunk, indent, ascii_only):
    document = {"avant": around, "marches": {"autre": around, "marche": elements}, "après": around}
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    one = elements if elements else None
    found, done = split(text, chunk)
    assert found.get(("marches", "marche")) == one
    assert (done.truncated, done.problem) == (False, "")
