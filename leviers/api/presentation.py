"""The resources as their documentation shows them: from the OpenAPI document, with answers of today."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils.http import urlencode

from leviers.api.document import build_document
from leviers.api.v1 import RESSOURCES
from leviers.warehouse.read import REEL, find_builds

Schema = dict[str, Any]
LONGEST, MOST, FEW = 90, 2, 10
"""Signs of a text and elements of a list kept in an excerpt; codes of a parameter shown in full."""
EXAMPLES: dict[str, dict[str, str]] = {
    "territoires": {"region": "52"},
    "leviers": {"champ": "achats-responsables"},
    "usages": {"territoire": "nantes", "niveau": "documente"},
    "preuves": {"territoire": "nantes", "levier": "spaser"},
    "demarches": {"territoire": "nantes", "levier": "spaser"},
    "indicateurs": {"theme": "marches"},
    "valeurs": {"indicateur": "part-marches-ess", "connues": "oui"},
    "marches": {"levier": "clause-sociale-insertion"},
    "subventions": {"ess": "certain"},
    "deliberations": {"titre": "ess"},
    "structures": {"liste": "siae"},
}
_NO_MONDE = frozenset(("territoires", "leviers", "usages", "preuves", "demarches", "indicateurs"))


Pieces = tuple[tuple[str, bool], ...]
"""A text cut where it is code: (text, whether it is code)."""


@dataclass(frozen=True)
class Nom:
    """A parameter or a field, what it means, and its codes when they are few."""

    nom: str
    sens: Pieces
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ressource:
    """One resource of the page. `reponse` is the excerpt of a real answer to `demande`."""

    nom: str
    titre: str
    texte: tuple[Pieces, ...]
    adresses: tuple[str, ...]
    parametres: tuple[Nom, ...]
    champs: tuple[Nom, ...]
    demande: str
    reponse: str
    nb: int | None


@cache
def _read_document() -> Schema:
    return build_document()


def list_ressources() -> tuple[Ressource, ...]:
    """Every resource, in reading order."""
    return tuple(_describe(nom, titre) for nom, titre in RESSOURCES.items())


def list_common() -> tuple[tuple[Nom, ...], tuple[Nom, ...]]:
    """Parameters that all lists share, and the fields that surround every answer."""
    document = _read_document()
    operation = document["paths"]["/api/v1/marches"]["get"]
    shared = [_as_name(one["name"], one["schema"]) for one in operation["parameters"] if _is_common(one)]
    envelope = _list_properties(operation["responses"]["200"]["content"])
    return tuple(shared), tuple(_as_name(name, given) for name, given in envelope.items())


def _describe(nom: str, titre: str) -> Ressource:
    paths = _read_document()["paths"]
    mine = [path for path in paths if path.split("/")[3] == nom]
    operation = paths[f"/api/v1/{nom}"]["get"]
    detail = next(paths[path]["get"] for path in mine if "{" in path)
    fields = _list_properties(detail["responses"]["200"]["content"])["element"]
    demande, answer = read_example(nom)
    return Ressource(
        nom=nom,
        titre=titre,
        texte=tuple(_cut(part.replace("\n", " ")) for part in operation["description"].split("\n\n")),
        adresses=tuple(path for path in mine),
        parametres=tuple(
            _as_name(one["name"], one["schema"]) for one in operation["parameters"] if not _is_common(one)
        ),
        champs=tuple(_as_name(name, given) for name, given in _resolve(fields)["properties"].items()),
        demande=demande,
        reponse=json.dumps(_shorten(answer), ensure_ascii=False, indent=2),
        nb=answer["total"],
    )


def read_example(nom: str) -> tuple[str, dict[str, Any]]:
    """The address of an example, and what it answers now; of the invented territoire where it is alone."""
    query = {**EXAMPLES[nom], "limite": "1"}
    if nom not in _NO_MONDE and REEL not in find_builds(settings.HOME):
        query = {"monde": "fictif", "limite": "1"}
    path, request = f"/api/v1/{nom}", HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.GET = QueryDict(urlencode(query))
    found = resolve(path)
    answer = json.loads(found.func(request, *found.args, **found.kwargs).content)
    return f"{settings.SITE_URL}{path}?{urlencode(query)}", answer


def _is_common(parameter: Schema) -> bool:
    return parameter["name"] in ("limite", "curseur", "monde")


def _list_properties(content: Schema) -> Schema:
    found: Schema = _resolve(next(iter(content.values()))["schema"])["properties"]
    return found


def _resolve(schema: Schema) -> Schema:
    ref = schema.get("$ref") or next((one["$ref"] for one in schema.get("allOf", ()) if "$ref" in one), "")
    if not ref:
        return schema
    found: Schema = _read_document()["components"]["schemas"][ref.rsplit("/", 1)[-1]]
    return found


def _as_name(nom: str, schema: Schema) -> Nom:
    kinds = [schema.get("items", schema), *schema.get("anyOf", ())]
    codes = next((kind["enum"] for kind in kinds if "enum" in kind), ())
    return Nom(nom, _cut(schema.get("description", "")), tuple(codes) if len(codes) <= FEW else ())


def _cut(text: str) -> Pieces:
    parts = text.split("`")
    return tuple((part, rank % 2 == 1) for rank, part in enumerate(parts) if part)


def _shorten(value: Any) -> Any:
    """What an excerpt keeps: the shape, the beginning of long texts and of long lists."""
    if isinstance(value, dict):
        return {name: _shorten(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shorten(one) for one in value[:MOST]]
    if isinstance(value, str) and len(value) > LONGEST and "://" not in value:
        return f"{value[:LONGEST].rstrip()}…"
    return value
