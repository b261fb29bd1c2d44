"""The OpenAPI document: what ninja knows of each operation, and what the door does to all of them."""

import json
from functools import cache
from typing import Any

from django.conf import settings

from leviers.api.problems import KINDS, TYPE, Probleme
from leviers.api.v1 import RESSOURCES, api

_PREFIX = "api/v1/"
_LIST_ONLY = {409}
_HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "Nom de cette réponse ; à rendre dans If-None-Match pour ne rien recevoir d’inchangé.",
        "schema": {"type": "string"},
    },
    "RateLimit": {"description": "Demandes restantes (r) et secondes avant le retour à plein (t)."},
    "RateLimit-Policy": {"description": "Demandes permises (q) par fenêtre, en secondes (w)."},
    "Retry-After": {"description": "Secondes à attendre."},
}
_STATUSES = {
    400: ("parametre-refuse",),
    404: ("introuvable",),
    409: ("curseur-perime",),
    429: ("trop-de-demandes",),
    500: ("panne",),
    503: ("indisponible",),
}


@cache
def write_document() -> bytes:
    """The document as sent; the same as long as the process lives."""
    return json.dumps(build_document(), ensure_ascii=False).encode()


def build_document() -> dict[str, Any]:
    """The document as an object."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=_PREFIX))
    document["info"] |= {
        "license": {"name": "Licence Ouverte 2.0", "url": _LICENCE},
        "contact": {"url": f"{settings.SITE_URL}/api/"},
    }
    document["servers"] = [{"url": settings.SITE_URL}]
    document["externalDocs"] = {"url": f"{settings.SITE_URL}/api/", "description": "Documentation"}
    document["tags"] = [{"name": nom, "description": titre} for nom, titre in RESSOURCES.items()]
    schema = Probleme.model_json_schema(ref_template="#/components/schemas/{model}")
    components = document["components"]
    components["schemas"] |= schema.pop("$defs") | {"Probleme": schema}
    components["headers"] = {name: {"schema": {"type": "string"}} | one for name, one in _HEADERS.items()}
    components["responses"] = {f"E{status}": _describe_error(status) for status in _STATUSES}
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return document


_LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def _describe_error(status: int) -> dict[str, Any]:
    kinds = [KINDS[code] for code in _STATUSES[status]]
    waits = ("Retry-After",) if status in (429, 503) else ()
    return {
        "description": " ".join(f"{kind.titre} : {kind.aide}" for kind in kinds),
        "headers": _refer(("RateLimit", "RateLimit-Policy", *waits)),
        "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Probleme"}}},
    }


def _complete(operation: dict[str, Any]) -> None:
    responses = {str(status): given for status, given in operation["responses"].items()}
    responses["200"]["description"] = operation["summary"]
    responses["200"]["headers"] = _refer(("ETag", "RateLimit", "RateLimit-Policy"))
    responses["304"] = {"description": "Rien n’a changé depuis la réponse nommée par If-None-Match."}
    has_cursor = any(one["name"] == "curseur" for one in operation["parameters"])
    for status in _STATUSES:
        if status not in _LIST_ONLY or has_cursor:
            responses[str(status)] = {"$ref": f"#/components/responses/E{status}"}
    operation["responses"] = responses


def _refer(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
