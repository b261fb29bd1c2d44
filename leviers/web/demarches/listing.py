"""What the list of démarches shows, prepared for its template: links, chips, rows of one page."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from leviers.catalogue.published import Demarche
from leviers.reference import typologie
from leviers.search.demarches import CountedFacet, Result
from leviers.search.documents import list_hidden_texts
from leviers.search.extracts import Pieces, extract, find_stems, mark
from leviers.search.selection import TRIS, Selection
from leviers.web.demarches import sentence
from leviers.web.kit.jinja import reverse_url

PER_PAGE = 20
EXTRACT_CHARACTERS = 250
DENSE, OPEN = ("metropole", "annee"), ("champ", "metropole", "statut")
ONLY_COUNTED = ("levier", "annee")  # long facets: a value without any démarche is left out


@dataclass(frozen=True, slots=True)
class Link:
    """A value of a facet; without address when no démarche stands under it."""

    nom: str
    nb: int
    address: str
    est_choisie: bool
    champ: typologie.Champ | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A facet, with how it stands on the page."""

    code: str
    nom: str
    est_ouverte: bool
    est_dense: bool
    nb_choisies: int
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows the list, and the address without it."""

    nom: str
    valeur: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One démarche, with the words that were found marked; `ailleurs` says where the others are."""

    demarche: Demarche
    titre: Pieces
    texte: Pieces
    ailleurs: tuple[str, ...]


class Listing:
    """One page of a result. Everything the template asks is here, ready."""

    def __init__(self, result: Result, page: int) -> None:
        self.result = result
        self.selection = result.selection
        self.pages = max(1, -(-result.nb // PER_PAGE))
        self.page = min(max(page, 1), self.pages)
        self.phrase = sentence.tell_result(result)
        self.notes = sentence.tell_ignored(result)
        self.first = (self.page - 1) * PER_PAGE
        self.rows = [_row(demarche, result) for demarche in result.demarches[self.first :][:PER_PAGE]]
        self.last = self.first + len(self.rows)
        self.panels = [_panel(facet, self.selection) for facet in result.facets]
        self.chips = list(_chips(result))

    def address(self, page: int) -> str:
        """Address of another page of the same selection."""
        return write_address(self.selection, page=page)

    def twin(self, name: str) -> str:
        """Address of the whole selection as JSON or CSV."""
        return write_address(self.selection, name=name)

    def tris(self) -> Iterator[tuple[str, str, bool]]:
        """Name, address and presence of each order that makes sense here."""
        for tri, nom in TRIS.items():
            if tri != "pertinence" or self.selection.q:
                sorted_so = Selection(self.selection.q, self.selection.filters, tri)
                yield nom, write_address(sorted_so), tri == self.selection.tri

    def ways_out(self) -> Iterator[tuple[str, str, int]]:
        """When nothing is found: which filter to remove, and how many démarches that gives."""
        names = {"q": f"la recherche « {self.selection.q} »"} | {
            facet.code: f"le filtre {facet.nom.lower()}" for facet in self.result.facets
        }
        for code, nb in self.result.nb_without.items():
            if nb:
                yield names[code], write_address(self.selection.without(code)), nb


def write_address(selection: Selection, *, name: str = "demarches", page: int = 1) -> str:
    """The one address of a selection: parameters in a fixed order, nothing that goes without saying."""
    pairs = selection.pairs() + ([("page", str(page))] if page > 1 else [])
    return reverse_url(name) + (f"?{urlencode(pairs)}" if pairs else "")


def read_page(text: str) -> int:
    """A page number as typed: anything but digits is the first page, too many digits are the last."""
    if not (text.isascii() and text.isdigit()):
        return 1
    return int(text[:9])


def _panel(facet: CountedFacet, selection: Selection) -> Panel:
    champs = typologie.load_champs()
    if facet.code == "levier":
        champs = {levier.code: levier.champ for levier in typologie.load_leviers().values()}
    links = tuple(
        Link(
            nom=value.nom,
            nb=value.nb,
            address=write_address(selection.toggle(facet.code, value.code))
            if value.nb or value.est_choisie
            else "",
            est_choisie=value.est_choisie,
            champ=champs.get(value.code),
        )
        for value in facet.values
        if value.nb or value.est_choisie or facet.code not in ONLY_COUNTED
    )
    is_open = facet.code in OPEN or bool(facet.chosen)
    return Panel(facet.code, facet.nom, is_open, facet.code in DENSE, len(facet.chosen), links)


def _chips(result: Result) -> Iterator[Chip]:
    selection = result.selection
    if selection.q:
        yield Chip("Mots", f"« {selection.q} »", write_address(selection.without("q")))
    for facet in result.facets:
        for value in facet.chosen:
            yield Chip(facet.nom, value.nom, write_address(selection.toggle(facet.code, value.code)))


def _row(demarche: Demarche, result: Result) -> Row:
    stems = result.query.stems
    text = extract(demarche.description, stems, size=EXTRACT_CHARACTERS)
    missing = stems - find_stems(f"{demarche.titre} {demarche.description}", stems)
    hidden = list_hidden_texts(demarche) if missing else ()
    places = tuple(nom for nom, content in hidden if find_stems(content, missing))
    return Row(demarche, mark(demarche.titre, stems), text, places)
