"""One chapter made ready to be read: texts as HTML, notes in the margin, contents, neighbours.

Kept by the digest of its edition: a chapter of three thousand pieces is written once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.text import slugify
from markupsafe import Markup

from leviers.publication.editions.lire import Publiee
from leviers.reference import typologie
from leviers.web.etude import dessins
from leviers.web.etude.marge import release
from leviers.web.etude.morceaux import Adresses, Ecriture, Marge, isolate, read
from leviers.web.kit.jinja import environment_in_use, reverse_url

Bloc = dict[str, Any]
_PIECES = ("mot", "chiffre", "cite", "lien", "renvoi", "note")
_WIDE_COLUMNS = 4
_FOLDED_SECTIONS = 12


@dataclass
class Section:
    """One line of the contents of a chapter."""

    ancre: str
    titre: str
    sous: list["Section"] = field(default_factory=list)


@dataclass(frozen=True)
class Ligne:
    """One chapter in the contents of the edition; `numero` is None for what is not numbered."""

    code: str
    titre: str
    genre: str
    couleur: str
    numero: int | None


@dataclass(frozen=True)
class Lecture:
    """A chapter as its page shows it."""

    ligne: Ligne
    corps: Markup
    sections: tuple[Section, ...]
    avant: Ligne | None
    apres: Ligne | None

    @property
    def est_pliee(self) -> bool:
        """Whether its contents keep to the first level, since they would not fit beside the text."""
        return len(self.sections) + sum(len(one.sous) for one in self.sections) > _FOLDED_SECTIONS * 2


def list_lignes(edition: Publiee) -> list[Ligne]:
    """The contents of an edition, numbered in order."""
    found, number = [], 0
    for one in edition.chapitres.values():
        number += one["est_numerote"]
        numero = number if one["est_numerote"] else None
        found.append(Ligne(one["code"], one["titre"], one["genre"], one["couleur"], numero))
    return found


def open_lecture(edition: Publiee, code: str) -> Lecture | None:
    """One chapter; None when the edition has none of that code."""
    return _read(edition, edition.digest, code) if code in edition.chapitres else None


@lru_cache(maxsize=256)
def _read(edition: Publiee, _digest: str, code: str) -> Lecture:
    lignes = list_lignes(edition)
    place = next(place for place, one in enumerate(lignes) if one.code == code)
    chapitre = edition.chapitres[code]
    writer = _Redaction(edition, find_adresses(edition))
    writer.is_alone = [bloc["sorte"] for bloc in chapitre["blocs"]].count("portrait") == 1
    blocs = writer.prepare_all(chapitre["blocs"])
    template = environment_in_use().get_template("etude/blocs.html")
    corps = Markup(template.module.draw_all(blocs))  # type: ignore[attr-defined]  # noqa: S704 (a template)
    return Lecture(
        lignes[place],
        corps,
        tuple(writer.sections),
        lignes[place - 1] if place else None,
        lignes[place + 1] if place + 1 < len(lignes) else None,
    )


@lru_cache(maxsize=16)
def find_adresses(edition: Publiee) -> Adresses:
    """Where each anchor of an edition stands, and its sources by number."""
    ancres = {code: code for code in edition.chapitres}
    sources, page = {}, ""
    for code, chapitre in edition.chapitres.items():
        for bloc in _walk(chapitre["blocs"]):
            if bloc.get("ancre"):
                ancres.setdefault(bloc["ancre"], code)
            if bloc["sorte"] == "references":
                page = reverse_url("etude-chapitre", edition.code, code)
                sources = {one["numero"]: one for one in bloc["items"]}
    return Adresses(reverse_url("etude-edition", edition.code), ancres, sources, page)


def _walk(blocs: list[Bloc]) -> Iterator[Bloc]:
    for bloc in blocs:
        yield bloc
        yield from _walk(bloc.get("blocs", []))
        if bloc.get("carte"):
            yield bloc["carte"]


class _Redaction:
    """Blocks of one chapter, made ready in the order of reading."""

    def __init__(self, edition: Publiee, adresses: Adresses) -> None:
        self.edition, self.adresses, self.marge = edition, adresses, Marge()
        self.sections: list[Section] = []
        self.is_alone = False
        self._rank, self._shift = 1, 0  # of the last heading; what a portrait adds to those inside it
        self._taken: set[str] = set()

    def prepare(self, bloc: Mapping[str, Any]) -> Bloc:
        """A block with its texts as HTML, and what it calls in the margin."""
        writing = Ecriture(self.adresses, self.marge)
        head: Bloc = self._open_portrait(bloc) if bloc["sorte"] == "portrait" else {}
        ready: Bloc = {name: self._ready(writing, name, value) for name, value in bloc.items()} | head
        if complete := getattr(self, f"_complete_{bloc['sorte']}", None):
            complete(ready, bloc, writing)
        if bloc["sorte"] != "recit":
            writing.lighten()
        return ready | {"notes": writing.notes, "renvois": writing.sources}

    def prepare_all(self, blocs: Iterable[Mapping[str, Any]]) -> list[Bloc]:
        """Blocks in order, the notes of each set free where there is room."""
        ready = [self.prepare(one) for one in blocs]
        release(ready)
        return ready

    def _ready(self, writing: Ecriture, name: str, value: Any) -> Any:
        if isinstance(value, Mapping) and value.get("sorte"):
            return writing.say([value]) if value["sorte"] in _PIECES else self.prepare(value)
        if name == "blocs":
            return self.prepare_all(value)
        if _is_texte(value):
            return writing.say(value)
        if isinstance(value, list) and value and all(map(_is_texte, value)):
            return [writing.say(one) for one in value]
        return isolate(value) if isinstance(value, str) and name in ("titre", "nom", "territoire") else value

    def _complete_titre(self, ready: Bloc, bloc: Mapping[str, Any], _writing: Ecriture) -> None:
        said = read(bloc["texte"])
        ready["ancre"] = self._name(bloc["ancre"] or slugify(said)[:60].strip("-") or "partie")
        self._rank = ready["rang"] = min(bloc["niveau"] + self._shift, self._rank + 1)
        self._list_section(bloc["niveau"], ready["ancre"], said)

    def _complete_paragraphe(self, ready: Bloc, bloc: Mapping[str, Any], _writing: Ecriture) -> None:
        ready["ancre"] = self._name(slugify(bloc["cle"].replace(".", "-"))) if bloc["cle"] else ""

    def _complete_tableau(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        ready["lignes"] = [[writing.say(cell) for cell in row] for row in bloc["lignes"]]
        ready["nom"] = read(bloc["legende"])
        ready["est_large"] = len(bloc["entetes"]) > _WIDE_COLUMNS
        total = sum(bloc["largeurs"]) or 1
        ready["largeurs"] = [max(1, round(20 * one / total)) for one in bloc["largeurs"]]

    def _complete_figure(self, ready: Bloc, bloc: Mapping[str, Any], _writing: Ecriture) -> None:
        ready["ident"] = self._name(bloc["ancre"] or f"figure-{slugify(bloc['cle'].replace('/', '-'))}")
        drawn = self.edition.read_figure(bloc["svg"])
        ready["dessin"] = dessins.dress(drawn, str(bloc["titre"]), f"{ready['ident']}-mots")

    def _complete_chiffrescles(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        ready["items"] = [(writing.say(one), writing.say(what)) for one, what in bloc["items"]]

    def _complete_recit(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        numbers = bloc["sources"]["numeros"] if bloc["sources"] else ()
        told = (self.adresses.sources.get(number) for number in numbers)
        writing.sources[:] = [source for source in told if source]  # a démarche always says all its own
        ready["ancre"] = self._name(bloc["ancre"] or f"recit-{slugify(read(bloc['titre']))[:50]}")
        ready["rang"] = self._rank + 1
        known = typologie.load_leviers()
        ready["leviers"] = [known.get(code, code) for code in bloc["leviers"]]

    def _open_portrait(self, bloc: Mapping[str, Any]) -> Bloc:
        """Its name comes before what stands in it; alone in its chapter, it has that of the chapter."""
        ancre = self._name(bloc["ancre"] or f"portrait-{slugify(bloc['nom'])}")
        self._shift, self._rank = (0, 1) if self.is_alone else (1, 2)
        if not self.is_alone:
            self._list_section(2, ancre, bloc["nom"])
        return {"ancre": ancre, "est_seul": self.is_alone}

    def _complete_portrait(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        self._shift = 0
        ready["champs"] = [
            (find_champ(champ), isolate(champ), writing.say(count), writing.say(leviers))
            for champ, count, leviers in bloc["champs"]
        ]

    def _complete_matrice(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        words = dict(bloc["legende"])
        ready["colonnes"] = [
            (find_champ(champ), champ, [(name, self.adresses.find(ancre)) for name, ancre in leviers])
            for champ, leviers in bloc["colonnes"]
        ]
        firsts, place = set(), 0
        for _champ, leviers in bloc["colonnes"]:
            firsts.add(place)
            place += len(leviers)
        ready["lignes"] = [
            (
                name,
                [(sign, words.get(sign, sign), at in firsts) for at, sign in enumerate(signs)],
                writing.say(total),
            )
            for name, signs, total in bloc["lignes"]
        ]

    def _complete_frise(self, ready: Bloc, bloc: Mapping[str, Any], _writing: Ecriture) -> None:
        ready["items"] = [self.prepare(one) for one in bloc["items"]]

    def _complete_definitions(self, ready: Bloc, bloc: Mapping[str, Any], writing: Ecriture) -> None:
        ready["items"] = [
            (isolate(term), writing.say(meaning), self._name(f"def-{slugify(term)[:50]}"))
            for term, meaning in bloc["items"]
        ]

    def _complete_index(self, ready: Bloc, bloc: Mapping[str, Any], _writing: Ecriture) -> None:
        ready["items"] = [
            (isolate(term), [(isolate(words), self.adresses.find(ancre)) for words, ancre in places])
            for term, places in bloc["items"]
        ]

    def _list_section(self, niveau: int, ancre: str, titre: str) -> None:
        target = self.sections if niveau == 2 or not self.sections else self.sections[-1].sous
        target.append(Section(ancre, titre))

    def _name(self, wanted: str) -> str:
        """A name that nothing else bears in the page."""
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


def _is_texte(value: Any) -> bool:
    """Whether it is running text: a list of pieces, perhaps none."""
    return isinstance(value, list) and all(
        isinstance(one, Mapping) and one.get("sorte") in _PIECES for one in value
    )


@lru_cache(maxsize=64)
def find_champ(said: str) -> Any:
    """The champ of a code or of a name; None for other words."""
    return next(
        (one for one in typologie.load_champs().values() if said in (one.code, one.nom, one.nom_court)), None
    )
