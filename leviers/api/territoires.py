"""/api/v1/territoires: the 22 métropoles, and by its own address the invented territoire."""

from collections import Counter
from functools import lru_cache
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element, Fiche, Lecture, Liste
from leviers.api.parameters import Codes, SuiteMonde, refuse_strangers
from leviers.api.problems import Refusal
from leviers.api.usages import compute
from leviers.catalogue.objects import describe_repere
from leviers.catalogue.published import Published
from leviers.evidence import fictif, releves
from leviers.evidence.portrait import draw_portrait
from leviers.evidence.repertoire import describe_champs, describe_territoire
from leviers.reference import territoires
from leviers.reference.territoires import Metropole

router = Router(tags=["territoires"])
REGIONS = sorted({metropole.region_code for metropole in territoires.load_metropoles().values()})


class TerritoireBref(Element):
    """A territoire of the list."""

    siren: str = Field(description="SIREN, neuf chiffres : clé de toute jointure.", examples=["244400404"])
    slug: str = Field(description="Mot de l’adresse de sa page.", examples=["nantes"])
    nom: str = Field(description="Nom officiel.", examples=["Nantes Métropole"])
    kind: str = Field(description="Statut : metropole, metropole-de-lyon, ou fictif.", examples=["metropole"])
    region: str | None = Field(description="Nom de la région ; null pour le territoire inventé.")
    population: int = Field(description="Habitants (population municipale).", examples=[690_000])
    population_annee: int = Field(description="Année de la population.", examples=[2023])
    nb_communes: int = Field(description="Communes membres.", examples=[24])
    date_creation: str | None = Field(description="Prise d’effet du statut, AAAA-MM-JJ ; null si inconnue.")
    nb_demarches: int | None = Field(description="Démarches publiées ; mesure notre relevé, pas l’action.")
    nb_leviers_reperes: int | None = Field(
        description="Leviers repérés, sur 50 ; ni un score ni un rang. Null quand aucun build ne le dit."
    )
    est_fictif: bool = Field(description="Vrai pour le territoire inventé.", examples=[False])


class Champ(BaseModel):
    """One champ in a territoire."""

    code: str = Field(description="Code du champ d’action.", examples=["achats-responsables"])
    nb_leviers: int = Field(description="Leviers du champ.", examples=[7])
    nb_leviers_reperes: int = Field(description="Ceux qui sont repérés ici.", examples=[5])
    nb_demarches: int = Field(description="Démarches du champ ici.", examples=[4])


class Repere(BaseModel):
    """A sourced figure, or a yes."""

    id: str = Field(description="Identifiant du repère.")
    cle: str = Field(description="Ce qui est dit, le même mot pour toutes les métropoles.")
    libelle: str = Field(description="La même chose en français.")
    genre: str = Field(description="Comment lire la valeur : oui, texte ou nombre.")
    valeur: str = Field(description="Valeur, en texte.")
    unite: str = Field(description="Unité ; vide pour un oui ou un texte.")
    annee: int | None = Field(description="Année ; null si inconnue.")
    precision: str = Field(description="Ce que la valeur couvre.")
    calcul: str = Field(description="Comment elle est calculée, quand elle l’est.")
    source_url: str = Field(description="Page publique qui le dit.")
    source_titre: str = Field(description="Titre de cette page.")
    source_editeur: str = Field(description="Qui la publie.")
    source_date: str = Field(description="Date de la page : AAAA, AAAA-MM, AAAA-MM-JJ ou vide.")


class Fonds(BaseModel):
    """Acts received for one genre."""

    genre: str = Field(description="marche, subvention ou deliberation.", examples=["marche"])
    lien: str = Field(description="De qui : metropole ou commune.", examples=["metropole"])
    nb: int = Field(description="Actes reçus.", examples=[1200])
    de: int | None = Field(description="Première année ; null si aucune n’est sûre.")
    a: int | None = Field(description="Dernière année ; null si aucune n’est sûre.")


