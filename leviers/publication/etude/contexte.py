"""What a chapter is given: measures, the state that they read, sources by number, an index, drawings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path

from leviers.catalogue.published import Demarche, Published, Source
from leviers.evidence.usages import Usages
from leviers.graphiques import catalogue as graphiques
from leviers.graphiques.drawing import draw
from leviers.graphiques.graphique import ETROIT, LARGE
from leviers.publication.donnees.etat import Etat
from leviers.publication.etude.blocs import (
    Bloc,
    Chapitre,
    ChiffresCles,
    Encadre,
    Figure,
    Liste,
    Paragraphe,
    Reference,
    Tableau,
    Titre,
)
from leviers.publication.etude.mesures import Mesure, Mesures
from leviers.publication.etude.texte import Renvoi, Texte, Valeur, as_texte, dire, lire
from leviers.reference.typography import NBSP, date_fr


@dataclass(frozen=True)
class Edition:
    """Which edition is being written: `code` is its word in addresses, « courante » for a draft."""

    code: str
    jour: date
    est_brouillon: bool

    @property
    def titre(self) -> str:
        """« Édition 2026 », « Brouillon »."""
        return "Brouillon" if self.est_brouillon else f"Édition {self.code}"


@dataclass(frozen=True)
class Redige:
    """A text that an editor wrote: `place` is avant-propos or a code of chapter, `corps` its paragraphs."""

    place: str
    titre: str
    signature: str
    corps: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A paragraph that may be corrected: as written, as said, and what each {name} of it gives."""

    cle: str
    chapitre: str
    original: str
    dit: str
    valeurs: Mapping[str, str]


@dataclass
class Sources:
    """Pages cited, numbered in the order of first mention, each with the day when it was read.

    lues    day in words of the last reading of a page by its address, where it is known
    defaut  what is said of the others
    """

    lues: Mapping[str, str] = field(default_factory=dict)
    defaut: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    found: list[Reference] = field(default_factory=list)

    def cite(self, sources: Iterable[Source], consultee: str = "") -> Renvoi:
        """The numbers of some pages, which are added to the list when they are new.

        consultee  when they were read, « le 3 mai 2026 », if the caller knows better than `lues`
        """
        numbers = []
        for one in sources:
            if one.url not in self.numbers:
                self.numbers[one.url] = len(self.found) + 1
                said, read = date_fr(one.date), consultee or self.lues.get(one.url, self.defaut)
                self.found.append(
                    Reference(self.numbers[one.url], one.titre, one.editeur, said, read, one.url)
                )
            known = self.found[self.numbers[one.url] - 1]
            if len(one.titre) > len(known.titre):  # a record may name a page in fewer words than another
                self.found[known.numero - 1] = replace(known, titre=one.titre)
            numbers.append(self.numbers[one.url])
        return Renvoi(tuple(dict.fromkeys(numbers)))


def _list_lues(demarches: Iterable[Demarche]) -> dict[str, str]:
    """Pages of démarches by address: the last day when one of those that cite it was reviewed."""
    days: dict[str, date] = {}
    for one in demarches:
        if one.verifiee_le:
            for page in one.sources:
                days[page.url] = max(days.get(page.url, one.verifiee_le), one.verifiee_le)
    return {url: f"le {date_fr(day)}" for url, day in days.items()}


class Contexte:
    """One study being written; chapters are written in order, since sources are numbered as they come."""

    def __init__(
        self,
        etat: Etat,
        mesures: Mesures,
        edition: Edition,
        *,
        corrections: Mapping[str, str] | None = None,
        rediges: Iterable[Redige] = (),
        precedente: Path | None = None,
    ) -> None:
        self.etat, self.mesures, self.edition = etat, mesures, edition
        self.corrections = corrections or {}
        self.rediges = tuple(rediges)
        self.precedente = precedente
        self._lues = _list_lues(etat.demarches)
        self.restart()

    def restart(self) -> None:
        """Begin another document: sources numbered from one, empty index, no drawing yet."""
        self.sources = Sources(self._lues, f"au plus tard le {date_fr(self.edition.jour)}")
        self.index: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self.figures: dict[str, str] = {}
        self.passages: dict[str, Passage] = {}

    @property
    def catalogue(self) -> Published:
        """The catalogue as published."""
        return self.etat.catalogue

    @property
    def usages(self) -> Usages:
        """The 22 × 50 usages."""
        return self.etat.usages

    def mesurer(self, code: str, cle: str = "") -> Mesure:
        """One value of a measure."""
        return self.mesures.mesurer(code, cle)

    def indexer(self, sorte: str, terme: str, ancre: str, mots: str) -> None:
        """Note that a term (leviers, territoires, structures) is spoken of at an anchor, said in words."""
        self.index[sorte][terme].setdefault(ancre, mots)

    def dessiner(
        self, cle: str, *, ancre: str = "", accent: str = "", est_petite: bool = False
    ) -> Figure | None:
        """The chart of a key; None when there can be none here, or nothing in it."""
        builds = {self.etat.monde: self.etat.build} if self.etat.build else {}
        one = graphiques.find(cle, graphiques.Etat(self.catalogue, builds), accent=accent)
        if one is None or one.est_vide:
            return None
        drawn = draw(one, width=ETROIT if est_petite else LARGE, alone=False).decode()
        name = blake2b(drawn.encode(), digest_size=8).hexdigest()
        self.figures[name] = drawn
        return Figure(
            cle,
            one.titre,
            one.sous_titre,
            one.alternative,
            one.source,
            name,
            f"/graphiques/{cle}/",
            ancre,
            est_petite,
        )

    def chapitre(
        self, code: str, titre: str, *, genre: str = "texte", couleur: str = "", est_numerote: bool = True
    ) -> "Redaction":
        """Open a chapter."""
        return Redaction(self, Chapitre(code, titre, genre, (), couleur, est_numerote))


