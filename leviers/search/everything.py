"""One search over everything: métropoles, leviers and démarches as written, then what the builds hold."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from django.conf import settings

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.participation.articles.publies import list_articles
from leviers.reference import territoires, typologie
from leviers.search import fiches, network
from leviers.search.asked import Asked, Part, read_asked
from leviers.search.disk import Records, open_index
from leviers.search.documents import ARTICLE, DEMARCHE, LEVIER, METROPOLE, Document
from leviers.search.hits import Hit, Lights, show_document, show_fiche
from leviers.search.index import AUCUN, INACHEVE, PROCHE, SANS_MOT, TOUS, UN_SEUL, build_index
from leviers.search.operators import GENRES
from leviers.search.queries import ANY, CLOSE, COMPLETE, EXACT, FUZZY_FROM, NB_COMPLETIONS
from leviers.search.words import list_slips
from leviers.warehouse.read import FICTIF, ORVAL, REEL, find_builds

ECRITS = (METROPOLE, LEVIER, DEMARCHE, ARTICLE, network.ANNONCE, network.RESEAU)
FIRST, PAGE, MAX_PAGES = 5, 20, 50
FEW = 5
"""Below that many results, the last word may be the beginning of another."""
NB_SUGGESTIONS = 12
MOTS = {EXACT: TOUS, COMPLETE: INACHEVE, CLOSE: PROCHE, ANY: UN_SEUL}


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one genre: how many in all, and some of them; `est_fictif` when all is invented."""

    genre: str
    nb: int
    hits: tuple[Hit, ...]
    est_fictif: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by genre, empty groups included: the most relevant first, then records.

    mots         how the words were answered: see `index`
    genre, page, pages    the genre shown alone, one page of it; no genre when all are shown
    monde, numero         which world and build the records come from; empty when there is none to search
    suggestions           leviers that the most démarches use: words worth trying
    """

    version: int
    asked: Asked
    mots: str
    groups: tuple[Group, ...]
    suggestions: tuple[typologie.Levier, ...]
    genre: str = ""
    page: int = 1
    monde: str = ""
    numero: str = ""
    has_build: bool = False

    @property
    def nb(self) -> int:
        """Everything found."""
        return sum(group.nb for group in self.groups)

    @property
    def pages(self) -> int:
        """Pages of the genre shown alone; further ones are not turned, words must be added."""
        nb = sum(group.nb for group in self.groups if group.genre == self.genre)
        return min(-(-nb // PAGE), MAX_PAGES)


def search_everything(typed: str, *, genre: str = "", page: int = 1) -> Answer:
    """Look for any text at all among what is written and what the builds hold.

    Shape   any text -> an Answer, empty when nothing is looked for; the first five of each genre, or one
            page of twenty of one genre
    """
    asked = read_asked(typed)
    alone = genre if genre in GENRES else ""
    if alone:
        asked = asked.among(alone)
    catalogue = published.current()
    monde, records, has_build = _open_records()
    search = _Search(catalogue, records)
    page = max(1, min(page, MAX_PAGES))
    step, groups = search.run(asked, alone, page)
    relevant = dict.fromkeys(genre for genre in search.by_relevance if genre != DEMARCHE)
    order = dict.fromkeys([*relevant, *GENRES])  # démarches come after: they are the most numerous
    est_fictif = monde == FICTIF
    return Answer(
        version=catalogue.version,
        asked=asked,
        mots=SANS_MOT if asked.est_vide else MOTS[step] if any(nb for nb, _ in groups.values()) else AUCUN,
        groups=tuple(
            Group(name, *groups[name], est_fictif=est_fictif and name in fiches.GENRES)
            for name in order
            if name in groups
        ),
        suggestions=_suggest(catalogue),
        genre=alone,
        page=page,
        monde=monde if records else "",
        numero=records.numero if records else "",
        has_build=has_build,
    )


def list_exact(typed: str, *, genre: str = "", limit: int) -> tuple[int, tuple[Hit, ...]]:
    """What holds all the words as they are: how many, at most `limit` of each genre.

    A search that is followed is read so: what is close, or begins alike, comes and goes with other results.
    """
    asked = read_asked(typed)
    if genre in GENRES:
        asked = asked.among(genre)
    if asked.est_vide:
        return 0, ()
    _monde, records, _has_build = _open_records()
    groups = _Search(published.current(), records).list_exact(asked, limit).values()
    return sum(nb for nb, _hits in groups), tuple(hit for _nb, hits in groups for hit in hits)


def name_state() -> str:
    """What a search depends on: the catalogue, what the network says and the index in force."""
    _monde, records, _has_build = _open_records()
    numero = records.numero if records else ""
    return f"{published.read_version()} {network.current().mark} {numero}".strip()


def _open_records() -> tuple[str, Records | None, bool]:
    """Real records; those of the invented territoire only where there is no real build at all."""
    builds = find_builds(settings.HOME)
    monde = REEL if REEL in builds else FICTIF
    home = settings.HOME if monde == REEL else settings.HOME / ORVAL
    return monde, open_index(home) if builds else None, bool(builds)


class _Search:
    """One question put to every index, step by step."""

    def __init__(self, catalogue: Published, records: Records | None) -> None:
        self.catalogue, self.records = catalogue, records
        self.network = network.current()
        self.written = (build_index(catalogue), self.network.index)
        self.by_relevance: tuple[str, ...] = ()

    def run(self, asked: Asked, alone: str, page: int) -> tuple[str, dict[str, tuple[int, tuple[Hit, ...]]]]:
        """The step that found something, and by genre how many and which."""
        nothing: dict[str, tuple[int, tuple[Hit, ...]]] = dict.fromkeys(asked.filters.genres, (0, ()))
        if asked.est_vide:
            return EXACT, nothing
        offset, limit = ((page - 1) * PAGE, PAGE) if alone else (0, FIRST)
        completions: tuple[str, ...] = ()
        step, groups, relevance = EXACT, self._ask(asked, EXACT, (), offset, limit), self.by_relevance
        for looser in (COMPLETE, CLOSE, ANY):
            nb = _count(groups)
            if nb >= FEW or (looser == ANY and nb):
                break
            if looser == COMPLETE:
                completions = self._complete(asked.debut)
            if not _may_find_more(looser, asked, completions):
                continue
            question, how = self._loosen(asked, looser)
            wider = self._ask(question, how, completions if looser == COMPLETE else (), offset, limit)
            if _count(wider) > nb:
                step, groups, relevance = looser, wider, self.by_relevance
        self.by_relevance = relevance
        return step, groups

    def list_exact(self, asked: Asked, limit: int) -> dict[str, tuple[int, tuple[Hit, ...]]]:
        """By genre, what answers to every word as it is typed."""
        return self._ask(asked, EXACT, (), 0, limit)

    def _loosen(self, asked: Asked, step: str) -> tuple[Asked, str]:
        """The question of a looser step: words that nothing holds are mended first, from their ending."""
        if step != CLOSE:
            return asked, step
        parts = tuple(self._mend(part, asked.mots) for part in asked.parts)
        return (asked, CLOSE) if parts == asked.parts else (replace(asked, parts=parts), EXACT)

    def _mend(self, part: Part, mots: Mapping[str, str]) -> Part:
        """What was probably meant by a word that nothing holds: the word that most hold, else the same."""
        stem = part.stems[0]
        if len(part.stems) > 1 or len(stem) < FUZZY_FROM or self._count_holders(stem):
            return part
        nb, meant = max((self._count_holders(one), one) for one in list_slips(mots.get(stem, stem)))
        return replace(part, stems=(meant,)) if nb else part

    def _count_holders(self, stem: str) -> int:
        written = sum(index.count(stem) for index in self.written)
        return written + (self.records.count(stem) if self.records else 0)

    def _complete(self, debut: str) -> tuple[str, ...]:
        """Stems that an unfinished word may become, the most frequent first."""
        if not debut:
            return ()
        found: Counter[str] = Counter()
        for index in (*self.written, self.records):
            for stem, nb in index.complete(debut) if index else ():
                found[stem] += nb
        return tuple(stem for stem, _ in found.most_common(NB_COMPLETIONS))

    def _ask(
        self, asked: Asked, step: str, completions: tuple[str, ...], offset: int, limit: int
    ) -> dict[str, tuple[int, tuple[Hit, ...]]]:
        lights = Lights(asked, completions=completions, est_proche=step == CLOSE)
        groups: dict[str, tuple[int, tuple[Hit, ...]]] = {}
        written = self._list_written(asked, step, completions)
        self.by_relevance = tuple(document.genre for document in written)
        for genre in asked.filters.genres:
            if genre in ECRITS:
                mine = [document for document in written if document.genre == genre]
                shown = mine[offset : offset + limit]
                groups[genre] = len(mine), tuple(show_document(one, lights) for one in shown)
            elif self.records:
                nb, some = self.records.search(
                    genre, asked, step, completions=completions, offset=offset, limit=limit
                )
                groups[genre] = nb, tuple(show_fiche(one, lights) for one in some)
            else:
                groups[genre] = 0, ()
        return groups

    def _list_written(self, asked: Asked, step: str, completions: tuple[str, ...]) -> list[Document]:
        """Documents of the catalogue, then of the network, filters applied."""
        if not set(asked.filters.genres) & set(ECRITS):
            return []
        found = (index.search(asked, step, completions=completions) for index in self.written)
        documents = chain.from_iterable(found)
        said = _describe(self.catalogue) | self.network.said
        return [one for one in documents if asked.filters.accept(said[one.genre, one.cle])]


def _may_find_more(step: str, asked: Asked, completions: tuple[str, ...]) -> bool:
    """Whether a looser step asks anything new."""
    if step == COMPLETE:
        return bool(completions)
    if step == ANY:
        return sum(len(part.stems) for part in asked.parts) > 1
    return any(len(stem) >= FUZZY_FROM for part in asked.parts for stem in part.stems)


def _count(groups: Mapping[str, tuple[int, tuple[Hit, ...]]]) -> int:
    return sum(nb for nb, _ in groups.values())


@lru_cache(maxsize=2)
def _describe(catalogue: Published) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """What the operators read of each document of the catalogue."""
    said: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for demarche in catalogue.demarches.values():
        first = demarche.annee_debut
        last = demarche.annee_fin or first
        said[DEMARCHE, demarche.id] = {
            "metropole": (demarche.territoire.slug,),
            "levier": tuple(levier.code for levier in demarche.leviers),
            "annee": tuple(str(year) for year in range(first, (last or first) + 1)) if first else (),
            "siren": (demarche.territoire.siren,),
        }
    for code in typologie.load_leviers():
        said[LEVIER, code] = {"levier": (code,)}
    for metropole in territoires.load_metropoles().values():
        said[METROPOLE, metropole.slug] = {"metropole": (metropole.slug,), "siren": (metropole.siren,)}
    for article in list_articles(catalogue):
        sirens = tuple(article.list_codes("territoire"))
        said[ARTICLE, article.slug] = {
            "metropole": tuple(territoires.load_metropoles()[siren].slug for siren in sirens),
            "levier": tuple(article.list_codes("levier")),
            "annee": (str(article.publie_le.year),),
            "siren": sirens,
        }
    return said


@lru_cache(maxsize=2)
def _suggest(catalogue: Published) -> tuple[typologie.Levier, ...]:
    uses = Counter(levier.code for demarche in catalogue.demarches.values() for levier in demarche.leviers)
    return tuple(typologie.load_leviers()[code] for code, _ in uses.most_common(NB_SUGGESTIONS))
