"""/api/v1/preuves: each preuve with its way back to its source."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Lecture, Liste, Page
from leviers.api.indicateurs import INDICATEURS
from leviers.api.parameters import Levier, SuiteMonde, Territoire, refuse_strangers
from leviers.api.problems import Refusal
from leviers.api.usages import compute, remark
from leviers.evidence import fictif
from leviers.evidence.chiffres import write_annee
from leviers.evidence.registre import (
    FIRST,
    Asked,
    Inscription,
    find_inscription,
    list_inscriptions,
    read_cle,
)
from leviers.warehouse.values import list_valeurs

router = Router(tags=["preuves"])
GENRE = Literal["declaree", "documentee", "constatee", "mesuree"]
ETAT = Literal["certaine", "confirmee", "proposee", "discutee", "rejetee"]
LISTES = {"marche": "marches", "subvention": "subventions", "deliberation": "deliberations"}


class Preuve(Element):
    """A preuve: a démarche, an act, a measure."""

    id: str = Field(
        description="Identifiant : « territoire.levier.genre:identifiant ».",
        examples=["nantes.spaser.demarche:nantes-spaser-2022"],
    )
    territoire: str = Field(description="Slug du territoire.", examples=["nantes"])
    territoire_siren: str = Field(description="SIREN du territoire.", examples=["244400404"])
    levier: str = Field(description="Code du levier.", examples=["spaser"])
    genre: str = Field(
        description="documentee (démarche sourcée), constatee (acte public), mesuree (indicateur), declaree.",
        examples=["documentee"],
    )
    etat: str | None = Field(
        description="D’un acte : certaine (par une règle), confirmee, discutee, rejetee (par des personnes), "
        "proposee (par la machine seule). Null pour une démarche ou une mesure."
    )
    est_comptee: bool = Field(description="Vrai quand elle compte dans le niveau de preuve.")
    lien: str = Field(description="De qui est l’acte : metropole ou commune.", examples=["metropole"])
    annee: int | None = Field(description="Année ; null si inconnue.", examples=[2022])
    titre: str = Field(description="Titre de la démarche, objet de l’acte ou titre de l’indicateur.")
    fait_genre: str | None = Field(description="marche, subvention ou deliberation ; null hors des actes.")
    fait_id: str | None = Field(description="Identifiant de l’acte ; null hors des actes.")
    demarche: str | None = Field(description="Identifiant de la démarche ; null sinon.")
    indicateur: str | None = Field(description="Code de l’indicateur ; null sinon.")
    valeur: float | None = Field(description="Valeur mesurée, dans son unité ; null sinon.")
    unite: str | None = Field(description="Unité de la valeur.")
    couverture_pct: float | None = Field(description="Part des lignes qui portaient ce qu’il faut, en %.")
    donneur_nom: str | None = Field(description="Qui achète, donne ou décide.")
    tiers_nom: str | None = Field(description="Titulaire ou bénéficiaire ; jamais une personne physique.")
    montant_eur: float | None = Field(description="Montant en euros ; null si inconnu ou douteux.")
    confiance: float | None = Field(
        description="De 0 à 1 : part estimée de détections justes de cette force."
    )
    raison: str | None = Field(description="Ce qui a fait voir le levier dans l’acte, en mots.")
    mots: list[str] = Field(description="Les mots de l’acte qui ont compté.")
    fichier: str | None = Field(description="Fichier d’origine ; null hors des actes.")
    ligne: int | None = Field(description="Ligne ou rang dans ce fichier.")
    sources: list[str] = Field(description="Pages publiques d’une démarche.")
    est_fictif: bool = Field(description="Vrai pour le territoire inventé.", examples=[False])


_ACTE = ("donneur_nom", "tiers_nom", "montant_eur", "confiance", "raison", "mots", "fichier", "ligne")
_NOTHING = dict.fromkeys(
    ("fait_genre", "fait_id", "demarche", "indicateur", "valeur", "unite", "couverture_pct", *_ACTE)
)


class Filtres(SuiteMonde):
    """What the list of preuves may be narrowed by."""

    territoire: list[Territoire] = Field([], description="Slugs de territoires.")
    levier: list[Levier] = Field([], description="Codes de leviers.")
    genre: list[GENRE] = Field([], description="Genres de preuve.")
    etat: list[ETAT] = Field([], description="États d’un acte ; les autres preuves n’en ont pas.")
    lien: list[Literal["metropole", "commune"]] = Field([], description="De qui est l’acte.")


@router.get("/preuves", response=Liste[Preuve], summary="Les preuves", operation_id="preuves")
def list_preuves(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Toutes les preuves, comptées ou non, par ordre de territoire, de levier, de genre puis d’identifiant.

    Une preuve proposée par la machine ou écartée par une personne est donnée aussi : `etat` le dit.
    """
    refuse_strangers(request, Filtres)
    lecture = answers.read(filtres.monde)
    usages = compute(lecture)
    lists = (filtres.territoire, filtres.levier, filtres.genre, filtres.etat, filtres.lien)
    place = read_cle(answers.read_cursor(filtres.curseur)) if filtres.curseur else FIRST
    found: list[Inscription] = []
    total = 0
    if usages:
        asked = Asked(*(tuple(one) for one in lists))
        found, total = list_inscriptions(usages, asked, apres=place, nb=filtres.limite + 1)
    rows = found[: filtres.limite]
    suivant = answers.code(rows[-1].cle) if len(found) > filtres.limite else ""
    elements = [_describe(one, lecture) for one in rows]
    remarques = remark(lecture, filtres.territoire)
    page = Page(rows, suivant, total)
    return answers.write_list(request, Liste[Preuve], lecture, page, elements, remarques)


