"""A malformed element is set aside alone, and reading goes on after it."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leviers.sources.jsonsplit import JsonSplit
from tests.sources.decp import contract

PATHS = [("marches", "marche"), ("marches", "contrat-concession"), ("marches",), ()]
GOOD = [json.dumps(contract(id=f"{n}"), ensure_ascii=False) for n in range(6)]
MALFORMED = {
    "quote": GOOD[2].replace("Entretien", 'Un "entretien'),
    "three-quotes": GOOD[2].replace("Entretien", 'Un "grand" "entretien'),
    "quote-then-brackets": GOOD[2].replace("Entretien", 'Un "entretien [lot 2] {a} ] }'),
    "never-closed-string": GOOD[2].replace('jardins"', "jardins"),
    "brace-missing": GOOD[2][:-1],
    "brace-in-excess": GOOD[2] + "}",
    "bracket-in-excess": GOOD[2].replace("}]", "}]]"),
    "cut": GOOD[2][:200],
    "backslash": GOOD[2].replace('jardins"', 'jardins\\"'),
}


def split(text: str, chunk: int) -> tuple[list[str], list[bytes], JsonSplit]:
    """Identifiers of the objects that parse, what does not or is no object, and how it went."""
    done = JsonSplit(io.BytesIO(text.encode()), PATHS, chunk=chunk)
    read, unread = list[str](), list[bytes]()
    for run in done:
        for _, cut in [*run.list_objects(), *run.others]:
            try:
                read.append(json.loads(bytes(cut))["id"])
            except (ValueError, TypeError, KeyError):
                unread.append(bytes(cut))
    return read, unread, done


def wrap(marches: list[str], concessions: list[str], separator: str = ",") -> str:
    both = separator.join(marches), separator.join(concessions)
    return f'{{"marches": {{"marche": [{both[0]}], "contrat-concession": [{both[1]}]}}}}'


@pytest.mark.parametrize("chunk", [64, 1000, 1 << 19])
@pytest.mark.parametrize("separator", [",", ",\n  "])
@pytest.mark.parametrize("malformed", MALFORMED)
def test_one_malformed_contract_costs_itself(malformed, separator, chunk):
    marches = [GOOD[0], GOOD[1], MALFORMED[malformed], GOOD[3], GOOD[4]]
    read, unread, done = split(wrap(marches, [GOOD[5]], separator), chunk)
    assert [code for code in read if code != "2"] == ["0", "1", "3", "4", "5"]
    assert 1 <= len(unread) + read.count("2") <= 2
    assert (done.truncated, done.problem) == (False, "")


@pytest.mark.parametrize("place", [1, 4])
def test_a_malformed_contract_at_the_end_of_either_array_costs_itself(place):
    contracts = [*GOOD[:2], *GOOD[3:6]]
    contracts[place] = MALFORMED["quote"]
    read, unread, done = split(wrap(contracts[:2], contracts[2:]), 1000)
    assert read == [code for rank, code in enumerate("01345") if rank != place]
    assert len(unread) == 1
    assert (done.truncated, done.problem) == (False, "")


def test_a_text_cut_after_a_malformed_contract_is_still_cut():
    text = wrap([GOOD[0], MALFORMED["quote"], GOOD[3], GOOD[4]], [])
    read, _, done = split(text[: text.index(GOOD[4]) + 40], 1000)
    assert read == ["0", "3"]
    assert done.truncated


def test_many_malformed_contracts_in_one_chunk_are_each_set_aside():
    marches = [GOOD[0], *[MALFORMED["quote"], GOOD[1]] * 300]
    read, unread, done = split(wrap(marches, []), 1 << 19)
    assert (read.count("1"), len(unread)) == (300, 300)
    assert (done.truncated, done.problem) == (False, "")


def test_an_element_of_several_megabytes_is_no_malformed_one():
    large = json.dumps(contract(id="large", objet="x },{" * 10**6))
    read, unread, done = split(wrap([GOOD[0], large, GOOD[1]], []), 1 << 19)
    assert (read, unread, done.truncated) == (["0", "large", "1"], [], False)


@settings(max_examples=80, deadline=None)
@given(data=st.data(), chunk=st.sampled_from([50, 700, 1 << 19]))
def test_whatever_one_quote_too_many_breaks_the_contracts_after_it_are_read(data: Any, chunk: int):
    place = data.draw(st.integers(1, len(GOOD[2]) - 1))
    sign = data.draw(st.sampled_from(['"', '""', '"""', "{", "}", "[", "]", "\\"]))
    broken = GOOD[2][:place] + sign + GOOD[2][place:]
    read, _, done = split(wrap([*GOOD[:2], broken, *GOOD[3:5]], [GOOD[5]]), chunk)
    assert [code for code in read if code in "01345"] == ["0", "1", "3", "4", "5"]
    assert (done.truncated, done.problem) == (False, "")