class Territoire(TerritoireBref):
    """A territoire in full."""

    region_code: str | None = Field(description="Code Insee de la région.", examples=["52"])
    departements: list[str] = Field(description="Codes des départements.", examples=[["44"]])
    champs: list[Champ] = Field(description="Ce qui est repéré, champ par champ.")
    reperes: list[Repere] = Field(description="Repères chiffrés ou oui/non, chacun avec sa source.")
    fonds: list[Fonds] = Field(
        description="Ce que les fichiers publics reçus contiennent ; un genre absent n’a pas été reçu."
    )
    usages: str = Field(description="Adresse de ses 50 usages.")
    valeurs: str = Field(description="Adresse de ses valeurs d’indicateurs.")
    demarches: str | None = Field(description="Adresse de ses démarches.")


class Filtres(SuiteMonde):
    """What the list of territoires may be narrowed by."""

    region: list[Annotated[str, Codes(REGIONS)]] = Field([], description="Codes Insee de régions.")


@router.get(
    "/territoires", response=Liste[TerritoireBref], summary="Les territoires", operation_id="territoires"
)
def list_territoires(request: HttpRequest, filtres: Query[Filtres]) -> HttpResponse:
    """Les 22 métropoles, par ordre de `slug`. Le territoire inventé n’y est pas : `monde=fictif`."""
    refuse_strangers(request, Filtres)
    lecture = answers.read(filtres.monde)
    places = sorted(fictif.list_territoires(filtres.monde), key=lambda place: place.slug)
    kept = [place for place in places if not filtres.region or place.region_code in filtres.region]
    page = answers.cut(kept, filtres, lambda place: place.slug)
    elements = [_describe(place, lecture) for place in page.rows]
    return answers.write_list(request, Liste[TerritoireBref], lecture, page, elements)


@router.get(
    "/territoires/{slug:territoire}",
    response=Fiche[Territoire],
    summary="Un territoire",
    operation_id="territoire",
)
def show_territoire(request: HttpRequest, territoire: str) -> HttpResponse:
    """Un territoire par son `slug` ou son SIREN ; `orval` est inventé et le dit."""
    refuse_strangers(request)
    place = find(territoire)
    lecture = answers.read(fictif.find_monde(place.slug))
    releve = releves.current(lecture.monde)
    query, est_fictif = {"territoire": place.slug}, lecture.est_fictif
    element = _describe(place, lecture) | {
        "region_code": place.region_code or None,
        "departements": list(place.departements),
        "champs": [] if est_fictif else describe_champs(draw_portrait(lecture.catalogue, place)),
        "reperes": [describe_repere(one) for one in lecture.catalogue.reperes if one.territoire is place],
        "fonds": [
            {"genre": genre, "lien": lien, "nb": fonds.nb, "de": fonds.de, "a": fonds.a}
            for (siren, genre, lien), fonds in sorted(releve.fonds.items() if releve else ())
            if siren == place.siren and lien != "autre"
        ],
        "usages": answers.select("usages", query, est_fictif=est_fictif),
        "valeurs": answers.select("valeurs", query, est_fictif=est_fictif),
        "demarches": None if est_fictif else answers.select("demarches", query),
    }
    return answers.write_one(Fiche[Territoire], lecture, element)


def find(identifier: str) -> Metropole:
    """A territoire by slug or SIREN.

    Raises  Refusal when there is none
    """
    orval = fictif.load_orval()
    by_siren = {**territoires.load_metropoles(), orval.siren: orval}
    place = fictif.find_territoire(identifier) or by_siren.get(identifier)
    if place is None:
        raise Refusal(
            "introuvable", "Aucun territoire n’a ce slug ni ce SIREN. La liste /territoires les donne."
        )
    return place


def _describe(place: Metropole, lecture: Lecture) -> dict[str, Any]:
    known = compute(lecture)
    here = known.of_territoire(place.siren) if known else None
    nb = None if lecture.est_fictif else _count_demarches(lecture.catalogue)[place.siren]
    return {
        **describe_territoire(place),
        "nb_demarches": nb,
        "nb_leviers_reperes": None if here is None else sum(usage.est_repere for usage in here),
        "kind": place.kind,
        "est_fictif": lecture.est_fictif,
        "page": answers.page("metropole", place.slug),
        "adresse": answers.address("territoires", place.slug),
    }


@lru_cache(maxsize=2)
def _count_demarches(catalogue: Published) -> Counter[str]:
    return Counter(demarche.territoire.siren for demarche in catalogue.demarches.values())
