"""bin/bench listes: asks every list, and says what it counted."""

import sys

from bench import listes
from leviers.warehouse.fictif import build_orval
from leviers.warehouse.read import find_builds


def test_every_question_is_asked_and_counted(tmp_path, monkeypatch, capsys):
    build_orval(tmp_path)
    file = find_builds(tmp_path)["fictif"].file
    monkeypatch.setattr(sys, "argv", ["bench.listes", "--build", str(file), "--tours", "1"])
    listes.main()
    said = capsys.readouterr().out
    assert "600 marchés" in said
    assert "| Marchés, première page | 600 |" in said
    assert said.count(" ms |") == 2 * len(listes.QUESTIONS)
