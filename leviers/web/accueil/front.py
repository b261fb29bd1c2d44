"""What the home page shows, computed from the published catalogue."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from leviers.catalogue.journal import LOADED, PUBLISHED, RETIRED, Change
from leviers.catalogue.published import Published
from leviers.evidence import coverage
from leviers.evidence.coverage import Coverage
from leviers.evidence.usages import Usage, Usages
from leviers.reference import territoires, typologie
from leviers.reference.territoires import Metropole
from leviers.reference.typologie import Champ
from leviers.web.kit import typography
from leviers.web.kit.jinja import reverse_url
from leviers.web.pages import limits

_NOUNS = {
    "demarches": ("démarche", "démarches"),
    "leviers": ("fiche de levier", "fiches de levier"),
    "reperes": ("repère", "repères"),
}
_WORDS = {
    ("demarches", PUBLISHED): "Démarche publiée",
    ("demarches", RETIRED): "Démarche retirée",
    ("leviers", PUBLISHED): "Fiche de levier mise à jour",
    ("leviers", RETIRED): "Fiche de levier retirée",
    ("reperes", PUBLISHED): "Repère publié",
    ("reperes", RETIRED): "Repère retiré",
}


@dataclass(frozen=True)
class Ledger:
    """The five figures of the cover."""

    nb_metropoles: int
    nb_leviers: int
    nb_demarches: int
    nb_usages: int
    nb_usages_possibles: int
    nb_pages: int
    mieux_couvertes: str
    nb_au_plus: int
    moins_couvertes: str
    nb_au_moins: int


@dataclass(frozen=True)
class Field:
    """One champ of the list: where it is repéré, how many leviers it holds."""

    champ: Champ
    coverage: Coverage
    nb_leviers: int


@dataclass(frozen=True)
class Cell:
    """One métropole × one champ of the small matrix: the sign of the niveau of each levier, in order."""

    champ: Champ
    signes: str
    nb_leviers: int
    nb_reperes: int


@dataclass(frozen=True)
class Row:
    """One line of the small matrix."""

    metropole: Metropole
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class News:
    """One line of the journal, in words; `href` is empty when the thing is no longer published."""

    date: date
    text: str
    titre: str
    href: str


@lru_cache(maxsize=2)
def read_ledger(catalogue: Published, usages: Usages) -> Ledger:
    """Count what is published."""
    counted = limits.measure_limits(catalogue, usages)
    (most, best), (least, worst) = counted.most, counted.least
    return Ledger(
        nb_metropoles=len(counted.par_metropole),
        nb_leviers=len(typologie.load_leviers()),
        nb_demarches=len(catalogue.demarches),
        nb_usages=usages.nb_reperes,
        nb_usages_possibles=len(usages.by_key),
        nb_pages=catalogue.nb_sources,
        mieux_couvertes=typography.enumere(list(best)),
        nb_au_plus=most,
        moins_couvertes=typography.enumere(list(worst)),
        nb_au_moins=least,
    )


def list_fields(catalogue: Published) -> list[Field]:
    """The seven champs, in reading order."""
    sizes = Counter(levier.champ.code for levier in typologie.load_leviers().values())
    found = coverage.cover(catalogue).champs
    return [Field(champ, found[code], sizes[code]) for code, champ in typologie.load_champs().items()]


@lru_cache(maxsize=2)
def build_matrix(usages: Usages) -> list[Row]:
    """The whole matrix in small: 22 lines, seven cells of as many signs as the champ has leviers."""
    return [
        Row(metropole, tuple(_cells(usages.of_territoire(siren))))
        for siren, metropole in territoires.load_metropoles().items()
    ]


def _cells(line: list[Usage]) -> Iterator[Cell]:
    for champ in typologie.load_champs().values():
        found = [usage for usage in line if usage.levier.champ is champ]
        signes = "".join(usage.niveau.signe for usage in found)
        yield Cell(champ, signes, len(found), sum(usage.est_repere for usage in found))


def tell_news(changes: Sequence[Change], catalogue: Published) -> list[News]:
    """The journal in words."""
    return [_tell(change, catalogue) for change in changes]


def _tell(change: Change, catalogue: Published) -> News:
    day = typography.paris_day(change.quand)
    if change.nature == LOADED:
        counted = [typography.pluriel(count, *_NOUNS[genre]) for genre, count in change.compte]
        return News(day, f"Chargement de faits : {typography.enumere(counted)}", "", "")
    return News(day, _WORDS[change.genre, change.nature], change.titre, _address(change, catalogue))


def _address(change: Change, catalogue: Published) -> str:
    """Address of the page where the thing can be read, if it is still published."""
    if change.genre == "demarches" and change.objet_id in catalogue.demarches:
        return reverse_url("demarche", change.objet_id)
    if change.genre == "leviers" and change.objet_id in catalogue.leviers:
        return reverse_url("levier", change.objet_id)
    for repere in catalogue.reperes if change.genre == "reperes" else ():
        if repere.id == change.objet_id:
            return reverse_url("metropole", repere.territoire.slug)
    return ""
