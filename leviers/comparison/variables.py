"""Variables on which territoires are compared: only what exists, with its source, year and limits."""

from dataclasses import dataclass, field
from functools import cache, lru_cache

from leviers.catalogue.published import Published
from leviers.comparison.competences import DATA, load_competences
from leviers.reference import territoires
from leviers.reference.territoires import load_metropoles
from leviers.warehouse.read import Build

NB_STRUCTURES_ESS = "nb-structures-ess"
DECOUPAGE = "https://github.com/etalab/decoupage-administratif"


@dataclass(frozen=True, eq=False)
class Variable:
    """One variable by SIREN; a territoire without a value is absent, never 0.

    `est_log`: compared on a logarithm, as a ratio rather than a difference. `poids` is the weight unless told
    otherwise. `noms` holds words instead of `valeurs` for what is the same or not the same.
    """

    code: str
    nom: str
    unite: str
    annee: str
    source: str
    source_url: str
    precision: str
    poids: float
    est_log: bool = False
    valeurs: dict[str, float] = field(default_factory=dict)
    noms: dict[str, str] = field(default_factory=dict)

    @property
    def est_nominale(self) -> bool:
        """Whether it is a word rather than a number."""
        return bool(self.noms)

    def knows(self, siren: str) -> bool:
        """Whether a value is known there."""
        return siren in (self.noms or self.valeurs)


@lru_cache(maxsize=4)
def list_variables(catalogue: Published, build: Build | None) -> tuple[Variable, ...]:
    """The variables known today, numbers first.

    Shape   population and densité from the reference; part QPV from the catalogue; structures from the build,
            absent without one; région and statut
    """
    found = (
        _population(),
        _densite(),
        _part_qpv(catalogue),
        _structures_ess(build),
        _region(),
        _statut(),
    )
    return tuple(variable for variable in found if variable.valeurs or variable.noms)


@cache
def load_surfaces() -> dict[str, float]:
    """Surface of each métropole in km², by SIREN."""
    lines = (DATA / "surfaces.csv").read_text(encoding="utf-8").split()[1:]
    return {siren: float(surface) for siren, surface in (line.split(",") for line in lines)}


def _population() -> Variable:
    metropoles = load_metropoles()
    return Variable(
        code="population",
        nom="Population",
        unite="habitants",
        annee=str(next(iter(metropoles.values())).population_annee),
        source="Insee, population municipale",
        source_url=DECOUPAGE,
        precision="Somme des communes membres.",
        poids=1,
        est_log=True,
        valeurs={siren: float(metropole.population) for siren, metropole in metropoles.items()},
    )


def _densite() -> Variable:
    surfaces = load_surfaces()
    return Variable(
        code="densite",
        nom="Densité",
        unite="habitants par km²",
        annee=f"{next(iter(load_metropoles().values())).population_annee}, contours de 2025",
        source="Insee pour les habitants ; Etalab et IGN pour les contours",
        source_url="https://www.data.gouv.fr/datasets/contours-administratifs",
        precision="Surface mesurée sur des contours simplifiés, à 2 % près.",
        poids=1,
        est_log=True,
        valeurs={
            siren: metropole.population / surfaces[siren] for siren, metropole in load_metropoles().items()
        },
    )


def _part_qpv(catalogue: Published) -> Variable:
    reperes = [repere for repere in catalogue.reperes if repere.cle == "population_qpv"]
    source = reperes[0].source if reperes else None
    years = sorted({str(repere.annee) for repere in reperes if repere.annee})
    return Variable(
        code="part-qpv",
        nom="Part de la population en quartier prioritaire",
        unite="%",
        annee=f"{', '.join(years)} ; habitants de {next(iter(load_metropoles().values())).population_annee}",
        source=f"{source.editeur}, {source.titre}" if source else "",
        source_url=source.url if source else "",
        precision="Quartiers de la politique de la ville des contrats 2014-2023, rapportés à la population "
        "d’aujourd’hui : un ordre de grandeur.",
        poids=1,
        est_log=True,
        valeurs={
            repere.territoire.siren: 100 * float(repere.valeur) / repere.territoire.population
            for repere in reperes
        },
    )


def _structures_ess(build: Build | None) -> Variable:
    query = (
        "select territoire_siren, max(valeur) as valeur from indicators.valeurs "
        "where code = ? and lien = 'territoire' and valeur is not null group by territoire_siren"
    )
    rows = build.read(query, [NB_STRUCTURES_ESS]) if build else []
    known = load_metropoles()
    return Variable(
        code="structures-ess",
        nom="Organisations de l’ESS connues",
        unite="pour 10 000 habitants",
        annee="dernières listes reçues",
        source=f"Leviers, indicateur « {NB_STRUCTURES_ESS} »{f', build {build.numero}' if build else ''}",
        source_url="",
        precision="Organisations que Leviers connaît et sait placer, non toutes celles du territoire : "
        "compte pour moitié.",
        poids=0.5,
        est_log=True,
        valeurs={
            row["territoire_siren"]: 10_000 * row["valeur"] / known[row["territoire_siren"]].population
            for row in rows
            if row["territoire_siren"] in known
        },
    )


def _region() -> Variable:
    return Variable(
        code="region",
        nom="Région",
        unite="",
        annee="2026",
        source="Insee, code officiel géographique",
        source_url=DECOUPAGE,
        precision="Un même conseil régional, premier partenaire des aides aux entreprises.",
        poids=0.5,
        noms={siren: metropole.region for siren, metropole in territoires.load_metropoles().items()},
    )


def _statut() -> Variable:
    return Variable(
        code="statut",
        nom="Statut",
        unite="",
        annee="2026",
        source="Code général des collectivités territoriales",
        source_url="https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006070633/",
        precision="Droit commun, Aix-Marseille-Provence, Grand Paris ou Lyon : il dit les compétences.",
        poids=0.5,
        noms={siren: statut.nom for siren, statut in load_competences().statuts.items()},
    )