class Redaction:
    """A chapter being written, block after block, in the order of reading."""

    def __init__(self, contexte: Contexte, chapitre: Chapitre) -> None:
        self.contexte, self.en_tete = contexte, chapitre
        self.blocs: list[Bloc] = []
        self._keys: set[str] = set()

    def titre(self, gabarit: str, *, niveau: int = 2, ancre: str = "", **valeurs: Valeur) -> None:
        """A heading."""
        self.blocs.append(Titre(niveau, dire(gabarit, **valeurs), ancre))

    def par(self, cle: str, gabarit: str, *, style: str = "normal", **valeurs: Valeur) -> None:
        """A paragraph that an editor may correct by its key, without touching what is computed."""
        self.blocs.append(self.paragraphe(cle, gabarit, style=style, **valeurs))

    def paragraphe(self, cle: str, gabarit: str, *, style: str = "normal", **valeurs: Valeur) -> Paragraphe:
        """The same paragraph, for a box."""
        whole = f"{self.en_tete.code}.{cle}"
        if whole in self._keys:
            raise ValueError(f"deux paragraphes de même clé : {whole}")
        self._keys.add(whole)
        said = self.contexte.corrections.get(whole, gabarit)
        read = {name: lire(as_texte(valeur)) for name, valeur in valeurs.items()}
        self.contexte.passages[whole] = Passage(whole, self.en_tete.titre, gabarit, said, read)
        return Paragraphe(dire(said, **valeurs), whole, gabarit, style)

    def liste(self, items: Iterable[Valeur], *, est_ordonnee: bool = False) -> None:
        """A list; nothing when there is no item."""
        if found := tuple(as_texte(one) for one in items):
            self.blocs.append(Liste(found, est_ordonnee))

    def tableau(
        self,
        legende: Texte,
        entetes: tuple[str, ...],
        lignes: Iterable[tuple[Valeur, ...]],
        alignement: str,
        *,
        largeurs: tuple[float, ...] = (),
        source: Texte = (),
        ancre: str = "",
    ) -> None:
        """A table; nothing when there is no row."""
        if rows := tuple(tuple(as_texte(cell) for cell in row) for row in lignes):
            self.blocs.append(Tableau(legende, entetes, rows, alignement, largeurs, source, ancre))

    def figure(self, cle: str, *, ancre: str = "", accent: str = "", est_petite: bool = False) -> bool:
        """A chart, when there is something to draw; whether there was."""
        drawn = self.contexte.dessiner(cle, ancre=ancre, accent=accent, est_petite=est_petite)
        if drawn:
            self.blocs.append(replace(drawn, titre=self._say_once(drawn.titre)))
        return drawn is not None

    def _say_once(self, titre: str) -> str:
        """The title of a chart, without what the heading above it says already."""
        above = next((bloc for bloc in reversed(self.blocs) if isinstance(bloc, Titre)), None)
        finding = titre.removeprefix(f"{lire(above.texte)}{NBSP}: ") if above else titre
        return finding[:1].upper() + finding[1:]

    def chiffres_cles(self, items: Iterable[tuple[Valeur, Valeur]]) -> None:
        """Large figures in a row, each with what it counts."""
        self.blocs.append(ChiffresCles(tuple((as_texte(one), as_texte(what)) for one, what in items)))

    def encadre(self, titre: Valeur, blocs: Iterable[Bloc], *, style: str = "retenir") -> None:
        """A box; nothing when it holds nothing."""
        if found := tuple(blocs):
            self.blocs.append(Encadre(as_texte(titre), found, style))

    def ajouter(self, bloc: Bloc) -> None:
        """Any other block."""
        self.blocs.append(bloc)

    def fermer(self) -> Chapitre:
        """The chapter, whole."""
        one = self.en_tete
        return Chapitre(one.code, one.titre, one.genre, tuple(self.blocs), one.couleur, one.est_numerote)
