"""/api/v1/marches, /subventions, /deliberations: public records, row by row."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from leviers.api import answers
from leviers.api.answers import Fiche, Liste
from leviers.api.fiches import DeliberationEntiere, MarcheEntier, SubventionEntiere, describe_record
from leviers.api.listes import Filtres, list_codes, list_rows
from leviers.api.parameters import Codes, refuse_strangers
from leviers.api.problems import Refusal
from leviers.api.rangs import Deliberation, Marche, Subvention
from leviers.evidence.records import find_record
from leviers.warehouse.read import find_builds

router = Router()
GENRES = {"marche": "marches", "subvention": "subventions", "deliberation": "deliberations"}
ESS = "Appartenance à l’ESS de qui reçoit."


class FiltresMarches(Filtres):
    """What the list of contracts may be narrowed by."""

    ess: list[Annotated[str, Codes(list_codes("marches", "ess"))]] = Field([], description=ESS)
    social: list[Annotated[str, Codes(list_codes("marches", "social"))]] = Field(
        [], description="Ce que l’acheteur déclare."
    )
    montant: list[Annotated[str, Codes(list_codes("marches", "montant"))]] = Field(
        [], description="Tranches de montant, en euros."
    )


class FiltresSubventions(Filtres):
    """What the list of grants may be narrowed by."""

    ess: list[Annotated[str, Codes(list_codes("subventions", "ess"))]] = Field([], description=ESS)
    montant: list[Annotated[str, Codes(list_codes("subventions", "montant"))]] = Field(
        [], description="Tranches de montant, en euros."
    )


class FiltresDeliberations(Filtres):
    """What the list of acts of councils may be narrowed by."""

    titre: list[Annotated[str, Codes(list_codes("deliberations", "titre"))]] = Field(
        [], description="`ess` quand le titre nomme l’ESS, `autre` sinon."
    )


@router.get(
    "/marches", response=Liste[Marche], summary="Les marchés", operation_id="marches", tags=["marches"]
)
def list_marches(request: HttpRequest, filtres: Query[FiltresMarches]) -> HttpResponse:
    """Les contrats publiés par les acheteurs, du plus récent au plus ancien, puis par identifiant.

    Un montant est un engagement, souvent un plafond, pas une dépense. Sous 40 000 €, peu est publié.
    """
    return list_rows(request, "marches", filtres, Liste[Marche])


@router.get(
    "/marches/{fait:marche}",
    response=Fiche[MarcheEntier],
    summary="Un marché",
    operation_id="marche",
    tags=["marches"],
)
def show_marche(request: HttpRequest, marche: str) -> HttpResponse:
    """Un contrat, ses titulaires, ses modifications, ce que la machine y a vu, sa ligne d’origine."""
    return _show(request, "marche", marche, Fiche[MarcheEntier])


@router.get(
    "/subventions",
    response=Liste[Subvention],
    summary="Les subventions",
    operation_id="subventions",
    tags=["subventions"],
)
def list_subventions(request: HttpRequest, filtres: Query[FiltresSubventions]) -> HttpResponse:
    """Les subventions que publient les collectivités, les plus récentes d’abord.

    Un montant est voté ou attribué : on ne sait pas s’il a été versé.
    """
    return list_rows(request, "subventions", filtres, Liste[Subvention])


@router.get(
    "/subventions/{fait:subvention}",
    response=Fiche[SubventionEntiere],
    summary="Une subvention",
    operation_id="subvention",
    tags=["subventions"],
)
def show_subvention(request: HttpRequest, subvention: str) -> HttpResponse:
    """Une subvention, son bénéficiaire quand ce n’est pas une personne physique, sa ligne d’origine."""
    return _show(request, "subvention", subvention, Fiche[SubventionEntiere])


@router.get(
    "/deliberations",
    response=Liste[Deliberation],
    summary="Les délibérations",
    operation_id="deliberations",
    tags=["deliberations"],
)
def list_deliberations(request: HttpRequest, filtres: Query[FiltresDeliberations]) -> HttpResponse:
    """Les actes des conseils qui publient leur liste, du plus récent au plus ancien, puis par identifiant."""
    return list_rows(request, "deliberations", filtres, Liste[Deliberation])


@router.get(
    "/deliberations/{fait:deliberation}",
    response=Fiche[DeliberationEntiere],
    summary="Une délibération",
    operation_id="deliberation",
    tags=["deliberations"],
)
def show_deliberation(request: HttpRequest, deliberation: str) -> HttpResponse:
    """Une délibération : son titre, ses votes, sa ligne d’origine."""
    return _show(request, "deliberation", deliberation, Fiche[DeliberationEntiere])


def _show(request: HttpRequest, genre: str, code: str, shape: Any) -> HttpResponse:
    refuse_strangers(request)
    builds = find_builds(settings.HOME)
    record = find_record(builds, genre, code) if builds else None
    if record is None:
        detail = (
            "Aucune ligne n’a cet identifiant dans les données en place. Il change quand la ligne du fichier "
            "d’origine change."
        )
        raise Refusal("introuvable", detail if builds else answers.SANS_BUILD)
    return answers.write_one(shape, answers.read(record.build.monde), describe_record(record, GENRES[genre]))
