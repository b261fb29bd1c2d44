"""Sizes of the house: what does not fit in a mind is cut."""

import ast

from tests.house.files import count_lines, list_files, name

MODULE, FUNCTION, TEMPLATE, TEST, SQL, SCRIPT = 400, 60, 120, 300, 80, 130


def _too_long(limit, *suffixes, folders, keep=lambda path: True):
    paths = [path for path in list_files(*suffixes, folders=folders) if keep(path)]
    return {name(path): count_lines(path) for path in paths if count_lines(path) > limit}


def test_modules_are_at_most_400_lines():
    assert _too_long(MODULE, ".py", folders=("leviers", "config", "tools", "bench")) == {}


def test_templates_are_at_most_120_lines():
    assert _too_long(TEMPLATE, ".html", folders=("leviers",)) == {}


def test_test_files_are_at_most_300_lines():
    assert _too_long(TEST, ".py", folders=("tests",)) == {}


def test_queries_are_at_most_80_lines():
    assert _too_long(SQL, ".sql", folders=("leviers",)) == {}


def test_scripts_are_at_most_130_lines():
    long = {path: count_lines(path) for path in _scripts() if count_lines(path) > SCRIPT}
    assert long == {}


def _scripts():
    return list_files("", ".sh", folders=("bin", ".ci"))


def test_functions_are_at_most_60_lines():
    long = {}
    for path in list_files(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION:
                long[f"{name(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    assert long == {}
