"""The list of articles: what narrows it, one page of it, and the words that say so."""

from dataclasses import dataclass
from urllib.parse import urlencode

from leviers.catalogue.published import Published
from leviers.participation.articles.publies import Publie, list_articles
from leviers.reference import territoires, typologie
from leviers.reference.typography import pluriel, typo
from leviers.web.articles.vivants import list_sujets
from leviers.web.kit.jinja import reverse_url

PER_PAGE = 12
FILTERS = ("champ", "levier", "territoire", "auteur")
_WORDS = {"champ": "Champ", "levier": "Levier", "territoire": "Métropole", "auteur": "Auteur"}


@dataclass(frozen=True, slots=True)
class Select:
    """One filter: its name, its choices (code, name), the one that is chosen."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Row:
    """One article of the list, with its subjects."""

    article: Publie
    sujets: list[tuple[str, str, str]]


class Listing:
    """Published articles that pass every filter of an address; `ignored` is what was not understood."""

    def __init__(self, catalogue: Published, asked: dict[str, str], page: int = 1) -> None:
        everything = list_articles(catalogue)
        self.selects = [_read_select(name, asked.get(name, ""), everything) for name in FILTERS]
        self.chosen = {one.name: one.chosen for one in self.selects if one.chosen}
        self.ignored = [
            typo(f"Filtre inconnu, laissé de côté : {_WORDS[name].lower()} « {asked[name][:40]} ».")
            for name in FILTERS
            if asked.get(name) and name not in self.chosen
        ]
        self.articles = [one for one in everything if self._keeps(one)]
        self.nb_total = len(everything)
        self.pages = max(1, -(-len(self.articles) // PER_PAGE))
        self.page = min(max(page, 1), self.pages)
        start = (self.page - 1) * PER_PAGE
        self.rows = [Row(one, list_sujets(one.sujets)) for one in self.articles[start:][:PER_PAGE]]

    @property
    def names(self) -> list[str]:
        """What is chosen, in words."""
        return [dict(one.choices)[one.chosen] for one in self.selects if one.chosen]

    @property
    def phrase(self) -> str:
        """« 3 articles, Nantes Métropole »."""
        said = pluriel(len(self.articles), "article") if self.articles else "Aucun article"
        return typo(", ".join([said, *self.names]))

    def address(self, page: int) -> str:
        """Another page of the same selection."""
        return self._write("articles", {"page": str(page)} if page > 1 else {})

    def twin(self, name: str) -> str:
        """The same selection as a feed or as data."""
        return self._write(name, {})

    def _write(self, name: str, more: dict[str, str]) -> str:
        query = urlencode(self.chosen | more)
        return reverse_url(name) + (f"?{query}" if query else "")

    def _keeps(self, article: Publie) -> bool:
        wanted = dict(self.chosen)
        auteur = wanted.pop("auteur", "")
        if auteur and not (article.auteur and str(article.auteur.id) == auteur):
            return False
        if "territoire" in wanted:
            wanted["territoire"] = territoires.index_by_slug()[wanted["territoire"]].siren
        return all(pair in article.cites for pair in wanted.items())


def _read_select(name: str, asked: str, articles: tuple[Publie, ...]) -> Select:
    choices = tuple(_list_choices(name, articles))
    return Select(name, _WORDS[name], choices, asked if asked in dict(choices) else "")


def _list_choices(name: str, articles: tuple[Publie, ...]) -> list[tuple[str, str]]:
    if name == "champ":
        return [(one.code, one.nom) for one in typologie.load_champs().values()]
    if name == "levier":
        return [(one.code, one.nom_court) for one in typologie.load_leviers().values()]
    if name == "territoire":
        return [(one.slug, one.nom) for one in territoires.load_metropoles().values()]
    signed = {str(one.auteur.id): one.auteur.nom for one in articles if one.auteur}
    return sorted(signed.items(), key=lambda pair: pair[1])
