"""Deliberations of Orval: two SCDL files, the ESS among all that a council votes."""

import csv
from datetime import date
from pathlib import Path
from random import Random

from leviers.orval.manifest import Manifest
from leviers.orval.marches import draw_day, share_years
from leviers.orval.traps import write_in_capitals
from leviers.orval.world import MAIRIES, METROPOLE, Organisation

Ligne = dict[str, str]
METROPOLE_FILE = "deliberations/orval-metropole-2021-2026.csv"
VILLE_FILE = "deliberations/ville-orval-2021-2026.csv"
COLUMNS = (
    *(
        "COLL_NOM",
        "COLL_SIRET",
        "DELIB_ID",
        "DELIB_DATE",
        "DELIB_MATIERE_CODE",
        "DELIB_MATIERE_NOM",
        "DELIB_OBJET",
    ),
    *("BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR"),
    *("VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL"),
)
STORY = (
    (2021, "9.1", "Stratégie métropolitaine de l’économie sociale et solidaire 2021-2026"),
    (2021, "7.9", "Prise de participation au capital de la SCIC La Halle Paysanne"),
    (
        2022,
        "1.7",
        "Schéma de promotion des achats publics socialement et écologiquement responsables (SPASER)",
    ),
    (2022, "7.5", "Soutien au pôle territorial de coopération économique des Rives"),
    (2022, "3.5", "Bail emphytéotique au profit du tiers-lieu La Fabrique d’Orval"),
    (2023, "7.9", "Entrée au capital de la SCIC Énergies de l’Orvaille"),
    (2023, "8.5", "Appel à manifestation d’intérêt : locaux vacants pour l’économie sociale et solidaire"),
    (2023, "7.5", "Convention pluriannuelle d’objectifs avec la couveuse Premiers Envols"),
    (2024, "1.1", "Accord-cadre réservé aux structures d’insertion : nettoyage et espaces verts"),
    (2024, "7.5", "Fonds d’amorçage pour l’innovation sociale : règlement"),
    (2024, "9.1", "Candidature au label Territoire French Impact d’invention locale"),
    (2025, "1.7", "Bilan de la clause sociale d’insertion dans les marchés publics"),
    (2025, "7.5", "Monnaie locale complémentaire de l’Orvaille : convention"),
    (2026, "9.1", "Évaluation de la stratégie de l’économie sociale et solidaire"),
)
"""Year, subject matter, title: what the territory decided for the ESS, once each."""
EVERY_YEAR = (
    ("7.5", "Soutien à l’économie sociale et solidaire, programme {annee}"),
    ("9.1", "Mois de l’économie sociale et solidaire {annee} : programme et conventions"),
    ("7.5", "Subvention à la ressourcerie de la Forge, exercice {annee}"),
    ("7.5", "Subventions aux ateliers et chantiers d’insertion, exercice {annee}"),
)
ORDINARY = (
    ("7.1", "Budget primitif {annee}"),
    ("7.1", "Décision modificative n° {rang}"),
    ("1.1", "Travaux de voirie, programme {annee} : autorisation de signer les marchés"),
    ("1.1", "Fourniture d’électricité : adhésion au groupement de commandes"),
    ("4.1", "Tableau des effectifs : créations et suppressions de postes"),
    ("2.1", "Plan local d’urbanisme intercommunal : modification n° {rang}"),
    ("3.1", "Acquisition d’une parcelle, secteur des Étangs"),
    ("3.2", "Cession d’un terrain, zone d’activité de Vauclaire"),
    ("5.7", "Désignation de représentants au syndicat mixte Orval Mobilités"),
    ("7.5", "Subvention à l’Union sportive de Montjoie, exercice {annee}"),
    ("7.5", "Fonds de concours à la commune de Saint-Elvin"),
    ("8.8", "Rapport annuel sur le prix et la qualité du service public de l’eau"),
    ("8.7", "Plan de mobilité : approbation"),
    ("7.10", "Tarifs du centre aquatique"),
    ("1.2", "Délégation de service public des transports urbains : avenant n° {rang}"),
    ("7.3", "Garantie d’emprunt à Orval Habitat"),
)
MATIERES = {
    "1": "Commande publique",
    "2": "Urbanisme",
    "3": "Domaine et patrimoine",
    "4": "Fonction publique",
    "5": "Institutions et vie politique",
    "7": "Finances locales",
    "8": "Domaines de compétences par thèmes",
    "9": "Autres domaines de compétences",
}
SEATS = {METROPOLE.nom: 68, MAIRIES[0].nom: 45}


