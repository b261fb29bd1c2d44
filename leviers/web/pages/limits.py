"""What the catalogue does not know, counted from the catalogue itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from leviers.catalogue.published import Published
from leviers.evidence.niveaux import NIVEAUX, Niveau
from leviers.evidence.usages import Usages
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole
from leviers.reference.typologie import Levier


@dataclass(frozen=True)
class Limits:
    """Counts of démarches, except where the name says otherwise.

    mois_de_verification  first and last month, YYYY-MM; one when they are the same, none when unknown
    """

    nb_demarches: int
    par_metropole: tuple[tuple[Metropole, int], ...]
    nb_pages: int
    nb_citations: int
    nb_citations_mortes: int
    nb_une_source: int
    nb_sans_annee: int
    nb_statut_inconnu: int
    nb_sans_montant: int
    nb_confiance_haute: int
    nb_confiance_moyenne: int
    mois_de_verification: tuple[str, ...]
    leviers_sans_demarche: tuple[Levier, ...]
    par_niveau: tuple[tuple[Niveau, int], ...]

    @property
    def most(self) -> tuple[int, tuple[str, ...]]:
        """The highest count of démarches, and the métropoles that have it."""
        return self._with(max(count for _, count in self.par_metropole))

    @property
    def least(self) -> tuple[int, tuple[str, ...]]:
        """The lowest count of démarches, and the métropoles that have it."""
        return self._with(min(count for _, count in self.par_metropole))

    def _with(self, wanted: int) -> tuple[int, tuple[str, ...]]:
        return wanted, tuple(metropole.nom_court for metropole, n in self.par_metropole if n == wanted)


def measure_limits(catalogue: Published, usages: Usages) -> Limits:
    """Count what is missing, from the published catalogue.

    Shape   22 métropoles in `par_metropole`, the most populated first, those without démarche included
    """
    demarches = list(catalogue.demarches.values())
    counts = Counter(demarche.territoire.siren for demarche in demarches)
    dates = [demarche.verifiee_le for demarche in demarches if demarche.verifiee_le]
    used = {levier.code for demarche in demarches for levier in demarche.leviers}
    niveaux = Counter(usage.niveau for usage in usages.by_key.values())
    return Limits(
        nb_demarches=len(demarches),
        par_metropole=tuple(
            (metropole, counts[siren]) for siren, metropole in territoires.load_metropoles().items()
        ),
        nb_pages=catalogue.nb_sources,
        nb_citations=sum(len(demarche.sources) for demarche in demarches),
        nb_citations_mortes=sum(source.est_morte for demarche in demarches for source in demarche.sources),
        nb_une_source=_count(len(demarche.sources) == 1 for demarche in demarches),
        nb_sans_annee=_count(demarche.annee_debut is None for demarche in demarches),
        nb_statut_inconnu=_count(demarche.statut == "inconnu" for demarche in demarches),
        nb_sans_montant=_count(demarche.montant_eur is None for demarche in demarches),
        nb_confiance_haute=_count(demarche.confiance == "haute" for demarche in demarches),
        nb_confiance_moyenne=_count(demarche.confiance == "moyenne" for demarche in demarches),
        mois_de_verification=tuple(
            sorted({f"{day:%Y-%m}" for day in (min(dates), max(dates))} if dates else ())
        ),
        leviers_sans_demarche=tuple(
            levier for code, levier in typologie.load_leviers().items() if code not in used
        ),
        par_niveau=tuple((niveau, niveaux[niveau]) for niveau in NIVEAUX),
    )


def _count(facts: Iterable[bool]) -> int:
    return sum(facts)
