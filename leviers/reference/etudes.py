"""The two studies behind the reading grid: what is established about them, and what is not."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from leviers.errors import Problem, Refused
from leviers.reference.reading import DATA, Lined, find_duplicates, read_yaml

METROPOLES_2019, TERRITOIRES_URBAINS_2021 = "metropoles-2019", "territoires-urbains-2021"
ENQUETEES = "Métropoles enquêtées de mars à juin"
ANNONCEES = "Métropoles couvertes par l’enquête selon les annonces"


@dataclass(frozen=True)
class Page:
    """A public page cited about a study; `date` is YYYY, YYYY-MM, YYYY-MM-DD or empty."""

    url: str
    editeur: str
    date: str


@dataclass(frozen=True)
class Chiffre:
    """One figure as its source gives it; `precision` says what to beware of."""

    libelle: str
    valeur: float
    unite: str
    annee: int | None
    precision: str
    sources: tuple[Page, ...]


@dataclass(frozen=True)
class Etape:
    """One dated step of a study; `date_fin` closes a period."""

    date: str
    date_fin: str
    etape: str
    texte: str
    sources: tuple[Page, ...]


@dataclass(frozen=True)
class Etude:
    """One study; `non_etabli` names what no source read could tell."""

    code: str
    titre: str
    auteurs: tuple[str, ...]
    date_publication: str
    sources: tuple[Page, ...]
    deroulement: tuple[Etape, ...]
    chiffres: tuple[Chiffre, ...]
    non_etabli: tuple[str, ...]

    def find_chiffre(self, libelle: str) -> Chiffre:
        """The figure of that name. Raises KeyError when the file no longer has it."""
        for chiffre in self.chiffres:
            if chiffre.libelle == libelle:
                return chiffre
        raise KeyError(libelle)


@cache
def load_etudes() -> dict[str, Etude]:
    """The studies by code, oldest first.

    Raises  Refused on a duplicate code or a page that the list of sources does not know.
    """
    content = read_yaml(DATA / "etudes.yaml")
    pages = {row["url"]: _as_page(row) for row in content["sources"]}
    problems = find_duplicates(content["etudes"], "code", "etudes.yaml")
    problems += [problem for row in content["etudes"] for problem in _check_sources(row, pages)]
    if problems:
        raise Refused(problems)
    return {row["code"]: _as_etude(row, pages) for row in content["etudes"]}


def _check_sources(row: Lined, pages: dict[str, Page]) -> list[Problem]:
    cited = [row, *row.get("deroulement", ()), *row.get("chiffres", ())]
    advice = "Ajoutez cette adresse à la liste « sources » en fin de fichier."
    return [
        Problem("etudes.yaml", item.line, f"source inconnue « {url} »", advice)
        for item in cited
        for url in item["sources"]
        if url not in pages
    ]


def _as_page(row: Lined) -> Page:
    return Page(row["url"], row["editeur"], str(row["date"] or ""))


def _as_etude(row: Lined, pages: dict[str, Page]) -> Etude:
    def cite(item: dict[str, Any]) -> tuple[Page, ...]:
        return tuple(pages[url] for url in item["sources"])

    return Etude(
        code=row["code"],
        titre=row["titre"],
        auteurs=tuple(row["auteurs"]),
        date_publication=row["date_publication"],
        sources=cite(row),
        deroulement=tuple(
            Etape(
                str(step["date"] or ""),
                str(step.get("date_fin") or ""),
                step["etape"],
                step["texte"],
                cite(step),
            )
            for step in row.get("deroulement", ())
        ),
        chiffres=tuple(
            Chiffre(
                item["libelle"],
                item["valeur"],
                item["unite"],
                item["annee"],
                item.get("precision", ""),
                cite(item),
            )
            for item in row["chiffres"]
        ),
        non_etabli=tuple(row["non_etabli"]),
    )
