"""/api/v1/leviers: the 50 instruments, and the sheet of each."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Liste
from leviers.api.parameters import Champ, Suite, refuse_strangers
from leviers.api.problems import Refusal
from leviers.catalogue import published
from leviers.evidence.repertoire import Row, describe_levier, list_leviers
from leviers.reference import typologie

router = Router(tags=["leviers"])
TEXTS = ("en_bref", "qui_decide", "competence_fondement", "competence_conditions")
LISTS = (
    *("prealables", "services_associes", "moyens", "points_de_vigilance", "indicateurs_de_suivi"),
    *("base_juridique", "etapes", "se_combine_avec", "pour_aller_plus_loin"),
)


class LevierBref(Element):
    """A levier of the list."""

    code: str = Field(description="Code, jamais changé une fois publié.", examples=["spaser"])
    nom: str = Field(description="Nom complet.")
    nom_court: str = Field(description="Nom court.", examples=["SPASER"])
    champ: str = Field(description="Code du champ d’action.", examples=["achats-responsables"])
    definition: str = Field(description="Définition publiée.")
    nb_metropoles: int = Field(description="Métropoles où il est repéré, sur 22.", examples=[14])
    nb_demarches: int = Field(description="Démarches publiées qui l’emploient.", examples=[15])
    competence_nature: str = Field(
        description="propre, partagee, conditionnee, facultative, ou vide ; appréciation, non avis juridique."
    )
    relu: bool = Field(description="Vrai quand une personne compétente a relu toute la fiche.")


class Reference(BaseModel):
    """A legal text."""

    reference: str = Field(description="Référence du texte.")
    objet: str = Field(description="Ce qu’il dit.")
    verifie: bool = Field(description="Vrai quand le texte a été lu à cette adresse.")
    url: str | None = Field(description="Adresse du texte ; null si inconnue.")
    precision: str | None = Field(description="Ce qu’il faut savoir de cette lecture ; null le plus souvent.")


class Etape(BaseModel):
    """One step of the sheet."""

    titre: str = Field(description="Titre de l’étape.")
    texte: str = Field(description="Ce qu’il faut faire.")


class Combinaison(BaseModel):
    """A levier that goes well with this one."""

    code: str = Field(description="Code du levier.")
    pourquoi: str = Field(description="Pourquoi ils vont ensemble.")


class Lien(BaseModel):
    """A page to read."""

    titre: str = Field(description="Titre de la page.")
    url: str = Field(description="Adresse de la page.")


class Levier(LevierBref):
    """A levier in full."""

    est_publiee: bool = Field(
        description="Vrai quand une fiche est publiée ; sinon la typologie seule parle."
    )
    en_bref: str = Field(description="En bref ; vide si non rédigé.")
    qui_decide: str = Field(description="Qui décide.")
    competence_fondement: str = Field(description="Ce qui fonde la compétence.")
    competence_conditions: str = Field(description="À quelles conditions.")
    base_juridique: list[Reference] = Field(description="Textes qui le fondent.")
    prealables: list[str] = Field(description="Ce qu’il faut avant de commencer.")
    etapes: list[Etape] = Field(description="Étapes de mise en œuvre, dans l’ordre.")
    services_associes: list[str] = Field(description="Services de la métropole à associer.")
    moyens: list[str] = Field(description="Moyens nécessaires.")
    points_de_vigilance: list[str] = Field(description="Ce à quoi veiller.")
    indicateurs_de_suivi: list[str] = Field(description="De quoi suivre les effets.")
    se_combine_avec: list[Combinaison] = Field(description="Leviers qui vont avec celui-ci.")
    pour_aller_plus_loin: list[Lien] = Field(description="Pages à lire.")
    mots_cles: list[str] = Field(description="Mots par lesquels on le cherche.")
    relu_le: str | None = Field(description="Jour de la relecture, AAAA-MM-JJ ; null si non relue.")
    usages: str = Field(description="Adresse de ses 22 usages.")


class Filtres(Suite):
    """What the list of leviers may be narrowed by."""

    champ: list[Champ] = Field([], description="Codes de champs d’action.")


@router.get("/leviers", response=Liste[LevierBref], summary="Les leviers", operation_id="leviers")
def list_all(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Les 50 leviers, par ordre de `code`."""
    refuse_strangers(request, Filtres)
    lecture = answers.read()
    rows = sorted(list_leviers(lecture.catalogue), key=lambda row: row.levier.code)
    kept = [row for row in rows if not filtres.champ or row.levier.champ.code in filtres.champ]
    page = answers.cut(kept, filtres, lambda row: row.levier.code)
    return answers.write_list(
        request, Liste[LevierBref], lecture, page, [_describe(row) for row in page.rows]
    )


@router.get("/leviers/{slug:levier}", response=Fiche[Levier], summary="Un levier", operation_id="levier")
def show_levier(request: HttpRequest, levier: str) -> HttpResponse:
    """La fiche d’un levier : définition, droit, étapes, vigilance."""
    refuse_strangers(request)
    lecture = answers.read()
    row = next((row for row in list_leviers(lecture.catalogue) if row.levier.code == levier), None)
    if row is None:
        raise Refusal("introuvable", "Aucun levier n’a ce code. La liste /leviers donne les 50.")
    fiche = lecture.catalogue.leviers.get(levier)
    element = _describe(row) | _describe_sheet(row.levier, fiche)
    return answers.write_one(Fiche[Levier], lecture, element)


def _describe(row: Row) -> dict[str, Any]:
    code = row.levier.code
    return describe_levier(row) | {
        "page": answers.page("levier", code),
        "adresse": answers.address("leviers", code),
    }


def _describe_sheet(levier: typologie.Levier, fiche: published.Levier | None) -> dict[str, Any]:
    texts = {name: getattr(fiche, name) if fiche else "" for name in TEXTS}
    lists = {name: list(getattr(fiche, name)) if fiche else [] for name in LISTS}
    legal = (fiche or levier).base_juridique
    return {
        **texts,
        **lists,
        "base_juridique": [_describe_text(one) for one in legal],
        "est_publiee": fiche is not None,
        "mots_cles": list(levier.mots_cles),
        "relu_le": fiche.relu_le.isoformat() if fiche and fiche.relu_le else None,
        "usages": answers.select("usages", {"levier": levier.code}),
    }


def _describe_text(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "reference": given["reference"],
        "objet": given.get("objet") or "",
        "verifie": bool(given.get("verifie")),
        "url": given.get("url") or None,
        "precision": given.get("precision") or None,
    }
