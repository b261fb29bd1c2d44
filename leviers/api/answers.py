"""The two envelopes of every answer, and how they are written: a list and its next page, one element."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from pydantic import BaseModel, Field

from leviers.api.parameters import Suite
from leviers.api.problems import Refusal
from leviers.catalogue import published
from leviers.evidence.identifiers import FaitConverter
from leviers.warehouse.read import FICTIF, REEL, Build, find_builds

LICENCE = "Licence Ouverte 2.0"
INVENTE = "Données inventées : Orval Métropole n’existe pas. Ne les citez pas, ne les additionnez à rien."
SANS_BUILD = "Aucun build en place : les fichiers publics n’ont pas encore été lus sur ce site."
ORVAL_SEUL = "Orval Métropole est inventée : elle n’est jamais parmi les vraies. Demandez monde=fictif."
TYPE = "application/json; charset=utf-8"
T = TypeVar("T")
Row = TypeVar("Row")
_CODER = FaitConverter()


class Enveloppe(BaseModel):
    """What surrounds every answer: from which state of the data it comes, and how to cite it."""

    build: str | None = Field(
        description="Numéro du build lu ; null tant que les fichiers publics n’ont pas été lus.",
        examples=["d8b5e6978bc1"],
    )
    catalogue: int = Field(description="Version du catalogue : combien de fois il a changé.", examples=[12])
    est_fictif: bool = Field(description="Vrai quand il s’agit du territoire inventé.", examples=[False])
    avertissement: str | None = Field(description="Ce qu’il faut dire de données inventées ; sinon null.")
    licence: str = Field(description="Licence des données.", examples=[LICENCE])
    source: str = Field(description="Comment citer cette réponse.")


class Liste(Enveloppe, Generic[T]):
    """One page of a list."""

    elements: list[T] = Field(description="Les éléments de cette page, dans un ordre stable.")
    suivant: str | None = Field(description="Adresse de la page suivante ; null sur la dernière.")
    total: int | None = Field(description="Éléments de toute la liste, ainsi filtrée ; null si inconnu.")
    remarques: list[str] = Field(description="Ce qu’il faut savoir de cette réponse ; vide le plus souvent.")


class Fiche(Enveloppe, Generic[T]):
    """One element."""

    element: T = Field(description="L’élément demandé.")


class Element(BaseModel):
    """What every element carries."""

    page: str | None = Field(description="Adresse de la page pour les personnes.")
    adresse: str = Field(description="Adresse de cet élément dans l’API.")


@dataclass(frozen=True)
class Lecture:
    """The state of the data that an answer reads."""

    monde: str
    build: Build | None
    catalogue: published.Published

    @property
    def est_fictif(self) -> bool:
        """Whether what is read was invented."""
        return self.monde == FICTIF

    def describe(self) -> dict[str, Any]:
        """The fields of an envelope."""
        numero = self.build.numero if self.build else None
        said = f"build {numero}" if numero else "aucun build"
        return {
            "build": numero,
            "catalogue": self.catalogue.version,
            "est_fictif": self.est_fictif,
            "avertissement": INVENTE if self.est_fictif else None,
            "licence": LICENCE,
            "source": f"Leviers, {settings.SITE_URL}/, catalogue version {self.catalogue.version}, {said}.",
        }


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page, the key of the last one when others follow, and how many there are in all."""

    rows: Sequence[Row]
    suivant: str
    total: int | None


def read(monde: str = REEL) -> Lecture:
    """What is in force in one monde."""
    return Lecture(monde, find_builds(settings.HOME).get(monde), published.current())


def cut(rows: Sequence[Row], asked: Suite, key: Callable[[Row], str]) -> Page[Row]:
    """One page of rows sorted by `key`, which is also what the cursor holds."""
    start = bisect_right(rows, read_cursor(asked.curseur), key=key) if asked.curseur else 0
    page = rows[start : start + asked.limite]
    is_last = start + asked.limite >= len(rows)
    return Page(page, "" if is_last else code(key(page[-1])), len(rows))


def read_cursor(cursor: str) -> str:
    """The text that a cursor holds.

    Raises  Refusal when nobody wrote it
    """
    try:
        return _CODER.to_python(cursor)
    except ValueError as error:
        raise Refusal("curseur-perime", "Ce curseur n’a pas été donné par cette API.") from error


def write_list(
    request: HttpRequest,
    shape: type[BaseModel],
    lecture: Lecture,
    page: Page[Any],
    elements: list[dict[str, Any]],
    remarques: Sequence[str] = (),
) -> HttpResponse:
    """A page of a list, in its shape."""
    content = lecture.describe() | {
        "elements": elements,
        "suivant": _write_next(request, page.suivant) if page.suivant else None,
        "total": page.total,
        "remarques": list(remarques),
    }
    return _write(shape, content)


def write_one(shape: type[BaseModel], lecture: Lecture, element: dict[str, Any]) -> HttpResponse:
    """One element, in its shape."""
    return _write(shape, lecture.describe() | {"element": element})


def code(identifier: str) -> str:
    """An identifier as an address holds it, whatever its signs."""
    return _CODER.to_url(identifier)


def address(*parts: str) -> str:
    """Address of an element of the API; the last part is any identifier."""
    return f"{settings.SITE_URL}/api/v1/{'/'.join((*parts[:-1], code(parts[-1])))}"


def select(liste: str, query: dict[str, str], *, est_fictif: bool = False) -> str:
    """Address of a list, narrowed."""
    monde = {"monde": FICTIF} if est_fictif else {}
    return f"{settings.SITE_URL}/api/v1/{liste}?{urlencode(query | monde)}"


def page(name: str, *args: str) -> str:
    """Address of a page for people."""
    return f"{settings.SITE_URL}{_reverse(name, *args)}"


def page_of_fait(liste: str, fait_id: str) -> str:
    """Address of the page of a record, written from that of its list: there are hundreds of thousands."""
    return f"{settings.SITE_URL}{_reverse(liste)}{code(fait_id)}/"


def _write(shape: type[BaseModel], content: dict[str, Any]) -> HttpResponse:
    return HttpResponse(shape.model_validate(content).model_dump_json(), content_type=TYPE)


def _write_next(request: HttpRequest, cursor: str) -> str:
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "curseur"]
    return f"{settings.SITE_URL}{request.path}?{urlencode([*kept, ('curseur', cursor)])}"


@lru_cache(maxsize=8192)
def _reverse(name: str, *args: str) -> str:
    return reverse(name, args=args)
