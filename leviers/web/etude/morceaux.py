"""Running text of the study as HTML: each piece escaped, figures and links with their address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

_RTL = re.compile(r"[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_PLAIN = ("valeur", "compte-m", "compte-f", "montant", "euros", "annee", "pourcent")
_SAFE = re.compile(r"(https?://|/)(?!/)[^\s]*")
MAX_SOURCES = 6
"""Sources told beside one block; beyond, their list is longer than what they prove."""
_STRONG = Markup("<strong>{}</strong>")
_BDI = Markup("<bdi>{}</bdi>")
_LINK = Markup('<a href="{}">{}</a>')
_AWAY = Markup('<a href="{}" rel="noopener external">{}</a>')
_FIGURE = Markup('<a class="chiffre" href="{}">{}</a>')
_CALL = Markup(
    '<sup class="appel"><a id="appel-{0}" href="#note-{0}"><span class="vh">Note </span>{0}</a></sup>'
)
_SOURCES = Markup('<span class="renvoi">[{}]</span>')
_SOURCE = Markup('<a href="{}"><span class="vh">source </span>{}</a>')
_COMMA = Markup(", ")

Texte = Iterable[Mapping[str, Any]]


@dataclass(frozen=True)
class Adresses:
    """Where pieces lead: `racine` is the address of the edition, `ancres` the page of each anchor."""

    racine: str
    ancres: Mapping[str, str]
    sources: Mapping[int, Mapping[str, Any]]
    page_sources: str = ""

    def find(self, ancre: str) -> str:
        """Address of an anchor of the study; empty when nothing bears it."""
        page = self.ancres.get(ancre)
        if page is None:
            return ""
        return f"{self.racine}{page}/" if page == ancre else f"{self.racine}{page}/#{quote(ancre)}"

    def chiffre(self, piece: Mapping[str, Any]) -> str:
        """Address of what is behind a figure; a calculation says the other value too."""
        said = f"{self.racine}chiffres/{quote(piece['mesure'])}/"
        if piece["cle"]:
            said += f"{quote(piece['cle'], safe='~.-_:')}/"
        if piece["calcul"] in _PLAIN:
            return said
        return f"{said}?{urlencode({'calcul': piece['calcul'], 'sur': piece['sur']})}"


@dataclass
class Marge:
    """What stands in the margin of a chapter: its notes are numbered, each source is told once."""

    nb_notes: int = 0
    told: set[int] = field(default_factory=set)


@dataclass
class Ecriture:
    """Texts of one block being written, with the notes and the sources that they call."""

    adresses: Adresses
    marge: Marge
    notes: list[tuple[int, Markup]] = field(default_factory=list)
    sources: list[Mapping[str, Any]] = field(default_factory=list)

    def lighten(self) -> None:
        """Too many sources for a margin: their numbers lead to the list, and they are told elsewhere."""
        if len(self.sources) > MAX_SOURCES:
            self.marge.told.difference_update(one["numero"] for one in self.sources)
            self.sources.clear()

    def say(self, texte: Texte) -> Markup:
        """One text as HTML."""
        return Markup("").join(self._say(piece) for piece in texte)

    def _say(self, piece: Mapping[str, Any]) -> Markup:
        match piece["sorte"]:
            case "mot":
                words = isolate(piece["texte"])
                return _STRONG.format(words) if piece["est_fort"] else words
            case "chiffre":
                return _FIGURE.format(self.adresses.chiffre(piece), piece["ecrit"])
            case "cite":
                return isolate(piece["texte"])
            case "lien":
                return self._link(piece)
            case "renvoi":
                return self._refer(piece["numeros"])
            case "note":
                return self._note(piece["texte"])
        return Markup("")

    def _link(self, piece: Mapping[str, Any]) -> Markup:
        words, ours = isolate(piece["texte"]), self.adresses.find(piece["ancre"]) if piece["ancre"] else ""
        if ours:
            return _LINK.format(ours, words)
        if not _SAFE.match(piece["adresse"]):
            return words
        return (_LINK if piece["adresse"].startswith("/") else _AWAY).format(piece["adresse"], words)

    def _refer(self, numeros: Iterable[int]) -> Markup:
        numbers = list(numeros)
        for number in numbers:
            source = self.adresses.sources.get(number)
            if source and number not in self.marge.told:
                self.marge.told.add(number)
                self.sources.append(source)
        calls = (self._call(one) for one in numbers)
        return _SOURCES.format(_COMMA.join(calls)) if numbers else Markup("")

    def _call(self, number: int) -> Markup:
        """The number of a source, which leads to the list where there is one."""
        page = self.adresses.page_sources
        return _SOURCE.format(f"{page}#source-{number}", number) if page else escape(number)

    def _note(self, texte: Texte) -> Markup:
        self.marge.nb_notes += 1
        number = self.marge.nb_notes
        self.notes.append((number, self.say(texte)))
        return _CALL.format(number)


def isolate(words: str) -> Markup:
    """Words escaped; those that turn the direction of reading do so alone."""
    return _BDI.format(words) if _RTL.search(words) else escape(words)


def read(texte: Texte) -> str:
    """What is read of a text, in plain words."""
    return "".join(piece.get("ecrit") or piece["texte"] for piece in texte if piece["sorte"] not in _UNREAD)


_UNREAD = ("renvoi", "note")
