"""/api/v1/demarches: named actions of the métropoles, with their sources."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Liste
from leviers.api.parameters import ANNEE, Champ, Levier, Metropole, Mots, Suite, refuse_strangers
from leviers.api.problems import Refusal
from leviers.catalogue.objects import describe_demarche
from leviers.catalogue.published import Demarche as Publiee
from leviers.evidence.similar import find_similar
from leviers.search.demarches import select_demarches
from leviers.search.selection import Selection

router = Router(tags=["demarches"])
SANS_MOT = "« q » ne contient aucun mot qui se cherche : il n’a rien écarté."


class Chiffre(BaseModel):
    """A figure of a démarche."""

    libelle: str = Field(description="Ce qui est compté.")
    valeur: float = Field(description="Valeur, dans son unité.")
    unite: str = Field(description="Unité.")
    annee: int | None = Field(description="Année ; null si inconnue.")
    precision: str = Field(description="Ce que la valeur couvre, ou « environ ».")


class Source(BaseModel):
    """A public page that says it."""

    url: str = Field(description="Adresse de la page.")
    titre: str = Field(description="Titre de la page.")
    editeur: str = Field(description="Qui la publie.")
    date: str = Field(description="AAAA, AAAA-MM, AAAA-MM-JJ, ou vide si inconnue.")
    est_morte: bool = Field(description="Vrai quand la page ne répondait plus à la dernière vérification.")


class Demarche(Element):
    """A démarche; what is unknown is null."""

    id: str = Field(
        description="Identifiant, attribué une fois pour toutes.", examples=["nantes-spaser-2022"]
    )
    territoire: str = Field(description="Slug du territoire.", examples=["nantes"])
    territoire_siren: str = Field(description="SIREN du territoire.", examples=["244400404"])
    territoire_nom: str = Field(description="Nom officiel du territoire.")
    titre: str = Field(description="Titre, rédigé par nous.")
    champ: str = Field(description="Code du champ d’action.")
    leviers: list[str] = Field(
        description="Codes des leviers, le principal en premier.", examples=[["spaser"]]
    )
    levier: str = Field(description="Levier en mots libres ; peut être vide.")
    description: str = Field(description="Deux à quatre phrases, des faits.")
    annee_debut: int | None = Field(description="Année de début ; null si inconnue.", examples=[2022])
    annee_fin: int | None = Field(description="Année de fin ; null si inconnue ou sans objet.")
    statut: str = Field(description="en cours, terminé ou inconnu.", examples=["en cours"])
    montant_eur: float | None = Field(
        description="Montant en euros tel que la source le donne ; null si inconnu. Ne jamais additionner."
    )
    montant_precision: str = Field(description="Ce que couvre le montant ; à lire avant de citer.")
    chiffres: list[Chiffre] = Field(description="Chiffres donnés par les sources.")
    partenaires: list[str] = Field(description="Organisations nommées par les sources.")
    sources: list[Source] = Field(description="Pages publiques, au moins une.")
    confiance: str = Field(
        description="haute (source officielle) ou moyenne (secondaire).", examples=["haute"]
    )
    verifiee_le: str | None = Field(description="Dernière vérification, AAAA-MM-JJ ; null si inconnue.")


class DemarcheEntiere(Demarche):
    """A démarche and those that look like it."""

    semblables: list[str] = Field(description="Identifiants de démarches qui lui ressemblent.")


class Filtres(Suite):
    """What the list of démarches may be narrowed by: the facets of its page."""

    q: Mots = ""
    champ: list[Champ] = Field([], description="Codes de champs d’action.")
    territoire: list[Metropole] = Field([], description="Slugs de métropoles.")
    levier: list[Levier] = Field([], description="Codes de leviers.")
    statut: list[Literal["en-cours", "termine", "inconnu"]] = Field([], description="Statuts.")
    annee: list[Annotated[str, Field(pattern=rf"{ANNEE}|^inconnue$")]] = Field(
        [], description="Années de début, ou « inconnue »."
    )
    montant: list[Literal["connu", "inconnu"]] = Field([], description="Si un montant est connu.")
    confiance: list[Literal["haute", "moyenne"]] = Field([], description="Confiance dans les sources.")


@router.get("/demarches", response=Liste[Demarche], summary="Les démarches", operation_id="demarches")
def list_demarches(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Les démarches publiées des 22 métropoles, par ordre d’`id`. Le territoire inventé n’en a pas."""
    refuse_strangers(request, Filtres)
    lecture = answers.read()
    given = filtres.model_dump(include={"champ", "levier", "statut", "annee", "montant", "confiance"})
    asked = {name: tuple(values) for name, values in given.items()} | {"metropole": tuple(filtres.territoire)}
    result = select_demarches(Selection(filtres.q, asked))
    kept = () if _asks_nothing_known(asked, result.selection) else result.demarches
    rows = sorted(kept, key=lambda demarche: demarche.id)
    page = answers.cut(rows, filtres, lambda demarche: demarche.id)
    remarques = [SANS_MOT] if filtres.q.strip() and not result.selection.q else []
    elements = [_describe(demarche) for demarche in page.rows]
    return answers.write_list(request, Liste[Demarche], lecture, page, elements, remarques)


@router.get(
    "/demarches/{slug:demarche}",
    response=Fiche[DemarcheEntiere],
    summary="Une démarche",
    operation_id="demarche",
)
def show_demarche(request: HttpRequest, demarche: str) -> HttpResponse:
    """Une démarche par son identifiant, avec ses sources."""
    refuse_strangers(request)
    lecture = answers.read()
    found = lecture.catalogue.demarches.get(demarche)
    if found is None:
        raise Refusal(
            "introuvable", "Aucune démarche publiée n’a cet identifiant. La liste /demarches les donne."
        )
    similar = find_similar(found, lecture.catalogue.demarches.values())
    element = _describe(found) | {"semblables": [one.demarche.id for one in similar]}
    return answers.write_one(Fiche[DemarcheEntiere], lecture, element)


def _asks_nothing_known(asked: dict[str, tuple[str, ...]], selection: Selection) -> bool:
    """A year that no démarche has would be forgotten by the page, which says so; here it finds nothing."""
    return any(values and not selection.filters.get(name) for name, values in asked.items())


def _describe(demarche: Publiee) -> dict[str, Any]:
    return describe_demarche(demarche) | {
        "territoire": demarche.territoire.slug,
        "territoire_nom": demarche.territoire.nom,
        "page": answers.page("demarche", demarche.id),
        "adresse": answers.address("demarches", demarche.id),
    }
