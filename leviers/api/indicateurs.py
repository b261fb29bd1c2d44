"""/api/v1/indicateurs: figures as reviewed documents; /api/v1/valeurs: their values, unknown included."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Lecture, Liste
from leviers.api.parameters import ANNEE, Codes, Suite, SuiteMonde, Territoire, refuse_strangers
from leviers.api.problems import Refusal
from leviers.api.usages import remark
from leviers.evidence.chiffres import SANS_DATE, Chiffre, list_chiffres, write_annee
from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import FOLDER, LIENS, THEMES, load_indicateurs
from leviers.warehouse.indicateurs import Indicateur as Document
from leviers.warehouse.lues import list_sources

router = Router(tags=["indicateurs"])
INDICATEURS = load_indicateurs()
SOURCES = {code: source.titre for code, source in load_sources().items()}


class IndicateurBref(Element):
    """An indicator of the list."""

    code: str = Field(description="Code de l’indicateur.", examples=["part-marches-ess"])
    titre: str = Field(description="Titre.")
    question: str = Field(description="La question à laquelle il répond.")
    theme: str = Field(description=f"Thème : {', '.join(THEMES)}.", examples=["marches"])
    numerateur: str = Field(description="Ce qui est compté.")
    denominateur: str = Field(description="Ce à quoi on le rapporte.")
    unite: str = Field(description="Unité des valeurs.", examples=["%"])
    limites: str = Field(description="Ce qu’il ne dit pas.")
    sources: list[str] = Field(description="Codes des sources publiques.", examples=[["decp"]])
    revu_le: str = Field(description="Dernière revue de la fiche, AAAA-MM-JJ.")
    valeurs: str = Field(description="Adresse de ses valeurs.")


class SourceLue(BaseModel):
    """A public source, and the day it was received."""

    titre: str = Field(description="Nom de la source.")
    editeur: str = Field(description="Qui la publie.")
    page: str = Field(description="Page de la source.")
    licence: str = Field(description="Licence de la source.")
    date: str | None = Field(description="Jour où le build l’a reçue, AAAA-MM-JJ ; null si elle est absente.")


class Indicateur(IndicateurBref):
    """An indicator in full."""

    requete: str = Field(description="La requête SQL qui le calcule, entière.")
    sources_lues: list[SourceLue] = Field(description="Ses sources, avec leur date de réception.")


class Valeur(Element):
    """A value, or the reason why there is none."""

    id: str = Field(
        description="Identifiant : « indicateur.territoire.lien.année » ; sans valeur, les deux premiers.",
        examples=["part-marches-ess.nantes.metropole.2024"],
    )
    indicateur: str = Field(description="Code de l’indicateur.", examples=["part-marches-ess"])
    titre: str = Field(description="Titre de l’indicateur.")
    territoire: str = Field(description="Slug du territoire.", examples=["nantes"])
    territoire_siren: str = Field(description="SIREN du territoire.", examples=["244400404"])
    lien: str | None = Field(
        description="De qui : metropole, commune, autre, territoire.", examples=["metropole"]
    )
    annee: int | None = Field(description="Année ; null quand la liste n’en dit pas.", examples=[2024])
    valeur: float | None = Field(description="Valeur dans son unité ; null si inconnue.", examples=[12.5])
    valeur_haute: float | None = Field(description="Haut de la fourchette ; null quand ce n’en est pas une.")
    unite: str = Field(description="Unité.", examples=["%"])
    numerateur: float | None = Field(description="Numérateur ; null pour une valeur du milieu.")
    numerateur_haut: float | None = Field(description="Numérateur du haut de la fourchette.")
    denominateur: float | None = Field(description="Dénominateur ; null quand il n’y en a pas.")
    nb_lignes: int | None = Field(description="Lignes concernées.", examples=[120])
    nb_lignes_utiles: int | None = Field(description="Lignes qui portaient ce qu’il faut.", examples=[96])
    couverture_pct: float | None = Field(description="Lignes utiles sur lignes, en %.", examples=[80.0])
    raison: str | None = Field(description="Pourquoi la valeur est inconnue ; null quand elle est connue.")
    sources: list[str] = Field(description="Noms des sources publiques lues.")
    est_fictif: bool = Field(description="Vrai pour le territoire inventé.", examples=[False])


class FiltresIndicateurs(Suite):
    """What the list of indicators may be narrowed by."""

    theme: list[Annotated[str, Codes(THEMES)]] = Field([], description="Thèmes.")


class FiltresValeurs(SuiteMonde):
    """What the list of values may be narrowed by."""

    indicateur: list[Annotated[str, Codes(INDICATEURS)]] = Field([], description="Codes d’indicateurs.")
    territoire: list[Territoire] = Field([], description="Slugs de territoires.")
    lien: list[Annotated[str, Codes(LIENS)]] = Field([], description="De qui.")
    annee: list[Annotated[str, Field(pattern=rf"{ANNEE}|^{SANS_DATE}$")]] = Field(
        [], description="Années, ou « aucune » pour une liste sans date."
    )
    connues: Literal["oui", "non", "toutes"] = Field(
        "toutes", description="`oui` laisse de côté les valeurs inconnues, `non` ne garde qu’elles."
    )


@router.get(
    "/indicateurs",
    response=Liste[IndicateurBref],
    summary="Les indicateurs",
    operation_id="indicateurs",
)
def list_indicateurs(request: HttpRequest, filtres: Query[FiltresIndicateurs]) -> HttpResponse:
    """Les chiffres calculés sur les données ouvertes, par ordre de `code`."""
    refuse_strangers(request, FiltresIndicateurs)
    lecture = answers.read()
    rows = sorted(INDICATEURS.values(), key=lambda one: one.code)
    kept = [one for one in rows if not filtres.theme or one.theme in filtres.theme]
    page = answers.cut(kept, filtres, lambda one: one.code)
    elements = [_describe(one) for one in page.rows]
    return answers.write_list(request, Liste[IndicateurBref], lecture, page, elements)


@router.get(
    "/indicateurs/{slug:indicateur}",
    response=Fiche[Indicateur],
    summary="Un indicateur",
    operation_id="indicateur",
)
def show_indicateur(request: HttpRequest, indicateur: str) -> HttpResponse:
    """Un indicateur, sa requête et ses sources ; ses valeurs sont à l’adresse `valeurs`."""
    refuse_strangers(request)
    found = INDICATEURS.get(indicateur)
    if found is None:
        raise Refusal("introuvable", "Aucun indicateur n’a ce code. La liste /indicateurs les donne tous.")
    lecture = answers.read()
    lues = [
        {name: getattr(source, name) for name in ("titre", "editeur", "page", "licence")}
        | {"date": source.date or None}
        for source in list_sources(lecture.build, found)
    ]
    requete = (FOLDER / f"{found.code}.sql").read_text(encoding="utf-8")
    element = _describe(found) | {"requete": requete, "sources_lues": lues}
    return answers.write_one(Fiche[Indicateur], lecture, element)


@router.get("/valeurs", response=Liste[Valeur], summary="Les valeurs des indicateurs", operation_id="valeurs")
def list_valeurs(request: HttpRequest, filtres: Query[FiltresValeurs]) -> HttpResponse:
    """Les valeurs, avec année, unité, couverture et sources, par ordre d’indicateur, de territoire, de lien.

    Un territoire sans aucune valeur a une ligne dont la `valeur` est nulle et la `raison` dite ;
    elle n’est pas donnée quand `lien` ou `annee` est demandé. Inconnu n’est jamais zéro.
    """
    refuse_strangers(request, FiltresValeurs)
    lecture = answers.read(filtres.monde)
    kept = [one for one in list_chiffres(lecture.build, filtres.monde) if _is_asked(one, filtres)]
    page = answers.cut(kept, filtres, lambda one: one.cle)
    remarques = remark(lecture, filtres.territoire)
    elements = [_describe_valeur(one, lecture) for one in page.rows]
    return answers.write_list(request, Liste[Valeur], lecture, page, elements, remarques)


@router.get("/valeurs/{fait:valeur}", response=Fiche[Valeur], summary="Une valeur", operation_id="valeur")
def show_valeur(request: HttpRequest, valeur: str) -> HttpResponse:
    """Une valeur par son identifiant ; celles du territoire inventé le disent."""
    refuse_strangers(request)
    for monde in ("reel", "fictif"):
        lecture = answers.read(monde)
        found = next((one for one in list_chiffres(lecture.build, monde) if one.cle == valeur), None)
        if found:
            return answers.write_one(Fiche[Valeur], lecture, _describe_valeur(found, lecture))
    raise Refusal("introuvable", "Aucune valeur n’a cet identifiant dans les données en place.")


def _is_asked(one: Chiffre, filtres: FiltresValeurs) -> bool:
    if filtres.indicateur and one.indicateur.code not in filtres.indicateur:
        return False
    if filtres.territoire and one.territoire.slug not in filtres.territoire:
        return False
    if filtres.connues != "toutes" and (filtres.connues == "oui") != (one.valeur is not None):
        return False
    if one.valeur is None:
        return not filtres.lien and not filtres.annee
    return (not filtres.lien or one.valeur.lien in filtres.lien) and (
        not filtres.annee or write_annee(one.valeur.annee) in filtres.annee
    )


def _describe(indicateur: Document) -> dict[str, Any]:
    return asdict(indicateur) | {
        "valeurs": answers.select("valeurs", {"indicateur": indicateur.code}),
        "page": answers.page("indicateur", indicateur.code),
        "adresse": answers.address("indicateurs", indicateur.code),
    }


def _describe_valeur(one: Chiffre, lecture: Lecture) -> dict[str, Any]:
    code, place = one.indicateur.code, one.territoire
    numbers = ("numerateur", "numerateur_haut", "denominateur", "nb_lignes", "nb_lignes_utiles")
    read = ("lien", "annee", "valeur", "valeur_haute", *numbers, "couverture_pct")
    page = answers.page("indicateur", code)
    if one.valeur:
        page = answers.page("valeur", code, place.slug, one.valeur.lien, write_annee(one.valeur.annee))
    return {name: getattr(one.valeur, name) if one.valeur else None for name in read} | {
        "id": one.cle,
        "indicateur": code,
        "titre": one.indicateur.titre,
        "territoire": place.slug,
        "territoire_siren": place.siren,
        "unite": one.indicateur.unite,
        "raison": one.raison or None,
        "sources": [SOURCES[source] for source in one.indicateur.sources],
        "est_fictif": lecture.est_fictif,
        "page": page,
        "adresse": answers.address("valeurs", one.cle),
    }
