"""The study bound: chapters in order, sources numbered, drawings; the summary and a portrait alone too."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from leviers.publication.donnees.etat import Etat
from leviers.publication.donnees.tables import open_tables
from leviers.publication.etude import changements, chapitres, resultats
from leviers.publication.etude.blocs import Chapitre, Reference, References, as_data
from leviers.publication.etude.chapitres import portraits
from leviers.publication.etude.contexte import Contexte, Edition, Redige
from leviers.publication.etude.couverture import COVER, draw_couverture
from leviers.publication.etude.mesures import Mesures, load_definitions
from leviers.publication.etude.redige import insert_points
from leviers.publication.etude.titre import TITRE

ETUDE, RESUME, PORTRAIT = "etude", "resume", "portrait"
SOUS_TITRE = "Les leviers des 22 métropoles, avec leurs preuves"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Etude:
    """One document: the whole study, its summary, or the portrait of a métropole.

    figures  drawings as SVG, by the name that blocks give
    """

    forme: str
    titre: str
    sous_titre: str
    edition: Edition
    version: str
    build: str
    chapitres: tuple[Chapitre, ...]
    figures: Mapping[str, str]

    def as_data(self) -> dict[str, Any]:
        """Everything but the drawings, as plain data: what an edition keeps, what both faces read."""
        return {
            "forme": self.forme,
            "titre": self.titre,
            "sous_titre": self.sous_titre,
            "edition": self.edition.code,
            "edition_titre": self.edition.titre,
            "est_brouillon": self.edition.est_brouillon,
            "jour": self.edition.jour.isoformat(),
            "version": self.version,
            "build": self.build,
            "chapitres": as_data(self.chapitres),
        }


@contextmanager
def open_contexte(
    etat: Etat,
    edition: Edition,
    *,
    corrections: Mapping[str, str] | None = None,
    rediges: Iterable[Redige] = (),
    precedente: Path | None = None,
    tables: Iterable[str] = (),
    kept: Path | None = None,
) -> Iterator[Contexte]:
    """Tables and measures of a state, for as long as a study is written.

    precedente  folder of the Parquet files of the edition before, when there is one
    tables      those to open, all that measures read when none is named (`portraits.list_tables`)
    kept        folder of the open data of this very state, read rather than made again
    """
    read = frozenset(tables) or frozenset().union(*(one.tables for one in load_definitions().values()))
    read |= changements.READ if precedente else frozenset()
    with open_tables(etat, read, kept=kept) as opened:
        opened.connection.execute("use memory.donnees")
        resultats.make_table(opened.connection, resultats.list_resultats())
        mesures = Mesures(opened.connection)
        yield Contexte(
            etat, mesures, edition, corrections=corrections, rediges=rediges, precedente=precedente
        )


def write_etude(contexte: Contexte, *, progress: Progress | None = None) -> Etude:
    """The whole study; points of view stand in it alone, since the summary has no room for them."""
    one = _bind(contexte, ETUDE, chapitres.ETUDE, progress)
    return replace(one, chapitres=tuple(insert_points(contexte, chapitre) for chapitre in one.chapitres))


def write_resume(contexte: Contexte) -> Etude:
    """Sixteen pages."""
    return _bind(contexte, RESUME, chapitres.RESUME, None)


def write_portrait(contexte: Contexte, slug: str) -> Etude:
    """Two pages on one métropole, and their sources, numbered from one.

    One contexte may write several: each begins anew
    """
    contexte.restart()
    metropole = next(one for one in contexte.etat.territoires.values() if one.slug == slug)
    written = [portraits.write_one(contexte, metropole)]
    if contexte.sources.found:
        sources = contexte.chapitre("sources", "Sources", genre="annexe", est_numerote=False)
        sources.ajouter(References())
        written.append(sources.fermer())
    return _close(contexte, PORTRAIT, written, (metropole.nom, TITRE))


def _bind(
    contexte: Contexte, forme: str, writers: tuple[chapitres.Writer, ...], progress: Progress | None
) -> Etude:
    written: list[Chapitre] = []
    for place, write in enumerate(writers):
        if progress:
            progress(write.__module__.rpartition(".")[2], place, len(writers))
        written.extend(write(contexte))
    return _close(contexte, forme, written, (TITRE, SOUS_TITRE))


def _close(contexte: Contexte, forme: str, written: list[Chapitre], titres: tuple[str, str]) -> Etude:
    references = tuple(contexte.sources.found)
    etat = contexte.etat
    return Etude(
        forme,
        *titres,
        contexte.edition,
        etat.version,
        etat.build.numero if etat.build else "",
        tuple(_fill(one, references) for one in written),
        {**contexte.figures, COVER: draw_couverture(etat.usages)},
    )


def _fill(chapitre: Chapitre, references: tuple[Reference, ...]) -> Chapitre:
    """The list of sources, once every chapter has cited its own."""
    blocs = tuple(References(references) if isinstance(one, References) else one for one in chapitre.blocs)
    return replace(chapitre, blocs=blocs)
