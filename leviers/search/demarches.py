"""The selection of démarches: one function for the page, the JSON and the CSV."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.search import words
from leviers.search.documents import DEMARCHE
from leviers.search.facets import Facet, build_facets
from leviers.search.index import Found, build_index
from leviers.search.orders import build_orders, index_ranks, list_row
from leviers.search.selection import TRIS, Selection


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet with its number of démarches, every other filter applied."""

    code: str
    nom: str
    nb: int
    est_choisie: bool


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """One facet as counted for one selection."""

    code: str
    nom: str
    values: tuple[Count, ...]

    @property
    def chosen(self) -> tuple[Count, ...]:
        """Values that the selection asks for."""
        return tuple(value for value in self.values if value.est_choisie)


@dataclass(frozen=True, slots=True)
class Result:
    """What a selection gives.

    `selection` holds only what is known, in one order; `ignored` the (parameter, value) that are not.
    `mots` says how the words were answered (see `index.Found`), empty when no word was asked.
    `nb_without` counts the démarches when one filter in use is removed.
    """

    catalogue: Published
    selection: Selection
    query: words.Query
    mots: str
    demarches: tuple[Demarche, ...]
    facets: tuple[CountedFacet, ...]
    ignored: tuple[tuple[str, str], ...]
    nb_without: dict[str, int]

    @property
    def version(self) -> int:
        """Version of the catalogue that was read."""
        return self.catalogue.version

    @property
    def nb(self) -> int:
        """Number of démarches selected."""
        return len(self.demarches)


def select_demarches(asked: Selection) -> Result:
    """Find the démarches that answer a selection, in its order, and count its facets.

    Shape   any text in any parameter -> a Result, never an error
    Rule    "or" within a facet, "and" between facets and with the words; a facet is counted with
            all other filters applied and its own left out
    """
    catalogue = published.current()
    facets = build_facets(catalogue)
    query = words.read_query(asked.q)
    selection, ignored = _keep_known(asked, facets, query)
    found = build_index(catalogue).find(query, genres=(DEMARCHE,)) if query.words else None
    masks = _mask_filters(catalogue, selection, found)
    every = (1 << len(catalogue.demarches)) - 1
    return Result(
        catalogue=catalogue,
        selection=selection,
        query=query,
        mots=found.mots if found else "",
        demarches=tuple(_order(catalogue, selection.tri, found, mask=_all(masks, every))),
        facets=tuple(
            _count(facet, selection, _all(masks, every, but=facet.code)) for facet in facets.values()
        ),
        ignored=tuple(ignored),
        nb_without={code: _all(masks, every, but=code).bit_count() for code in masks},
    )


def _keep_known(
    asked: Selection, facets: dict[str, Facet], query: words.Query
) -> tuple[Selection, list[tuple[str, str]]]:
    filters, ignored = {}, []
    for code, facet in facets.items():
        typed = dict.fromkeys(value for value in asked.filters.get(code, ()) if value.strip())
        codes = {value: _fold(value) for value in typed}
        filters[code] = tuple(known for known in facet.values if known in codes.values())
        ignored += [(code, value) for value, known in codes.items() if known not in facet.values]
    selection = Selection(query.texte if query.words else "", filters)
    tri = _fold(asked.tri)
    if tri and tri not in TRIS:
        ignored.append(("tri", asked.tri))
    if tri not in TRIS or (tri == "pertinence" and not selection.q):
        tri = selection.default_tri
    return replace(selection, tri=tri), ignored


def _fold(value: str) -> str:
    """« Terminé » as typed by hand is the value termine."""
    plain = normalize("NFKD", value[:80]).encode("ascii", "ignore").decode()
    return "-".join(plain.lower().split())


def _mask_filters(catalogue: Published, selection: Selection, found: Found | None) -> dict[str, int]:
    """One set of démarches for each filter in use."""
    masks = {}
    if found:
        ranks = index_ranks(catalogue)
        masks["q"] = sum(1 << ranks[document.cle] for document in found.documents)
    for code, facet in build_facets(catalogue).items():
        if selection.filters[code]:
            masks[code] = facet.union(selection.filters[code])
    return masks


def _all(masks: dict[str, int], every: int, *, but: str = "") -> int:
    for code, mask in masks.items():
        if code != but:
            every &= mask
    return every


def _count(facet: Facet, selection: Selection, among: int) -> CountedFacet:
    chosen = selection.filters[facet.code]
    counts = (
        Count(value.code, value.nom, (value.mask & among).bit_count(), value.code in chosen)
        for value in facet.values.values()
    )
    return CountedFacet(facet.code, facet.nom, tuple(counts))


def _order(catalogue: Published, tri: str, found: Found | None, *, mask: int) -> Iterator[Demarche]:
    if tri == "pertinence" and found:
        ranks = index_ranks(catalogue)
        ordered = tuple(ranks[document.cle] for document in found.documents)
    else:
        ordered = build_orders(catalogue)[tri]
    row = list_row(catalogue)
    return (row[rank] for rank in ordered if mask >> rank & 1)
