"""What detection reads and what it says."""

from dataclasses import dataclass

GENRES = ("marche", "subvention", "deliberation")
COUCHES = ("regle", "lexique")
MAX_LEVIERS = 3


@dataclass(frozen=True, slots=True)
class Fait:
    """One public record, as much of it as is known; `tiers` is the holder or the beneficiary.

    tiers_motif              ground on which the tiers is of the ESS (facts.tiers.ess_motif)
    considerations_sociales  as the contract declares them, in any case: « Clause sociale »…
    """

    id: str
    genre: str
    objet: str
    tiers: str = ""
    tiers_motif: str = ""
    considerations_sociales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mot:
    """Words that were lit: `debut` and `fin` count characters of the original text of `champ`."""

    champ: str
    debut: int
    fin: int
    texte: str


@dataclass(frozen=True, slots=True)
class Detection:
    """One levier seen in one record. A proposal, unless `couche` is a rule on a declared field.

    confiance     share of detections of this kind that are right, estimated on labelled records
    raison        code of the rule or motif
    est_certaine  it rests on what a buyer declares or a register says: no person has to read it again
    """

    levier: str
    confiance: float
    couche: str
    raison: str
    mots: tuple[Mot, ...]
    est_certaine: bool = False
