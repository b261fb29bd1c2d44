"""/api/v1/structures: organisations that registers and public lists name; never a natural person."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Liste
from leviers.api.listes import list_codes, list_rows
from leviers.api.parameters import PLACES, Codes, Mots, SuiteMonde, refuse_strangers
from leviers.api.problems import Refusal
from leviers.evidence.acteurs import Acteur, find_acteur
from leviers.warehouse.read import find_builds

router = Router(tags=["structures"])
_LINES = ("genre", "type", "siret", "nom", "commune", "code_postal", "annee", "source", "fichier", "ligne")


class StructureBreve(Element):
    """An organisation of the list."""

    siren: str = Field(description="SIREN, neuf chiffres.", examples=["999999010"])
    nom: str | None = Field(description="Nom ; null si inconnu.")
    categorie_juridique: str | None = Field(description="Catégorie juridique de l’Insee.", examples=["9220"])
    famille: str = Field(description="Famille de l’ESS, ou inconnue.", examples=["associations"])
    motif: str = Field(description="Ce qui fonde l’appartenance à l’ESS, ou aucun.", examples=["loi-statut"])
    ess: str = Field(
        description="Appartenance à l’ESS : certain, probable, hors, inconnu.", examples=["certain"]
    )
    listes: list[str] = Field(description="Listes publiques qui la nomment.", examples=[["siae"]])
    territoire: str | None = Field(
        description="Slug du territoire de son siège ; null hors des 22 ou inconnu."
    )
    nb_marches: int = Field(description="Marchés dont elle est titulaire, dans les données reçues.")
    nb_subventions: int = Field(description="Subventions accordées, dans les données reçues.")
    est_fictif: bool = Field(description="Vrai pour une structure du territoire inventé.", examples=[False])


class Inscription(BaseModel):
    """A line of a public list."""

    genre: str = Field(
        description="Liste : siae, esat, geiq, esus, ess-france, tiers-lieux.", examples=["siae"]
    )
    type: str | None = Field(description="Type dans cette liste.")
    siret: str | None = Field(description="SIRET ; null si inconnu.")
    nom: str | None = Field(description="Nom dans cette liste.")
    commune: str | None = Field(description="Commune.")
    code_postal: str | None = Field(description="Code postal.")
    annee: int | None = Field(description="Année de la liste ; null si personne ne la dit.")
    source: str = Field(description="Code de la source publique.")
    fichier: str = Field(description="Fichier d’origine.")
    ligne: int = Field(description="Ligne ou rang dans ce fichier.")


class Annee(BaseModel):
    """Acts of one year."""

    annee: int | None = Field(description="Année ; null quand elle n’est pas sûre.")
    nb_marches: int = Field(description="Marchés de l’année.")
    marches_eur: float = Field(
        description="Montants sûrs, en euros ; un marché partagé compte par parts égales."
    )
    nb_subventions: int = Field(description="Subventions de l’année.")
    subventions_eur: float = Field(description="Montants sûrs, en euros.")


class Acte(BaseModel):
    """An act of the organisation."""

    id: str = Field(description="Identifiant de l’acte.")
    adresse: str = Field(description="Adresse de l’acte dans l’API.")
    objet: str | None = Field(description="Objet déclaré.")
    donneur_nom: str | None = Field(description="Qui achète ou donne.")
    jour: date | None = Field(description="Date ; null si inconnue ou douteuse.")
    annee: int | None = Field(description="Année ; null si inconnue.")
    montant_eur: float | None = Field(description="Montant en euros ; null si inconnu.")
    montant_douteux: str | None = Field(description="Pourquoi il est douteux ; null quand il est sûr.")
    nb_titulaires: int = Field(description="Titulaires qui se partagent l’acte.")


class Structure(Element):
    """An organisation in full."""

    siren: str = Field(description="SIREN, neuf chiffres.", examples=["999999010"])
    nom: str | None = Field(description="Nom ; null si inconnu.")
    ess_degre: str = Field(description="Appartenance à l’ESS : certain, probable, hors, inconnu.")
    ess_motif: str | None = Field(description="Ce qui la fonde ; null hors de l’ESS ou si inconnu.")
    categorie_juridique: str | None = Field(description="Catégorie juridique de l’Insee.")
    activite_principale: str | None = Field(description="Code NAF ; null si inconnu.")
    famille: str | None = Field(description="Famille de l’ESS ; null si inconnue.")
    est_active: bool | None = Field(description="En activité ; null si inconnu.")
    inscriptions: list[Inscription] = Field(description="Lignes des listes publiques qui la nomment.")
    annees: list[Annee] = Field(description="Ses actes par année, la dernière d’abord.")
    marches: list[Acte] = Field(description="Tous ses marchés, le plus récent d’abord.")
    subventions: list[Acte] = Field(description="Toutes ses subventions, la plus récente d’abord.")
    est_fictif: bool = Field(description="Vrai pour une structure du territoire inventé.", examples=[False])


class Filtres(SuiteMonde):
    """What the list of organisations may be narrowed by: the facets of its page."""

    q: Mots = ""
    territoire: list[Annotated[str, Codes([*PLACES, "aucun"])]] = Field(
        [], description="Slugs de territoires ; « aucun » hors des 22 ou inconnu."
    )
    ess: list[Annotated[str, Codes(list_codes("acteurs", "ess"))]] = Field(
        [], description="Appartenance à l’ESS."
    )
    motif: list[Annotated[str, Codes(list_codes("acteurs", "motif"))]] = Field(
        [], description="Ce qui fonde l’appartenance."
    )
    famille: list[Annotated[str, Codes(list_codes("acteurs", "famille"))]] = Field(
        [], description="Familles."
    )
    liste: list[Annotated[str, Codes(list_codes("acteurs", "liste"))]] = Field(
        [], description="Listes publiques qui la nomment."
    )


@router.get(
    "/structures", response=Liste[StructureBreve], summary="Les structures", operation_id="structures"
)
def list_structures(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Les organisations que registres et listes publiques nomment, de l’ESS ou non, par ordre de nom."""
    return list_rows(request, "acteurs", filtres, Liste[StructureBreve])