@router.get("/preuves/{fait:preuve}", response=Fiche[Preuve], summary="Une preuve", operation_id="preuve")
def show_preuve(request: HttpRequest, preuve: str) -> HttpResponse:
    """Une preuve par son identifiant ; un signe hors de A-Z a-z 0-9 - _ . : s’y écrit ~XX."""
    refuse_strangers(request)
    lecture = answers.read(fictif.find_monde(read_cle(preuve)[0]))
    usages = compute(lecture)
    found = find_inscription(usages, preuve) if usages else None
    if found is None:
        raise Refusal("introuvable", "Aucune preuve n’a cet identifiant dans les données en place.")
    return answers.write_one(Fiche[Preuve], lecture, _describe(found, lecture))


def _describe(one: Inscription, lecture: Lecture) -> dict[str, Any]:
    preuve, (slug, levier, genre, code) = one.preuve, one.place
    more = _describe_acte(one) if one.acte else _describe_known(one, lecture, genre, code)
    return {
        **_NOTHING,
        "mots": [],
        "sources": [],
        "id": one.cle,
        "territoire": slug,
        "territoire_siren": one.usage.territoire.siren,
        "levier": levier,
        "genre": preuve.genre,
        "etat": preuve.etat if one.acte else None,
        "est_comptee": one.est_comptee,
        "lien": preuve.lien,
        "annee": preuve.annee,
        "est_fictif": lecture.est_fictif,
        "adresse": answers.address("preuves", one.cle),
        **more,
    }


def _describe_acte(one: Inscription) -> dict[str, Any]:
    acte = one.acte or {}
    return {name: acte[name] for name in _ACTE} | {
        "titre": acte["objet"] or "",
        "fait_genre": acte["fait_genre"],
        "fait_id": acte["fait_id"],
        "page": answers.page_of_fait(LISTES[acte["fait_genre"]], acte["fait_id"]),
    }


def _describe_known(one: Inscription, lecture: Lecture, genre: str, code: str) -> dict[str, Any]:
    """A démarche with its pages, or a measure with its value."""
    if genre == "demarche":
        demarche = lecture.catalogue.demarches[code]
        return {
            "titre": demarche.titre,
            "demarche": code,
            "montant_eur": demarche.montant_eur,
            "sources": [source.url for source in demarche.sources],
            "page": answers.page("demarche", code),
        }
    name, _, annee = code.rpartition(":")
    indicateur, place = INDICATEURS[name], one.usage.territoire
    values = list_valeurs(lecture.build).get(name, ()) if lecture.build else ()
    valeur = next(
        value
        for value in values
        if (value.territoire_siren, value.lien, write_annee(value.annee)) == (place.siren, "metropole", annee)
    )
    return {
        "titre": indicateur.titre,
        "indicateur": name,
        "valeur": valeur.valeur,
        "unite": indicateur.unite,
        "couverture_pct": valeur.couverture_pct,
        "page": answers.page("valeur", name, place.slug, "metropole", annee),
    }
