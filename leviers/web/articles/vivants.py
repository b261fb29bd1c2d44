"""What an article shows of the observatory, drawn when it is read; what is gone is said, never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leviers.catalogue.published import Published
from leviers.evidence import fictif
from leviers.graphiques.catalogue import find
from leviers.graphiques.words import say_source
from leviers.participation.articles.publies import Bloc, Publie
from leviers.reference import territoires, typologie
from leviers.reference.typography import NBSP
from leviers.warehouse.indicateurs import LIENS, load_indicateurs
from leviers.warehouse.values import list_valeurs
from leviers.web.graphiques.figure import Figure, read_etat
from leviers.web.indicateurs import figures
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import nombre, typo


@dataclass(frozen=True, slots=True)
class Shown:
    """One block ready to be drawn; `absence` is a sentence, said in its place, when it cannot be.

    niveau  level of its title among those of the page
    """

    genre: str
    valeur: Any
    niveau: int
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A value of an indicator as the observatory gives it now."""

    valeur: str
    libelle: str
    qui: str
    annee: str
    source: str
    address: str
    est_faible: bool
    est_fictif: bool


def show_blocs(article: Publie, catalogue: Published) -> list[Shown]:
    """Every block, in order; a chart that comes twice is drawn once."""
    shown: list[Shown] = []
    drawn: set[str] = set()
    niveau = 2
    for bloc in article.corps:
        if bloc.genre == "graphique" and bloc.valeur in drawn:
            shown.append(Shown("absent", None, niveau, "Ce graphique est dessiné plus haut."))
            continue
        shown.append(_show(bloc, catalogue, niveau))
        if bloc.genre == "graphique":
            drawn.add(bloc.valeur)
        if bloc.genre == "intertitre":
            niveau = 3
    return shown


def _show(bloc: Bloc, catalogue: Published, niveau: int) -> Shown:
    readers: dict[str, Callable[[Any], Any]] = {
        "figure": _read_chiffre,
        "graphique": _read_graphique,
        "levier": _read_levier,
    }
    if bloc.genre == "demarche":
        found: Any = catalogue.demarches.get(bloc.valeur)
        found = found or f"La démarche « {bloc.valeur} », citée ici, n’est plus publiée dans l’observatoire."
    elif bloc.genre in ("image", "fichier"):
        found = bloc.valeur if bloc.valeur["piece"] else "Ce fichier a été retiré depuis."
    else:
        found = readers[bloc.genre](bloc.valeur) if bloc.genre in readers else bloc.valeur
    if bloc.genre in (*readers, "demarche", "image", "fichier") and isinstance(found, str):
        return Shown("absent", None, niveau, typo(found))
    return Shown(bloc.genre, found, niveau)


def _read_chiffre(said: dict[str, Any]) -> Chiffre | str:
    """The value of today, or why there is none."""
    code, slug, lien, annee = (said[name] for name in ("indicateur", "territoire", "lien", "annee"))
    indicateur = load_indicateurs().get(code)
    place = fictif.find_territoire(slug)
    if indicateur is None or place is None:
        return (
            f"Le chiffre cité ici vient d’un indicateur, « {code} », qui n’existe plus dans l’observatoire."
        )
    build = figures.find_build(fictif.find_monde(slug))
    if build is None:
        return (
            f"« {indicateur.titre} », {place.nom} : les données ouvertes ne sont pas chargées ici. "
            "C’est « inconnu », pas 0."
        )
    mine = [
        one
        for one in list_valeurs(build).get(code, ())
        if one.territoire_siren == place.siren and one.lien == (lien or "metropole")
    ]
    found = next((one for one in mine if annee in ("", one.annee)), None)  # the latest year comes first
    if found is None:
        when = f" en {annee}" if annee else ""
        return (
            f"« {indicateur.titre} », {place.nom}, {LIENS[lien or 'metropole']} : aucune valeur{when} dans "
            "les données chargées aujourd’hui. C’est « inconnu », pas 0."
        )
    coverage = f"couverture de {nombre(found.couverture_pct)}{NBSP}%"
    return Chiffre(
        valeur=figures.say_valeur(indicateur, found),
        libelle=indicateur.titre,
        qui=f"{place.nom}, {LIENS[found.lien]}",
        annee=figures.say_annee(found),
        source=say_source(indicateur.sources, build, annees=figures.say_annee(found), couverture=coverage),
        address=figures.write_address(slug, found),
        est_faible=figures.is_low(found),
        est_fictif=build.est_fictif,
    )


def _read_graphique(cle: str) -> Figure | str:
    """The chart of today, perhaps empty: it says so itself."""
    found = find(cle, read_etat())
    if found is None:
        return f"Le graphique cité ici, « {cle} », n’existe plus, ou ses données ne sont pas chargées ici."
    return Figure(found)


def _read_levier(code: str) -> typologie.Levier | str:
    found = typologie.load_leviers().get(code)
    return found or f"Le levier « {code} », cité ici, n’existe plus dans la typologie."


def list_sujets(pairs: tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    """Kind, name and address of each subject that exists."""
    shown = []
    by_siren = territoires.load_metropoles()
    for kind, code in pairs:
        if kind == "champ" and (champ := typologie.load_champs().get(code)):
            shown.append((kind, champ.nom, reverse_url("champ", code)))
        elif kind == "levier" and (levier := typologie.load_leviers().get(code)):
            shown.append((kind, levier.nom_court, reverse_url("levier", code)))
        elif kind == "territoire" and (place := by_siren.get(code)):
            shown.append((kind, place.nom, reverse_url("metropole", place.slug)))
    return shown
