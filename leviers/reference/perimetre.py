"""The perimeter of the ESS: legal definition, families, and what nobody here has checked yet."""

from dataclasses import dataclass
from functools import cache

from leviers.errors import Problem, Refused
from leviers.reference.reading import DATA, Lined, find_duplicates, read_yaml

INCLUSIONS = ("oui", "non", "a-verifier")


@dataclass(frozen=True)
class Categorie:
    """One legal category of Sirene; `inclusion` is oui, non or a-verifier."""

    code: str
    libelle: str
    inclusion: str
    inclusion_verifiee: bool


@dataclass(frozen=True)
class Famille:
    """One family of the ESS; `famille_verifiee` when a page that was read names it."""

    code: str
    nom: str
    famille_verifiee: bool
    categories: tuple[Categorie, ...]

    def count(self, inclusion: str) -> int:
        """Categories of the family with that inclusion."""
        return sum(categorie.inclusion == inclusion for categorie in self.categories)


@dataclass(frozen=True)
class Entree:
    """One way into the ESS: by legal form, or by choice."""

    code: str
    texte: str
    url: str


@dataclass(frozen=True)
class Perimetre:
    """The perimeter in short."""

    reference: str
    url: str
    conditions: tuple[str, ...]
    entrees: tuple[Entree, ...]
    familles: tuple[Famille, ...]
    trou_connu: str
    limite: str

    def count(self, inclusion: str) -> int:
        """Legal categories with that inclusion, all families together."""
        return sum(famille.count(inclusion) for famille in self.familles)

    @property
    def nb_categories(self) -> int:
        """Legal categories, whatever their inclusion."""
        return sum(len(famille.categories) for famille in self.familles)

    @property
    def nb_inclusions_verifiees(self) -> int:
        """Categories whose inclusion was read in a public page."""
        return sum(item.inclusion_verifiee for famille in self.familles for item in famille.categories)


@cache
def load_perimetre() -> Perimetre:
    """The perimeter as the file states it.

    Raises  Refused on a legal category given twice or an inclusion outside oui, non, a-verifier.
    """
    content = read_yaml(DATA / "perimetre_ess.yaml")
    rows = [row for famille in content["familles"] for row in famille["categories"]]
    problems = [*find_duplicates(rows, "code", "perimetre_ess.yaml"), *_check_inclusions(rows)]
    if problems:
        raise Refused(problems)
    legal = content["definition_legale"]
    return Perimetre(
        reference=legal["reference"],
        url=legal["url"],
        conditions=tuple(legal["conditions"]),
        entrees=tuple(Entree(row["code"], row["texte"], row["url"]) for row in legal["entrees"]),
        familles=tuple(_as_famille(row) for row in content["familles"]),
        trou_connu=content["trou_connu"]["texte"],
        limite=content["lecture"]["limite"],
    )


def _check_inclusions(rows: list[Lined]) -> list[Problem]:
    advice = f"Valeurs admises : {', '.join(INCLUSIONS)}."
    return [
        Problem("perimetre_ess.yaml", row.line, f"inclusion inconnue « {row['inclusion']} »", advice)
        for row in rows
        if row["inclusion"] not in INCLUSIONS
    ]


def _as_famille(row: Lined) -> Famille:
    names = ("code", "libelle", "inclusion", "inclusion_verifiee")
    categories = tuple(Categorie(*(item[name] for name in names)) for item in row["categories"])
    return Famille(row["code"], row["nom"], row["famille_verifiee"], categories)
