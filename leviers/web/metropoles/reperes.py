"""Repères as a reader sees them: by theme, years of one key together, never added up."""

from collections.abc import Iterable
from dataclasses import dataclass

from leviers.catalogue.published import Repere, Source
from leviers.web.kit.typography import NBSP, accord, euros, nombre

YES = "oui"
# A precision may begin with how exact the figure is; it then stands before the figure.
_APPROXIMATIONS = ("Plus de", "Près de", "Environ", "Au moins", "Moins de")

# Themes in reading order, the keys of each, and how each key is named when nothing is known.
THEMES: dict[str, dict[str, str]] = {
    "Politique et engagements": {
        "elu_ess": "une délégation à l’ESS",
        "strategie_ess": "une stratégie ESS",
        "instance_ess": "une instance de dialogue",
        "spaser": "un schéma d’achats responsables",
        "adherent_rtes": "l’adhésion au RTES en 2018",
        "tzcld": "un territoire zéro chômeur de longue durée",
        "tzcld_territoires": "",
        "ptce": "un pôle territorial de coopération économique",
        "monnaie_locale": "une monnaie locale",
    },
    "Emploi et établissements": {
        "part_emploi_ess": "la part de l’ESS dans l’emploi",
        "emplois_ess": "le nombre d’emplois de l’ESS",
        "part_etablissements_ess": "la part de l’ESS dans les établissements",
        "etablissements_ess": "le nombre d’établissements de l’ESS",
        "associations_employeuses": "le nombre d’associations employeuses",
    },
    "Budget et moyens": {
        "budget_ess": "le budget consacré à l’ESS",
        "agents_ess": "le nombre d’agents chargés de l’ESS",
    },
    "Achats et insertion": {
        "achats_ess": "les achats auprès de l’ESS",
        "objectif_achats_ess": "un objectif d’achats auprès de l’ESS",
        "heures_insertion": "les heures d’insertion d’une année",
        "heures_insertion_cumul": "les heures d’insertion cumulées",
        "objectif_heures_insertion": "un objectif d’heures d’insertion",
    },
    "Lieux": {
        "tiers_lieux_nombre": "le nombre de tiers-lieux",
        "tiers_lieu": "",
    },
    "Structures comptées dans les listes publiques": {
        "siae": "le nombre de structures d’insertion",
        "siae_aci": "le nombre d’ateliers et chantiers d’insertion",
        "siae_ei": "le nombre d’entreprises d’insertion",
        "siae_ai": "le nombre d’associations intermédiaires",
        "siae_etti": "le nombre d’entreprises de travail temporaire d’insertion",
        "esat": "le nombre d’ESAT",
        "esat_places": "le nombre de places en ESAT",
        "geiq": "le nombre de groupements d’employeurs pour l’insertion",
        "postes_adulte_relais": "le nombre de postes adultes-relais",
        "postes_fonjep": "le nombre de postes Fonjep",
        "population_qpv": "la population des quartiers prioritaires",
    },
    "Données publiées": {
        "transparence_marches": "une note de transparence des marchés",
        "transparence_subventions": "une note de transparence des subventions",
    },
}
OTHERS = "Autres repères"


@dataclass(frozen=True)
class Line:
    """One repère; `valeur` is ready to read, with its unit; `annee` is empty when unknown."""

    libelle: str
    est_oui: bool
    valeur: str
    annee: str
    precision: str
    calcul: str
    source: Source


@dataclass(frozen=True)
class Theme:
    """One theme: groups of lines, one group for each key, the latest year first."""

    titre: str
    groups: tuple[tuple[Line, ...], ...]


def group_by_theme(reperes: Iterable[Repere]) -> tuple[Theme, ...]:
    """Arrange repères; a theme without any is left out, a key of no theme goes to the last one."""
    by_key: dict[str, list[Repere]] = {}
    for repere in sorted(reperes, key=lambda repere: -(repere.annee or 0)):
        by_key.setdefault(repere.cle, []).append(repere)
    known = {key for keys in THEMES.values() for key in keys}
    every = {**THEMES, OTHERS: dict.fromkeys((key for key in by_key if key not in known), "")}
    themes = (
        Theme(titre, tuple(tuple(map(read_line, by_key[key])) for key in keys if key in by_key))
        for titre, keys in every.items()
    )
    return tuple(theme for theme in themes if theme.groups)


def list_missing(reperes: Iterable[Repere]) -> tuple[str, ...]:
    """What was looked for and not found, in words."""
    found = {repere.cle for repere in reperes}
    return tuple(word for keys in THEMES.values() for key, word in keys.items() if word and key not in found)


def read_line(repere: Repere) -> Line:
    """One repère in French."""
    about, precision = _split_precision(repere.precision)
    value = read_value(repere)
    return Line(
        libelle=repere.libelle,
        est_oui=repere.genre == "oui",
        valeur=f"{about} {value}" if about else value,
        annee=str(repere.annee or ""),
        precision=precision,
        calcul=repere.calcul,
        source=repere.source,
    )


def read_value(repere: Repere) -> str:
    """The value with its unit: 1 234,5 %, 2 600 000 € par an, oui, a name. A year is not a quantity."""
    if repere.genre == "oui":
        return YES
    if repere.genre == "texte":
        return repere.valeur
    if repere.unite == "année":
        return repere.valeur
    number = float(repere.valeur)
    if repere.unite.startswith("€"):
        return f"{euros(number)}{repere.unite.removeprefix('€')}"
    unite = accord(number, _singular(repere.unite), repere.unite)
    return f"{nombre(number)}{NBSP}{unite}".rstrip(NBSP)


def _singular(unite: str) -> str:
    """Units are written in the plural: structures, lieux, tiers-lieux, postes."""
    return unite.removesuffix("x" if unite.endswith("lieux") else "s")


def _split_precision(precision: str) -> tuple[str, str]:
    """Take "Plus de" out of "Plus de ; par an", which stands before the figure."""
    first, _, rest = precision.partition(";")
    if first.strip() in _APPROXIMATIONS:
        return first.strip().lower(), rest.strip()
    return "", precision
