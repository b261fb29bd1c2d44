"""Tables of participation, one module for each part."""

from leviers.participation.models.suivis import Abonne, Rebond, RechercheSuivie, Suivi, Trouvaille

__all__ = ["Abonne", "Rebond", "RechercheSuivie", "Suivi", "Trouvaille"]
