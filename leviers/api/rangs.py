"""Rows of the lists of public records, in the words of their files."""

from datetime import date

from pydantic import Field

from leviers.api.answers import Element


class Fait(Element):
    """What the rows of the three lists of acts share."""

    fait_id: str = Field(description="Identifiant, dans les données en place.")
    objet: str | None = Field(description="Objet déclaré ; null si vide.")
    donneur_siren: str | None = Field(description="SIREN de qui achète, donne ou décide.")
    donneur_nom: str | None = Field(description="Son nom.")
    date_fait: date | None = Field(
        description="Notification, convention ou séance ; null si inconnue ou douteuse."
    )
    annee: int | None = Field(description="Année ; null si inconnue.", examples=[2024])
    territoire: str | None = Field(description="Slug du territoire ; null hors des 22.", examples=["nantes"])
    lien: str = Field(
        description="De qui est l’acte : metropole, commune, autre, hors.", examples=["metropole"]
    )
    leviers: list[str] = Field(description="Leviers détectés ; une détection est une proposition.")
    est_fictif: bool = Field(description="Vrai pour le territoire inventé.", examples=[False])


class _Chiffre(Fait):
    """An act with an amount."""

    tiers_nom: str | None = Field(description="Titulaires ou bénéficiaire ; jamais une personne physique.")
    montant_eur: float | None = Field(description="Montant déclaré, en euros ; null si inconnu.")
    montant_sur_eur: float | None = Field(
        description="Le même s’il peut s’additionner ; null s’il est douteux ou n’a pas été accordé."
    )
    ess_degre: str = Field(
        description="Appartenance à l’ESS de qui reçoit : certain, probable, hors, inconnu."
    )


class Marche(_Chiffre):
    """A contract of the list."""

    considerations: list[str] = Field(description="Ce que l’acheteur déclare : reserve, clause, critere.")


class Subvention(_Chiffre):
    """A grant of the list."""


class Deliberation(Fait):
    """An act of a council of the list."""

    titre: str = Field(description="`ess` quand le titre nomme l’ESS, `autre` sinon.", examples=["autre"])