@router.get(
    "/structures/{slug:structure}",
    response=Fiche[Structure],
    summary="Une structure",
    operation_id="structure",
)
def show_structure(request: HttpRequest, structure: str) -> HttpResponse:
    """Une organisation par son SIREN : ce qui la rattache à l’ESS, ses marchés, ses subventions."""
    refuse_strangers(request)
    builds = find_builds(settings.HOME)
    acteur = find_acteur(builds, structure) if builds else None
    if acteur is None:
        detail = (
            "Aucun registre ni aucune liste lus ici ne nomment ce SIREN, ou c’est une personne physique, "
            "qui n’est jamais montrée."
        )
        raise Refusal("introuvable", detail if builds else answers.SANS_BUILD)
    return answers.write_one(Fiche[Structure], answers.read(acteur.build.monde), _describe(acteur))


def _describe(acteur: Acteur) -> dict[str, Any]:
    known = acteur.ess or {}
    return {
        "siren": acteur.siren,
        "nom": acteur.nom,
        "ess_degre": acteur.degre,
        "ess_motif": acteur.motif,
        "categorie_juridique": known.get("categorie_juridique")
        or (acteur.tiers or {}).get("categorie_juridique"),
        **{name: known.get(name) for name in ("activite_principale", "famille", "est_active")},
        "inscriptions": [{name: row[name] for name in _LINES} for row in acteur.structures],
        "annees": [asdict(year) for year in acteur.annees],
        "marches": [_describe_acte(row, "marches") for row in acteur.marches],
        "subventions": [_describe_acte(row, "subventions") for row in acteur.subventions],
        "est_fictif": acteur.build.est_fictif,
        "page": answers.page("acteur", acteur.siren),
        "adresse": answers.address("structures", acteur.siren),
    }


def _describe_acte(row: Any, liste: str) -> dict[str, Any]:
    return dict(row) | {"id": row["code"], "adresse": answers.address(liste, row["code"])}
