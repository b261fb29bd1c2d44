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
_LinedLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: node.value)


def read_text(path: Path) -> str:
    """Read one file of facts as text.

    Raises  Refused when it is missing, may not be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        advice = f"Vérifiez le dossier « {path.parent} » et vos droits de lecture."
        raise Refused([Problem(path.name, 0, "ce fichier manque ou ne s’ouvre pas", advice)]) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        advice = "Enregistrez le fichier en UTF-8."
        raise Refused([Problem(path.name, line, "ce n’est pas du texte en UTF-8", advice)]) from error


def read_yaml(path: Path) -> Any:
    """Read one YAML file; mappings are `Lined`, dates stay as written.

    Raises  Refused when the file is not YAML, with the line where reading stopped.
    """
    try:
        return yaml.load(read_text(path), Loader=_LinedLoader)  # noqa: S506 (safe subclass)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        advice = (
            f"Vérifiez les retraits, les deux-points et les guillemets ({getattr(error, 'problem', error)})."
        )
        problem = Problem(path.name, mark.line + 1 if mark else 0, "ce n’est pas du YAML lisible", advice)
        raise Refused([problem]) from error


def read_rows(path: Path) -> list[Lined]:
    """Read one YAML file that is a list of mappings.

    Raises  Refused when it is not YAML, or not such a list.
    """
    rows = read_yaml(path)
    if not isinstance(rows, list) or not all(isinstance(row, Lined) for row in rows):
        advice = "Chaque entrée commence par un tiret et donne des champs, comme dans le fichier embarqué."
        raise Refused([Problem(path.name, 0, "ce n’est pas une liste d’entrées", advice)])
    return rows


def read_jsonl(path: Path) -> list[Lined]:
    """Read one JSON object a line; empty lines are skipped.

    Raises  Refused with every line that is not a JSON object.
    """
    rows, problems = [], []
    for number, text in enumerate(read_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            content = json.loads(text)
        except ValueError as error:
            advice = f"Vérifiez guillemets, virgules et accolades ({error})."
            problems.append(Problem(path.name, number, "ce n’est pas du JSON lisible", advice))
            continue
        if not isinstance(content, dict):
            advice = "Écrivez un objet par ligne, entre accolades."
            problems.append(Problem(path.name, number, "ce n’est pas un objet JSON", advice))
            continue
        row = Lined(content)
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
