"""One organisation by its SIREN: what registers say of it, its contracts and subsidies over time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leviers.evidence.persons import is_person
from leviers.warehouse.read import FICTIF, REEL, Build

Row = Mapping[str, Any]
SHOWN = 50
"""Acts of each genre shown on a page, the most recent; counts and sums are of all."""
_ESS = """
select siren, nom, categorie_juridique, activite_principale, famille, est_active, motif, degre, est_siae,
    est_handicap, est_geiq, est_esus, territoire_siren, version_perimetre, source, fichier, ligne
from facts.structures_ess where siren = ?
"""
_TIERS = """
select siren, nom, categorie_juridique, nb_citations, ess_degre, ess_motif, version_perimetre
from facts.tiers where tiers_id = ?
"""
_STRUCTURES = """
select genre, type, siret, nom, commune, code_postal, capacite, annee, territoire_siren, source, fichier,
    ligne
from facts.structures where siren = ? order by genre, siret, ligne
"""
_MARCHES = """
with tenu as (
    select contrat_id, count(*) as nb, bool_or(titulaire_siren = $siren) as est_sien
    from facts.titulaires
    where est_actuel and genre = 'marche'
        and contrat_id in (select contrat_id from facts.titulaires where titulaire_siren = $siren)
    group by contrat_id
)
select marche_id as code, annee, case when date_douteuse is null then date_notification end as jour, objet,
    acheteur_nom as donneur_nom, montant_eur, montant_douteux, tenu.nb as nb_titulaires,
    case when montant_douteux is null then montant_eur / tenu.nb end as part_sure_eur
from facts.marches join tenu on tenu.contrat_id = marche_id
where tenu.est_sien
order by jour desc nulls last, marche_id
"""
_SUBVENTIONS = """
select subvention_id as code, annee, date_convention as jour, objet, attribuant_nom as donneur_nom,
    montant_eur, montant_douteux, 1 as nb_titulaires,
    case when montant_douteux is null and est_accordee then montant_eur end as part_sure_eur
from facts.subventions where beneficiaire_siren = $siren and est_accordee
order by coalesce(date_convention, make_date(annee, 12, 31)) desc nulls last, subvention_id
"""


@dataclass(frozen=True)
class Annee:
    """Acts of one year; amounts are sure ones, a shared contract in equal parts."""

    annee: int | None
    nb_marches: int
    marches_eur: float
    nb_subventions: int
    subventions_eur: float


@dataclass(frozen=True)
class Acteur:
    """One organisation of one build."""

    siren: str
    build: Build
    nom: str | None
    ess: Row | None
    tiers: Row | None
    structures: tuple[Row, ...]
    marches: tuple[Row, ...]
    subventions: tuple[Row, ...]

    @property
    def degre(self) -> str:
        """How surely it belongs to the ESS."""
        return (
            self.ess["degre"] if self.ess else self.tiers["ess_degre"] if self.tiers else None
        ) or "inconnu"

    @property
    def motif(self) -> str | None:
        """What makes it so; nothing outside or when unknown."""
        return self.ess["motif"] if self.ess else self.tiers["ess_motif"] if self.tiers else None

    @property
    def annees(self) -> list[Annee]:
        """Year by year, the last first; acts without a sure year together at the end."""
        years = {row["annee"] for row in (*self.marches, *self.subventions)}
        return [self._sum(year) for year in sorted(years, key=lambda year: -(year or 0))]

    def _sum(self, year: int | None) -> Annee:
        marches = [row for row in self.marches if row["annee"] == year]
        dons = [row for row in self.subventions if row["annee"] == year]
        return Annee(year, len(marches), _add(marches), len(dons), _add(dons))


def find_acteur(builds: Mapping[str, Build], siren: str) -> Acteur | None:
    """An organisation that registers or lists name: in real data, else in the invented territoire, else none.

    Rule  a natural person has no page, nor has a holder of whom no register says anything: it may be one
    """
    for monde in (REEL, FICTIF):
        build = builds.get(monde)
        acteur = _read(build, siren) if build else None
        if acteur:
            return acteur
    return None


def _read(build: Build, siren: str) -> Acteur | None:
    ess = next(iter(build.read(_ESS, [siren])), None)
    tiers = next(iter(build.read(_TIERS, [siren])), None)
    structures = build.read(_STRUCTURES, [siren])
    category = (ess or tiers or {}).get("categorie_juridique") or ""
    is_known = ess or structures or (tiers and (category or tiers["ess_degre"] != "inconnu"))
    nom = next((row["nom"] for row in (ess, tiers, *structures) if row and row["nom"]), None)
    if not is_known or is_person(nom, siren, category):
        return None
    return Acteur(
        siren=siren,
        build=build,
        nom=nom,
        ess=ess,
        tiers=tiers,
        structures=tuple(structures),
        marches=tuple(build.read(_MARCHES, {"siren": siren})),
        subventions=tuple(build.read(_SUBVENTIONS, {"siren": siren})),
    )


def _add(rows: list[Row]) -> float:
    return float(sum(row["part_sure_eur"] or 0 for row in rows))
