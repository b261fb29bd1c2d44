"""A list of contacts: a spreadsheet of territoires, addresses and fonctions, read whole or refused whole."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from leviers.errors import ContactsRefuses, FormulaireRefuse, Probleme
from leviers.survey.formulaires.classeur import read_classeur
from leviers.survey.territoires import find_territoire, fold, is_fictif

MAX_OCTETS, MAX_LIGNES, MAX_FONCTION = 2_000_000, 2_000, 120
_COLUMNS = {
    "territoire": ("territoire", "metropole", "siren", "collectivite", "epci"),
    "courriel": ("courriel", "email", "e mail", "mail", "adresse", "adresse electronique", "adresse e mail"),
    "fonction": ("fonction", "poste", "role"),
}
_ADVICE = "Trois colonnes sont lues : territoire, courriel, fonction."
ALONE = "Faites une campagne d’essai pour elle seule : rien d’inventé n’entre dans un total."

Cells = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Ligne:
    """One contact as the spreadsheet gives it."""

    siren: str
    courriel: str
    fonction: str


@dataclass(frozen=True)
class Liste:
    """A list read whole. `doubles` lines said again a contact already there, and were merged."""

    lignes: tuple[Ligne, ...]
    doubles: int


@dataclass
class _Reading:
    feuille: str
    problemes: list[Probleme] = field(default_factory=list)

    def refuse(self, ligne: int, colonne: str, message: str, conseil: str) -> None:
        self.problemes.append(Probleme(self.feuille, ligne, colonne, message, conseil))


def read_contacts(content: bytes, name: str) -> Liste:
    """Read a .xlsx or .csv with the columns territoire (SIREN, slug or name), courriel, fonction.

    Formulas  never computed: a .xlsx gives the value its spreadsheet kept, a .csv gives text that is refused
    Raises    ContactsRefuses with every problem, its sheet, row, column and advice
    """
    feuille, entetes, rows = _open(content, name)
    reading = _Reading(feuille)
    columns = _find_columns(entetes, reading)
    found: dict[tuple[str, str], Ligne] = {}
    read = 0
    if len(rows) > MAX_LIGNES:
        reading.refuse(0, "", f"plus de {MAX_LIGNES} lignes.", "Coupez la liste en deux fichiers.")
    for number, cells in rows[:MAX_LIGNES] if columns else ():
        ligne = _read_line(number, {key: cells.get(head, "") for key, head in columns.items()}, reading)
        if ligne is None:
            continue
        read += 1
        known = found.get(key := (ligne.siren, ligne.courriel))
        found[key] = ligne if known is None or not known.fonction else known
    if not found and not reading.problemes:
        reading.refuse(0, "", "aucun contact n’est écrit.", "Ajoutez une ligne par personne sous les titres.")
    if len({is_fictif(ligne.siren) for ligne in found.values()}) > 1:
        reading.refuse(0, "territoire", "Orval Métropole, inventée, est avec de vraies métropoles.", ALONE)
    if reading.problemes:
        raise ContactsRefuses(reading.problemes)
    return Liste(tuple(found.values()), read - len(found))


def _open(content: bytes, name: str) -> tuple[str, list[str], list[Cells]]:
    """Name of the sheet, its titles, its rows with their number."""
    ending = name.rpartition(".")[2].lower()
    if len(content) > MAX_OCTETS:
        raise _whole("le fichier pèse plus de 2 Mo.", "Ne gardez que la liste des contacts.")
    if ending == "csv":
        return _open_csv(content, name)
    if ending != "xlsx":
        raise _whole(
            f"« {name} » n’est ni un .xlsx ni un .csv.", "Enregistrez la liste dans l’un de ces formats."
        )
    try:
        sheets = read_classeur(content, name)
    except FormulaireRefuse as error:
        raise ContactsRefuses(error.problemes) from error
    if not sheets:
        raise _whole("le classeur est vide.", _ADVICE)
    first = next(iter(sheets.values()))
    return (
        first.nom,
        first.entetes,
        [(number, cells) for number, cells in first.lignes if any(cells.values())],
    )


def _open_csv(content: bytes, name: str) -> tuple[str, list[str], list[Cells]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise _whole(
            f"le CSV n’est pas lisible à la ligne {reader.line_num}.", "Vérifiez les guillemets."
        ) from error
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise _whole("le fichier est vide.", _ADVICE)
    titles = rows[0][1]
    return name, titles, [(number, dict(zip(titles, row, strict=False))) for number, row in rows[1:]]


def _whole(message: str, conseil: str) -> ContactsRefuses:
    return ContactsRefuses([Probleme("", 0, "", message, conseil)])


def _find_columns(entetes: Iterable[str], reading: _Reading) -> dict[str, str]:
    """Title of the sheet for each of our words; a missing one is a problem, except the fonction."""
    columns: dict[str, str] = {}
    for head in entetes:
        word = next((word for word, names in _COLUMNS.items() if fold(head) in names), None)
        if word in columns:
            reading.refuse(0, head, f"deux colonnes disent le même mot : « {columns[word]} » aussi.", _ADVICE)
        elif word:
            columns[word] = head
    for word in ("territoire", "courriel"):
        if word not in columns:
            reading.refuse(0, word, f"la colonne « {word} » manque.", _ADVICE)
    return {} if reading.problemes else columns


def _read_line(number: int, cells: dict[str, str], reading: _Reading) -> Ligne | None:
    before = len(reading.problemes)
    for word, cell in cells.items():
        if cell.startswith(("=", "+", "@")):
            reading.refuse(number, word, "la cellule est une formule.", "Remplacez-la par son texte.")
    if len(reading.problemes) > before:
        return None
    territoire = find_territoire(cells["territoire"])
    if territoire is None:
        said = cells["territoire"]
        message = f"territoire inconnu « {said} »." if said else "le territoire manque."
        advice = "Écrivez le SIREN, le nom ou l’identifiant de l’une des 22 métropoles."
        reading.refuse(number, "territoire", message, advice)
    courriel = cells["courriel"].strip().lower()
    try:
        validate_email(courriel)
    except ValidationError:
        message = f"adresse refusée « {courriel} »." if courriel else "l’adresse manque."
        reading.refuse(
            number, "courriel", message, "Écrivez une seule adresse, comme prenom.nom@metropole.fr."
        )
    fonction = " ".join(cells.get("fonction", "").split())
    if len(fonction) > MAX_FONCTION:
        reading.refuse(number, "fonction", f"plus de {MAX_FONCTION} caractères.", "Abrégez la fonction.")
    if territoire is None or len(reading.problemes) > before:
        return None
    return Ligne(territoire.siren, courriel, fonction)
