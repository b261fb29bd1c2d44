"""A short document as data: the same blocks give a tagged PDF and an editable .docx.

Words come from the caller, in French; nothing here decides what is said.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Intertitre:
    """A heading of second level."""

    texte: str


@dataclass(frozen=True)
class Paragraphe:
    """Running text; `est_note` is smaller, for sources and reserves."""

    texte: str
    est_note: bool = False


@dataclass(frozen=True)
class Liste:
    """Short items, one a line."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Tableau:
    """A table: a caption, headings, rows of the same length; the first cell of a row is its heading."""

    legende: str
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Image:
    """A drawing: as SVG for the PDF, as PNG for word processors, and in words for who does not see it."""

    titre: str
    note: str
    alternative: str
    svg: bytes
    png: bytes


Bloc = Intertitre | Paragraphe | Liste | Tableau | Image


@dataclass(frozen=True)
class Document:
    """What goes on paper.

    mention  said at the head of every page when it is a draft or invented; empty otherwise
    pied     at the foot of every page: where it comes from, when, at which build
    """

    titre: str
    sous_titre: str
    pied: str
    blocs: tuple[Bloc, ...]
    mention: str = ""
    mots_cles: tuple[str, ...] = field(default=())
