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
_CODED = "Un signe hors de A-Z a-z 0-9 - _ . : s’y écrit ~XX (deux chiffres hexadécimaux par octet)."
_PARTS: dict[str, tuple[str, str]] = {
    "territoire": ("Slug ou SIREN du territoire.", "nantes"),
    "levier": ("Code du levier.", "spaser"),
    "preuve": (f"Identifiant de la preuve. {_CODED}", "nantes.spaser.demarche:nantes-spaser-2022"),
    "demarche": ("Identifiant de la démarche.", "nantes-spaser-2022"),
    "indicateur": ("Code de l’indicateur.", "part-marches-ess"),
    "valeur": (f"Identifiant de la valeur. {_CODED}", "part-marches-ess.nantes.metropole.2024"),
    "marche": (f"Identifiant du marché. {_CODED}", "217500016000192026T01880"),
    "subvention": (f"Identifiant de la subvention. {_CODED}", "243100518-2023-01579510b64df2fa"),
    "deliberation": (f"Identifiant de la délibération. {_CODED}", "244200770-2022.00127"),
    "structure": ("SIREN de l’organisation.", "843739418"),
}
_LINKS: dict[str, tuple[str, dict[str, str]]] = {
    "territoires": ("territoire", {"territoire": "slug"}),
    "leviers": ("levier", {"levier": "code"}),
    "usages": ("usage", {"territoire": "territoire", "levier": "levier"}),
    "preuves": ("preuve", {"preuve": "id"}),
    "demarches": ("demarche", {"demarche": "id"}),
    "indicateurs": ("indicateur", {"indicateur": "code"}),
    "valeurs": ("valeur", {"valeur": "id"}),
    "marches": ("marche", {"marche": "fait_id"}),
    "subventions": ("subvention", {"subvention": "fait_id"}),
    "deliberations": ("deliberation", {"deliberation": "fait_id"}),
    "structures": ("structure", {"structure": "siren"}),
}
"""From each list to its first element: the operation, and where its parameters are read."""
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
    for name in [name for name in components["schemas"] if name.startswith("Filtres")]:
        del components["schemas"][name]  # their fields are the parameters
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
    if operation["operationId"] in _LINKS:
        name, given = _LINKS[operation["operationId"]]
        read = {part: f"$response.body#/elements/0/{field}" for part, field in given.items()}
        responses["200"]["links"] = {name: {"operationId": name, "parameters": read}}
    for parameter in operation["parameters"]:
        if parameter["schema"].get("default") == "":
            del parameter["schema"]["default"]  # means « not asked », which nobody can write
        if parameter["in"] == "path":
            parameter["description"], parameter["example"] = _PARTS[parameter["name"]]
    responses["304"] = {"description": "Rien n’a changé depuis la réponse nommée par If-None-Match."}
    has_cursor = any(one["name"] == "curseur" for one in operation["parameters"])
    for status in _STATUSES:
        if status not in _LIST_ONLY or has_cursor:
            responses[str(status)] = {"$ref": f"#/components/responses/E{status}"}
    operation["responses"] = responses


def _refer(names: tuple[str, ...]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
