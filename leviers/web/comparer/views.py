"""Doors of the comparison: choose, similar territoires, side by side; each with its twins."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.comparison.distributions import DEFAULT_LIEN, OFFERED_LIENS
from leviers.comparison.neighbours import HEAVIEST, PREFIX, find_comparables
from leviers.comparison.side_by_side import MOST, Choice, Comparaison, choose, compare
from leviers.evidence.matrix import fold
from leviers.reference import territoires
from leviers.warehouse.indicateurs import THEMES
from leviers.warehouse.read import REEL, Build, find_builds
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.comparer import twin, words
from leviers.web.comparer.cells import draw_cell
from leviers.web.comparer.strip import LETTERS, Strip, draw_strip

EXAMPLES = (
    ("Trois grandes métropoles de l’Ouest et du Sud-Ouest", ("nantes", "bordeaux", "toulouse")),
    (
        "Deux métropoles de l’Est et du Nord où les quartiers prioritaires pèsent lourd",
        ("lille", "strasbourg"),
    ),
    ("Trois métropoles de moins de 300 000 habitants", ("brest", "dijon", "clermont")),
)
THEME_NAMES = {
    "marches": "Marchés publics",
    "subventions": "Subventions",
    "structures": "Structures",
    "deliberations": "Délibérations",
    "transparence": "Données publiées",
}


@require_safe
@depends_on_catalogue
def show_comparer(request: HttpRequest) -> HttpResponse:
    """Side by side from two territoires on; similar ones with one; help to choose with none."""
    choice = choose(request.GET.getlist("t"))
    context = {
        "choice": choice,
        "problems": words.say_choice(choice),
        "slots": [one.slug for one in choice.territoires] + [""] * (MOST - len(choice.territoires)),
        "names": sorted(territoires.load_metropoles().values(), key=lambda one: fold(one.nom_court)),
        "query": query_of(choice),
        "letters": LETTERS,
    }
    if choice.est_complet:
        return render(request, "comparer/cote_a_cote.html", context | _side_by_side(request, choice))
    if choice.territoires:
        return render(request, "comparer/comparables.html", context | _comparables(request, choice))
    examples = [
        (
            title,
            [territoires.index_by_slug()[slug] for slug in slugs],
            "?" + "&".join(f"t={s}" for s in slugs),
        )
        for title, slugs in EXAMPLES
    ]
    return render(request, "comparer/choisir.html", context | {"examples": examples})


@require_safe
@depends_on_catalogue
def comparer_json(request: HttpRequest) -> HttpResponse:
    """The comparison, or the similar territoires of one, as data."""
    choice = choose(request.GET.getlist("t"))
    if choice.est_complet:
        return json_answer(twin.as_json(_compare(request, choice), choice))
    if choice.territoires:
        siren = choice.territoires[0].siren
        found = find_comparables(published.current(), find_build(), siren, request.GET.dict())
        return json_answer(twin.comparables_as_json(found) | {"ignores": twin.describe_choice(choice)})
    return json_answer({"ignores": twin.describe_choice(choice), "territoires": []})


@require_safe
@depends_on_catalogue
def comparer_csv(request: HttpRequest) -> HttpResponse:
    """The comparison as one long table; only its header when fewer than two territoires are named."""
    choice = choose(request.GET.getlist("t"))
    rows = twin.list_rows(_compare(request, choice)) if choice.est_complet else iter(())
    return csv_answer("leviers-comparaison", twin.COLUMNS, map(csv_line, rows))


def find_build() -> Build | None:
    """The build of real data in force; the invented territoire is never compared."""
    return find_builds(settings.HOME).get(REEL)


def query_of(choice: Choice) -> str:
    """The query of the address that names the same territoires."""
    return "?" + "&".join(f"t={one.slug}" for one in choice.territoires) if choice.territoires else ""


def read_lien(request: HttpRequest) -> str:
    """Whose acts are counted; an unknown word is the métropole itself."""
    asked = request.GET.get("lien", "")
    return asked if asked in OFFERED_LIENS else DEFAULT_LIEN


def _compare(request: HttpRequest, choice: Choice) -> Comparaison:
    return compare(published.current(), find_build(), choice.territoires, read_lien(request))


def _side_by_side(request: HttpRequest, choice: Choice) -> dict[str, object]:
    shown = _compare(request, choice)
    strips = [draw_strip(one, shown.territoires) for one in shown.indicateurs]
    return {
        "shown": shown,
        "marked": list(zip(LETTERS, shown.territoires, shown.statuts, strict=False)),
        "variables": [draw_strip(one, shown.territoires) for one in shown.variables],
        "themes": _by_theme(strips),
        "liens": OFFERED_LIENS,
        "cell": draw_cell,
    }


def _by_theme(strips: list[Strip]) -> list[tuple[str, str, list[Strip]]]:
    groups = [(theme, [strip for strip in strips if strip.distribution.theme == theme]) for theme in THEMES]
    return [(theme, THEME_NAMES[theme], group) for theme, group in groups if group]


def _comparables(request: HttpRequest, choice: Choice) -> dict[str, object]:
    siren = choice.territoires[0].siren
    found = find_comparables(published.current(), find_build(), siren, request.GET.dict())
    return {
        "found": found,
        "voisins": [
            (voisin, words.say_distance(voisin.distance), words.say_reasons(voisin))
            for voisin in found.voisins
        ],
        "alone": words.say_closeness(found),
        "refused": words.say_weights(found),
        "prefix": PREFIX,
        "heaviest": HEAVIEST,
        "has_build": find_build() is not None,
    }
