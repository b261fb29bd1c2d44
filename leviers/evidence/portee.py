"""What confirming one record would do to the matrix, before anybody confirms it."""

from dataclasses import dataclass
from typing import Any

from leviers.evidence.niveaux import NON_REPERE, Niveau
from leviers.evidence.preuves import CONFIRMEE, CONSTATEE, METROPOLE, Preuve, counts, establish
from leviers.evidence.regles import load_regles
from leviers.evidence.usages import Usages

NIVEAU, NOMBRE, DEJA, COMMUNE, ANCIEN, GENRE = "niveau", "nombre", "deja", "commune", "ancien", "genre"


@dataclass(frozen=True)
class Portee:
    """What one more confirmed act would change.

    effet    niveau: it rises from `avant` to `apres`; nombre: it would be act number `rang` of the `requis`;
             deja: one more preuve, same niveau; commune, ancien, genre: why it would not count
    depuis   first year that counts
    """

    effet: str
    avant: Niveau
    apres: Niveau
    rang: int
    requis: int
    depuis: int


def foresee(row: dict[str, Any], usages: Usages) -> Portee:
    """Establish the usage again with this act confirmed, from a row of labels.indices."""
    regle = load_regles().leviers[row["levier"]]
    annee = usages.releve.annee if usages.releve else 0
    usage = usages.by_key.get((row["territoire_siren"], row["levier"]))
    preuves = usage.preuves if usage else ()
    genre = row["fait_genre"]
    one = Preuve(CONSTATEE, (), row["lien"], row["annee"], CONFIRMEE, genre)
    before = usage.niveau if usage else NON_REPERE
    reached = establish((*preuves, one), regle, annee=annee)
    after = reached if reached.rang > max(before.rang, NON_REPERE.rang) else before
    known = [preuve for preuve in preuves if preuve.genre == CONSTATEE and preuve.fait_genre == genre]
    rang = 1 + sum(preuve.nb for preuve in known if counts(preuve, regle, annee=annee))
    if row["lien"] != METROPOLE:
        effet = COMMUNE
    elif genre not in regle.faits:
        effet = GENRE
    elif not counts(one, regle, annee=annee):
        effet = ANCIEN
    elif after is not before:
        effet = NIVEAU
    else:
        effet = NOMBRE if rang < regle.faits[genre] else DEJA
    return Portee(effet, before, after, rang, regle.faits.get(genre, 0), annee - regle.annees)
