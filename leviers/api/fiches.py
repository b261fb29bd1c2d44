"""Public records in full: columns of the build, who holds them, what was seen, where they come from."""

from dataclasses import asdict
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Element
from leviers.evidence import states
from leviers.evidence.preuves import CERTAINE, PROPOSEE
from leviers.evidence.raisons import say_raison
from leviers.evidence.records import Detection, Record


class Tiers(BaseModel):
    """Who holds a contract or receives a grant; nothing names a natural person."""

    nom: str | None = Field(description="Nom ; null pour une personne physique.")
    siren: str | None = Field(description="SIREN ; null si inconnu.")
    siret: str | None = Field(description="SIRET ; null si inconnu.")
    ess_degre: str = Field(description="Appartenance à l’ESS : certain, probable, hors, inconnu.")
    ess_motif: str | None = Field(description="Ce qui la fonde ; null hors de l’ESS.")
    est_personne: bool = Field(description="Vrai pour une personne physique, jamais nommée.")
    est_actuel: bool = Field(description="Faux quand une modification l’a remplacé.")


class Vue(BaseModel):
    """A levier seen in a record."""

    levier: str = Field(description="Code du levier.", examples=["clause-sociale-insertion"])
    etat: str = Field(
        description="certaine, confirmee, proposee, discutee ou rejetee.", examples=["proposee"]
    )
    confiance: float | None = Field(
        description="De 0 à 1 : part estimée de détections justes de cette force."
    )
    couche: str = Field(description="Ce qui l’a vu : regle ou lexique.")
    raison: str = Field(description="Pourquoi, en mots.")
    mots: list[str] = Field(description="Les mots qui ont compté.")
    version: str = Field(description="Version de la règle ou du lexique.")


class Fichier(BaseModel):
    """A file that says it."""

    source: str = Field(description="Code de la source publique.", examples=["decp"])
    fichier: str = Field(description="Nom du fichier.")
    adresse: str | None = Field(description="D’où il a été reçu.")
    date: str | None = Field(description="Jour de réception, AAAA-MM-JJ.")
    licence: str | None = Field(description="Licence du fichier.")
    sha256: str | None = Field(description="Empreinte du fichier.")


class Doublon(BaseModel):
    """Another row of the same record."""

    fichier: str = Field(description="Fichier de l’autre ligne.")
    ligne: int = Field(description="Ligne ou rang dans ce fichier.")
    regle: str = Field(description="Règle qui les rapproche.")


class Modification(BaseModel):
    """A change of a contract."""

    ordre: int = Field(description="Rang de la modification.")
    date_notification: date | None = Field(description="Notification ; null si inconnue.")
    date_publication: date | None = Field(description="Publication ; null si inconnue.")
    montant_eur: float | None = Field(description="Nouveau montant total, en euros, tel que déclaré.")
    duree_mois: int | None = Field(description="Nouvelle durée, en mois.")
    objet: str | None = Field(description="Objet de la modification.")


class _Entier(Element):
    """What every record carries."""

    id: str = Field(
        description="Identifiant, dans les données en place ; il change si la ligne d’origine change."
    )
    objet: str | None = Field(description="Objet déclaré ; null si vide.")
    territoire: str | None = Field(description="Slug du territoire ; null hors des 22.", examples=["nantes"])
    territoire_siren: str | None = Field(description="SIREN du territoire.")
    lien: str = Field(
        description="De qui est l’acte : metropole, commune, autre, hors.", examples=["metropole"]
    )
    annee: int | None = Field(description="Année ; null si inconnue.")
    detections: list[Vue] = Field(description="Leviers que la machine ou une règle y a vus.")
    fichiers: list[Fichier] = Field(description="Les fichiers qui le disent, le sien d’abord.")
    source: str = Field(description="Code de la source publique.", examples=["decp"])
    fichier: str = Field(description="Fichier d’origine.")
    ligne: int = Field(description="Ligne ou rang dans ce fichier.")
    est_fictif: bool = Field(description="Vrai pour un acte du territoire inventé.", examples=[False])


