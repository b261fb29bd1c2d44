"""One indicator of one territoire year after year: bars, ranges, coverage, the other métropoles as ticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from math import ceil
from typing import TYPE_CHECKING, Any

from leviers.evidence import fictif
from leviers.graphiques import theme, words
from leviers.graphiques.graphique import Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import INK, LARGE_BAR, PAPER, STRONG
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import Metropole, index_by_slug
from leviers.reference.typography import FINE, NBSP, enumere, nombre, pluriel
from leviers.warehouse.indicateurs import LIENS, Indicateur, load_indicateurs
from leviers.warehouse.read import FICTIF, Build
from leviers.warehouse.values import Valeur, list_valeurs

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

HEIGHT = 190
LETTER = 7.4  # pixels of a bold letter
LARGEST = 2.5  # of the highest bar: above, another métropole is out of the frame, and said so
LARGE_ENOUGH = 10  # once in thousands or millions: what is smaller keeps its decimal
AXIS_ROOM = 64  # pixels that the labels of the axis take
ROOM_FOR_WORD, ROOM_FOR_YEAR = 76, 34  # pixels of a year, to say its coverage with a word, to say it whole
YEARS = 10
"""Years drawn, the latest; the page of the indicator has them all."""


@lru_cache(maxsize=512)
def read_evolution(build: Build, slug: str, code: str, lien: str) -> Graphique | None:
    """The chart of one indicator for one territoire; None when one of the words is unknown."""
    indicateur, place = load_indicateurs().get(code), find_place(build, slug)
    if indicateur is None or place is None or lien not in LIENS:
        return None
    every = [one for one in list_valeurs(build).get(code, ()) if one.lien == lien and one.annee]
    mine = sorted(
        (one for one in every if one.territoire_siren == place.siren), key=lambda one: one.annee or 0
    )[-YEARS:]
    others = [] if build.monde == FICTIF else [one for one in every if one.territoire_siren != place.siren]
    return Graphique(
        cle=f"metropoles/{slug}/{code}/{lien}",
        titre=f"{indicateur.titre}, {say_whose(place, lien)}{NBSP}: {_say_finding(indicateur, mine)}",
        sous_titre=_say_what(indicateur, mine, others),
        alternative=_say(indicateur, mine, others),
        source=words.say_source(
            indicateur.sources, build, annees=say_years(mine), couverture=words.say_coverage(mine)
        ),
        table=Table(_list_columns(indicateur), tuple(_as_row(indicateur, one, others) for one in mine)),
        specify=partial(_specify, indicateur, mine, others) if mine else None,
        origine=f"/metropoles/{slug}/",
        est_fictif=build.est_fictif,
    )


def find_place(build: Build, slug: str) -> Metropole | None:
    """One of the 22 in real data, Orval in its own."""
    if build.monde == FICTIF:
        return fictif.load_orval() if slug == fictif.SLUG else None
    return index_by_slug().get(slug)


def say_whose(place: Metropole, lien: str) -> str:
    """Whose acts are counted, by name."""
    if lien == "metropole":
        return place.nom
    if lien == "commune":
        return f"communes {place.nom_genitif}"
    return f"autres organismes, {place.nom}" if lien == "autre" else f"territoire {place.nom_genitif}"


def say_years(valeurs: Sequence[Valeur]) -> str:
    """« 2019 à 2023 », « 2022 », nothing."""
    years = [one.annee for one in valeurs if one.annee]
    return "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]} à {years[-1]}"


def _say_finding(indicateur: Indicateur, mine: Sequence[Valeur]) -> str:
    if not mine:
        return "inconnu"
    first, last = mine[0], mine[-1]
    if first is last:
        return f"{words.say_cell(indicateur, last)} en {last.annee}, seule année connue"
    if (first.valeur, first.valeur_haute) == (last.valeur, last.valeur_haute):
        return f"{words.say_cell(indicateur, last)} en {last.annee}, comme en {first.annee}"
    return (
        f"{words.say_cell(indicateur, last)} en {last.annee}, "
        f"{words.say_cell(indicateur, first)} en {first.annee}"
    )


def _say_what(indicateur: Indicateur, mine: Sequence[Valeur], others: Sequence[Valeur]) -> str:
    unit = words.say_unite(indicateur)
    parts = [f"{unit} par an", "sous l’année, la couverture"] if mine else [f"{unit} par an"]
    if any(words.is_range(one) for one in mine):
        parts.append(f"en plein, le certain{FINE}; au-dessus, le probable")
    if any(words.is_low(one) for one in mine):
        parts.append("barre vide, couverture faible")
    if shown := _list_shown(mine, others):
        above = len(_list_others(mine, others)) - len(shown)
        beyond = (
            f" ({pluriel(above, 'valeur plus haute', 'valeurs plus hautes')} hors du cadre)" if above else ""
        )
        parts.append(f"traits à droite, les autres métropoles{beyond}")
    return f"{parts[0]}{''.join(f'. {part[0].upper()}{part[1:]}' for part in parts[1:])}."


def _say(indicateur: Indicateur, mine: Sequence[Valeur], others: Sequence[Valeur]) -> str:
    if not mine:
        return "Aucune année n’a de valeur : rien n’est publié, ou rien n’est utilisable. « Inconnu », pas 0."
    said = [
        f"{one.annee}, {words.say_cell(indicateur, one)} (couverture {nombre(one.couverture_pct, 0)}{NBSP}%)"
        for one in mine
    ]
    text = f"D’année en année{NBSP}: {f'{FINE}; '.join(said)}."
    missing = [str(year) for year in _list_years(mine) if year not in {one.annee for one in mine}]
    if missing:
        text += f" Inconnu{NBSP}: {enumere(missing)}."
    last = mine[-1]
    rest = [one.valeur for one in others if one.annee == last.annee]
    if rest:
        said_rest = pluriel(len(rest), "autre métropole connue", "autres métropoles connues")
        ends = (words.say_short(indicateur, end) for end in (min(rest), max(rest)))
        text += f" En {last.annee}, {said_rest}{NBSP}: de {' à '.join(ends)}."
    return text


def _list_years(mine: Sequence[Valeur]) -> list[int]:
    years = [one.annee for one in mine if one.annee]
    return list(range(years[0], years[-1] + 1)) if years else []


def _list_others(mine: Sequence[Valeur], others: Sequence[Valeur]) -> list[Valeur]:
    years = {one.annee for one in mine}
    return [one for one in others if one.annee in years]


def _list_shown(mine: Sequence[Valeur], others: Sequence[Valeur]) -> list[Valeur]:
    """Those drawn beside: some are so much larger that one would no longer see what is shown."""
    top = max((words.find_top(one) for one in mine), default=0.0)
    return [one for one in _list_others(mine, others) if top and one.valeur <= LARGEST * top]


def _list_columns(indicateur: Indicateur) -> tuple[Colonne, ...]:
    return (
        Colonne("annee", "Année", est_annee=True),
        Colonne("valeur", "Valeur", indicateur.unite),
        Colonne("valeur_haute", "Jusqu’à", indicateur.unite, est_facultative=True),
        Colonne("unite"),
        Colonne("couverture_pct", "Couverture", "%"),
        Colonne("nb_lignes", "Lignes"),
        Colonne("nb_autres", "Autres métropoles connues"),
        Colonne("mediane_autres", "Leur médiane", indicateur.unite, est_facultative=True),
    )


def _as_row(indicateur: Indicateur, one: Valeur, others: Sequence[Valeur]) -> tuple[Any, ...]:
    rest = sorted(other.valeur for other in others if other.annee == one.annee)
    half = len(rest) // 2
    middle = None if not rest else rest[half] if len(rest) % 2 else (rest[half - 1] + rest[half]) / 2
    high = one.valeur_haute if words.is_range(one) else None
    return (
        one.annee,
        one.valeur,
        high,
        indicateur.unite,
        one.couverture_pct,
        one.nb_lignes,
        len(rest),
        middle,
    )


def _specify(
    indicateur: Indicateur, mine: Sequence[Valeur], others: Sequence[Valeur], width: int
) -> Specification:
    """Bars by year; the label of a year says its coverage beneath."""
    shown = _list_shown(mine, others)
    top = max(words.find_top(one) for one in mine)
    ticks = theme.find_ticks(max([top, *(one.valeur for one in shown)]), 5)
    years = [str(year) for year in _list_years(mine)]
    rows = [
        _as_mark(one, _choose_words(indicateur, mine, top, (width - AXIS_ROOM) / len(years))) for one in mine
    ]
    return theme.finish(
        _list_layers(
            rows, shown, theme.axis(ticks, partial(words.say_short, indicateur)), (years, ticks, width)
        ),
        width=width,
        height=HEIGHT,
    )


def _choose_words(
    indicateur: Indicateur, mine: Sequence[Valeur], top: float, band: float
) -> Callable[[Valeur], str]:
    """Values with their unit; without it, then rounded, then one in two or three where two would touch.

    The axis says the unit too, the table every value.
    """

    def whole(one: Valeur) -> str:
        return words.say_cell(indicateur, one).replace(" à ", "\u2013")

    size = next((size for size in (1e9, 1e6, 1e3) if top >= size), 1.0) if indicateur.unite == "€" else 1.0

    def bare(digits: int, one: Valeur) -> str:
        ends = [one.valeur] + ([words.find_top(one)] if words.is_range(one) else [])
        return "\u2013".join(nombre(round(end / size, digits)) for end in ends)

    ways: list[Callable[[Valeur], str]] = [whole, partial(bare, 1)]
    if all(one.valeur >= LARGE_ENOUGH * size for one in mine):
        ways.append(partial(bare, 0))
    rooms = [max(len(way(one)) for one in mine) * LETTER for way in ways]
    say, room = next(
        (pair for pair in zip(ways, rooms, strict=True) if pair[1] < band), (ways[-1], rooms[-1])
    )
    named = mine[::-1][:: ceil(room / band)]
    return lambda one: say(one) if one in named else ""


def _as_mark(one: Valeur, say: Callable[[Valeur], str]) -> dict[str, Any]:
    return {
        "annee": str(one.annee),
        "valeur": one.valeur,
        "haut": words.find_top(one),
        "dit": say(one),
        "couverture": f"{nombre(one.couverture_pct, 0)}{NBSP}%",
        "etat": "faible" if words.is_low(one) else "sur",
    }


def _list_layers(
    rows: list[dict[str, Any]],
    rest: Sequence[Valeur],
    grid: alt.Axis,
    frame: tuple[list[str], list[float], int],
) -> list[alt.Chart]:
    """Bars a little to the left of their year, the others to its right, so that none hides another."""
    years, ticks, width = frame
    band = (width - AXIS_ROOM) / len(years)
    size = min(band * 0.5, LARGE_BAR)
    aside = size * 0.42 if rest else 0
    known = {row["annee"]: row["couverture"] for row in rows}
    named = alt.Axis(
        labelExpr=_label_years(years, known, band), labelColor=INK, labelLineHeight=15, labelAngle=0
    )
    x = alt.X("annee:N", scale=alt.Scale(domain=years, padding=0.1), axis=named)
    scale = alt.Scale(domain=[0, ticks[-1]], nice=False)
    y, high = alt.Y("valeur:Q", scale=scale, axis=grid), alt.Y("haut:Q", scale=scale)
    base = alt.Chart(theme.data(rows))
    fill = alt.Fill("etat:N", scale=alt.Scale(domain=["sur", "faible"], range=[INK, PAPER]), legend=None)
    bar: dict[str, Any] = {"size": size, "xOffset": -aside, "strokeWidth": 1.2, "stroke": INK}
    text: dict[str, Any] = {"baseline": "bottom", "dy": -5, "dx": -aside, "fontWeight": "bold"}
    layers = [
        base.mark_bar(**bar).encode(x=x, y=y, fill=fill),
        base.mark_bar(**bar, fill=PAPER, strokeDash=[2, 2]).encode(x=x, y=y, y2="haut:Q"),
    ]
    if rest:
        marks = [{"annee": str(one.annee), "valeur": one.valeur} for one in rest]
        tick = alt.Chart(theme.data(marks)).mark_tick(
            orient="horizontal", thickness=1.5, size=size * 0.55, xOffset=size * 0.55, color=STRONG
        )
        layers.append(tick.encode(x=x, y=y))
    halo = base.mark_text(**text, stroke=PAPER, strokeWidth=4).encode(x=x, y=high, text="dit:N")
    return [*layers, halo, base.mark_text(**text).encode(x=x, y=high, text="dit:N")]


def _label_years(years: Sequence[str], known: dict[str, str], band: float) -> str:
    """Each year, and beneath the coverage of its value; shorter where there is less room."""
    if band >= ROOM_FOR_WORD:
        return theme.label(years, lambda year: [year, f"couv. {known[year]}" if year in known else "inconnu"])
    is_short = band < ROOM_FOR_YEAR
    return theme.label(years, lambda year: [f"’{year[2:]}" if is_short else year, known.get(year, "?")])
