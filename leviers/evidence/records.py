"""One public record in full: its row, who holds it, what was tied to it, what the machine saw in it.

Takes builds, gives dataclasses: no request, no page, no wording.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from leviers.evidence.persons import hide_person, is_person
from leviers.warehouse.read import FICTIF, REEL, Build

Row = dict[str, Any]


@dataclass(frozen=True)
class Genre:
    """One genre of record: its table, its key, and the columns that say who acts."""

    code: str
    table: str
    key: str
    donneur: str


GENRES: dict[str, Genre] = {
    genre.code: genre
    for genre in (
        Genre("marche", "facts.marches", "marche_id", "acheteur"),
        Genre("subvention", "facts.subventions", "subvention_id", "attribuant"),
        Genre("deliberation", "facts.deliberations", "deliberation_id", "collectivite"),
    )
}
_TITULAIRES = """
select genre, tiers_id, titulaire_siren as siren, titulaire_siret as siret, titulaire_id as numero,
    titulaire_type as numero_type, titulaire_nom as nom, est_actuel, est_modification
from facts.titulaires where contrat_id = ? order by ordre
"""
_TIERS = """
select tiers_id, nom, categorie_juridique, ess_degre, ess_motif, version_perimetre from facts.tiers
where tiers_id in """
_MODIFICATIONS = """
select ordre, date_notification, date_publication, montant_eur, duree_mois, objet, titulaires_id
from facts.modifications where fichier = ? and ligne = ? order by ordre
"""
_DOUBLONS = """
select fichier, ligne, regle from facts.doublons
where fichier_retenu = ? and ligne_retenue = ? order by fichier, ligne
"""
_DETECTIONS = """
select levier, confiance, couche, raison, est_certaine, mots, version from labels.detections
where fait_genre = ? and fait_id = ? order by est_certaine desc, confiance desc, levier
"""
_FICHIERS = "select source, fichier, adresse, sha256, licence, date, origine from meta.fichiers"
_TERRITOIRES = "select siren, slug, nom, est_fictif from facts.territoires"


@dataclass(frozen=True)
class Tiers:
    """Who holds a contract or receives a grant; nothing that names it when it is a natural person."""

    nom: str | None
    siren: str | None
    siret: str | None
    numero: str | None
    numero_type: str | None
    ess_degre: str
    ess_motif: str | None
    version_perimetre: str | None
    est_personne: bool
    est_actuel: bool = True
    est_modification: bool = False


@dataclass(frozen=True)
class Mot:
    """A stretch of the title or of the name that counted, by place in the text."""

    champ: str
    debut: int
    fin: int
    texte: str


@dataclass(frozen=True)
class Detection:
    """A levier that the machine proposes, or that a certain rule establishes."""

    levier: str
    confiance: float
    couche: str
    raison: str
    est_certaine: bool
    mots: tuple[Mot, ...]
    version: str


@dataclass(frozen=True)
class Record:
    """One record of one build; `champs` is its row of facts, column by column.

    fichiers  the files that say it by name, its own first and those of its doubles
    """

    genre: Genre
    id: str
    build: Build
    champs: Mapping[str, Any]
    tiers: tuple[Tiers, ...]
    modifications: tuple[Mapping[str, Any], ...]
    doublons: tuple[Mapping[str, Any], ...]
    detections: tuple[Detection, ...]
    fichiers: Mapping[str, Mapping[str, Any]]
    territoire: Mapping[str, Any] | None

    @property
    def donneur_nom(self) -> str | None:
        """Who buys, gives or decides."""
        return self.champs[f"{self.genre.donneur}_nom"]

    @property
    def donneur_siren(self) -> str | None:
        """The SIREN of that body."""
        return self.champs[f"{self.genre.donneur}_siren"]


def find_record(builds: Mapping[str, Build], genre: str, code: str) -> Record | None:
    """The record of that genre and identifier: in real data, else in the invented territoire, else none."""
    kind = GENRES[genre]
    for monde in (REEL, FICTIF):
        build = builds.get(monde)
        rows = build.read(f"select * from {kind.table} where {kind.key} = ?", [code]) if build else []  # noqa: S608
        if build and rows:
            return _complete(build, kind, code, rows[0])
    return None


def _complete(build: Build, kind: Genre, code: str, row: Row) -> Record:
    place = [row["fichier"], row["ligne"]]
    doublons = build.read(_DOUBLONS, place) if kind.code == "marche" and row["nb_doublons"] else []
    changes = build.read(_MODIFICATIONS, place) if kind.code == "marche" and row["nb_modifications"] else []
    tiers = _read_tiers(build, kind, code, row)
    if kind.code == "subvention" and tiers and tiers[0].est_personne:
        row = hide_person(row, prefix="beneficiaire") | {"tiers_id": None}
    return Record(
        genre=kind,
        id=code,
        build=build,
        champs=row,
        tiers=tiers,
        modifications=tuple(_hide_changed(change, tiers) for change in changes),
        doublons=tuple(doublons),
        detections=_read_detections(build, kind, code, tiers),
        fichiers=_pick_fichiers(build, [row, *doublons], row["source"]),
        territoire=_read_territoires(build).get(row["territoire_siren"]),
    )


def _read_tiers(build: Build, kind: Genre, code: str, row: Row) -> tuple[Tiers, ...]:
    said = build.read(_TITULAIRES, [code]) if kind.code == "marche" else _read_beneficiaire(row)
    said = [one for one in said if one["genre"] == kind.code]  # asked in SQL, it would hide the index
    numbers = list({one["tiers_id"] for one in said if one["tiers_id"]})
    query = f"{_TIERS}({', '.join('?' * len(numbers))})"
    known = {one["tiers_id"]: one for one in build.read(query, numbers)} if numbers else {}
    return tuple(_as_tiers(one, known.get(one["tiers_id"], {})) for one in said)


def _read_beneficiaire(row: Row) -> list[Row]:
    """The receiver of a grant in the columns of a holder; none for a deliberation, or when unnamed."""
    if not (row.get("beneficiaire_nom") or row.get("beneficiaire_id")):
        return []
    names = {name: row[f"beneficiaire_{name}"] for name in ("siren", "siret", "nom")}
    number = row["beneficiaire_rna"] or row["beneficiaire_id"]
    kind = "RNA" if row["beneficiaire_rna"] else None
    said = {"genre": "subvention", "tiers_id": row["tiers_id"]}
    return [said | names | {"numero": number, "numero_type": kind}]


def _as_tiers(said: Row, known: Row) -> Tiers:
    nom = said["nom"] or known.get("nom")
    hidden = is_person(nom, said["siren"], known.get("categorie_juridique"))
    shown = dict.fromkeys(("siren", "siret", "numero", "numero_type")) if hidden else said
    return Tiers(
        nom=None if hidden else nom,
        siren=shown["siren"],
        siret=shown["siret"],
        numero=shown["numero"],
        numero_type=shown["numero_type"],
        ess_degre=known.get("ess_degre", "inconnu"),
        ess_motif=known.get("ess_motif"),
        version_perimetre=known.get("version_perimetre"),
        est_personne=hidden,
        est_actuel=said.get("est_actuel", True),
        est_modification=said.get("est_modification", False),
    )


def _hide_changed(change: Row, tiers: tuple[Tiers, ...]) -> Row:
    """Numbers of new holders as declared, those of natural persons left out."""
    shown = {one.numero for one in tiers}
    numbers = [number for number in change["titulaires_id"] or () if number in shown]
    return change | {"titulaires_id": numbers}


def _read_detections(build: Build, kind: Genre, code: str, tiers: tuple[Tiers, ...]) -> tuple[Detection, ...]:
    hides = any(one.est_personne for one in tiers)
    return tuple(
        Detection(**row | {"mots": _read_mots(row["mots"], without_tiers=hides)})
        for row in build.read(_DETECTIONS, [kind.code, code])
    )


def _read_mots(text: str | None, *, without_tiers: bool) -> tuple[Mot, ...]:
    mots = (Mot(mot["champ"], mot["debut"], mot["fin"], mot["texte"]) for mot in json.loads(text or "[]"))
    return tuple(mot for mot in mots if not (without_tiers and mot.champ == "tiers"))


def _pick_fichiers(build: Build, rows: Iterable[Row], source: str) -> dict[str, Row]:
    known = _read_fichiers(build)
    nothing = dict.fromkeys(("adresse", "sha256", "licence", "date", "origine"))
    names = [row["fichier"] for row in rows]
    return {name: known.get((source, name), {"source": source, "fichier": name, **nothing}) for name in names}


@lru_cache(maxsize=4)
def _read_fichiers(build: Build) -> dict[tuple[str, str], Row]:
    return {(row["source"], row["fichier"]): row for row in build.read(_FICHIERS)}


@lru_cache(maxsize=4)
def _read_territoires(build: Build) -> dict[str, Row]:
    return {row["siren"]: row for row in build.read(_TERRITOIRES)}
