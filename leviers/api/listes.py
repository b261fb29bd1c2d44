"""What the four lists of public records share: a selection of the explorer, page by page."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel, Field

from leviers.api import answers
from leviers.api.answers import Lecture, Page
from leviers.api.parameters import ANNEE, PLACES, Codes, Mots, SuiteMonde, refuse_strangers
from leviers.api.problems import Refusal
from leviers.api.usages import remark
from leviers.evidence.explore import Result, explore, read_selection
from leviers.evidence.explorers import COLONNES, EXPLORERS
from leviers.evidence.selection import Selection
from leviers.reference import typologie

SANS_MOT = "« q » ne contient aucun mot qui se cherche : il n’a rien écarté."
CHANGED = "Les données en place ne sont plus celles de la première page, ou ce curseur n’en vient pas."
ACTES_CODES = {facet.code: facet.codes for facet in EXPLORERS["marches"].facets}


class Filtres(SuiteMonde):
    """What every list of acts may be narrowed by: the facets of its page."""

    q: Mots = ""
    territoire: list[Annotated[str, Codes([*PLACES, "aucun"])]] = Field(
        [], description="Slugs de territoires ; « aucun » hors des 22 ou inconnu."
    )
    acte: list[Annotated[str, Codes(ACTES_CODES["acte"])]] = Field(
        [], description="De qui est l’acte : « autre » pour un organisme du territoire, « hors » ailleurs."
    )
    annee: list[Annotated[str, Field(pattern=rf"{ANNEE}|^inconnue$")]] = Field(
        [], description="Années, ou « inconnue »."
    )
    levier: list[Annotated[str, Codes([*typologie.load_leviers(), "aucun"])]] = Field(
        [], description="Leviers détectés (une détection est une proposition), ou « aucun »."
    )


def list_rows(
    request: HttpRequest, code: str, filtres: Filtres | SuiteMonde, shape: type[BaseModel]
) -> HttpResponse:
    """One page of one list; a filter that finds nothing gives an empty list, never the whole of it.

    Raises  Refusal when the cursor is of another build
    """
    refuse_strangers(request, type(filtres))
    lecture = answers.read(filtres.monde)
    asked = filtres.model_dump(exclude={"q", "limite", "curseur", "monde"})
    q = getattr(filtres, "q", "")
    remarques = remark(lecture, asked["territoire"])
    result = _explore(lecture, code, asked, q, filtres)
    if result is None:
        return answers.write_list(
            request, shape, lecture, Page((), "", 0 if lecture.build else None), [], remarques
        )
    if q.strip() and not result.selection.q:
        remarques.append(SANS_MOT)
    suivant = answers.code(result.suivant) if result.suivant else ""
    elements = [_describe(row, code, lecture) for row in result.rows]
    page = Page(elements, suivant, int(result.totals["nb"]))
    return answers.write_list(request, shape, lecture, page, elements, remarques)


def list_codes(code: str, facet: str) -> tuple[str, ...]:
    """The closed list of values of one facet."""
    return next(one.codes for one in EXPLORERS[code].facets if one.code == facet)


def _explore(
    lecture: Lecture, code: str, asked: dict[str, list[str]], q: str, filtres: SuiteMonde
) -> Result | None:
    """The page of the explorer; None when there is no build, or when a filter knows nothing in it."""
    if lecture.build is None:
        return None
    explorer = EXPLORERS[code]
    after = answers.read_cursor(filtres.curseur) if filtres.curseur else ""
    selection, _ignored = read_selection(lecture.build, explorer, {**asked, "q": [q], "apres": [after]})
    if any(values and not selection.filters.get(name) for name, values in asked.items()):
        return None
    result = explore(
        lecture.build, explorer, Selection(selection.q, selection.filters, apres=after), nb=filtres.limite
    )
    if result.a_change:
        raise Refusal("curseur-perime", CHANGED)
    return result


def _describe(row: dict[str, Any], code: str, lecture: Lecture) -> dict[str, Any]:
    given = dict(_read_columns(row, code))
    identifier = given.get("fait_id") or given["siren"]
    page = (
        answers.page_of_fait(code, identifier) if "fait_id" in given else answers.page("acteur", identifier)
    )
    return given | {
        "est_fictif": lecture.est_fictif,
        "page": page,
        "adresse": answers.address("structures" if code == "acteurs" else code, identifier),
    }


def _read_columns(row: dict[str, Any], code: str) -> Iterator[tuple[str, Any]]:
    """Published columns; several values in one cell become a list, the word for nothing an empty one."""
    multiple = {facet.column for facet in EXPLORERS[code].facets if facet.est_multiple}
    for colonne in COLONNES[code]:
        value = colonne.read(row)
        if colonne.column in multiple:
            value = [one for one in (value or "").split("|") if one and one not in ("aucune", "inconnu")]
        yield colonne.nom, value
