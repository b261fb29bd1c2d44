"""How a value becomes what is read: the only place where a number of the study is put into words.

Each function takes the value and, where there is one, the other value of the calculation; the same values
always give the same words, so that anybody can write a figure again and compare.
"""

from collections.abc import Callable

from leviers.reference.typography import NBSP, euros, euros_courts, nombre

MIN_PCT = 10
"""Below so many cases, counts are given without a percentage."""
MIN_VALEURS = 5
"""Below so many values, no median is told."""
LA_PLUPART = 2 / 3
"""« La plupart » is said from two thirds on."""
INCONNU = "inconnu"

Valeur = float | None


def _nombre(valeur: Valeur, _autre: Valeur) -> str:
    return INCONNU if valeur is None else nombre(valeur)


def _compte(zero: str) -> Callable[[Valeur, Valeur], str]:
    def write(valeur: Valeur, _autre: Valeur) -> str:
        if valeur is None:
            return INCONNU
        return nombre(valeur) if valeur else zero

    return write


def _part(valeur: Valeur, autre: Valeur) -> str:
    """Percent of a whole, to the unit; a share that is not nothing is never written zero."""
    if valeur is None or not autre:
        return INCONNU
    pct = 100 * valeur / autre
    if 0 < pct < 1:
        return f"moins de 1{NBSP}%"
    if 99 < pct < 100:
        return f"plus de 99{NBSP}%"
    return f"{nombre(round(pct))}{NBSP}%"


def _pourcent(valeur: Valeur, _autre: Valeur) -> str:
    return INCONNU if valeur is None else f"{nombre(valeur, 1).removesuffix(',0')}{NBSP}%"


def _montant(valeur: Valeur, _autre: Valeur) -> str:
    return INCONNU if valeur is None else euros_courts(valeur)


def _euros(valeur: Valeur, _autre: Valeur) -> str:
    return INCONNU if valeur is None else euros(round(valeur))


def _annee(valeur: Valeur, _autre: Valeur) -> str:
    return INCONNU if valeur is None else str(int(valeur))


def _proportion(valeur: Valeur, autre: Valeur) -> str:
    """A share in words, agreed with a feminine plural: « la plupart des », « aucune des »."""
    if valeur is None or not autre:
        return INCONNU
    share = valeur / autre
    if not valeur:
        return "aucune des"
    if valeur == autre:
        return "toutes les"
    if share >= LA_PLUPART:
        return "la plupart des"
    if share > 1 / 2:
        return "plus de la moitié des"
    return "la moitié des" if share == 1 / 2 else "moins de la moitié des"


CALCULS: dict[str, Callable[[Valeur, Valeur], str]] = {
    "valeur": _nombre,
    "compte-m": _compte("aucun"),
    "compte-f": _compte("aucune"),
    "part": _part,
    "pourcent": _pourcent,
    "montant": _montant,
    "euros": _euros,
    "annee": _annee,
    "proportion": _proportion,
}


def ecrire(calcul: str, valeur: Valeur, autre: Valeur = None) -> str:
    """What is read of a value."""
    return CALCULS[calcul](valeur, autre)
