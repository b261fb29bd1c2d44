"""The API, version 1: its resources, and what is answered when something is refused."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

from leviers.api import (
    actes,
    answers,
    demarches,
    indicateurs,
    leviers,
    preuves,
    problems,
    structures,
    territoires,
    usages,
)
from leviers.api.answers import Fiche
from leviers.api.parameters import read_refusal, refuse_strangers
from leviers.api.problems import Refusal

RESSOURCES = {
    "territoires": "Les 22 métropoles",
    "leviers": "Les 50 leviers et leurs fiches",
    "usages": "Métropole × levier, avec son niveau de preuve",
    "preuves": "Chaque preuve, jusqu’à la ligne du fichier",
    "demarches": "Les démarches et leurs sources",
    "indicateurs": "Les chiffres calculés, chacun avec sa requête",
    "valeurs": "Leurs valeurs, avec unité, année et couverture",
    "marches": "Les marchés publics, ligne à ligne",
    "subventions": "Les subventions, ligne à ligne",
    "deliberations": "Les délibérations, ligne à ligne",
    "structures": "Les organisations, de l’ESS ou non",
}
DESCRIPTION = (
    "Ce que montre le site, en lecture seule, sans clé ni compte, sous Licence Ouverte 2.0. "
    "Chaque réponse dit le build et la version du catalogue dont elle vient. Inconnu vaut null, jamais 0. "
    "Une détection est une proposition de la machine tant que `etat` ne dit pas autre chose. "
    "Le territoire inventé, Orval, n’est jamais parmi les vrais : `monde=fictif` le donne seul."
)

api = NinjaAPI(
    title="Leviers",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-v1",
)
for router in (territoires, leviers, usages, preuves, demarches, indicateurs, actes, structures):
    api.add_router("", router.router)


class Ressource(BaseModel):
    """One resource."""

    nom: str = Field(description="Nom de la ressource.", examples=["territoires"])
    titre: str = Field(description="Ce qu’elle donne.")
    adresse: str = Field(description="Adresse de sa liste.")


class Accueil(BaseModel):
    """Where to begin."""

    ressources: list[Ressource] = Field(description="Les ressources, chacune avec l’adresse de sa liste.")
    documentation: str = Field(description="La documentation, en français.")
    openapi: str = Field(description="Le document OpenAPI.")


@api.get("/", response=Fiche[Accueil], summary="Les ressources", operation_id="accueil", tags=["accueil"])
def show_root(request: HttpRequest) -> HttpResponse:
    """Les ressources de l’API, la documentation, le document OpenAPI."""
    refuse_strangers(request)
    element: dict[str, Any] = {
        "ressources": [
            {"nom": nom, "titre": titre, "adresse": answers.address(nom)} for nom, titre in RESSOURCES.items()
        ],
        "documentation": answers.page("api"),
        "openapi": answers.address("openapi.json"),
    }
    return answers.write_one(Fiche[Accueil], answers.read(), element)


@api.exception_handler(Refusal)
def _refuse(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.answer_refusal(refusal)


@api.exception_handler(ValidationError)
def _refuse_parameters(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.answer_refusal(read_refusal(request, error))


@api.exception_handler(Http404)
def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.answer_status(404, {})
