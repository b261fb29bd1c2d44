"""Subsidies of Orval: two SCDL files that do not write numbers, dates nor letters in the same way."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from leviers.orval.manifest import Manifest
from leviers.orval.marches import draw_day, share_years
from leviers.orval.world import (
    ASSOCIATIONS,
    AUTRES_ACHETEURS,
    COOPERATIVES,
    INSERTION,
    MAIRIES,
    METROPOLE,
    Organisation,
)

Ligne = dict[str, str]
METROPOLE_FILE = "subventions/orval-metropole-2021-2026.csv"
VILLE_FILE = "subventions/ville-orval-2021-2026.csv"
COLUMNS = (
    *(
        "nomAttribuant",
        "idAttribuant",
        "dateConvention",
        "referenceDecision",
        "nomBeneficiaire",
        "idBeneficiaire",
    ),
    *(
        "rnaBeneficiaire",
        "objet",
        "montant",
        "nature",
        "conditionsVersement",
        "datesPeriodeVersement",
        "idRAE",
    ),
    *("notificationUE", "pourcentageSubvention", "dispositifAide"),
)
OBJETS_ESS = (
    "Fonctionnement du chantier d’insertion",
    "Aide au démarrage d’une activité de réemploi",
    "Programme d’accompagnement des créateurs d’entreprises sociales",
    "Fonds d’amorçage pour l’innovation sociale",
    "Animation du pôle territorial de coopération économique",
    "Aménagement du tiers-lieu",
    "Mois de l’économie sociale et solidaire",
    "Étude de faisabilité d’une société coopérative d’intérêt collectif",
    "Développement d’une filière alimentaire de proximité",
)
OBJETS = (
    "Fonctionnement",
    "Saison culturelle",
    "Achat de matériel",
    "Manifestation sportive",
    "Actions en direction des jeunes",
    "Accueil et accès aux droits",
)
CLUBS = (
    "Amis de la lecture d’Orval",
    "Comité des fêtes de Saint-Elvin",
    "Harmonie municipale de Vauclaire",
    "Club des aînés de Garance",
    "Les Jardiniers de la Chênaie",
)
"""Small associations without SIRET: real files have many."""
DISPOSITIFS = ("Appel à projets ESS", "Fonds d’amorçage", "Politique de la ville", "")
MONEY = "aide en numéraire"


def write_subventions(folder: Path, draw: Random, manifest: Manifest, *, nb: int) -> None:
    """Write `nb` subsidies in two files, traps included."""
    years = share_years(nb)
    days = sorted(draw_day(draw, year) for year in years)
    metropole, ville = [], []
    for rank, day in enumerate(days, start=1):
        if draw.random() < 0.62:
            metropole.append(_make_ligne(draw, METROPOLE, day, rank))
        else:
            giver = MAIRIES[0] if draw.random() < 0.85 else AUTRES_ACHETEURS[0]
            ville.append(_make_ligne(draw, giver, day, rank))
    for lignes, write_day in ((metropole, date.isoformat), (ville, _say_day)):
        _put_traps(draw, lignes, manifest, write_day=write_day)
    for ligne in ville:
        ligne["montant"] = ligne["montant"].replace(".", ",")
    _write(folder / METROPOLE_FILE, metropole, encoding="utf-8", delimiter=",")
    _write(folder / VILLE_FILE, ville, encoding="cp1252", delimiter=";")
    manifest.fichiers |= {METROPOLE_FILE: len(metropole), VILLE_FILE: len(ville)}
    manifest.tables["subventions"]["subventions"] = len(metropole) + len(ville)


def _make_ligne(draw: Random, giver: Organisation, day: date, rank: int) -> Ligne:
    """One subsidy; `dateConvention` stays ISO until the traps are in."""
    part_ess = 0.40 + 0.05 * (day.year - 2021)
    ligne = dict.fromkeys(COLUMNS, "") | {
        "nomAttribuant": giver.nom,
        "idAttribuant": giver.siret,
        "dateConvention": day.isoformat(),
        "referenceDecision": f"{day.year}-{rank:04d}",
        "nature": MONEY,
        "conditionsVersement": draw.choice(("unique", "échelonné")),
        "datesPeriodeVersement": f"{day.year}-01-01_{day.year}-12-31",
        "notificationUE": draw.choice(("non", "non", "non", "oui")),
    }
    if draw.random() < 0.12:
        return ligne | {
            "nomBeneficiaire": draw.choice(CLUBS),
            "objet": draw.choice(OBJETS),
            "montant": f"{draw.randrange(2, 30) * 100}.00",
        }
    is_ess = draw.random() < part_ess
    holder = draw.choice((*INSERTION, *COOPERATIVES, *ASSOCIATIONS[:5]) if is_ess else ASSOCIATIONS[3:])
    least, most = (3_000, 90_000) if is_ess else (500, 45_000)
    montant = least * (most / least) ** draw.triangular(0, 1, 0.4)
    return ligne | {
        "nomBeneficiaire": holder.nom,
        "idBeneficiaire": holder.siret,
        "rnaBeneficiaire": f"W9990{holder.rang:05d}" if holder.categorie.startswith("92") else "",
        "objet": draw.choice(OBJETS_ESS if is_ess else OBJETS),
        "montant": f"{round(montant, -2):.2f}",
        "pourcentageSubvention": draw.choice(("1", "0.8", "0.5", "")),
        "dispositifAide": draw.choice(DISPOSITIFS) if is_ess else "",
    }


def _say_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


Change = Callable[[Ligne], Any]
SIRET, MONTANT = "subventions.beneficiaire_siret", "subventions.montant_eur"
JOUR = "subventions.date_convention"
TRAPS: dict[str, tuple[float, Change, tuple[str, str] | None]] = {
    "montant-zero": (0.01, lambda ligne: ligne.update(montant="0.00"), None),
    "montant-negatif": (0.005, lambda ligne: ligne.update(montant="-500.00"), None),
    "montant-non-communique": (0.008, lambda ligne: ligne.update(montant="NC"), (MONTANT, "non-communique")),
    "montant-avec-espaces": (0.01, lambda ligne: ligne.update(montant="12 500.50"), None),
    "annee-seule": (
        0.03,
        lambda ligne: ligne.update(dateConvention=ligne["dateConvention"][:4]),
        (JOUR, "annee-seule"),
    ),
    "date-impossible": (
        0.006,
        lambda ligne: ligne.update(dateConvention="31/02/2023"),
        (JOUR, "date-impossible"),
    ),
    "beneficiaire-siren": (
        0.02,
        lambda ligne: ligne.update(idBeneficiaire=ligne["idBeneficiaire"][:9]),
        (SIRET, "siren-au-lieu-de-siret"),
    ),
    "siret-de-tableur": (
        0.01,
        lambda ligne: ligne.update(idBeneficiaire="9.99999E+13"),
        (SIRET, "notation-scientifique"),
    ),
    "rna-pour-siret": (
        0.008,
        lambda ligne: ligne.update(idBeneficiaire=ligne["rnaBeneficiaire"], rnaBeneficiaire=""),
        (SIRET, "numero-rna"),
    ),
    "personne-masquee": (
        0.01,
        lambda ligne: ligne.update(
            nomBeneficiaire="Personne physique", idBeneficiaire="", rnaBeneficiaire=""
        ),
        None,
    ),
}


def _put_traps(
    draw: Random, lignes: list[Ligne], manifest: Manifest, *, write_day: Callable[[date], str]
) -> None:
    """Put each trap in lines of its own, write a few lines twice, then write the days as the file does."""
    free = [ligne for ligne in lignes if ligne["idBeneficiaire"] and ligne["rnaBeneficiaire"]]
    draw.shuffle(free)
    for name, (part, change, defaut) in TRAPS.items():
        for _ in range(min(max(1, round(part * len(lignes))), len(free))):
            change(free.pop())
            manifest.trap("subventions", name, defaut=defaut)
    for ligne in free[: max(1, len(lignes) // 100)]:
        lignes.insert(lignes.index(ligne) + 1, dict(ligne))
        manifest.trap("subventions", "ligne-repetee")
    for ligne in lignes:
        given = ligne["dateConvention"]
        if len(given) == 10 and given[4] == "-":
            ligne["dateConvention"] = write_day(date.fromisoformat(given))


def _write(path: Path, lignes: list[Ligne], *, encoding: str, delimiter: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(lignes)