def write_deliberations(folder: Path, draw: Random, manifest: Manifest, *, nb: int) -> None:
    """Write `nb` deliberations in two files, and a few more lines where one is written twice."""
    titles = _list_titles(draw, nb)
    files: dict[str, list[Ligne]] = {METROPOLE_FILE: [], VILLE_FILE: []}
    for rank, (day, matiere, objet, is_ess) in enumerate(titles, start=1):
        is_metropole = is_ess or draw.random() < 0.7
        coll, name = (METROPOLE, METROPOLE_FILE) if is_metropole else (MAIRIES[0], VILLE_FILE)
        files[name].append(_make_ligne(draw, coll, day, (rank, matiere, objet)))
    manifest.verite["deliberations_ess"] = sum(is_ess for *_, is_ess in titles)
    for name, lignes in files.items():
        _put_traps(draw, lignes, manifest)
        manifest.fichiers[name] = len(lignes)
    manifest.tables["deliberations"]["deliberations"] = sum(len(lignes) for lignes in files.values())
    _write(folder / METROPOLE_FILE, files[METROPOLE_FILE], encoding="utf-8", delimiter=",")
    _write(folder / VILLE_FILE, files[VILLE_FILE], encoding="utf-8-sig", delimiter=";")


def _list_titles(draw: Random, nb: int) -> list[tuple[date, str, str, bool]]:
    """Day, subject matter, title, whether it is of the ESS; in the order of the days."""
    years = share_years(nb)
    ess = [(year, matiere, title) for year, matiere, title in STORY]
    ess += [(year, matiere, title) for year in sorted(set(years)) for matiere, title in EVERY_YEAR]
    titles = [
        (draw_day(draw, year), matiere, title.format(annee=year), True) for year, matiere, title in ess[:nb]
    ]
    for year in draw.sample(years, nb - len(titles)):
        matiere, title = draw.choice(ORDINARY)
        titles.append(
            (draw_day(draw, year), matiere, title.format(annee=year, rang=draw.randrange(1, 9)), False)
        )
    return sorted(titles)


def _make_ligne(draw: Random, coll: Organisation, day: date, what: tuple[int, str, str]) -> Ligne:
    rank, matiere, objet = what
    seats = SEATS[coll.nom]
    present = seats - draw.randrange(0, 12)
    against, silent = draw.choice((0, 0, 0, 2, 5)), draw.choice((0, 0, 1, 4))
    values = (
        *(
            coll.nom,
            coll.siret,
            f"{day.year}-{rank:03d}",
            day.isoformat(),
            matiere,
            MATIERES[matiere[0]],
            objet,
        ),
        *(str(day.year), "Budget principal", "PREF099", day.isoformat(), str(seats), str(present)),
        *(str(present - against - silent), str(against), str(silent)),
        f"https://exemple.invalid/deliberations/{day.year}-{rank:03d}",
    )
    return dict(zip(COLUMNS, values, strict=True))


def _put_traps(draw: Random, lignes: list[Ligne], manifest: Manifest) -> None:
    """Traps seen in real files: shifted budget columns, impossible days, capitals, a vote in two lines."""
    free = list(lignes)
    draw.shuffle(free)
    for _ in range(max(1, len(lignes) // 40)):
        free.pop().update(BUDGET_ANNEE="Budget principal", BUDGET_NOM="")
        defaut = ("deliberations.budget_annee", "date-illisible")
        manifest.trap("deliberations", "budget-decale", defaut=defaut)
    for _ in range(max(1, len(lignes) // 80)):
        ligne = free.pop()
        ligne["DELIB_DATE"] = f"31/02/{ligne['DELIB_DATE'][:4]}"
        defaut = ("deliberations.date_deliberation", "date-impossible")
        manifest.trap("deliberations", "date-impossible", defaut=defaut)
    for _ in range(max(1, len(lignes) // 12)):
        ligne = free.pop()
        ligne["DELIB_OBJET"] = write_in_capitals(ligne["DELIB_OBJET"])
        manifest.trap("deliberations", "titre-capitales")
    for _ in range(max(1, len(lignes) // 15)):
        free.pop().update(DELIB_MATIERE_CODE="", DELIB_MATIERE_NOM="")
        manifest.trap("deliberations", "matiere-absente")
    for ligne in free[: max(1, len(lignes) // 80)]:
        lignes.insert(lignes.index(ligne) + 1, dict(ligne))
        manifest.trap("deliberations", "ligne-repetee")


def _write(path: Path, lignes: list[Ligne], *, encoding: str, delimiter: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lignes)
