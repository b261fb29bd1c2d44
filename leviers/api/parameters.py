"""What an address may ask: the parameters shared by lists, their closed lists of codes, and the refusals."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_origin

from django.http import HttpRequest, QueryDict
from ninja.errors import ValidationError
from pydantic import BaseModel, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from leviers.api.problems import ParametreRefuse, Refusal
from leviers.evidence import fictif
from leviers.evidence.identifiers import FaitConverter
from leviers.reference import territoires, typologie

MOST, USUAL = 200, 50
CURSEUR = rf"^({FaitConverter.regex})$"
ANNEE = r"^(19|20)[0-9]{2}$"
_SYNONYMS = {
    "metropole": "territoire", "siren": "territoire", "slug": "territoire",
    "apres": "curseur", "cursor": "curseur", "page": "curseur", "offset": "curseur",
    "limit": "limite", "per_page": "limite", "search": "q", "year": "annee", "lien": "acte",
}  # fmt: skip
_SHOWN = 80


class Codes:
    """One code of a closed list; the list is in the OpenAPI document."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = list(codes)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.literal_schema(self.codes)


METROPOLES = sorted(territoires.index_by_slug())
PLACES = sorted([*METROPOLES, fictif.SLUG])
Metropole = Annotated[str, Codes(METROPOLES)]
Territoire = Annotated[str, Codes(PLACES)]
Levier = Annotated[str, Codes(typologie.load_leviers())]
Champ = Annotated[str, Codes(typologie.load_champs())]
Mots = Annotated[
    str,
    Field(
        max_length=200, description="Mots cherchés, tous ; sans accents ni capitales.", examples=["insertion"]
    ),
]


class Suite(BaseModel):
    """Parameters of every list."""

    limite: int = Field(USUAL, ge=1, le=MOST, description="Éléments par page, de 1 à 200.", examples=[50])
    curseur: str = Field(
        "",
        max_length=400,
        pattern=CURSEUR,
        description="Où reprendre ; donné par `suivant` dans la page précédente, à rendre tel quel.",
    )


class SuiteMonde(Suite):
    """Parameters of lists that also exist for the invented territoire, which is never among the others."""

    monde: Literal["reel", "fictif"] = Field(
        "reel",
        description="`fictif` donne le territoire inventé Orval Métropole, seul, à la place des vrais.",
    )


def refuse_strangers(request: HttpRequest, known: type[BaseModel] | None = None) -> None:
    """Refuse a parameter that the address does not know, or a single one given twice.

    Raises  Refusal, with the known names that look alike
    """
    names = list(known.model_fields) if known else []
    problems = [_say_stranger(name, request.GET, names) for name in request.GET if name not in names]
    if known:
        singles = [name for name in names if not _is_list(known, name)]
        problems += [_say_twice(name, request.GET) for name in singles if len(request.GET.getlist(name)) > 1]
    if problems:
        raise Refusal("parametre-refuse", _sum_up(problems), parametres=problems)


def read_refusal(request: HttpRequest, error: ValidationError) -> Refusal:
    """What ninja could not read, in our words."""
    problems = [_translate(one, request) for one in error.errors]
    unique = list({(one.nom, one.valeur): one for one in problems}.values())
    return Refusal("parametre-refuse", _sum_up(unique), parametres=unique)


def _is_list(model: type[BaseModel], name: str) -> bool:
    return get_origin(model.model_fields[name].annotation) is list


def _say_stranger(name: str, given: QueryDict, names: Sequence[str]) -> ParametreRefuse:
    synonym = _SYNONYMS.get(name.lower(), "")
    close = get_close_matches(name.lower(), names, n=3, cutoff=0.6)
    proches = list(dict.fromkeys([*([synonym] if synonym in names else []), *close]))
    known = f"Paramètres admis ici : {', '.join(names)}." if names else "Cette adresse n’a pas de paramètre."
    message = f"Ce paramètre n’existe pas ici. {known}"
    return ParametreRefuse(nom=name[:_SHOWN], valeur=_cut(given.get(name)), message=message, proches=proches)


def _say_twice(name: str, given: QueryDict) -> ParametreRefuse:
    message = "Ce paramètre n’a qu’une valeur : il est donné plusieurs fois."
    return ParametreRefuse(nom=name, valeur=_cut(given.getlist(name)[-1]), message=message, proches=[])


def _translate(error: dict[str, Any], request: HttpRequest) -> ParametreRefuse:
    """One error of pydantic: (source, wrapper, name, rank) say where."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    ranks = [part for part in error["loc"] if isinstance(part, int)]
    name = names[-1]
    values = request.GET.getlist(name)
    value = values[ranks[-1] if ranks else -1] if values else None
    context = error.get("ctx", {})
    codes = [code.strip("'") for code in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
    messages = {
        "literal_error": f"Cette valeur n’est pas admise. Admises : {', '.join(codes)}.",
        "int_parsing": "Écrivez un nombre entier.",
        "int_from_float": "Écrivez un nombre entier.",
        "int_parsing_size": "Ce nombre est trop grand.",
        "greater_than_equal": f"C’est trop petit : {context.get('ge')} au moins.",
        "less_than_equal": f"C’est trop grand : {context.get('le')} au plus.",
        "string_too_long": f"C’est trop long : {context.get('max_length')} signes au plus.",
        "string_pattern_mismatch": "Cette valeur n’a pas la forme attendue.",
        "missing": "Ce paramètre est nécessaire.",
    }
    proches = (
        get_close_matches(str(value), codes, n=3, cutoff=0.5) if error["type"] == "literal_error" else []
    )
    message = messages.get(error["type"], "Cette valeur n’est pas lisible.")
    return ParametreRefuse(nom=name, valeur=_cut(value), message=message, proches=proches)


def _sum_up(problems: Sequence[ParametreRefuse]) -> str:
    return " ".join(f"« {one.nom} » : {one.message}" for one in problems[:5])


def _cut(value: str | None) -> str | None:
    return None if value is None else value[:_SHOWN]
