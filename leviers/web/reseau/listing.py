"""The annonces, or the cooperations, that an address keeps: what narrows them, their pages, their twins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from leviers.directory.annonces.cooperations import list_published
from leviers.directory.annonces.lecture import CRITERES, Criteres, list_leviers, list_open, read_criteres
from leviers.directory.models import Annonce, Cooperation
from leviers.reference import territoires, typologie
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel, typo

PER_PAGE, PER_SIDE, EXCERPT = 20, 8, 220
Sens = Annonce.Sens
_WORDS = {"nature": "Nature", "levier": "Levier", "champ": "Champ", "territoire": "Métropole"}


class Choice(NamedTuple):
    """One filter of the form."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Row:
    """One annonce of the list."""

    annonce: Annonce
    leviers: list[typologie.Levier]
    adresse: str
    extrait: str


class Tab(NamedTuple):
    """One sense, with how many annonces it has."""

    label: str
    nb: int
    adresse: str
    est_choisi: bool


class Selection:
    """What an address keeps of a list: `page_name` is the page, `criteria` the names that narrow it."""

    page_name: str
    criteria: tuple[str, ...]
    filters: tuple[str, ...]
    """Criteria that a form offers as lists of choices."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.criteres, ignored = read_criteres(given, self.criteria)
        self.chosen = {name: value for name, value in vars(self.criteres).items() if value}
        self.ignored = [typo(f"Filtre inconnu, laissé de côté : {given[name][:40]}") for name in ignored]

    @property
    def selects(self) -> list[Choice]:
        """The filters of the form, by name."""
        choices = {
            "nature": list(Annonce.Nature.choices),
            "levier": [(one.code, one.nom_court) for one in typologie.load_leviers().values()],
            "champ": [(one.code, one.nom) for one in typologie.load_champs().values()],
            "territoire": sorted((one.slug, one.nom) for one in territoires.load_metropoles().values()),
        }
        return [
            Choice(name, _WORDS[name], tuple(choices[name]), self.chosen.get(name, ""))
            for name in self.filters
        ]

    @property
    def names(self) -> list[str]:
        """What is chosen, in words."""
        return [dict(one.choices)[one.chosen] for one in self.selects if one.chosen]

    def address(self, page: int) -> str:
        """Another page of the same selection."""
        return self._write(self.page_name, {"page": str(page) if page > 1 else ""})

    def twin(self, name: str) -> str:
        """The same selection as a feed or as data."""
        return self._write(name, {})

    def _write(self, name: str, more: dict[str, str]) -> str:
        query = urlencode({key: value for key, value in (self.chosen | more).items() if value})
        return reverse_url(name) + (f"?{query}" if query else "")


class Cooperations(Selection):
    """Cooperations that all may read and that pass every criterion of an address, one page of them."""

    page_name = "reseau-cooperations"
    criteria = filters = ("levier", "champ", "territoire")

    def __init__(self, given: Mapping[str, str], page: int = 1) -> None:
        super().__init__(given)
        every = list_published()
        self.nb_total = len(every)
        self.kept = [one for one in every if self.criteres.keeps_cooperation(one)]
        self.pages = max(1, -(-len(self.kept) // PER_PAGE))
        self.page = min(max(page, 1), self.pages)

    @property
    def rows(self) -> list[tuple[Cooperation, list[typologie.Levier]]]:
        """One page, each with its leviers."""
        start = (self.page - 1) * PER_PAGE
        return [(one, list_leviers(one)) for one in self.kept[start:][:PER_PAGE]]

    @property
    def phrase(self) -> str:
        """« 3 coopérations, Achats responsables »."""
        nb = len(self.kept)
        return typo(", ".join([pluriel(nb, "coopération") if nb else "Aucune coopération", *self.names]))


class Listing(Selection):
    """Open annonces that pass every criterion of an address."""

    page_name = "reseau"
    criteria = CRITERES
    filters = ("nature", "levier", "champ", "territoire")

    def __init__(self, given: Mapping[str, str], page: int = 1) -> None:
        super().__init__(given)
        every = list_open()
        self.nb_total = len(every)
        either = Criteres(**{**vars(self.criteres), "sens": ""})
        self._both = [one for one in every if either.keeps(one)]
        self.annonces = [one for one in self._both if self.criteres.keeps(one)]
        self.is_facing = not self.criteres.sens
        self.pages = 1 if self.is_facing else max(1, -(-len(self.annonces) // PER_PAGE))
        self.page = min(max(page, 1), self.pages)

    @property
    def rows(self) -> list[Row]:
        """One page of one sense."""
        start = (self.page - 1) * PER_PAGE
        return _as_rows(self.annonces[start:][:PER_PAGE])

    @property
    def sides(self) -> list[tuple[Tab, str, list[Row]]]:
        """Both senses, facing each other: the first of each, with the way to the others."""
        titles = {Sens.CHERCHE: "On cherche", Sens.PROPOSE: "On propose"}
        return [
            (tab, titles[sens], _as_rows([one for one in self._both if one.sens == sens][:PER_SIDE]))
            for tab, sens in zip(self.tabs[1:], Sens, strict=True)
        ]

    @property
    def tabs(self) -> list[Tab]:
        """Both, then each sense."""
        labels = [("", "Les deux"), *((sens.value, sens.label.capitalize()) for sens in Sens)]
        return [
            Tab(
                label,
                sum(code in ("", one.sens) for one in self._both),
                self._write("reseau", {"sens": code, "page": ""}),
                code == self.criteres.sens,
            )
            for code, label in labels
        ]

    @property
    def names(self) -> list[str]:
        """What is chosen, in words, the sense first."""
        sens = [dict(Sens.choices)[self.criteres.sens]] if self.criteres.sens else []
        return [*sens, *super().names]

    @property
    def phrase(self) -> str:
        """« 3 annonces ouvertes, je cherche, visite »."""
        nb = len(self.annonces)
        said = pluriel(nb, "annonce ouverte", "annonces ouvertes") if nb else "Aucune annonce ouverte"
        return typo(", ".join([said, *self.names]))


def _as_rows(annonces: list[Annonce]) -> list[Row]:
    """Annonces with what their cards show."""
    places = name_sirens(one.siren for one in annonces)
    return [Row(one, list_leviers(one), places[one.siren].adresse, _cut(one.texte)) for one in annonces]


def _cut(texte: str) -> str:
    """The beginning of a text, on one line, cut between words."""
    flat = " ".join(texte.split())
    return flat if len(flat) <= EXCERPT else f"{flat[:EXCERPT].rsplit(' ', 1)[0].rstrip(',;:.')}…"
