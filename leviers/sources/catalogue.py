"""The public sources: what each one is, where it is, what it promises. One folder, one `source.toml`.

A `source.toml` is a reviewed document. What it may hold is fixed here: an unknown key is refused, so that
a spelling mistake never silently changes how a source is read.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from leviers.errors import Problem, Refused
from leviers.sources.declaration import BUDGET_PERTES_PCT, TEXTS, find_defects

FOLDER = Path(__file__).parent
NAME = "source.toml"


@dataclass(frozen=True)
class Fichier:
    """One file of a source, or one family of files.

    miroir    pattern in the mirror, relative to its root (`decp/decp-2022*.json*`), "" when only online
    adresse   public address, "" when the publisher gives none that lasts
    nom       name given to what the address answers
    forme     which columns it has, one of the keys of `Source.colonnes`
    """

    format: str
    forme: str
    miroir: str = ""
    adresse: str = ""
    nom: str = ""


@dataclass(frozen=True)
class Colonnes:
    """Columns of one form of file; `synonymes` gives the other names a column has been seen under."""

    obligatoires: tuple[str, ...]
    facultatives: tuple[str, ...] = ()
    synonymes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """What is known of one public source; `adresse_verifiee` tells whether its addresses were tried."""

    code: str
    titre: str
    editeur: str
    page: str
    adresse_verifiee: bool
    licence: str
    rythme: str
    format: str
    fichiers: tuple[Fichier, ...]
    colonnes: Mapping[str, Colonnes]
    budget_pertes_pct: float
    pieges: tuple[str, ...]
    tables: tuple[str, ...]
    dossier: Path

    @property
    def adresses(self) -> tuple[str, ...]:
        """Public addresses, in the order of the files."""
        return tuple(fichier.adresse for fichier in self.fichiers if fichier.adresse)


@cache
def load_sources(folder: Path = FOLDER) -> dict[str, Source]:
    """Every source of the folder by code, in alphabetical order.

    Raises  Refused with every defect of every `source.toml`: file, line where known, advice.
    """
    problems: list[Problem] = []
    sources = {}
    for path in sorted(folder.glob(f"*/{NAME}")):
        content = _read_toml(path, problems)
        if content is None:
            continue
        found = find_defects(path, content)
        problems += found
        if not found:
            sources[content["code"]] = _as_source(content, path.parent)
    if problems:
        raise Refused(problems)
    return sources


def _read_toml(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    file = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        advice = f"Vérifiez vos droits de lecture dans « {path.parent} »."
        problems.append(Problem(file, 0, "ce fichier ne s’ouvre pas", advice))
    except UnicodeDecodeError:
        problems.append(
            Problem(file, 0, "ce n’est pas du texte en UTF-8", "Enregistrez le fichier en UTF-8.")
        )
    except tomllib.TOMLDecodeError as error:
        advice = f"Vérifiez guillemets, crochets et signes égal ({error})."
        problems.append(Problem(file, 0, "ce n’est pas du TOML lisible", advice))
    return None


def _as_source(content: dict[str, Any], folder: Path) -> Source:
    return Source(
        **{key: content[key] for key in TEXTS},
        adresse_verifiee=content["adresse_verifiee"],
        fichiers=tuple(Fichier(**row) for row in content["fichiers"]),
        colonnes={forme: _as_colonnes(table) for forme, table in content["colonnes"].items()},
        budget_pertes_pct=float(content.get("budget_pertes_pct", BUDGET_PERTES_PCT)),
        pieges=tuple(content["pieges"]),
        tables=tuple(content["tables"]),
        dossier=folder,
    )


def _as_colonnes(table: dict[str, Any]) -> Colonnes:
    return Colonnes(
        obligatoires=tuple(table["obligatoires"]),
        facultatives=tuple(table.get("facultatives", ())),
        synonymes={name: tuple(others) for name, others in table.get("synonymes", {}).items()},
    )
