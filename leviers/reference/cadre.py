"""The legal framework: dated texts, the thresholds they set, and how far each was read."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from leviers.errors import Problem, Refused
from leviers.reference.reading import DATA, Lined, read_yaml
from leviers.reference.typologie import load_champs

# What was done with the page cited, for each word of `verification`.
LECTURES = {
    "verifie": "lu dans la page citée",
    "partiel": "lu en partie",
    "connaissance-generale": "non relu",
}


@dataclass(frozen=True)
class Seuil:
    """One threshold; `sens` is "maximum" for a ceiling, `a_partir_du` a date or empty."""

    objet: str
    valeur: float
    unite: str
    sens: str
    a_partir_du: str


@dataclass(frozen=True)
class Texte:
    """One dated text; `date` is YYYY-MM or YYYY-MM-DD; `champs` are codes, none when it touches them all."""

    date: str
    reference: str
    titre: str
    portee: str
    champs: tuple[str, ...]
    seuils: tuple[Seuil, ...]
    url: str
    autres_urls: tuple[str, ...]
    entree_en_vigueur: str
    verification: str
    precision: str

    @property
    def lecture(self) -> str:
        """What was done with the page cited, in French."""
        return LECTURES[self.verification]


@cache
def load_chronologie() -> tuple[Texte, ...]:
    """The dated texts, the oldest first.

    Raises  Refused on an unknown champ or an unknown word of `verification`.
    Source  cadre_juridique.yaml, read in public pages in November 2026, not on Légifrance
    """
    return read_chronologie(DATA / "cadre_juridique.yaml")


def list_textes(champ: str) -> tuple[Texte, ...]:
    """The dated texts of one champ, the oldest first."""
    return tuple(texte for texte in load_chronologie() if champ in texte.champs)


def read_chronologie(path: Path) -> tuple[Texte, ...]:
    """Read and check one file; same refusals as `load_chronologie`."""
    rows = read_yaml(path)["chronologie"]
    problems = [problem for row in rows for problem in _check(row, path.name)]
    if problems:
        raise Refused(problems)
    return tuple(sorted((_as_texte(row) for row in rows), key=lambda texte: texte.date))


def _check(row: Lined, file: str) -> list[Problem]:
    problems = []
    for code in row["champs"]:
        if code not in load_champs():
            advice = "Codes admis : " + ", ".join(load_champs()) + "."
            problems.append(Problem(file, row.line, f"champ inconnu « {code} »", advice))
    if row["verification"] not in LECTURES:
        advice = "Mots admis : " + ", ".join(LECTURES) + "."
        problems.append(Problem(file, row.line, f"vérification inconnue « {row['verification']} »", advice))
    return problems


def _as_texte(row: Lined) -> Texte:
    texts = ("date", "reference", "titre", "portee", "url", "entree_en_vigueur", "verification", "precision")
    return Texte(
        **{name: str(row.get(name) or "") for name in texts},
        champs=tuple(row["champs"]),
        seuils=tuple(_as_seuil(seuil) for seuil in row["seuils"]),
        autres_urls=tuple(row.get("autres_urls") or ()),
    )


def _as_seuil(row: Lined) -> Seuil:
    texts = {name: str(row.get(name) or "") for name in ("objet", "unite", "sens", "a_partir_du")}
    return Seuil(**texts, valeur=float(row["valeur"]))
