"""A preuve links a territoire to a levier; the niveau follows from the preuves and the rule of the levier."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from leviers.evidence.niveaux import CONSTATE, DECLARE, DOCUMENTE, MESURE, NON_REPERE, Niveau
from leviers.evidence.regles import Regle

DECLAREE, DOCUMENTEE, CONSTATEE, MESUREE = "declaree", "documentee", "constatee", "mesuree"
METROPOLE, COMMUNE = "metropole", "commune"
CERTAINE, CONFIRMEE, PROPOSEE, DISCUTEE, REJETEE = "certaine", "confirmee", "proposee", "discutee", "rejetee"
ETABLIES = (CERTAINE, CONFIRMEE)
"""States in which an act counts."""


@dataclass(frozen=True, slots=True)
class Preuve:
    """One preuve, or several acts alike: `nb` of the same genre, year, state and author.

    genre    declaree, documentee, constatee, mesuree
    cles     ways back: « demarche:… », « marche:… », « mesure:code:annee »; at most twenty of the `nb`
    lien     whose act it is: « metropole » or « commune »
    annee    None when unknown: it then proves nothing
    """

    genre: str
    cles: tuple[str, ...]
    lien: str = METROPOLE
    annee: int | None = None
    etat: str = CONFIRMEE
    fait_genre: str = ""
    nb: int = 1


def establish(preuves: Iterable[Preuve], regle: Regle, *, annee: int) -> Niveau:
    """The niveau that preuves give to one usage.

    annee   year from which ages are counted: that of the build, never the day of the reader
    Rule    the highest step reached; adding a preuve never lowers it, removing one never raises it
    """
    kept = [preuve for preuve in preuves if counts(preuve, regle, annee=annee)]
    genres = {preuve.genre for preuve in kept}
    if MESUREE in genres:
        return MESURE
    if any(total >= regle.faits[genre] for genre, total in _count_faits(kept).items()):
        return CONSTATE
    if DOCUMENTEE in genres:
        return DOCUMENTE
    return DECLARE if DECLAREE in genres else NON_REPERE


def counts(preuve: Preuve, regle: Regle, *, annee: int) -> bool:
    """Whether a preuve counts: an act of the métropole itself, established, recent, of a genre asked for."""
    if preuve.genre not in (CONSTATEE, MESUREE):
        return True
    if preuve.lien != METROPOLE or preuve.annee is None or preuve.annee < annee - regle.annees:
        return False
    return preuve.genre == MESUREE or (preuve.etat in ETABLIES and preuve.fait_genre in regle.faits)


def _count_faits(preuves: Iterable[Preuve]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for preuve in preuves:
        if preuve.genre == CONSTATEE:
            totals[preuve.fait_genre] += preuve.nb
    return totals
