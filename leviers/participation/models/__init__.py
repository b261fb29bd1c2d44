"""Tables of participation, one module for each part."""

from leviers.participation.models.paroles import Alerte, Arbitrage, Commentaire, Declaration, DemarcheProposee

__all__ = ["Alerte", "Arbitrage", "Commentaire", "Declaration", "DemarcheProposee"]
