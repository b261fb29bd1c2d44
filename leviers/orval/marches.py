"""Contracts of Orval as the official format of 2022 writes them, without any trap yet.

The story: clauses sociales grow from an eighth of contracts in 2021 to two fifths in 2026; a few are
reserved each year to structures of insertion or of disability; the ESS holds more of them every year.
"""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from leviers.orval.achats import CONCESSIONS, FAMILLES, RESERVABLES, Famille
from leviers.orval.world import AUTRES_ACHETEURS, MAIRIES, METROPOLE, Organisation, find_organisation

Marche = dict[str, Any]
"""One contract, in the official shape: {"id": …, "acheteur": {"id": …}, "montant": …}."""

PART_PAR_AN = {2021: 0.13, 2022: 0.15, 2023: 0.17, 2024: 0.19, 2025: 0.20, 2026: 0.16}
CLAUSE_SOCIALE = {2021: 0.12, 2022: 0.16, 2023: 0.22, 2024: 0.28, 2025: 0.34, 2026: 0.40}
RESERVES = {2021: 0.012, 2022: 0.02, 2023: 0.025, 2024: 0.03, 2025: 0.035, 2026: 0.04}
LAST_DAY = date(2026, 9, 30)
LAST_PUBLICATION = date(2026, 10, 31)
SANS_SOCIALE = "Pas de considération sociale"
RESERVE = "Marché réservé"
PROCEDURES = ("Procédure adaptée", "Appel d'offres ouvert", "Procédure avec négociation")
THRESHOLD = 215_000
"""Euros before tax above which the procedure is formalised (services, local buyers, in round figures)."""


def share_years(nb: int) -> list[int]:
    """The year of each of `nb` rows, in order: shares of PART_PAR_AN, the rest to the last year."""
    years = [year for year, part in PART_PAR_AN.items() for _ in range(round(part * nb))]
    return (years + [max(PART_PAR_AN)] * nb)[:nb]


def draw_day(draw: Random, year: int) -> date:
    """A day of the year, up to the last day told."""
    first = date(year, 1, 4)
    last = min(date(year, 12, 28), LAST_DAY)
    return first + timedelta(days=draw.randrange((last - first).days))


def list_marches(draw: Random, nb: int) -> list[Marche]:
    """`nb` distinct contracts, from 2021 to 2026, in the order of their notification."""
    years = share_years(nb)
    left = Counter({year: max(1, round(RESERVES[year] * years.count(year))) for year in RESERVES})
    days = sorted(draw_day(draw, year) for year in years)
    weights = [famille.poids for famille in FAMILLES]
    marches = []
    for rank, day in enumerate(days, start=1):
        famille = draw.choices(FAMILLES, weights)[0]
        is_reserved = famille.is_reservable and left[day.year] > 0
        left[day.year] -= is_reserved
        marches.append(_make_marche(draw, (rank, day), famille, is_reserved=is_reserved))
    return marches


def _make_marche(draw: Random, when: tuple[int, date], famille: Famille, *, is_reserved: bool) -> Marche:
    rank, day = when
    acheteur = _draw_acheteur(draw)
    montant = _draw_montant(draw, famille)
    holders = _draw_titulaires(draw, famille, day.year, is_reserved=is_reserved)
    publication = min(day + timedelta(days=_draw_delay(draw)), LAST_PUBLICATION)
    is_framework = draw.random() < 0.3
    is_works = famille.ccag == "Travaux"
    return {
        "id": f"{day.year}ORV{rank:05d}",
        "acheteur": {"id": acheteur.siret},
        "nature": "Accord-cadre" if is_framework else "Marché",
        "objet": draw.choice(famille.objets) + (" (marché réservé)" if is_reserved else ""),
        "codeCPV": famille.cpv,
        "procedure": PROCEDURES[0 if montant < THRESHOLD else draw.choice((1, 1, 1, 2))],
        "lieuExecution": {"code": acheteur.commune, "typeCode": "Code commune"},
        "dureeMois": draw.choice((3, 6, 12, 12, 24, 36, 48)),
        "dateNotification": day.isoformat(),
        "datePublicationDonnees": publication.isoformat(),
        "montant": montant,
        "formePrix": draw.choice(("Unitaire", "Forfaitaire", "Mixte")),
        "typesPrix": {"typePrix": [draw.choice(("Définitif ferme", "Définitif révisable"))]},
        "ccag": famille.ccag,
        "offresRecues": draw.choice((1, 2, 2, 3, 3, 4, 5, 8)),
        "marcheInnovant": draw.random() < 0.01,
        "sousTraitanceDeclaree": is_works and draw.random() < 0.25,
        "considerationsSociales": {
            "considerationSociale": _draw_sociales(draw, day.year, is_reserved=is_reserved)
        },
        "considerationsEnvironnementales": {"considerationEnvironnementale": _draw_environnement(draw)},
        "techniques": {"technique": ["Accord-cadre" if is_framework else "Sans objet"]},
        "modalitesExecution": {"modaliteExecution": ["Bons de commande" if is_framework else "Sans objet"]},
        "titulaires": [{"titulaire": {"id": holder.siret, "typeIdentifiant": "SIRET"}} for holder in holders],
        "modifications": _draw_modifications(draw, day, montant),
    }


