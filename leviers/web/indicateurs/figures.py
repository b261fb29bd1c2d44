"""Figures of the indicators: found by what an address says, written the French way with their unit."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from leviers.evidence import fictif
from leviers.evidence.regles import load_regles
from leviers.graphiques.words import say_cell, say_number, say_valeur
from leviers.reference.territoires import Metropole
from leviers.warehouse.indicateurs import LIENS, Indicateur, load_indicateurs
from leviers.warehouse.read import Build, find_builds
from leviers.warehouse.values import Valeur, list_valeurs
from leviers.web.kit.typography import enumere

__all__ = ["say_cell", "say_number", "say_valeur"]
UNDATED = "aucune"
"""How an address writes a list whose year nobody wrote."""
_LIENS = ("metropole", "territoire", "commune", "autre")


def find_indicateur(code: str) -> Indicateur:
    """An indicator by its code, or a 404."""
    found = load_indicateurs().get(code)
    if found is None:
        raise Http404("Cet indicateur n’existe pas. Cherchez-le dans la liste des indicateurs.")
    return found


def find_place(slug: str) -> Metropole:
    """A métropole, or the invented territoire, by the word of its address, or a 404."""
    place = fictif.find_territoire(slug)
    if place is None:
        raise Http404("Cette métropole n’existe pas. Cherchez-la dans la liste des 22 métropoles.")
    return place


def find_build(monde: str) -> Build | None:
    """The build in force of one monde."""
    return find_builds(settings.HOME).get(monde)


def find_valeur(code: str, slug: str, annee: str, lien: str = "") -> tuple[Build, Valeur]:
    """One value and its build; without `lien`, the métropole, then the territoire, then its communes.

    Raises  Http404 that says what there is instead
    """
    find_indicateur(code)
    place = find_place(slug)
    if lien and lien not in LIENS:
        raise Http404(f"Écrivez l’un de ces mots à la place de « {lien[:40]} » : {', '.join(LIENS)}.")
    if annee != UNDATED and not (annee.isascii() and annee.isdigit() and len(annee) == 4):
        raise Http404("L’année s’écrit en quatre chiffres, ou « aucune » pour une liste sans date.")
    build = find_build(fictif.find_monde(slug))
    if build is None:
        raise Http404("Les données ouvertes ne sont pas chargées ici : aucun chiffre n’est calculé.")
    mine = [one for one in list_valeurs(build).get(code, ()) if one.territoire_siren == place.siren]
    found = [one for one in mine if write_annee(one) == annee and lien in ("", one.lien)]
    if not found:
        raise Http404(_say_missing(place, mine))
    return build, min(found, key=lambda one: _LIENS.index(one.lien))


def _say_missing(place: Metropole, mine: Iterable[Valeur]) -> str:
    known = sorted({write_annee(one) for one in mine})
    if not known:
        return (
            f"Cet indicateur n’a aucune valeur pour {place.nom} : rien n’est publié, ou rien n’est "
            "utilisable. C’est « inconnu », pas 0."
        )
    return (
        f"Pas de valeur cette année-là pour {place.nom}. "
        f"Il y en a pour {enumere(known)} : partez de la page de l’indicateur."
    )


def write_annee(valeur: Valeur) -> str:
    """The year as an address writes it."""
    return UNDATED if valeur.annee is None else str(valeur.annee)


def write_address(slug: str, valeur: Valeur, name: str = "valeur") -> str:
    """Address of the page of one value, or of one of its twins."""
    return reverse(name, args=[valeur.code, slug, valeur.lien, write_annee(valeur)])


def say_annee(valeur: Valeur) -> str:
    """The year in words."""
    return "année inconnue" if valeur.annee is None else str(valeur.annee)


def is_low(valeur: Valeur) -> bool:
    """Whether too few rows carried what was needed for the value to measure anything."""
    return valeur.couverture_pct < find_seuil()


def find_seuil() -> float:
    """The least coverage, in percent, for an indicator to measure: the rule of the niveau « mesuré »."""
    return load_regles().couverture_pct
