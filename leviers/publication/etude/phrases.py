"""Pieces of French sentences made from measures: agreement, and what cannot be said.

A caller never writes a number; it names a measure, and says how it reads in the sentence.
"""

from leviers.publication.etude.calculs import MIN_PCT, ecrire
from leviers.publication.etude.mesures import Mesure
from leviers.publication.etude.texte import Chiffre, Mot, Texte
from leviers.reference.typography import NBSP, accord


def chiffre(mesure: Mesure, calcul: str = "valeur", *, sur: Mesure | None = None) -> Chiffre:
    """One figure, written by its calculation."""
    autre = sur.valeur if sur else None
    return Chiffre(
        ecrire(calcul, mesure.valeur, autre),
        mesure.code,
        mesure.cle,
        calcul,
        f"{sur.code}|{sur.cle}" if sur else "",
    )


def compter(mesure: Mesure, singulier: str, pluriel: str | None = None, *, feminin: bool = False) -> Texte:
    """« 14 démarches », « 1 démarche », « aucune démarche »."""
    count = mesure.valeur or 0
    word = accord(count, singulier, pluriel or f"{singulier}s")
    return (chiffre(mesure, "compte-f" if feminin else "compte-m"), Mot(f"{NBSP if count else ' '}{word}"))


def accorder(mesure: Mesure, zero: str, un: str, plusieurs: str, *, feminin: bool = False) -> Texte:
    """A count and its verb: « aucun n’est repéré », « 1 est repéré », « 3 sont repérés »."""
    count = mesure.valeur or 0
    words = accord(count, un, plusieurs) if count else zero
    return (chiffre(mesure, "compte-f" if feminin else "compte-m"), Mot(f"{NBSP if count else ' '}{words}"))


def sur(
    mesure: Mesure, total: Mesure, singulier: str, pluriel: str | None = None, *, feminin: bool = False
) -> Texte:
    """« 14 métropoles sur 22 (64 %) », « aucune métropole sur 22 », « les 22 métropoles ».

    The percentage is left out below MIN_PCT cases; it never goes without its counts.
    """
    plural = pluriel or f"{singulier}s"
    if mesure.valeur == total.valeur and (total.valeur or 0) > 1:
        return (Mot("les "), chiffre(mesure), Mot(f"{NBSP}{plural}"))
    said = (*compter(mesure, singulier, plural, feminin=feminin), Mot(f" sur{NBSP}"), chiffre(total))
    if not mesure.valeur or (total.valeur or 0) < MIN_PCT:
        return said
    return (*said, Mot(" ("), chiffre(mesure, "part", sur=total), Mot(")"))


def part(mesure: Mesure, total: Mesure) -> Texte:
    """« 64 % », with the counts nearby: the caller says them."""
    return (chiffre(mesure, "part", sur=total),)


def proportion(mesure: Mesure, total: Mesure, pluriel: str) -> Texte:
    """« la plupart des métropoles », « moins de la moitié des métropoles » (feminine nouns)."""
    return (chiffre(mesure, "proportion", sur=total), Mot(f" {pluriel}"))


def montant(mesure: Mesure) -> Texte:
    """« 12,5 M€ »."""
    return (chiffre(mesure, "montant"),)


def enumerer(textes: list[Texte], mot: str = "et") -> Texte:
    """Pieces joined as in a sentence: a, b et c."""
    said: list = []
    for place, texte in enumerate(textes):
        if place:
            said.append(Mot(f" {mot} " if place == len(textes) - 1 else ", "))
        said.extend(texte)
    return tuple(said)


def joindre(textes: list[Texte], entre: str = ", ") -> Texte:
    """Pieces one after the other: sentences with a space, items with a comma."""
    said: list = []
    for place, texte in enumerate(textes):
        said.extend((Mot(entre), *texte) if place else texte)
    return tuple(said)
