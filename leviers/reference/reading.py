"""Reading of reference files so that every refusal can name its file and line."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from leviers.errors import Problem, Refused

DATA = Path(__file__).parent / "data"


class Lined(dict[str, Any]):
    """A mapping read from a file, which knows the line it starts on."""

    line: int = 0


class _LinedLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML loader whose mappings remember their line; dates stay text."""


def _construct_mapping(loader: Any, node: yaml.MappingNode) -> Lined:
    mapping = Lined()
    mapping.line = node.start_mark.line + 1
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        mapping[str(loader.construct_object(key_node, deep=True))] = loader.construct_object(
            value_node, deep=True
        )
    return mapping


_LinedLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_mapping)
_LinedLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def read_yaml(path: Path) -> Any:
    """Read one YAML file; mappings are `Lined`, dates stay as written.

    Raises  Refused when the file is not YAML, with the line where reading stopped.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LinedLoader)  # noqa: S506 (safe subclass)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Refused(
            [Problem(path.name, line, "ce n’est pas du YAML lisible", str(error.problem))]
        ) from error


def read_jsonl(path: Path) -> list[Lined]:
    """Read one JSON object a line; empty lines are skipped.

    Raises  Refused with every line that is not a JSON object.
    """
    rows, problems = [], []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            row = Lined(json.loads(text))
        except (ValueError, TypeError) as error:
            problems.append(Problem(path.name, number, "ce n’est pas un objet JSON", str(error)))
            continue
        row.line = number
        rows.append(row)
    if problems:
        raise Refused(problems)
    return rows


def find_duplicates(rows: Iterable[Lined], key: str, file: str) -> list[Problem]:
    """Name every row whose `key` was already given by an earlier row."""
    first: dict[Any, int] = {}
    problems = []
    for row in rows:
        value = row.get(key)
        if value in first:
            problems.append(
                Problem(
                    file,
                    row.line,
                    f"{key} « {value} » déjà donné ligne {first[value]}",
                    "Donnez un identifiant propre à chaque entrée, ou supprimez le doublon.",
                )
            )
        first.setdefault(value, row.line)
    return problems


def is_future(text: str | int | None, *, today: date) -> bool:
    """Tell whether a date written YYYY, YYYY-MM or YYYY-MM-DD starts after today."""
    if text is None:
        return False
    return str(text) > today.isoformat()[: len(str(text))]