class MarcheEntier(_Entier):
    """A contract in full."""

    uid: str | None = Field(description="Identifiant déclaré.")
    lot: int | None = Field(description="Rang parmi les contrats de même identifiant.")
    acheteur_siren: str | None = Field(description="SIREN de l’acheteur.")
    acheteur_nom: str | None = Field(description="Nom de l’acheteur.")
    date_notification: date | None = Field(description="Notification déclarée ; null si inconnue.")
    date_publication: date | None = Field(description="Publication déclarée ; null si inconnue.")
    date_douteuse: str | None = Field(description="Pourquoi la date est douteuse ; null quand elle est sûre.")
    nature: str | None = Field(description="Nature déclarée.")
    procedure: str | None = Field(description="Procédure déclarée.")
    code_cpv: str | None = Field(description="Code CPV de l’objet.")
    montant_eur: float | None = Field(
        description="Montant en euros, modifications comprises ; un plafond souvent."
    )
    montant_initial_eur: float | None = Field(description="Montant à la notification, en euros.")
    montant_douteux: str | None = Field(
        description="Pourquoi le montant est douteux ; null quand il est sûr."
    )
    duree_mois: int | None = Field(description="Durée, en mois.")
    offres_recues: int | None = Field(description="Offres reçues.")
    techniques: list[str] | None = Field(description="Techniques d’achat déclarées.")
    a_consideration_sociale: bool | None = Field(description="Considération sociale ; null si non renseigné.")
    a_clause_sociale: bool | None = Field(description="Clause sociale ; null si non renseigné.")
    a_critere_social: bool | None = Field(description="Critère social ; null si non renseigné.")
    est_reserve: bool | None = Field(description="Marché réservé ; null si non renseigné.")
    a_consideration_environnementale: bool | None = Field(
        description="Considération environnementale ; null si non renseigné."
    )
    nb_modifications: int = Field(description="Modifications publiées.")
    tiers: list[Tiers] = Field(description="Titulaires, d’hier et d’aujourd’hui.")
    modifications: list[Modification] = Field(description="Modifications, dans l’ordre.")
    doublons: list[Doublon] = Field(description="Autres lignes du même marché.")


class SubventionEntiere(_Entier):
    """A grant in full."""

    attribuant_siren: str | None = Field(description="SIREN de qui donne.")
    attribuant_nom: str | None = Field(description="Nom de qui donne.")
    date_convention: date | None = Field(description="Date de la convention ; null si inconnue.")
    montant_eur: float | None = Field(description="Montant en euros, voté ou attribué ; null si inconnu.")
    montant_douteux: str | None = Field(
        description="Pourquoi le montant est douteux ; null quand il est sûr."
    )
    nature: str | None = Field(description="Nature déclarée.")
    est_en_nature: bool | None = Field(description="Vrai pour une aide en nature.")
    est_accordee: bool | None = Field(description="Faux quand elle a été refusée.")
    est_double_possible: bool | None = Field(
        description="Vrai quand une autre ligne dit presque la même chose."
    )
    reference_decision: str | None = Field(description="Référence de la décision.")
    dispositif_aide: str | None = Field(description="Dispositif d’aide.")
    tiers: list[Tiers] = Field(description="Le bénéficiaire, quand le fichier le dit.")


class DeliberationEntiere(_Entier):
    """An act of a council in full."""

    collectivite_siren: str | None = Field(description="SIREN de la collectivité.")
    collectivite_nom: str | None = Field(description="Nom de la collectivité.")
    date_deliberation: date | None = Field(description="Jour de la séance ; null si inconnu.")
    delib_id: str | None = Field(description="Numéro déclaré.")
    matiere_code: str | None = Field(description="Code de la matière.")
    matiere_nom: str | None = Field(description="Nom de la matière.")
    cite_ess: bool = Field(description="Vrai quand le titre nomme l’ESS.")
    vote_pour: int | None = Field(description="Voix pour ; null si non publié.")
    vote_contre: int | None = Field(description="Voix contre ; null si non publié.")
    vote_abstention: int | None = Field(description="Abstentions ; null si non publié.")
    url: str | None = Field(description="Adresse du texte, quand le fichier la donne.")


def describe_record(record: Record, liste: str) -> dict[str, Any]:
    """One record in the words of its shape; columns that a shape does not name are left out by it."""
    territoire = record.territoire or {}
    return {
        **record.champs,
        "id": record.id,
        "territoire": territoire.get("slug"),
        "detections": [_describe(found, record) for found in record.detections],
        "fichiers": [dict(one) for one in record.fichiers.values()],
        "tiers": [asdict(one) for one in record.tiers],
        "modifications": [dict(one) for one in record.modifications],
        "doublons": [dict(one) for one in record.doublons],
        "est_fictif": record.build.est_fictif,
        "page": answers.page_of_fait(liste, record.id),
        "adresse": answers.address(liste, record.id),
    }


def _describe(found: Detection, record: Record) -> dict[str, Any]:
    opinions = states.current(record.build.monde).avis
    avis = opinions.get((record.genre.code, record.id, found.levier))
    etat = avis.etat if avis else CERTAINE if found.est_certaine else PROPOSEE
    mots = list(dict.fromkeys(mot.texte for mot in found.mots))
    return asdict(found) | {"etat": etat, "mots": mots, "raison": say_raison(found.raison, mots)}
