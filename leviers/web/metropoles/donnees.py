"""The French words of the open data of one territoire."""

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from leviers.evidence.donnees import Donnees, Serie, Valeur
from leviers.evidence.preuves import COMMUNE, METROPOLE
from leviers.graphiques.words import LISTES
from leviers.web.faits import codes
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, nombre, pluriel, unite
from leviers.web.metropoles.preuves import GENRES as WORDS

MOTIFS = {
    "insertion": "structure d’insertion",
    "handicap": "structure du handicap",
    "loi-statut": "par son statut",
    "loi-declaration": "se déclare de l’ESS",
    "agrement": "agréée ESUS",
    "nom": "d’après son nom",
}
LIENS = {METROPOLE: "La métropole elle-même", COMMUNE: "Les communes du territoire"}
LOW = 50
"""Coverage in percent below which a value is a clue, hardly more (docs/methode/indicateurs.md)."""
YEARS = 6
"""Years shown of a series, the latest; the page of the indicator has them all."""


@dataclass(frozen=True)
class Case:
    """One value in words, and the ends of a range in percent for its drawing."""

    annee: int
    texte: str
    couverture: str
    est_fragile: bool
    bas: float | None = None
    haut: float | None = None


@dataclass(frozen=True)
class Tableau:
    """Series of one theme for one lien; years without a value are left out."""

    lien: str
    titre: str
    lignes: tuple[tuple[Serie, tuple[Case, ...]], ...]


def list_tables(donnees: Donnees, theme: str) -> list[Tableau]:
    """The tables of one theme: the métropole, then its communes; none where nothing was received."""
    return [table for lien, titre in LIENS.items() if (table := _as_table(donnees, theme, lien, titre))]


def say_lists(donnees: Donnees) -> list[tuple[str, str]]:
    """What public lists place in the territoire: a count, and the year of the list."""
    return [
        (
            pluriel(liste.nb, *LISTES.get(liste.genre, (liste.genre, liste.genre))),
            f"liste de {liste.annee}" if liste.annee else "liste sans date",
        )
        for liste in donnees.listes
    ]


def list_grounds(donnees: Donnees, slug: str) -> list[tuple[str, int, str]]:
    """What makes the known organisations of the ESS: the ground, how many, their list; the most first."""
    counts: Counter[str] = Counter()
    for row in donnees.familles:
        counts[row["motif"]] += row["nb"]
    query = [("territoire", slug), ("ess", "certain"), ("ess", "probable")]
    return [
        (
            codes.say_code("motif", motif, {}),
            nb,
            f"{reverse_url('acteurs')}?{urlencode([*query, ('motif', motif)])}",
        )
        for motif, nb in counts.most_common()
    ]


def say_motif(motif: str, degre: str) -> str:
    """Why an organisation is of the ESS, and how sure that is."""
    return f"{degre}, {MOTIFS.get(motif, motif)}" if motif else degre


def list_missing(donnees: Donnees) -> list[dict[str, Any]]:
    """For each genre of file: what was received of the métropole, what its communes give, what to publish."""
    rows = []
    for manque in donnees.manques:
        one, many = WORDS[manque.genre]
        fonds = manque.fonds
        received = "rien n’a été reçu" if fonds is None else pluriel(fonds.nb, one, many)
        if fonds and fonds.de:
            received += f", {fonds.de}" if fonds.de == fonds.a else f", de {fonds.de} à {fonds.a}"
        communes = manque.fonds_communes
        rows.append(
            {
                "genre": manque.genre,
                "nom": many,
                "recu": received,
                "est_vide": fonds is None,
                "est_ancien": bool(fonds and fonds.a and fonds.a < donnees.jour.year - 2),
                "communes": pluriel(communes.nb, one, many) if communes else "rien n’a été reçu",
            }
        )
    return rows


def describe(donnees: Donnees) -> dict[str, Any]:
    """The open data of a territoire, as data: for the twin of its page."""
    return {
        "build": donnees.build.numero,
        "jour": donnees.jour.isoformat(),
        "listes": [asdict(liste) for liste in donnees.listes],
        "indicateurs": [
            {
                "code": serie.indicateur.code,
                "lien": serie.lien,
                "unite": serie.indicateur.unite,
                "valeurs": [asdict(value) for value in serie.valeurs],
            }
            for group in donnees.series.values()
            for serie in group
        ],
        "titulaires_ess": [asdict(one) for one in donnees.titulaires],
        "beneficiaires_ess": [asdict(one) for one in donnees.beneficiaires],
        "echeances": [_as_echeance(row) for row in donnees.echeances],
        "fonds": {manque.genre: asdict(manque.fonds) if manque.fonds else None for manque in donnees.manques},
    }


def say_value(serie: Serie, value: Valeur) -> str:
    """A value or a range, with its unit in agreement."""
    unit = serie.indicateur.unite
    low, high = value.valeur, value.valeur_haute
    if unit == "€":
        low, high = round(low), None if high is None else round(high)
    end = high if high is not None and high != low else low
    said = nombre(low) if end == low else f"de {nombre(low)} à {nombre(end)}"
    return said if unit in serie.indicateur.titre else f"{said}{NBSP}{unite(end, unit)}"


def _as_table(donnees: Donnees, theme: str, lien: str, titre: str) -> Tableau | None:
    lines = []
    for serie in donnees.list_series(theme, lien):
        dated = [value for value in serie.valeurs if value.annee]
        if dated:
            lines.append((serie, tuple(_as_case(serie, value) for value in dated[:YEARS])))
    return Tableau(lien, titre, tuple(lines)) if lines else None


def _as_case(serie: Serie, value: Valeur) -> Case:
    is_share = serie.indicateur.unite == "%"
    high = value.valeur if value.valeur_haute is None else value.valeur_haute
    return Case(
        value.annee or 0,
        say_value(serie, value),
        f"{nombre(value.couverture_pct)}{NBSP}%",
        value.couverture_pct < LOW,
        value.valeur if is_share else None,
        high if is_share else None,
    )


def _as_echeance(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "marche_id": row["marche_id"],
        "objet": row["objet"],
        "date_fin": row["date_fin"].isoformat() if isinstance(row["date_fin"], date) else None,
        "montant_eur": row["montant_eur"],
        "famille": row["famille"] or None,
        "adresse": reverse_url("marche", row["marche_id"]),
    }
