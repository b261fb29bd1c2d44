"""The published state of the catalogue as immutable values, read once per version.

A page asks `current()`: one small query tells whether anything changed since the last read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from leviers.catalogue import models
from leviers.catalogue.payload import as_payload
from leviers.reference import territoires, typologie


@dataclass(frozen=True, slots=True)
class Source:
    """A public page; `date` is YYYY, YYYY-MM, YYYY-MM-DD or empty."""

    url: str
    titre: str
    editeur: str
    date: str
    est_morte: bool


@dataclass(frozen=True, slots=True)
class Chiffre:
    """One figure with unit, year and scope."""

    libelle: str
    valeur: float
    unite: str
    annee: int | None
    precision: str


@dataclass(frozen=True, eq=False)
class Demarche:
    """A published démarche; the main levier first; its amount in euros is never to be added up."""

    id: str
    territoire: territoires.Metropole
    titre: str
    champ: typologie.Champ
    leviers: tuple[typologie.Levier, ...]
    levier: str
    description: str
    annee_debut: int | None
    annee_fin: int | None
    statut: str
    montant_eur: float | None
    montant_precision: str
    chiffres: tuple[Chiffre, ...]
    partenaires: tuple[str, ...]
    sources: tuple[Source, ...]
    confiance: str
    verifiee_le: date | None
    modifiee_le: datetime


@dataclass(frozen=True)
class Repere:
    """A published repère; `genre` says how `valeur` reads (oui, texte, nombre)."""

    id: str
    territoire: territoires.Metropole
    cle: str
    libelle: str
    genre: str
    valeur: str
    unite: str
    annee: int | None
    precision: str
    calcul: str
    source: Source


@dataclass(frozen=True)
class Levier:
    """The published sheet of a levier; steps and links are in the words of the files."""

    reference: typologie.Levier
    definition: str
    base_juridique: tuple[dict[str, str | bool], ...]
    en_bref: str
    qui_decide: str
    competence_nature: str
    competence_fondement: str
    competence_conditions: str
    prealables: tuple[str, ...]
    etapes: tuple[dict[str, str], ...]
    services_associes: tuple[str, ...]
    moyens: tuple[str, ...]
    points_de_vigilance: tuple[str, ...]
    indicateurs_de_suivi: tuple[str, ...]
    se_combine_avec: tuple[dict[str, str], ...]
    demarches: tuple[dict[str, str], ...]
    pour_aller_plus_loin: tuple[dict[str, str], ...]
    relu: bool
    relu_le: date | None


@dataclass(frozen=True, eq=False)
class Published:
    """Everything a reader may see, at one version of the catalogue; compared by identity."""

    version: int
    demarches: dict[str, Demarche]
    reperes: tuple[Repere, ...]
    leviers: dict[str, Levier]

    @property
    def nb_sources(self) -> int:
        """Distinct public pages cited by the démarches."""
        return len({source.url for demarche in self.demarches.values() for source in demarche.sources})


_lock = Lock()
_last: Published | None = None


def current() -> Published:
    """The published catalogue, read again only when its version moved. One query when it did not."""
    global _last
    version = read_version()
    last = _last
    if last is None or last.version != version:
        with _lock:
            if _last is None or _last.version != version:
                _last = _read(version)
            last = _last
    return last


def read_version() -> int:
    """How many times the catalogue has changed."""
    return models.Etat.objects.filter(pk=1).values_list("version", flat=True).first() or 0


def read_counters() -> tuple[int, int]:
    """Changes of the catalogue, reviews of records: what pages depend on, in one query."""
    row = models.Etat.objects.filter(pk=1).values_list("version", "relectures").first()
    return row or (0, 0)


def forget(back_to: Published | None = None) -> None:
    """Forget what was read since a former reading, or all (tests that roll the database back need it)."""
    global _last
    _last = back_to


def _read(version: int) -> Published:
    demarches = models.Demarche.objects.filter(live=True).prefetch_related("leviers", "sources", "chiffres")
    read = [_as_demarche(demarche) for demarche in demarches]
    order = {siren: rank for rank, siren in enumerate(territoires.load_metropoles())}
    read.sort(key=lambda demarche: (order[demarche.territoire.siren], demarche.titre))
    sheets = {levier.code: _as_levier(levier) for levier in models.Levier.objects.filter(live=True)}
    return Published(
        version=version,
        demarches={demarche.id: demarche for demarche in read},
        reperes=tuple(_as_repere(repere) for repere in models.Repere.objects.filter(live=True)),
        leviers={code: sheets[code] for code in typologie.load_leviers() if code in sheets},
    )


def _as_demarche(row: models.Demarche) -> Demarche:
    payload = as_payload(row)
    known = typologie.load_leviers()
    payload["territoire"] = territoires.load_metropoles()[payload.pop("territoire_siren")]
    payload["champ"] = typologie.load_champs()[payload["champ"]]
    payload["leviers"] = tuple(known[code] for code in payload["leviers"])
    payload["chiffres"] = tuple(Chiffre(**chiffre) for chiffre in payload["chiffres"])
    payload["partenaires"] = tuple(payload["partenaires"])
    dead = {source.url for source in row.sources.all() if source.est_morte}
    payload["sources"] = tuple(
        Source(**source, est_morte=source["url"] in dead) for source in payload["sources"]
    )
    return Demarche(**payload, verifiee_le=row.verifiee_le, modifiee_le=row.last_published_at)


def _as_repere(row: models.Repere) -> Repere:
    payload = as_payload(row)
    source = {name: payload.pop(f"source_{name}") for name in ("url", "titre", "editeur", "date")}
    payload["territoire"] = territoires.load_metropoles()[payload.pop("territoire_siren")]
    return Repere(**payload, source=Source(**source, est_morte=False))


def _as_levier(row: models.Levier) -> Levier:
    payload: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in as_payload(row).items()
    }
    reference = typologie.load_leviers()[payload.pop("code")]
    return Levier(reference=reference, relu_le=row.relu_le, **payload)
