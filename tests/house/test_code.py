"""Rules of the house that no linter knows."""

import ast
import itertools
import re
import tomllib

from tests.house.files import ROOT, list_files, name

FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "data2"}
MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:root|home|work|Users|opt|mnt)/[\w.]+")
# A path of the machine may be an example of what a person types.
SUFFIXES = (".py", ".html", ".css", ".js", ".sh", "", ".md", ".toml", ".yaml")


def test_imports_stand_at_the_top():
    hidden = []
    for path in list_files(".py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                hidden += [f"{name(path)}:{node.lineno}" for node in found]
    assert hidden == []


def test_no_exception_is_caught_blindly():
    blind = []
    for path in list_files(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            caught = ast.unparse(node.type) if isinstance(node, ast.ExceptHandler) and node.type else ""
            is_bare = isinstance(node, ast.ExceptHandler) and node.type is None
            if is_bare or re.search(r"\b(Base)?Exception\b", caught):
                blind.append(f"{name(path)}:{node.lineno}")
    assert blind == []


def test_nothing_is_left_to_do_in_a_comment():
    words = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    found = [
        name(path)
        for path in list_files(".py", ".html", ".css", ".js", ".sh", "")
        if words.search(_read(path))
    ]
    assert found == []


def test_a_module_is_named_after_what_it_knows():
    assert [
        name(path) for path in list_files(".py", ".html", ".js", ".css") if path.stem in FORBIDDEN_NAMES
    ] == []


def test_no_path_of_a_machine_is_written():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "pyproject.toml"]
    found = {name(path): MACHINE_PATH.findall(_read(path)) for path in [*list_files(*SUFFIXES), *documents]}
    assert {key: value for key, value in found.items() if value} == {}


def test_every_dependency_says_why_it_is_there():
    lines = _read(ROOT / "pyproject.toml").splitlines()
    project = tomllib.loads("\n".join(lines))
    wanted = [*project["project"]["dependencies"], *itertools.chain(*project["dependency-groups"].values())]
    for requirement in wanted:
        line = next(line for line in lines if f'"{requirement}"' in line)
        assert re.search(r"# \w", line), f"{requirement} has no reason beside it"


def test_tests_are_sentences():
    short = []
    for path in list_files(".py", folders=("tests",)):
        for node in ast.walk(ast.parse(_read(path))):
            is_test = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            if is_test and len(node.name.split("_")) < 3:
                short.append(f"{name(path)}:{node.name}")
    assert short == []


def _read(path):
    return path.read_text(encoding="utf-8", errors="replace")
