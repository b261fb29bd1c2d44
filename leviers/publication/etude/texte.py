"""Running text in pieces: words, figures with their way back, quotations, links, notes.

A text is never markup: a title that holds « # », « $ » or « <b> » is a piece like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from leviers.reference.typography import typo

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Mot:
    """Words of ours: no figure is ever written in them by hand."""

    texte: str
    est_fort: bool = False


@dataclass(frozen=True)
class Chiffre:
    """A number as it is read, and what it is.

    ecrit    in French, with its unit or without: « 14 », « 64 % », « 12,5 M€ », « aucune »
    mesure   code of the query, `cle` the row of its result
    calcul   how `ecrit` comes out of the values: see `mesures.CALCULS`
    sur      « mesure|cle » of the other value of a calculation, empty otherwise
    """

    ecrit: str
    mesure: str
    cle: str = ""
    calcul: str = "valeur"
    sur: str = ""


@dataclass(frozen=True)
class Cite:
    """Words of a record, French spaces set; `de` says which: « demarche:<id>:titre »."""

    texte: str
    de: str

    def __post_init__(self) -> None:
        """Wherever it is put, in prose or in a cell, it is set the same way."""
        object.__setattr__(self, "texte", typo(self.texte))


@dataclass(frozen=True)
class Lien:
    """Words that lead elsewhere in the study (`ancre`) or to a page of the site or the web (`adresse`)."""

    texte: str
    ancre: str = ""
    adresse: str = ""


@dataclass(frozen=True)
class Renvoi:
    """Numbers of sources, as listed at the end."""

    numeros: tuple[int, ...]


@dataclass(frozen=True)
class Note:
    """A remark: in the margin of the page, at the foot of the sheet."""

    texte: "Texte"


Morceau = Mot | Chiffre | Cite | Lien | Renvoi | Note
Texte = tuple[Morceau, ...]
Valeur = Morceau | Texte | str


class ProseFault(ValueError):
    """A sentence that writes a figure by hand, or names a value that it is not given."""


def dire(gabarit: str, /, **valeurs: Valeur) -> Texte:
    """A sentence: words, and at each {name} what is given under that name.

    Shape   « Repéré dans {part}. » and part=… -> pieces, spaces and apostrophes set in French
    Raises  ProseFault when the words hold a digit, or when a name and a value do not meet
    """
    found: list[Morceau] = []
    used = set()
    for words, name, _spec, _conversion in Formatter().parse(gabarit):
        if _DIGIT.search(words):
            raise ProseFault(f"un chiffre est écrit à la main : « {words.strip()} »")
        if words:
            found.append(Mot(words))
        if name is None:
            continue
        if name not in valeurs:
            raise ProseFault(f"« {{{name}}} » n’a pas de valeur dans : {gabarit}")
        used.add(name)
        found.extend(as_texte(valeurs[name]))
    if forgotten := sorted(set(valeurs) - used):
        raise ProseFault(f"valeurs qui ne sont pas dites ({', '.join(forgotten)}) : {gabarit}")
    return tuple(_set(found))


def as_texte(valeur: Valeur) -> Texte:
    """A value as a text, set in French; words given as they are may hold no digit: quote or measure them.

    Raises  ProseFault otherwise
    """
    if isinstance(valeur, tuple):
        return tuple(_set(list(valeur)))
    if isinstance(valeur, str):
        if _DIGIT.search(valeur):
            raise ProseFault(f"un chiffre sans mesure ni citation : « {valeur} »")
        return (Mot(typo(valeur)),) if valeur else ()
    return tuple(_set([valeur]))


def fort(valeur: str) -> Mot:
    """Words set in bold."""
    return Mot(valeur, est_fort=True)


def lire(texte: Texte) -> str:
    """What is read, in one line; notes and numbers of sources left out."""
    return "".join(_read(texte))


def list_names(gabarit: str) -> list[str]:
    """Names of the values that a sentence says, in order."""
    return [name for _, name, _, _ in Formatter().parse(gabarit) if name is not None]


def _set(pieces: list[Morceau]) -> Iterator[Morceau]:
    """The same pieces, French spaces set, across pieces too: « 14 » then « % » keep together."""
    for piece in pieces:
        if isinstance(piece, Mot):
            yield Mot(typo(piece.texte), piece.est_fort)
        else:
            yield piece


def _read(texte: Texte) -> Iterator[str]:
    for piece in texte:
        match piece:
            case Mot() | Cite() | Lien():
                yield piece.texte
            case Chiffre():
                yield piece.ecrit
            case Renvoi() | Note():
                pass