def _draw_acheteur(draw: Random) -> Organisation:
    """A body of the territory: the métropole and its city buy the most."""
    others = draw.choice(MAIRIES[1:]), draw.choice(AUTRES_ACHETEURS)
    return draw.choices((METROPOLE, MAIRIES[0], *others), (42, 20, 16, 22))[0]


def _draw_montant(draw: Random, famille: Famille) -> float:
    least, most = famille.montant
    montant = least * (most / least) ** draw.triangular(0, 1, 0.3)
    return float(round(montant, -2)) if draw.random() < 0.6 else round(montant, 2)


def _draw_delay(draw: Random) -> int:
    return draw.randrange(100, 400) if draw.random() < 0.08 else draw.randrange(4, 75)


def _draw_titulaires(draw: Random, famille: Famille, year: int, *, is_reserved: bool) -> list[Organisation]:
    if is_reserved:
        return [find_organisation(draw.choice([slug for slug in famille.ess if slug in RESERVABLES]))]
    part_ess = 0.14 + 0.025 * (year - min(PART_PAR_AN))
    pool = famille.ess if famille.ess and draw.random() < part_ess else famille.entreprises
    nb = min(draw.choices((1, 2, 3), (88, 10, 2))[0], len(pool))
    return [find_organisation(slug) for slug in draw.sample(pool, nb)]


def _draw_sociales(draw: Random, year: int, *, is_reserved: bool) -> list[str]:
    if is_reserved:
        return [RESERVE]
    if draw.random() >= CLAUSE_SOCIALE[year]:
        return [SANS_SOCIALE]
    return draw.choices(
        (["Clause sociale"], ["Critère social"], ["Clause sociale", "Critère social"]), (70, 14, 16)
    )[0]


def _draw_environnement(draw: Random) -> list[str]:
    return draw.choice(
        (
            ["Pas de considération environnementale"],
            ["Clause environnementale"],
            ["Clause environnementale", "Critère environnemental"],
        )
    )


def _draw_modifications(draw: Random, day: date, montant: float) -> list[Marche]:
    """Changes of the amount, each the new total, in order; none after the last day told."""
    changes, when, total = [], day, montant
    for rank in range(1, 1 + draw.choices((0, 1, 2), (86, 11, 3))[0]):
        when += timedelta(days=draw.randrange(60, 300))
        total = round(total * draw.uniform(0.95, 1.18), 2)
        if when > LAST_DAY:
            break
        published = min(when + timedelta(days=21), LAST_PUBLICATION).isoformat()
        changes.append(
            {
                "modification": {
                    "id": rank,
                    "dateNotificationModification": when.isoformat(),
                    "datePublicationDonneesModification": published,
                    "montant": total,
                }
            }
        )
    return changes


def add_subcontracts(draw: Random, marches: list[Marche]) -> int:
    """Declare one subcontract where the contract says there is one; how many there are."""
    declared = [marche for marche in marches if marche["sousTraitanceDeclaree"]]
    for marche in declared:
        holder = find_organisation(
            draw.choice(("bois-et-rabots", "electricite-brevillaise", "facades-et-tremplins"))
        )
        marche["actesSousTraitance"] = [
            {
                "acteSousTraitance": {
                    "id": 1,
                    "sousTraitant": {"id": holder.siret, "typeIdentifiant": "SIRET"},
                    "dureeMois": 3,
                    "dateNotification": marche["dateNotification"],
                    "datePublicationDonnees": marche["datePublicationDonnees"],
                    "montant": round(marche["montant"] * 0.15, 2),
                    "variationPrix": "Ferme",
                }
            }
        ]
    return len(declared)


def list_concessions(draw: Random, nb: int) -> list[Marche]:
    """`nb` concessions in the official shape, the same titles again beyond eight."""
    concessions = []
    for rank in range(nb):
        objet, slug, valeur, mois, is_social = CONCESSIONS[rank % len(CONCESSIONS)]
        day = draw_day(draw, 2022 + rank % 5)
        acheteur = METROPOLE if rank % 2 == 0 else draw.choice(MAIRIES)
        concessions.append(
            {
                "id": f"{day.year}ORVC{rank + 1:03d}",
                "autoriteConcedante": {"id": acheteur.siret},
                "nature": "Délégation de service public" if valeur > 1_000_000 else "Concession de service",
                "objet": objet,
                "procedure": "Procédure négociée ouverte",
                "lieuExecution": {"code": acheteur.commune, "typeCode": "Code commune"},
                "dureeMois": mois,
                "dateDebutExecution": (day + timedelta(days=45)).isoformat(),
                "dateSignature": day.isoformat(),
                "datePublicationDonnees": min(day + timedelta(days=30), LAST_PUBLICATION).isoformat(),
                "valeurGlobale": float(valeur),
                "montantSubventionPublique": 0.0,
                "considerationsSociales": {
                    "considerationSociale": ["Clause sociale"] if is_social else [SANS_SOCIALE]
                },
                "considerationsEnvironnementales": {
                    "considerationEnvironnementale": _draw_environnement(draw)
                },
                "concessionnaires": [
                    {"concessionnaire": {"id": find_organisation(slug).siret, "typeIdentifiant": "SIRET"}}
                ],
                "donneesExecution": [],
                "modifications": [],
            }
        )
    return concessions
