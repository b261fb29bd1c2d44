"""/api/v1/usages: territoire × levier, with its niveau de preuve."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Lecture, Liste
from leviers.api.parameters import Champ, Codes, Levier, SuiteMonde, Territoire, refuse_strangers
from leviers.api.problems import Refusal
from leviers.evidence import fictif
from leviers.evidence.dossier import build_dossier
from leviers.evidence.niveaux import BY_CODE, NIVEAUX
from leviers.evidence.repertoire import describe_usage
from leviers.evidence.usages import Usage, Usages, compute_usages

router = Router(tags=["usages"])
NIVEAU = [niveau.code for niveau in NIVEAUX if niveau.rang > 0]


class UsageBref(Element):
    """A usage of the list: one cell of the matrix."""

    territoire: str = Field(description="Slug du territoire.", examples=["nantes"])
    territoire_siren: str = Field(description="SIREN du territoire.", examples=["244400404"])
    territoire_nom: str = Field(description="Nom officiel du territoire.", examples=["Nantes Métropole"])
    levier: str = Field(description="Code du levier.", examples=["spaser"])
    levier_nom: str = Field(description="Nom du levier.")
    champ: str = Field(description="Code du champ d’action.", examples=["achats-responsables"])
    niveau: str = Field(
        description=f"Niveau : {', '.join(one.code for one in NIVEAUX)}. « non-repere » n’est pas non.",
        examples=["documente"],
    )
    niveau_rang: int = Field(description="Rang du niveau, de 0 à 4 ; -1 pour non observable.", examples=[2])
    nb_demarches: int = Field(description="Démarches publiées qui le montrent.", examples=[2])
    demarches: list[str] = Field(description="Identifiants de ces démarches, la mieux sourcée d’abord.")
    est_fictif: bool = Field(description="Vrai pour le territoire inventé.", examples=[False])


class Regle(BaseModel):
    """What proves a levier."""

    faits: dict[str, int] = Field(description="Genre d’acte, et combien il en faut pour constater.")
    annees: int = Field(description="Sur combien d’années un acte compte, depuis l’année du build.")
    indicateur: str | None = Field(description="Code de l’indicateur qui le mesure ; null si aucun.")


class UsageEntier(UsageBref):
    """A usage in full."""

    regle: Regle = Field(description="La règle du levier.")
    non_connu: dict[str, str] = Field(description="Niveau non atteint, et ce qui manque pour l’atteindre.")
    nb_actes: dict[str, int] = Field(
        description="Actes : etablis, proposes (par la machine), communes, ecartes (par une personne)."
    )
    preuves: str = Field(description="Adresse de ses preuves, une à une.")


class Filtres(SuiteMonde):
    """What the list of usages may be narrowed by."""

    territoire: list[Territoire] = Field([], description="Slugs de territoires.")
    levier: list[Levier] = Field([], description="Codes de leviers.")
    champ: list[Champ] = Field([], description="Codes de champs d’action.")
    niveau: Annotated[str, Codes(NIVEAU)] = Field("", description="Niveau de preuve le plus bas à garder.")


@router.get("/usages", response=Liste[UsageBref], summary="Les usages", operation_id="usages")
def list_usages(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Les 1 100 cases de la matrice, par ordre de `territoire` puis de `levier`."""
    refuse_strangers(request, Filtres)
    lecture = answers.read(filtres.monde)
    known = compute(lecture)
    page = answers.cut(_select(known, filtres), filtres, sort_key)
    remarques = remark(lecture, filtres.territoire)
    elements = [_describe(usage, lecture) for usage in page.rows]
    return answers.write_list(request, Liste[UsageBref], lecture, page, elements, remarques)


@router.get(
    "/usages/{slug:territoire}/{slug:levier}",
    response=Fiche[UsageEntier],
    summary="Un usage",
    operation_id="usage",
)
def show_usage(request: HttpRequest, territoire: str, levier: str) -> HttpResponse:
    """Un usage : ce qui l’établit, ce qui manque pour le niveau suivant."""
    refuse_strangers(request)
    lecture = answers.read(fictif.find_monde(territoire))
    found = build_dossier(lecture.catalogue, territoire, levier)
    if found is None:
        raise Refusal("introuvable", "Aucun usage à cette adresse : le territoire ou le levier n’existe pas.")
    actes, query = found.actes, {"territoire": territoire, "levier": levier}
    element = _describe(found.usage, lecture) | {
        "regle": {
            "faits": found.regle.faits,
            "annees": found.regle.annees,
            "indicateur": found.regle.indicateur or None,
        },
        "non_connu": {step.niveau.code: step.manque for step in found.etapes if not step.est_atteinte},
        "nb_actes": {
            "etablis": len(actes.etablis),
            "proposes": len(actes.proposes),
            "communes": len(actes.communes),
            "ecartes": len(actes.ecartes),
        },
        "preuves": answers.select("preuves", query, est_fictif=lecture.est_fictif),
    }
    return answers.write_one(Fiche[UsageEntier], lecture, element)


def compute(lecture: Lecture) -> Usages | None:
    """The usages of one monde; None for the invented territoire where it was not built."""
    if lecture.est_fictif:
        return fictif.compute_usages_fictifs(lecture.catalogue.version)
    return compute_usages(lecture.catalogue)


def remark(lecture: Lecture, asked: list[str]) -> list[str]:
    """What a list says when data are not there, or when somebody looks for Orval among the others."""
    said = [] if lecture.build else [answers.SANS_BUILD]
    return said + ([answers.ORVAL_SEUL] if fictif.SLUG in asked and not lecture.est_fictif else [])


def sort_key(usage: Usage) -> str:
    """What sorts usages, and names them in a cursor."""
    return f"{usage.territoire.slug}.{usage.levier.code}"


def _select(known: Usages | None, filtres: Filtres) -> list[Usage]:
    floor = BY_CODE[filtres.niveau].rang if filtres.niveau else -1
    kept = (
        usage
        for usage in (known.by_key.values() if known else ())
        if (not filtres.territoire or usage.territoire.slug in filtres.territoire)
        and (not filtres.levier or usage.levier.code in filtres.levier)
        and (not filtres.champ or usage.levier.champ.code in filtres.champ)
        and usage.niveau.rang >= floor
    )
    return sorted(kept, key=sort_key)


def _describe(usage: Usage, lecture: Lecture) -> dict[str, Any]:
    slug, code = usage.territoire.slug, usage.levier.code
    return describe_usage(usage) | {
        "territoire": slug,
        "territoire_nom": usage.territoire.nom,
        "est_fictif": lecture.est_fictif,
        "page": answers.page("usage", slug, code),
        "adresse": answers.address("usages", slug, code),
    }
