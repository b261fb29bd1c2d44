"""Tables of participation, one module for each part."""

from leviers.participation.models.paroles import Alerte, Arbitrage, Commentaire, Declaration, DemarcheProposee
from leviers.participation.models.suivis import Abonne, Rebond, RechercheSuivie, Suivi, Trouvaille

__all__ = [
    "Abonne",
    "Alerte",
    "Arbitrage",
    "Commentaire",
    "Declaration",
    "DemarcheProposee",
    "Rebond",
    "RechercheSuivie",
    "Suivi",
    "Trouvaille",
]
