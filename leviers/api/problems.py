"""What the API answers when it cannot answer: one shape (RFC 9457), in French, with what to do."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from pydantic import BaseModel, Field

TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One way to refuse; `aide` is what to do when nothing more precise is known."""

    code: str
    status: int
    titre: str
    aide: str


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "parametre-refuse", 400, "Un paramètre est refusé",
            "Corrigez les paramètres cités ; ceux de chaque ressource sont décrits dans la documentation.",
        ),
        Kind(
            "demande-illisible", 400, "La demande n’est pas lisible",
            "Vérifiez l’adresse et l’hôte demandés.",
        ),
        Kind(
            "acces-refuse", 403, "L’accès est refusé",
            "L’API ne donne que des données publiques, sans compte.",
        ),
        Kind(
            "introuvable", 404, "Rien à cette adresse",
            "Vérifiez l’identifiant, ou partez de la liste de la ressource.",
        ),
        Kind(
            "methode-refusee", 405, "L’API se lit seulement",
            "Utilisez GET ou HEAD ; rien ne s’écrit ici.",
        ),
        Kind(
            "curseur-perime", 409, "Ce curseur ne mène nulle part",
            "Les données ont changé depuis la première page, ou le curseur est faux : reprenez sans curseur.",
        ),
        Kind(
            "trop-de-demandes", 429, "Trop de demandes",
            "Attendez le nombre de secondes de l’en-tête Retry-After ; pour tout lire, prenez limite=200.",
        ),
        Kind(
            "panne", 500, "Une panne de notre fait",
            "Réessayez plus tard ; si cela dure, signalez l’adresse demandée.",
        ),
        Kind(
            "indisponible", 503, "Le service est interrompu",
            "Réessayez après le nombre de secondes de l’en-tête Retry-After.",
        ),
    )
}  # fmt: skip
_BY_STATUS = {400: "demande-illisible", 403: "acces-refuse", 404: "introuvable", 405: "methode-refusee"}
_BY_STATUS |= {503: "indisponible"}


class ParametreRefuse(BaseModel):
    """One parameter that is refused."""

    nom: str = Field(description="Nom du paramètre, tel que reçu.", examples=["territoire"])
    valeur: str | None = Field(description="Valeur reçue, coupée à 80 signes ; null quand elle manque.")
    message: str = Field(description="Ce qui ne va pas.")
    proches: list[str] = Field(description="Noms ou valeurs admis qui ressemblent à ce qui a été reçu.")


class Probleme(BaseModel):
    """Every error has this shape (RFC 9457); `type` leads to its explanation."""

    type: str = Field(description="Adresse qui explique ce genre d’erreur.")
    title: str = Field(description="Le genre d’erreur, en une phrase.")
    status: int = Field(description="Code HTTP.", examples=[400])
    detail: str = Field(description="Ce qui s’est passé cette fois.")
    aide: str = Field(description="Ce qu’il faut faire.")
    parametres: list[ParametreRefuse] = Field(description="Les paramètres refusés ; vide le plus souvent.")


class Refusal(Exception):
    """The API refuses; the door turns it into a problem."""

    def __init__(self, code: str, detail: str, *, parametres: Iterable[ParametreRefuse] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.parametres = KINDS[code], detail, list(parametres)


def answer_refusal(refusal: Refusal) -> HttpResponse:
    """The answer to a refusal."""
    kind = refusal.kind
    content: dict[str, Any] = {
        "type": f"{settings.SITE_URL}/api/#{kind.code}",
        "title": kind.titre,
        "status": kind.status,
        "detail": refusal.detail,
        "aide": kind.aide,
        "parametres": [one.model_dump() for one in refusal.parametres],
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=kind.status, content_type=TYPE)


def answer_status(status: int, headers: Mapping[str, str]) -> HttpResponse:
    """The answer to an error that something else already decided: only its status is kept."""
    code = _BY_STATUS.get(status, "panne" if status >= 500 else "demande-illisible")
    kind = KINDS[code]
    response = answer_refusal(Refusal(code, f"{kind.titre}."))
    for name in ("Allow", "Retry-After"):
        if name in headers:
            response.headers[name] = headers[name]
    return response
