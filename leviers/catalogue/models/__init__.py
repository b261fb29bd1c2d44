"""What editors keep: démarches, repères, leviers; and the counter that tells readers when it changed."""

from leviers.catalogue.models.demarche import Chiffre, Demarche, DemarcheLevier, Source
from leviers.catalogue.models.editorial import Etat
from leviers.catalogue.models.levier import Levier
from leviers.catalogue.models.load import Chargement, Proposition
from leviers.catalogue.models.relecture import Relecture
from leviers.catalogue.models.repere import Repere
from leviers.catalogue.models.signalement import Signalement

__all__ = [
    "Chargement",
    "Chiffre",
    "Demarche",
    "DemarcheLevier",
    "Etat",
    "Levier",
    "Proposition",
    "Relecture",
    "Repere",
    "Signalement",
    "Source",
]
