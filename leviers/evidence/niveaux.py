"""Niveaux de preuve: how well a usage is established, shown by form first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Niveau:
    """One step of the scale; `signe` is its form, `rang` its order (non observable is outside, -1)."""

    code: str
    rang: int
    nom: str
    signe: str
    phrase: str


NON_OBSERVABLE = Niveau(
    "non-observable",
    -1,
    "non observable",
    "∅",
    "Aucune démarche connue, et aucun fichier public assez rempli où l’on aurait pu le voir.",
)
NON_REPERE = Niveau(
    "non-repere",
    0,
    "non repéré",
    "·",
    "Aucune source trouvée à ce jour. Cela ne veut pas dire que la métropole ne le fait pas.",
)
DECLARE = Niveau(
    "declare", 1, "déclaré", "◔", "La métropole l’a déclaré, en réponse à une enquête ou par son référent."
)
DOCUMENTE = Niveau(
    "documente", 2, "documenté", "◑", "Au moins une démarche, avec une source publique, le montre."
)
CONSTATE = Niveau(
    "constate",
    3,
    "constaté",
    "◕",
    "Des actes publics établis (marché, subvention, délibération) le montrent.",
)
MESURE = Niveau("mesure", 4, "mesuré", "●", "Un indicateur calculé, avec sa couverture, le mesure.")

NIVEAUX: tuple[Niveau, ...] = (NON_OBSERVABLE, NON_REPERE, DECLARE, DOCUMENTE, CONSTATE, MESURE)
BY_CODE = {niveau.code: niveau for niveau in NIVEAUX}
