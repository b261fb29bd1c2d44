"""bin/bench search: an index of any size, questions that it answers."""

import json

from bench.search import Inventor, measure, write
from leviers.search import disk
from leviers.search.asked import read_asked
from leviers.search.queries import EXACT


def test_the_invented_index_is_read_as_that_of_a_build(tmp_path):
    write(tmp_path, Inventor(), 400)
    records = disk.open_index(tmp_path)
    assert records.summary["nb"] == {"structure": 20, "marche": 260, "subvention": 100, "deliberation": 20}
    assert records.search("marche", read_asked("commune"), EXACT)[0] == 260
    summary = json.loads((tmp_path / "index" / "current" / "sommaire.json").read_text(encoding="utf-8"))
    assert summary["build"] == records.numero


def test_each_kind_of_question_is_asked_and_timed():
    questions = Inventor().list_questions(3)
    assert all(len(asked) == 3 and all(asked) for asked in questions.values())
    seen = []
    times = measure(seen.append, questions["Un mot"])
    assert len(times) == 3
    assert set(seen) == set(questions["Un mot"])
