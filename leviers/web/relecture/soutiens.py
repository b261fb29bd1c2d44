"""A public record beside a démarche, in words: on the desk, and on the page of the démarche."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from leviers.evidence.persons import is_person
from leviers.evidence.preuves import CONFIRMEE, METROPOLE
from leviers.evidence.rapprochements import Soutien, Soutiens
from leviers.web.addresses import find_fait_page
from leviers.web.kit.typography import euros
from leviers.web.relecture import words
from leviers.web.relecture.filters import GENRES_FR


@dataclass(frozen=True)
class Appui:
    """One record: what it is, whose, why it is here. `etat` is confirmee, proposee or discutee."""

    genre: str
    fait_id: str
    etat: str
    titre: str
    quand: str
    donneur: str
    tiers: str
    montant: str
    est_metropole: bool
    levier: str
    raisons: tuple[str, ...]
    depuis: datetime | None
    fichier: str
    ligne: int
    page: str

    @property
    def nom(self) -> str:
        """Genre in French."""
        return GENRES_FR[self.genre]

    @property
    def est_confirme(self) -> bool:
        """Whether people confirmed it."""
        return self.etat == CONFIRMEE

    def as_object(self) -> dict[str, Any]:
        """The same as data."""
        return {
            "genre": self.genre,
            "fait_id": self.fait_id,
            "etat": self.etat,
            "objet": self.titre,
            "levier": self.levier,
            "raisons": list(self.raisons),
            "depuis": self.depuis.date().isoformat() if self.depuis and self.est_confirme else None,
            "fichier": self.fichier,
            "ligne": self.ligne,
        }


def read_appuis(soutiens: Soutiens) -> list[Appui]:
    """Every record of a démarche, the confirmed ones first."""
    return [read_appui(one) for one in (*soutiens.confirmes, *soutiens.proposes)]


def read_appui(soutien: Soutien) -> Appui:
    """One record in words; the name of a natural person is not shown."""
    fait = soutien.fait
    tiers = fait.get("tiers_nom") or ""
    montant = fait.get("montant_eur")
    return Appui(
        genre=soutien.genre,
        fait_id=soutien.fait_id,
        etat=soutien.etat,
        titre=fait.get("objet") or "sans intitulé",
        quand=str(fait.get("annee") or "année inconnue"),
        donneur=fait.get("donneur_nom") or "donneur inconnu",
        tiers="" if is_person(tiers, None, None) else tiers,
        montant="" if montant is None else euros(montant),
        est_metropole=fait.get("lien") == METROPOLE,
        levier=words.name_levier(fait.get("levier") or ""),
        raisons=tuple(words.say_clues(soutien.indices)),
        depuis=soutien.depuis,
        fichier=fait.get("fichier") or "",
        ligne=fait.get("ligne") or 0,
        page=find_fait_page(soutien.genre, soutien.fait_id),
    )
