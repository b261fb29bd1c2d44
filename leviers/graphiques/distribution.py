"""One indicator over the 22: a line for each métropole that is known, by name, and all of them on top.

By name and never by value: one reads where a métropole stands among the others, not who comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from leviers.comparison.distributions import WHOLE, Distribution, Valeur, read_distributions
from leviers.evidence.matrix import fold
from leviers.graphiques import theme, words
from leviers.graphiques.graphique import Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import ACCENT, INK, LINE, PAPER, ROW, SOFT, STRONG, TEXT
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import Metropole, index_by_slug, load_metropoles
from leviers.reference.typography import NBSP, enumere
from leviers.warehouse.indicateurs import LIENS, Indicateur, load_indicateurs
from leviers.warehouse.read import Build

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

NAMES_ROOM, LETTER = 112, 6.6  # pixels that the names take, and a letter of a value
EVERY = len(load_metropoles())


@lru_cache(maxsize=512)
def read_distribution(build: Build, code: str, lien: str, accent: str = "") -> Graphique | None:
    """The chart of one indicator for one kind of body; `accent` is the slug of a métropole to point out.

    None when the indicator, the kind of body or the métropole does not exist
    """
    indicateur = load_indicateurs().get(code)
    place = index_by_slug().get(accent)
    if indicateur is None or lien not in LIENS or (accent and place is None):
        return None
    found = find_distribution(build, code, lien)
    known = {} if found is None else found.by_siren
    return Graphique(
        cle=f"indicateurs/{code}/{lien}",
        titre=f"{indicateur.titre}{NBSP}: {_say_finding(indicateur, found, place)}",
        sous_titre=_say_what(indicateur, lien, found),
        alternative=_say(indicateur, found),
        source=_say_source(indicateur, build, found),
        table=Table(
            _list_columns(indicateur),
            tuple(_as_row(indicateur, one, known.get(one.siren), found) for one in list_by_name()),
        ),
        specify=partial(_specify, indicateur, found, place) if found else None,
        origine=f"/indicateurs/{code}/",
        est_fictif=build.est_fictif,
        accent=accent,
    )


def find_distribution(build: Build, code: str, lien: str) -> Distribution | None:
    """As the comparison reads it: the year for which most métropoles are known, the latest if equal."""
    every = read_distributions(build, lien)
    found = [one for one in (*every.dessinees, *every.rares) if one.code == code and one.lien == lien]
    return found[0] if found else None


def list_by_name() -> list[Metropole]:
    """The 22 in the alphabet."""
    return sorted(load_metropoles().values(), key=lambda one: fold(one.nom_court))


def _list_columns(indicateur: Indicateur) -> tuple[Colonne, ...]:
    return (
        Colonne("territoire_siren"),
        Colonne("territoire", "Métropole"),
        Colonne("annee", "Année", est_annee=True, est_facultative=True),
        Colonne("valeur", "Valeur", indicateur.unite),
        Colonne("valeur_haute", "Jusqu’à", indicateur.unite, est_facultative=True),
        Colonne("unite"),
        Colonne("couverture_pct", "Couverture", "%", est_facultative=True),
        Colonne("nb_lignes", "Lignes", est_facultative=True),
    )


def _as_row(
    indicateur: Indicateur, one: Metropole, valeur: Valeur | None, found: Distribution | None
) -> tuple[Any, ...]:
    unite = indicateur.unite
    if valeur is None or found is None:
        return (one.siren, one.nom_court, None, None, None, unite, None, None)
    year = int(found.annee) if found.annee.isdigit() else None
    high = valeur.valeur_haute if valeur.valeur_haute != valeur.valeur else None
    return (
        one.siren,
        one.nom_court,
        year,
        valeur.valeur,
        high,
        unite,
        valeur.couverture_pct,
        valeur.nb_lignes,
    )


def _say_finding(indicateur: Indicateur, found: Distribution | None, place: Metropole | None) -> str:
    """What the figures say: the middle and the spread; or what one métropole has, beside the middle."""
    say = partial(words.say_short, indicateur)
    if found is None:
        return f"inconnu pour les {EVERY} métropoles"
    if place is not None:
        mine = found.by_siren.get(place.siren)
        if mine is None:
            return f"inconnu {place.nom_locatif}"
        said = f"{words.say_cell(indicateur, _sure(mine))} {place.nom_locatif}"
        alone = len(found.valeurs) == 1
        return f"{said}, seule connue" if alone else f"{said}, pour une médiane de {say(found.mediane)}"
    values = [one.valeur for one in found.valeurs]
    if len(values) == 1:
        return f"{say(values[0])} {found.valeurs[0].territoire.nom_locatif}, seule métropole connue"
    if min(values) == max(values):
        return f"{say(values[0])} dans les {len(values)} métropoles connues"
    if len(values) == 2:
        return f"{say(min(values))} ou {say(max(values))} dans les 2 métropoles connues"
    return f"de {say(min(values))} à {say(max(values))} selon la métropole, médiane {say(found.mediane)}"


def _sure(valeur: Valeur) -> Any:
    return valeur


def _say_what(indicateur: Indicateur, lien: str, found: Distribution | None) -> str:
    year = f", {found.annee}" if found else ""
    whose = "" if lien == WHOLE else f", {LIENS[lien]}"
    return f"{words.say_unite(indicateur)}{whose}{year}."


def _say(indicateur: Indicateur, found: Distribution | None) -> str:
    """The drawing in words, métropoles by name, unknown ones named too."""
    if found is None:
        return (
            "Aucune métropole n’a de valeur : rien n’est publié, ou rien n’est utilisable. "
            "C’est « inconnu », pas 0."
        )
    known = found.by_siren
    said = [
        f"{one.nom_court} {words.say_cell(indicateur, _sure(known[one.siren]))}"
        + (" (couverture faible)" if _is_low(known[one.siren]) else "")
        for one in list_by_name()
        if one.siren in known
    ]
    unknown = [one.nom_court for one in list_by_name() if one.siren not in known]
    text = f"Par ordre alphabétique{NBSP}: {', '.join(said)}."
    if len(known) > 2:
        text += f" Médiane{NBSP}: {words.say_short(indicateur, found.mediane)}."
    return text + (f" Inconnu{NBSP}: {enumere(unknown)}." if unknown else "")


def _say_source(indicateur: Indicateur, build: Build, found: Distribution | None) -> str:
    if found is None:
        return words.say_source(indicateur.sources, build)
    known = f"{len(found.valeurs)} métropoles connues sur {EVERY}" if len(found.valeurs) > 1 else ""
    coverage = words.say_coverage([_sure(one) for one in found.valeurs if one.couverture_pct is not None])
    return words.say_source(
        indicateur.sources, build, annees=found.annee, couverture=" ; ".join(filter(None, (known, coverage)))
    )


def _is_low(valeur: Valeur) -> bool:
    return valeur.couverture_pct is not None and words.is_low(_sure(valeur))


def _specify(
    indicateur: Indicateur, found: Distribution, place: Metropole | None, width: int
) -> Specification:
    """Dots on lines by name; a hollow dot has a low coverage; values in a column at the right."""
    known = found.by_siren
    rows = [
        _as_mark(indicateur, one, known[one.siren], place) for one in list_by_name() if one.siren in known
    ]
    top = max(row["haut"] for row in rows)
    ticks = theme.find_ticks(top, theme.count_ticks(width))
    together = f"Les {len(rows)} ensemble"
    names = ([together] if len(rows) > 2 else []) + [row["nom"] for row in rows]
    layers = _list_layers(rows, names, indicateur, (ticks, _find_end(rows, ticks, width)))
    if len(rows) > 2:
        layers = [*_draw_together(rows, together, names), *_draw_median(indicateur, found), *layers]
    return theme.finish(layers, width=width, height=ROW * len(names))


def _find_end(rows: Sequence[dict[str, Any]], ticks: Sequence[float], width: int) -> float:
    """Where the axis stops, so that the value written after the last dot stays inside."""
    room = width - NAMES_ROOM
    return max(ticks[-1], *(row["haut"] * room / (room - 14 - LETTER * len(row["dit"])) for row in rows))


def _as_mark(
    indicateur: Indicateur, one: Metropole, valeur: Valeur, place: Metropole | None
) -> dict[str, Any]:
    return {
        "nom": one.nom_court,
        "valeur": valeur.valeur,
        "haut": words.find_top(_sure(valeur)),
        "dit": words.say_cell(indicateur, _sure(valeur)),
        "etat": "accent" if one is place else "faible" if _is_low(valeur) else "sur",
    }


def _row(names: Sequence[str], **given: Any) -> alt.Y:
    return alt.Y("nom:N", sort=list(names), scale=alt.Scale(domain=list(names)), **given)


def _list_layers(
    rows: list[dict[str, Any]], names: Sequence[str], indicateur: Indicateur, frame: tuple[list[float], float]
) -> list[alt.Chart]:
    """Range, dot, value of each line; the first layer carries both axes."""
    bold = [row["nom"] for row in rows if row["etat"] == "accent"] + [
        n for n in names if n.startswith("Les ")
    ]
    ticks, end = frame
    scale = alt.Scale(domain=[0, end], nice=False)
    grid = theme.axis(ticks, partial(words.say_short, indicateur), grid=True, orient="bottom", zindex=0)
    lines = alt.Axis(grid=True, gridColor=LINE, gridDash=[1, 3], labelColor=INK, labelFontWeight=_weigh(bold))
    base = alt.Chart(theme.data(rows))
    x = alt.X("valeur:Q", scale=scale, axis=grid)
    ranges = base.mark_rule(strokeWidth=5, color=STRONG, strokeCap="butt").encode(
        x=x, x2="haut:Q", y=_row(names, axis=lines)
    )
    dots = base.mark_point(opacity=1, strokeWidth=1.6).encode(
        x=alt.X("valeur:Q", scale=scale),
        y=_row(names),
        shape=_choose(("sur", "circle"), ("faible", "circle"), ("accent", "diamond"), scale_type="shape"),
        size=_choose(("sur", 64), ("faible", 64), ("accent", 150), scale_type="size"),
        fill=_choose(("sur", INK), ("faible", PAPER), ("accent", ACCENT), scale_type="fill"),
        stroke=_choose(("sur", INK), ("faible", INK), ("accent", ACCENT), scale_type="stroke"),
    )
    said = base.mark_text(align="left", dx=10).encode(
        x=alt.X("haut:Q", scale=scale),
        y=_row(names),
        text="dit:N",
        color=_choose(("sur", SOFT), ("faible", SOFT), ("accent", INK), scale_type="color"),
    )
    return [ranges, dots, said]


def _weigh(bold: Sequence[str]) -> Any:
    quoted = ", ".join(f"'{name}'" for name in bold) or "''"
    return alt.ExprRef(f"indexof([{quoted}], datum.value) >= 0 ? 'bold' : 'normal'")


def _choose(*pairs: tuple[str, Any], scale_type: str) -> Any:
    kind = {
        "shape": alt.Shape,
        "size": alt.Size,
        "fill": alt.Fill,
        "stroke": alt.Stroke,
        "color": alt.Color,
    }[scale_type]
    scale = alt.Scale(domain=[name for name, _ in pairs], range=[value for _, value in pairs])
    return kind("etat:N", scale=scale, legend=None)


def _draw_together(rows: list[dict[str, Any]], together: str, names: Sequence[str]) -> list[alt.Chart]:
    """All of them on one line, on top: the shape of the distribution."""
    marks = [{"nom": together, "valeur": row["valeur"]} for row in rows]
    chart = alt.Chart(theme.data(marks)).mark_tick(thickness=1.6, height=13, color=INK, opacity=0.55)
    return [chart.encode(x="valeur:Q", y=_row(names))]


def _draw_median(indicateur: Indicateur, found: Distribution) -> list[alt.Chart]:
    where = [{"valeur": found.mediane, "dit": f"médiane {words.say_short(indicateur, found.mediane)}"}]
    base = alt.Chart(theme.data(where))
    rule = base.mark_rule(color=ACCENT, strokeWidth=1.4, strokeDash=[4, 3]).encode(x="valeur:Q")
    said = base.mark_text(
        align="left", baseline="bottom", dx=-2, dy=-4, color=ACCENT, fontWeight="bold", font=TEXT
    ).encode(x="valeur:Q", y=alt.value(0), text="dit:N")
    return [rule, said]
