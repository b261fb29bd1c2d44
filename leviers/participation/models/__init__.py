"""What people write and follow, one module for each part."""

from leviers.participation.models.articles import Article, ArticleSujet, Lectorat, Lecture, Piece, Sel
from leviers.participation.models.paroles import (
    Alerte,
    Arbitrage,
    Commentaire,
    Contestable,
    Declaration,
    DemarcheProposee,
)
from leviers.participation.models.suivis import Abonne, Rebond, RechercheSuivie, Suivi, Trouvaille

__all__ = [
    "Abonne",
    "Alerte",
    "Arbitrage",
    "Article",
    "ArticleSujet",
    "Commentaire",
    "Contestable",
    "Declaration",
    "DemarcheProposee",
    "Lectorat",
    "Lecture",
    "Piece",
    "Rebond",
    "RechercheSuivie",
    "Sel",
    "Suivi",
    "Trouvaille",
]
