"""Who could answer an annonce, and why, in words: annonces of the other sense, territoires like this one.

Order, stated in docs/methode/reseau.md:
  annonces     most leviers in common, then nearest, then last shown
  territoires  from the most similar to the least, among the NB_VOISINS most similar
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.comparison.explore import NB_VOISINS
from leviers.comparison.neighbours import Ecart, Voisin, find_comparables
from leviers.directory.annonces.lecture import list_leviers, list_open
from leviers.directory.annonces.tournee import Piste
from leviers.directory.models import Annonce
from leviers.evidence import releves
from leviers.evidence.niveaux import DOCUMENTE
from leviers.evidence.usages import Usage, compute_usages
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.reference.typography import accord, enumere, nombre, pluriel, typo
from leviers.warehouse.read import REEL, Build

Nature = Annonce.Nature
SHARED = (Nature.RETOUR, Nature.VISITE, Nature.MODELE, Nature.AUTRE)
"""What a territoire that uses the levier may have to share; premises and suppliers are not among it."""
CLOSE = 0.5  # robust standard deviations under which two values are called close, as on /comparer/
MOST_REASONS = 2
_NAMED = {
    Nature.RETOUR: "un retour d’expérience",
    Nature.VISITE: "une visite",
    Nature.MODELE: "un modèle de délibération",
    Nature.LOCAL: "un local",
    Nature.FOURNISSEUR: "un fournisseur",
    Nature.AUTRE: "autre chose",
}
EARTH_KM = 6371


@dataclass(frozen=True)
class Repondant:
    """One who could answer.

    cle       the same for the same one, whenever it is asked
    annonce   the annonce that answers, or none for a territoire
    usages    what a territoire uses of what is looked for
    raisons   why it is here, one sentence each
    km        between the two central cities; None when one of them is unknown
    """

    cle: str
    nom: str
    raisons: tuple[str, ...]
    km: int | None
    annonce: Annonce | None = None
    territoire: Metropole | None = None
    usages: tuple[Usage, ...] = ()


def find_repondants(
    annonce: Annonce, ouvertes: Iterable[Annonce], catalogue: Published, build: Build | None
) -> tuple[Repondant, ...]:
    """Everyone who could answer: the annonces first, then the territoires.

    Rule   an annonce of the other sense and the same nature, by somebody else, with a levier in common; for
           who looks for what a territoire can share, those most like hers that use the levier, documented at
           least; a territoire whose annonce answers is not said again
    """
    opposite = [one for one in ouvertes if _answers(one, annonce)]
    found = sorted((_as_annonce(annonce, one) for one in opposite), key=lambda one: _rank(annonce, one))
    said = {annonce.siren, *(one.siren for one in opposite)}
    return (*found, *_list_territoires(annonce, said, catalogue, build))


def find_now(annonce: Annonce) -> tuple[Repondant, ...]:
    """The same from what is open, published and built today."""
    releve = releves.current(REEL)
    return find_repondants(annonce, list_open(), published.current(), releve.build if releve else None)


def find_pistes(annonce: Annonce) -> list[Piste]:
    """The same in the words of a letter."""
    return [Piste(one.cle, f"{one.nom}. {' '.join(one.raisons)}") for one in find_now(annonce)]


def measure_km(one: Metropole | None, other: Metropole | None) -> int | None:
    """Great-circle distance between two central cities, to the kilometre."""
    if one is None or other is None:
        return None
    (lat, lon), (lat_2, lon_2) = _read_point(one), _read_point(other)
    half = math.sin((lat_2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_2) * (
        math.sin((lon_2 - lon) / 2) ** 2
    )
    return round(2 * EARTH_KM * math.asin(math.sqrt(half)))


def _read_point(one: Metropole) -> tuple[float, float]:
    return math.radians(one.ville_centre["lat"]), math.radians(one.ville_centre["lon"])


def _answers(one: Annonce, annonce: Annonce) -> bool:
    is_other = one.pk != annonce.pk and one.siren != annonce.siren and one.auteur_id != annonce.auteur_id
    is_opposite = one.sens != annonce.sens and one.nature == annonce.nature
    return is_other and is_opposite and bool(set(one.leviers) & set(annonce.leviers))


def _as_annonce(annonce: Annonce, one: Annonce) -> Repondant:
    km = measure_km(load_metropoles().get(annonce.siren), load_metropoles().get(one.siren))
    shared = [levier.nom_court for levier in list_leviers(annonce) if levier.code in one.leviers]
    verb = "Propose" if one.sens == Annonce.Sens.PROPOSE else "Cherche"
    raisons = [f"{verb} {_NAMED[Nature(one.nature)]}."]
    raisons += [f"{accord(len(shared), 'Levier', 'Leviers')} en commun : {enumere(shared)}."]
    return Repondant(f"annonce:{one.pk}", one.nom, _finish(raisons, km), km, annonce=one)


def _list_territoires(
    annonce: Annonce, said: set[str], catalogue: Published, build: Build | None
) -> list[Repondant]:
    place = load_metropoles().get(annonce.siren)
    if place is None or annonce.sens != Annonce.Sens.CHERCHE or annonce.nature not in SHARED:
        return []
    usages = compute_usages(catalogue)
    voisins = find_comparables(catalogue, build, annonce.siren).voisins
    found = []
    for voisin in [one for one in voisins if one.distance is not None][:NB_VOISINS]:
        siren = voisin.territoire.siren
        used = [usages.by_key[siren, levier.code] for levier in list_leviers(annonce)]
        shown = tuple(usage for usage in used if usage.niveau.rang >= DOCUMENTE.rang)
        if shown and siren not in said:
            found.append(_as_territoire(place, voisin, shown))
    return found


def _as_territoire(place: Metropole, voisin: Voisin, usages: tuple[Usage, ...]) -> Repondant:
    there = voisin.territoire
    km = measure_km(place, there)
    raisons = [_say_usage(usage) for usage in usages]
    if close := _say_close(voisin.ecarts):
        raisons.append(f"Territoire comparable : {enumere(close)}.")
    cle = f"territoire:{there.siren}:{'+'.join(usage.levier.code for usage in usages)}"
    return Repondant(cle, there.nom, _finish(raisons, km), km, territoire=there, usages=usages)


def _say_usage(usage: Usage) -> str:
    said = f"L’emploie : {usage.levier.nom_court}, preuve de niveau « {usage.niveau.nom} »"
    nb = len(usage.demarches)
    return f"{said}, {pluriel(nb, 'démarche')}." if nb else f"{said}."


def _say_close(ecarts: Iterable[Ecart]) -> list[str]:
    """The variables on which two territoires are close, with both values, the closest first."""
    close = [ecart for ecart in ecarts if ecart.ecart is not None and ecart.ecart < CLOSE]
    close.sort(key=lambda ecart: (ecart.variable.est_nominale, ecart.ecart))
    return [_say_ecart(ecart) for ecart in close[:MOST_REASONS]]


def _say_ecart(ecart: Ecart) -> str:
    name = ecart.variable.nom[:1].lower() + ecart.variable.nom[1:]
    if ecart.variable.est_nominale or isinstance(ecart.mien, str) or isinstance(ecart.sien, str):
        return f"même {name} ({ecart.mien})"
    mine, other = (_say_value(value) for value in (ecart.mien or 0, ecart.sien or 0))
    return f"{name} ({mine} et {other} {ecart.variable.unite})"


def _say_value(value: float) -> str:
    """Thousands of people to the thousand, small values to one decimal."""
    if value >= 10_000:
        return nombre(round(value, -3), 0)
    return nombre(value, 0 if value >= 100 else 1)


def _finish(raisons: list[str], km: int | None) -> tuple[str, ...]:
    far = [f"À {nombre(km)} km, de centre à centre."] if km else []
    return tuple(typo(one) for one in [*raisons, *far])


def _rank(annonce: Annonce, one: Repondant) -> tuple[int, float, float]:
    theirs, shown = (one.annonce.leviers, one.annonce.montree_le) if one.annonce else ([], None)
    common = len(set(theirs) & set(annonce.leviers))
    return -common, math.inf if one.km is None else one.km, -shown.timestamp() if shown else 0
