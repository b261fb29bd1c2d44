"""The démarches of one version in a row, and the ranks of that row in each order a reader can ask for."""

from functools import lru_cache

from leviers.catalogue.published import Demarche, Published
from leviers.search.words import sort_key


@lru_cache(maxsize=2)
def list_row(catalogue: Published) -> tuple[Demarche, ...]:
    """Every démarche; its rank here is its bit in a set of démarches (see `facets`)."""
    return tuple(catalogue.demarches.values())


@lru_cache(maxsize=2)
def index_ranks(catalogue: Published) -> dict[str, int]:
    """Rank of each démarche by its identifier."""
    return {code: rank for rank, code in enumerate(catalogue.demarches)}


@lru_cache(maxsize=2)
def build_orders(catalogue: Published) -> dict[str, tuple[int, ...]]:
    """All ranks in each order; an unknown year always comes last, titles part equals."""
    row = list_row(catalogue)
    by_title = sorted(range(len(row)), key=lambda rank: sort_key(row[rank].titre))
    return {
        "titre": tuple(by_title),
        "metropole": tuple(sorted(by_title, key=lambda rank: row[rank].territoire.slug)),
        "recentes": tuple(sorted(by_title, key=lambda rank: -(row[rank].annee_debut or 0))),
        "anciennes": tuple(sorted(by_title, key=lambda rank: row[rank].annee_debut or 9999)),
    }
