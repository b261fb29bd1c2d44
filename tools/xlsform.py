"""Write docs/methode/xlsform.md, what of XLSForm is read, from the tables of the engine and a model.

Run by hand after any change of a construct: `python -m tools.xlsform`; a test asks that it was done.
"""

from collections.abc import Iterable
from pathlib import Path

from leviers.survey.formulaires.classeur import MAX_LIGNES
from leviers.survey.formulaires.constructions import (
    ALIAS_COLONNES,
    ALIAS_TYPES,
    APPARENCES,
    COLONNES,
    FEUILLES,
    FONCTIONS_REFUSEES,
    NON,
    OUI,
    REGLAGES,
    TYPES,
    Construction,
)
from leviers.survey.formulaires.expressions import MAX_LONGUEUR
from leviers.survey.formulaires.feuille_choix import MAX_CHOIX
from leviers.survey.formulaires.feuille_questions import MAX_NIVEAUX, MAX_QUESTIONS
from leviers.survey.formulaires.fonctions import FONCTIONS
from leviers.survey.formulaires.instance import MAX_LIEUX, MAX_REPETITIONS

PAGE = Path(__file__).parents[1] / "docs/methode/xlsform.md"
MODELE = Path(__file__).with_name("xlsform.modele.md")
FINE, NB = "\u202f", "\u00a0"


def write_page() -> str:
    """The whole page: the text of the model, one table per kind of construct, limits."""
    fonctions = [Construction(f"{nom}()", OUI, f.remarque) for nom, f in FONCTIONS.items()]
    fonctions += [Construction(f"{nom}()", NON, f.remarque) for nom, f in FONCTIONS_REFUSEES.items()]
    parts = [
        _table("Les types de questions", TYPES.values(), "Aussi lus", ALIAS_TYPES),
        _table("Les colonnes de la feuille survey", COLONNES.values(), "Aussi lues", ALIAS_COLONNES),
        _table("Les fonctions", sorted(fonctions, key=lambda c: c.nom)),
        _table("Les opérateurs", _signs()),
        _table("Les apparences", APPARENCES.values()),
        _table("Les réglages", REGLAGES.values()),
        _table("Les feuilles", FEUILLES.values()),
        _limits(),
    ]
    return MODELE.read_text(encoding="utf-8").replace("{tables}", "\n".join(parts))


def _signs() -> list[Construction]:
    read = "+ - * div mod = != < <= > >= and or ( ) [ ] / . ..".split()
    return [
        *(Construction(sign) for sign in read),
        Construction("${nom}", OUI, "référence à une question"),
        *(Construction(sign, NON, "écrivez ${nom}") for sign in ("//", "@", "nom::", "$")),
        Construction("&#124;", NON, "écrivez or"),
    ]


def _table(
    title: str, rows: Iterable[Construction], said: str = "", alias: dict[str, str] | None = None
) -> str:
    lines = [f"## {title}\n", "| Construction | Lue | Remarque |", "|---|---|---|"]
    lines += [f"| `{row.nom}` | {row.lu} | {_typo(row.remarque)} |" for row in rows]
    if alias:
        names = ", ".join(f"`{name}`" for name in alias)
        lines.append(f"\n{said} sous d’autres noms{NB}: {names}.")
    return "\n".join(lines) + "\n"


def _typo(words: str) -> str:
    for sign in ";?!»":
        words = words.replace(f" {sign}", f"{FINE if sign in ';?!' else NB}{sign}")
    words = words.replace(" :", f"{NB}:").replace("« ", f"«{NB}")
    for number in ("10 000", "−2 147 483 648", "2 147 483 647"):
        words = words.replace(number, number.replace(" ", FINE))
    return words


def _limits() -> str:
    def say(number: int) -> str:
        return f"{number:,}".replace(",", FINE)

    rows = {
        "poids du fichier": f"10{NB}Mo, 100{NB}Mo une fois décompressé",
        "lignes par feuille": say(MAX_LIGNES),
        "questions": say(MAX_QUESTIONS),
        "choix par liste": say(MAX_CHOIX),
        "niveaux de groupes": say(MAX_NIVEAUX),
        "longueur d’une expression": f"{say(MAX_LONGUEUR)} caractères",
        "répétitions d’un même groupe": say(MAX_REPETITIONS),
        "questions d’une réponse, répétitions comprises": say(MAX_LIEUX),
    }
    lines = [f"| {name} | {value} |" for name, value in rows.items()]
    return "\n".join(["## Les limites\n", "| Quoi | Au plus |", "|---|---|", *lines]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
