"""Blocks of the study: the same ones make the pages of the site and the sheets of paper."""

from dataclasses import dataclass, field
from typing import Any

from leviers.publication.etude.texte import Renvoi, Texte


@dataclass(frozen=True)
class Titre:
    """A heading inside a chapter, of level 2 or 3; `ancre` is where others lead to."""

    niveau: int
    texte: Texte
    ancre: str = ""


@dataclass(frozen=True)
class Paragraphe:
    """Running text.

    cle      « chapitre.mot », by which an editor may correct its words
    gabarit  its words with {names} for what is computed; empty when nothing may be corrected
    style    normal, chapeau (opens a chapter), petit (sources, reserves)
    """

    texte: Texte
    cle: str = ""
    gabarit: str = ""
    style: str = "normal"


@dataclass(frozen=True)
class Liste:
    """Items, one under the other."""

    items: tuple[Texte, ...]
    est_ordonnee: bool = False


@dataclass(frozen=True)
class Tableau:
    """A table: the first cell of a row is its heading.

    alignement  one letter a column: g (left), d (right), c (centred)
    largeurs    share of the width of each column, empty for as wide as the words
    """

    legende: Texte
    entetes: tuple[str, ...]
    lignes: tuple[tuple[Texte, ...], ...]
    alignement: str
    largeurs: tuple[float, ...] = ()
    source: Texte = ()
    ancre: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart: `svg` is its drawing, bare marks; what it says stands around it.

    adresse  page of the chart on the site, with its table and its files
    """

    cle: str
    titre: str
    sous_titre: str
    alternative: str
    source: str
    svg: str
    adresse: str
    ancre: str = ""
    est_petite: bool = False


@dataclass(frozen=True)
class Encadre:
    """A box apart: `style` is retenir, vigilance, point-de-vue or avant-propos."""

    titre: Texte
    blocs: tuple["Bloc", ...]
    style: str = "retenir"


@dataclass(frozen=True)
class ChiffresCles:
    """Three or four large figures in a row, each with what it counts."""

    items: tuple[tuple[Texte, Texte], ...]


@dataclass(frozen=True)
class Recit:
    """One démarche told in full: who, when, what, figures, partners, sources."""

    ancre: str
    titre: Texte
    territoire: str
    periode: Texte
    leviers: tuple[str, ...]
    texte: Texte
    chiffres: tuple[Texte, ...]
    partenaires: Texte
    sources: Renvoi
    adresse: str


@dataclass(frozen=True)
class Matrice:
    """Métropoles in rows, leviers in columns by champ, one sign a cell.

    colonnes  (champ, ((nom court, anchor), …)); lignes (métropole, signs, number of leviers repérés)
    """

    titre: str
    alternative: str
    colonnes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    lignes: tuple[tuple[str, tuple[str, ...], Texte], ...]
    legende: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Frise:
    """Dated facts, the oldest first: date, reference, what it changed, what to know, how far it was read."""

    items: tuple["Repere", ...]


@dataclass(frozen=True)
class Repere:
    """One date of a frise."""

    date: Texte
    titre: Texte
    texte: Texte
    details: tuple[Texte, ...] = ()
    sources: Renvoi = field(default_factory=lambda: Renvoi(()))


@dataclass(frozen=True)
class Definitions:
    """Terms and what they mean."""

    items: tuple[tuple[str, Texte], ...]


@dataclass(frozen=True)
class Index:
    """Terms in order, each with the places where it is spoken of: (words, anchor)."""

    items: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True)
class References:
    """Every source by its number; filled when the whole study is bound."""

    items: tuple["Reference", ...] = ()


@dataclass(frozen=True)
class Reference:
    """One page or file cited: `consultee` says when it was read: « le 3 mai 2026 »."""

    numero: int
    titre: str
    editeur: str
    date: str
    consultee: str
    url: str


@dataclass(frozen=True)
class Portrait:
    """The two pages of one métropole: head, figures, leviers by champ, then blocks that follow."""

    ancre: str
    nom: str
    identite: Texte
    chiffres: ChiffresCles
    champs: tuple[tuple[str, Texte, Texte], ...]
    """(champ, « 5 sur 8 », leviers with their sign)"""
    carte: Figure | None
    blocs: tuple["Bloc", ...]


Bloc = (
    Titre
    | Paragraphe
    | Liste
    | Tableau
    | Figure
    | Encadre
    | ChiffresCles
    | Recit
    | Matrice
    | Frise
    | Definitions
    | Index
    | References
    | Portrait
)


@dataclass(frozen=True)
class Chapitre:
    """One chapter, a page of the site.

    code    word of its address
    genre   texte, champ, matrice, portraits, portrait or annexe: paper lays each out in its manner
    couleur code of the champ whose hue it wears, empty otherwise
    """

    code: str
    titre: str
    genre: str
    blocs: tuple[Bloc, ...]
    couleur: str = ""
    est_numerote: bool = True


def as_data(value: Any) -> Any:
    """Blocks and pieces as plain data; each mapping says its kind under « sorte »."""
    if hasattr(value, "__dataclass_fields__"):
        content = {name: as_data(getattr(value, name)) for name in value.__dataclass_fields__}
        kind = type(value).__name__.lower()
        return {"sorte": kind, **content}
    if isinstance(value, tuple | list):
        return [as_data(one) for one in value]
    return value
