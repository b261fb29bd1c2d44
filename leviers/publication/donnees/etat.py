"""What a bundle says: the catalogue, its usages and moves, the reviews and the build, at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.evidence import fictif, releves, states
from leviers.evidence.models import Mouvement
from leviers.evidence.states import States
from leviers.evidence.usages import Usages, compute_usages
from leviers.reference import territoires
from leviers.reference.territoires import Metropole
from leviers.warehouse.read import FICTIF, REEL, Build

INVENTE = "Données inventées pour la démonstration"


@dataclass(frozen=True, eq=False)
class Etat:
    """One monde at one moment; the invented territoire is never in that of real data, nor the reverse.

    build       None while open data are not there: tables made from it are then absent
    relectures  how many times the reviews have changed
    """

    monde: str
    catalogue: Published
    relectures: int
    usages: Usages
    mouvements: tuple[Mouvement, ...]
    avis: States
    build: Build | None
    territoires: Mapping[str, Metropole]

    @property
    def est_fictif(self) -> bool:
        """Whether everything in it was invented."""
        return self.monde == FICTIF

    @property
    def version(self) -> str:
        """Name of this state: version of the catalogue, of the reviews, number of the build."""
        build = self.build.numero if self.build else "sans-build"
        return f"{self.catalogue.version}-{self.relectures}-{build}"

    @cached_property
    def demarches(self) -> tuple[Demarche, ...]:
        """The démarches of its territoires, by identifier."""
        found = (one for one in self.catalogue.demarches.values() if one.territoire.siren in self.territoires)
        return tuple(sorted(found, key=lambda one: one.id))

    @cached_property
    def date(self) -> str:
        """Day of its last change: publication, move or delivery; never the day when files were made."""
        days = [one.modifiee_le.date().isoformat() for one in self.demarches]
        days += [row.quand.date().isoformat() for row in self.mouvements]
        if self.build:
            days += [str(row["date"]) for row in self.build.read("select date from meta.sources")]
        return max(days, default="")


def read_etat(monde: str = REEL) -> Etat | None:
    """The state in force; None for the invented territoire where it was not built."""
    version, relectures = published.read_counters()
    catalogue = published.current()
    known = fictif.compute_usages_fictifs(version) if monde == FICTIF else compute_usages(catalogue)
    if known is None:
        return None
    releve = releves.current(monde)
    orval = fictif.load_orval()
    places = {orval.siren: orval} if monde == FICTIF else territoires.load_metropoles()
    return Etat(
        monde=monde,
        catalogue=catalogue,
        relectures=relectures,
        usages=known,
        mouvements=tuple(Mouvement.objects.filter(territoire_siren__in=places).order_by("quand", "pk")),
        avis=states.current(monde),
        build=releve.build if releve else None,
        territoires=places,
    )


def name_site() -> str:
    """Public address of the site, in every column that gives an address."""
    return str(settings.SITE_URL)


def name_publisher() -> str:
    """Who publishes, when the operator said it."""
    return str(settings.EDITEUR) or "Leviers"
