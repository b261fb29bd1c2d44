"""Numbers of the indicators in French, and the pieces of sentences that every chart shares."""

from collections.abc import Sequence
from typing import Protocol

from leviers.evidence.regles import load_regles
from leviers.reference.typography import NBSP, euros, euros_courts, nombre, pluriel
from leviers.sources.catalogue import load_sources
from leviers.warehouse.indicateurs import Indicateur
from leviers.warehouse.read import Build

LISTES = {
    "siae": ("structure d’insertion (IAE)", "structures d’insertion (IAE)"),
    "esat": ("organisme qui gère un ESAT", "organismes qui gèrent un ESAT"),
    "geiq": ("groupement d’employeurs (GEIQ)", "groupements d’employeurs (GEIQ)"),
    "tiers-lieux": ("atelier de fabrication ou tiers-lieu", "ateliers de fabrication ou tiers-lieux"),
    "esus": ("entreprise agréée ESUS", "entreprises agréées ESUS"),
    "ess-france": ("entreprise de la liste ESS France", "entreprises de la liste ESS France"),
}
"""What each public list counts, one and many."""


class Mesure(Protocol):
    """A value of an indicator, wherever it was read."""

    @property
    def valeur(self) -> float: ...
    @property
    def valeur_haute(self) -> float | None: ...
    @property
    def couverture_pct(self) -> float: ...


def is_range(valeur: Mesure) -> bool:
    """Whether its two ends differ."""
    return valeur.valeur_haute is not None and valeur.valeur_haute != valeur.valeur


def find_top(valeur: Mesure) -> float:
    """The high end of a range, the value itself otherwise."""
    return valeur.valeur if valeur.valeur_haute is None else valeur.valeur_haute


def is_low(valeur: Mesure) -> bool:
    """Whether too few rows carried what was needed for the value to measure anything."""
    return valeur.couverture_pct < load_regles().couverture_pct


def say_valeur(indicateur: Indicateur, valeur: Mesure) -> str:
    """« 12,5 % », « 3 marchés », « de 1 000 € à 2 000 € », « 2 sur 3 », with its unit."""
    low, high = valeur.valeur, valeur.valeur_haute
    if high is None or high == low:
        return say_number(indicateur, low)
    if indicateur.unite == "€":
        return f"de {euros(round(low))} à {euros(round(high))}"
    return f"de {nombre(low)} à {say_number(indicateur, high)}"


def say_number(indicateur: Indicateur, number: float) -> str:
    """One number with the unit of its indicator; amounts to the euro."""
    unite = indicateur.unite
    if unite == "€":
        return euros(round(number))
    said = nombre(number)
    if unite == "de 0 à 1":
        return f"{said} ({unite})"
    if number < 2 and unite.endswith("s") and " " not in unite:
        unite = unite.removesuffix("s")
    return f"{said}{NBSP}{unite}"


def say_cell(indicateur: Indicateur, valeur: Mesure) -> str:
    """A value short enough for a table whose caption gives the unit: « 12,5 % », « 1,2 M€ », « 3 à 5 »."""
    ends = [valeur.valeur] + ([find_top(valeur)] if is_range(valeur) else [])
    write = euros_courts if indicateur.unite == "€" else nombre
    said = " à ".join(write(end) for end in ends)
    return f"{said}{NBSP}%" if indicateur.unite == "%" else said


def say_unite(indicateur: Indicateur) -> str:
    """What is measured, at the head of a caption: « En pourcentage », « Nombre de marchés »."""
    unite = indicateur.unite
    if unite in ("%", "€"):
        return {"%": "En pourcentage", "€": "En euros"}[unite]
    if unite.startswith("de "):
        return f"Indice {unite}"
    if unite.startswith(("pour ", "sur ")):
        return f"Nombre {unite}"
    return f"En {unite}"


def say_short(indicateur: Indicateur, number: float) -> str:
    """One number for a graduation or a sentence: « 12,5 % », « 1,2 M€ », « 30 »."""
    if indicateur.unite == "€":
        return euros_courts(number)
    return f"{nombre(number)}{NBSP}%" if indicateur.unite == "%" else nombre(number)


def say_sources(codes: Sequence[str]) -> str:
    """The first public source by its title, and how many others."""
    known = load_sources()
    first, *others = (known[code].titre if code in known else code for code in codes)
    return f"{first}, et {pluriel(len(others), 'autre liste', 'autres listes')}" if others else first


def say_source(codes: Sequence[str], build: Build, *, annees: str = "", couverture: str = "") -> str:
    """The line under a chart: sources, years, coverage, build."""
    if build.est_fictif:
        head = "Données inventées pour la démonstration"
    else:
        head = f"{'Sources' if len(codes) > 1 else 'Source'}{NBSP}: {say_sources(codes)}"
    parts = [head, annees, couverture, f"build {build.numero}", "Leviers, Licence Ouverte 2.0"]
    return f"{' ; '.join(part for part in parts if part)}."


def say_coverage(valeurs: Sequence[Mesure]) -> str:
    """« couverture de 12 % à 100 % »."""
    found = [valeur.couverture_pct for valeur in valeurs]
    if not found:
        return ""
    low, high = (f"{nombre(end, 0)}{NBSP}%" for end in (min(found), max(found)))
    return f"couverture de {low}" if low == high else f"couverture de {low} à {high}"
