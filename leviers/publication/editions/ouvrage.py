"""One edition to be written: the state that it tells, its day, what editors wrote; then its documents."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.utils.timezone import localdate

from leviers.errors import EditionRefused, NotReady
from leviers.publication.donnees.etat import Etat, read_etat
from leviers.publication.editions.corrections import Corrections, read_corrections
from leviers.publication.editions.layout import DONNEES
from leviers.publication.editions.lire import Publiee, list_frozen
from leviers.publication.editions.textes import read_rediges
from leviers.publication.etude import etude as study
from leviers.publication.etude.contexte import Contexte, Edition, Passage, Redige
from leviers.publication.etude.etude import Etude, Progress
from leviers.publication.models import COURANTE
from leviers.reference.territoires import Metropole


@dataclass(frozen=True)
class Ouvrage:
    """Everything that the files of an edition depend on, besides the program.

    precedente  the edition that this one follows: what changed since is told
    edition     for a draft, its day is that of the last change of the data, not the day when it is made
    """

    etat: Etat
    edition: Edition
    corrections: dict[str, tuple[str, str]] = field(default_factory=dict)
    rediges: tuple[Redige, ...] = ()
    doi: str = ""
    precedente: Publiee | None = None

    @property
    def former_tables(self) -> Path | None:
        """Folder of the tables of the edition before."""
        return self.precedente.folder / DONNEES if self.precedente else None

    @property
    def metropoles(self) -> list[Metropole]:
        """Those that have a portrait, in the order of their names in addresses."""
        return sorted(self.etat.territoires.values(), key=lambda one: one.slug)

    def find_metropole(self, slug: str) -> Metropole:
        """One of them.

        Raises  EditionRefused with the nearest name
        """
        known = {one.slug: one for one in self.metropoles}
        if slug not in known:
            near = get_close_matches(slug.lower(), known, n=1, cutoff=0.5)
            raise EditionRefused(
                f"« {slug} » n’est pas une des métropoles de l’étude.",
                advice=f"Vouliez-vous « {near[0]} » ?" if near else f"Choisissez parmi : {', '.join(known)}.",
            )
        return known[slug]


def prepare(code: str = COURANTE, *, jour: date | None = None, doi: str = "") -> Ouvrage:
    """What there is to write now: the published state, and what editors have written.

    Raises  NotReady when there is nothing to tell
    """
    etat = read_etat()
    if etat is None or not etat.demarches:
        raise NotReady("Le catalogue est vide ou n’est pas lisible.", advice="Lancez « leviers prepare ».")
    is_draft = code == COURANTE
    day = jour or (find_day(etat) if is_draft else localdate())
    former = next((one for one in list_frozen(settings.HOME) if one.code != code), None)
    words = read_corrections(), read_rediges()
    return Ouvrage(etat, Edition(code, day, is_draft), *words, doi, precedente=former)


def find_day(etat: Etat) -> date:
    """Day of the last change of a state; today when it is not known."""
    try:
        return date.fromisoformat(etat.date[:10])
    except ValueError:
        return localdate()


class Atelier:
    """Writes the documents of one edition; tables are read once for all of them."""

    def __init__(self, ouvrage: Ouvrage, contexte: Contexte) -> None:
        self.ouvrage, self.mesures = ouvrage, contexte.mesures
        self.corrections = Corrections(ouvrage.corrections)
        self.passages: dict[str, Passage] = {}

    def write_etude(self, progress: Progress | None = None) -> Etude:
        """The whole study."""
        return study.write_etude(self._open(), progress=progress)

    def write_resume(self) -> Etude:
        """The summary."""
        return study.write_resume(self._open())

    def write_portrait(self, slug: str) -> Etude:
        """The portrait of a métropole alone."""
        return study.write_portrait(self._open(), slug)

    def _open(self) -> Contexte:
        """Sources and index are numbered anew in each document."""
        one = self.ouvrage
        made = Contexte(
            one.etat,
            self.mesures,
            one.edition,
            corrections=self.corrections,
            rediges=one.rediges,
            precedente=one.former_tables,
        )
        made.passages = self.passages
        return made


@contextmanager
def open_atelier(
    ouvrage: Ouvrage, tables: Iterable[str] = (), *, kept: Path | None = None
) -> Iterator[Atelier]:
    """The tables of the state, or those named, for as long as documents are written.

    kept  the open data of this state; an edition, which carries its own, makes them anew
    """
    former = None if tables else ouvrage.former_tables
    opened = study.open_contexte(ouvrage.etat, ouvrage.edition, precedente=former, tables=tables, kept=kept)
    with opened as contexte:
        yield Atelier(ouvrage, contexte)
