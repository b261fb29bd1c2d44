"""Write invented contracts in the official nested JSON of 2022, with the traps of real files, seeded.

One contract of about fifty carries a trap: SIREN for SIRET, "NC" for an amount, a date that is not one,
social considerations as a string or a list, braces and escaped quotes in a title, a foreign holder; one of
ten thousand is not readable JSON at all. One of five hundred is a concession.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import IO

NATURES = ("Marché", "Marché", "Marché", "Accord-cadre", "Marché subséquent")
PROCEDURES = (
    "Procédure adaptée",
    "Appel d'offres ouvert",
    "Procédure avec négociation",
    "Dialogue compétitif",
)
OBJETS = (
    "Entretien des espaces verts du parc de l’Étang",
    "Travaux de voirie, rue des Tanneurs",
    "Restauration collective des écoles",
    "Collecte et réemploi des encombrants",
    "Nettoyage des locaux du centre technique",
    "Insertion et qualification professionnelle, chantier du Moulin",
    "Fourniture de denrées alimentaires",
    "Maintenance des ascenseurs",
)
TRAP_OBJETS = (
    'Achat de \\"mobilier {scolaire}\\" et de tables [lot 2',
    "Chemin \\\\\\\\serveur\\\\partage\\\\",
    "Lot n°3 }{ ][ divers\\nsuite",
    "\\u00c9tudes pr\\u00e9alables \\ud83d\\ude00",
)
SOCIALES = (
    '{"considerationSociale":["Pas de considération sociale"]}',
    '{"considerationSociale":["Pas de considération sociale"]}',
    '{"considerationSociale":["Clause sociale"]}',
    '{"considerationSociale":["Clause sociale","Critère social"]}',
    '{"considerationSociale":["Marché réservé"]}',
)
TRAP_SOCIALES = (
    '"Sans objet"',
    '["Clause sociale"]',
    "[]",
    "null",
    '{"considerationSociale":"Clause sociale"}',
)
TRAP_MONTANTS = ("0", "1", "999999999.99", '"NC"', '"1 234,50 €"', "-150", "12.345")
TRAP_DATES = ("0001-01-01", "31/02/2023", "2024", "", "15/03/2024")


def make_siret(draw: random.Random) -> str:
    """Fourteen digits with valid check digits, for a legal unit and for its establishment."""
    siren = _with_key(f"{draw.randrange(10**8):08d}")
    return _with_key(f"{siren}{draw.randrange(10**4):04d}")


def _with_key(digits: str) -> str:
    doubled = [int(d) * (2 if rank % 2 == 0 else 1) for rank, d in enumerate(reversed(digits))]
    return digits + str(-sum(n // 10 + n % 10 for n in doubled) % 10)


def list_contracts(nb: int, seed: int = 0) -> Iterator[str]:
    """Contracts as JSON texts, one a line, concessions left out."""
    draw = random.Random(seed)
    acheteurs = [make_siret(draw) for _ in range(2_000)]
    titulaires = [make_siret(draw) for _ in range(20_000)]
    for rank in range(nb):
        yield _contract(draw, rank, draw.choice(acheteurs), titulaires)


def _contract(draw: random.Random, rank: int, acheteur: str, titulaires: list[str]) -> str:
    year, month, day = draw.randrange(2019, 2027), draw.randrange(1, 13), draw.randrange(1, 29)
    date = f"{year}-{month:02d}-{day:02d}"
    montant, objet, sociales = (
        f"{draw.randrange(10**4, 10**8) / 100}",
        draw.choice(OBJETS),
        draw.choice(SOCIALES),
    )
    holders = [draw.choice(titulaires) for _ in range(draw.choice((1, 1, 1, 2, 3)))]
    kinds = ["SIRET"] * len(holders)
    trap = draw.randrange(300)
    if trap == 0:
        montant = draw.choice(TRAP_MONTANTS)
    elif trap == 1:
        objet = draw.choice(TRAP_OBJETS)
    elif trap == 2:
        sociales = draw.choice(TRAP_SOCIALES)
    elif trap == 3:
        holders[0] = holders[0][:9]
    elif trap == 4:
        holders[0], kinds[0] = "BE0123456789", "TVA"
    elif trap == 5:
        date = draw.choice(TRAP_DATES)
    if draw.randrange(10_000) == 0:
        objet = 'Titre "sans échappement" du lot'
    held = ",".join(
        f'{{"titulaire":{{"id":"{siret}","typeIdentifiant":"{kind}"}}}}'
        for siret, kind in zip(holders, kinds, strict=True)
    )
    return (
        f'{{"id":"{year}M{rank:07d}","acheteur":{{"id":"{acheteur}"}},"nature":"{draw.choice(NATURES)}",'
        f'"objet":"{objet}, lot {rank % 40}","codeCPV":"{draw.randrange(10**7, 10**8)}-{rank % 10}",'
        f'"techniques":{{"technique":["Sans objet"]}},"modalitesExecution":{{"modaliteExecution":'
        f'["Bons de commande"]}},"idAccordCadre":"","marcheInnovant":false,"ccag":"Travaux",'
        f'"offresRecues":{rank % 12},"attributionAvance":true,"tauxAvance":0.05,"origineUE":0,'
        '"origineFrance":0,'
        f'"typeGroupementOperateurs":"Pas de groupement",'
        f'"sousTraitanceDeclaree":{("false", "true")[rank % 9 == 0]},'
        f'"procedure":"{draw.choice(PROCEDURES)}","lieuExecution":{{"code":"{draw.randrange(1, 96):02d}",'
        f'"typeCode":"Code département"}},"dureeMois":{draw.randrange(1, 60)},"dateNotification":"{date}",'
        f'"datePublicationDonnees":"{year}-{month:02d}-28","montant":{montant},"typesPrix":{{"typePrix":'
        f'["Définitif révisable"]}},"formePrix":"Unitaire","considerationsSociales":{sociales},'
        f'"considerationsEnvironnementales":{{"considerationEnvironnementale":["Clause environnementale"]}},'
        f'"titulaires":[{held}],"modifications":[{_modifications(draw, year)}],'
        f'"actesSousTraitance":[{_subcontracts(draw, rank, titulaires)}],'
        '"modificationsActesSousTraitance":[]}'
    )


def _modifications(draw: random.Random, year: int) -> str:
    return ",".join(
        f'{{"modification":{{"id":{rank},"montant":{draw.randrange(10**4, 10**6)},"dureeMois":{rank * 6},'
        f'"dateNotificationModification":"{year + 1}-0{rank}-15",'
        f'"datePublicationDonneesModification":"{year + 1}-0{rank}-20"}}}}'
        for rank in range(1, 1 + draw.choice((0,) * 12 + (1, 1, 2)))
    )


def _subcontracts(draw: random.Random, rank: int, titulaires: list[str]) -> str:
    if rank % 9:
        return ""
    return (
        f'{{"acteSousTraitance":{{"id":1,"sousTraitant":{{"id":"{draw.choice(titulaires)}","typeIdentifiant":'
        f'"SIRET"}},"dureeMois":6,"dateNotification":"2024-06-01","montant":{draw.randrange(10**3, 10**5)},'
        f'"variationPrix":"Révisable","datePublicationDonnees":"2024-06-10"}}}}'
    )


def _concession(draw: random.Random, rank: int) -> str:
    return (
        f'{{"id":"C{rank:06d}","autoriteConcedante":{{"id":"{make_siret(draw)}"}},'
        f'"nature":"Concession de service",'
        f'"objet":"Exploitation du bac {rank}","procedure":"Procédure négociée ouverte","dureeMois":60,'
        f'"dateSignature":"2024-05-0{1 + rank % 9}","datePublicationDonnees":"2024-06-01",'
        f'"dateDebutExecution":"2024-07-01","valeurGlobale":{rank * 1000},"montantSubventionPublique":0,'
        '"donneesExecution":[],'
        f'"concessionnaires":[{{"concessionnaire":{{"id":"{make_siret(draw)}","typeIdentifiant":"SIRET"}}}}],'
        f'"considerationsSociales":{{"considerationSociale":["Clause sociale"]}},"modifications":[]}}'
    )


def write_nested(path: Path, nb: int, seed: int = 0) -> None:
    """Write `nb` contracts and a five-hundredth of concessions as one official JSON."""
    draw = random.Random(seed + 1)
    with path.open("w", encoding="utf-8") as sink:
        sink.write('{"marches":{"marche":[')
        _write(sink, list_contracts(nb, seed), ",\n")
        sink.write('],"contrat-concession":[')
        _write(sink, (_concession(draw, rank) for rank in range(nb // 500)), ",\n")
        sink.write("]}}")


def write_lines(path: Path, nb: int, seed: int = 0) -> None:
    """Write the same contracts one a line, concessions left out."""
    with path.open("w", encoding="utf-8") as sink:
        _write(sink, list_contracts(nb, seed), "\n")


def _write(sink: IO[str], texts: Iterator[str], separator: str) -> None:
    sink.write(next(texts, ""))
    for text in texts:
        sink.write(separator + text)
