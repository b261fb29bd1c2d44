"""Orval Métropole, the invented territoire: its usages, from its own build, never among the 22."""

from dataclasses import asdict
from functools import cache, lru_cache

from leviers.evidence import declarations, releves
from leviers.evidence.declarations import Declarations
from leviers.evidence.releves import Releve
from leviers.evidence.usages import Usages, establish_usage
from leviers.orval.world import COMMUNES, TERRITOIRE
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole
from leviers.warehouse.read import FICTIF, REEL

SLUG = TERRITOIRE.slug


@cache
def load_orval() -> Metropole:
    """Orval in the shape of a métropole; it has no région, no département and no day of creation."""
    return Metropole(
        **asdict(TERRITOIRE),
        region_code="",
        departements=(),
        ville_centre={"nom": COMMUNES[0].nom},
        date_creation="",
        creation_reference="",
        creation_verifiee=False,
        creation_source="",
    )


def list_territoires(monde: str) -> tuple[Metropole, ...]:
    """The territoires of one monde, the most populated first; the two are never listed together."""
    return (load_orval(),) if monde == FICTIF else tuple(territoires.load_metropoles().values())


def find_territoire(slug: str) -> Metropole | None:
    """A métropole, or the invented territoire, by the word of its address."""
    return load_orval() if slug == SLUG else territoires.index_by_slug().get(slug)


def find_monde(slug: str) -> str:
    """Where the data of a territoire are."""
    return FICTIF if slug == SLUG else REEL


def compute_usages_fictifs(version: int) -> Usages | None:
    """The 50 usages of Orval, from its own build and answers; None when it was not built here."""
    releve = releves.current(FICTIF)
    return _establish(version, releve, declarations.current(version)) if releve else None


@lru_cache(maxsize=2)
def _establish(version: int, releve: Releve, declared: Declarations) -> Usages:
    orval = load_orval()
    by_key = {
        (orval.siren, code): establish_usage(
            orval, levier, (), releve, declared=declared.list_preuves((orval.siren, code))
        )
        for code, levier in typologie.load_leviers().items()
    }
    return Usages(version, by_key, releve)
