"""ESS structures of one territoire: by public list, and by legal family, certain then probable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from leviers.evidence.donnees import Donnees, read_donnees
from leviers.graphiques import theme, words
from leviers.graphiques.evolution import find_place
from leviers.graphiques.graphique import Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import INK, PAPER, SOFT
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import Metropole
from leviers.reference.typography import FINE, NBSP, enumere, nombre, pluriel
from leviers.warehouse.read import Build

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

UNKNOWN = "forme juridique inconnue"
LINE_HEIGHT, TEXT_ROOM = 40, 48
CERTAIN = "certain"
SOURCES = ("siae", "esat", "geiq", "tiers_lieux", "esus", "ess_france")


@lru_cache(maxsize=64)
def read_listes(build: Build, slug: str) -> Graphique | None:
    """How many structures each public list places in one territoire; they are never added: they overlap."""
    place = find_place(build, slug)
    if place is None:
        return None
    found = read_donnees(build, place.siren)
    rows = [(words.LISTES.get(one.genre, (one.genre,) * 2), one) for one in found.listes]
    said = [
        f"{pluriel(one.nb, *names)} ({f'liste de {one.annee}' if one.annee else 'liste sans date'})"
        for names, one in rows
    ]
    head = f"Structures de l’ESS {place.nom_locatif}"
    first = max(rows, key=lambda row: row[1].nb, default=None)
    finding = "inconnues" if first is None else f"d’abord {pluriel(first[1].nb, *first[0])}"
    marks = [
        {"nom": f"{names[1][0].upper()}{names[1][1:]}", "nb": one.nb, "haut": one.nb, "dit": nombre(one.nb)}
        for names, one in rows
    ]
    return Graphique(
        cle=f"metropoles/{slug}/listes",
        titre=f"{head}{NBSP}: {finding}",
        sous_titre="Nombre de structures par liste publique. Une structure peut être dans plusieurs listes.",
        alternative=f"Placées dans le territoire par des listes publiques{NBSP}: {enumere(said)}."
        if said
        else "Aucune liste publique reçue ne place de structure dans ce territoire : inconnu, pas 0.",
        source=words.say_source(SOURCES, build, annees=_say_years(found)),
        table=Table(
            (
                Colonne("genre"),
                Colonne("liste", "Liste"),
                Colonne("nb_structures", "Structures"),
                Colonne("nb_lieux", "Lieux"),
                Colonne("annee", "Année de la liste", est_annee=True),
            ),
            tuple((one.genre, names[1], one.nb, one.nb_lieux, one.annee) for names, one in rows),
        ),
        specify=partial(_specify, marks) if marks else None,
        origine=f"/metropoles/{slug}/#ess",
        est_fictif=build.est_fictif,
    )


@lru_cache(maxsize=64)
def read_familles(build: Build, slug: str) -> Graphique | None:
    """How many organisations of the ESS by legal family; those whose family is unknown are a line too."""
    place = find_place(build, slug)
    if place is None:
        return None
    rows = _gather(read_donnees(build, place.siren))
    total = sum(sure + likely for _, sure, likely in rows)
    return Graphique(
        cle=f"metropoles/{slug}/familles",
        titre=f"Organisations de l’ESS connues {place.nom_locatif}{NBSP}: {_say_first(rows, total)}",
        sous_titre=f"Nombre d’organisations par famille. En plein, certain{FINE}; en pointillé, probable.",
        alternative=_say_families(rows, total, place),
        source=words.say_source(("sirene", *SOURCES), build),
        table=Table(
            (
                Colonne("famille", "Famille"),
                Colonne("nb_certain", "Certaines"),
                Colonne("nb_probable", "Probables"),
            ),
            tuple(rows),
        ),
        specify=partial(_specify, [_as_mark(*row) for row in rows]) if rows else None,
        origine=f"/metropoles/{slug}/#ess",
        est_fictif=build.est_fictif,
    )


def _gather(found: Donnees) -> list[tuple[str, int, int]]:
    """By family, the largest first, the unknown one last: a family is no territoire, it may be ordered."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in found.familles:
        counts[row["famille"] or UNKNOWN][row["degre"] != CERTAIN] += row["nb"]
    rows = [(famille, sure, likely) for famille, (sure, likely) in counts.items()]
    return sorted(rows, key=lambda row: (row[0] == UNKNOWN, -(row[1] + row[2]), row[0]))


def _say_first(rows: Sequence[tuple[str, int, int]], total: int) -> str:
    known = [row for row in rows if row[0] != UNKNOWN]
    if not rows:
        return "aucune"
    if not known:
        return f"{nombre(total)}, de {UNKNOWN}"
    famille, sure, likely = known[0]
    return f"{nombre(total)}, dont {nombre(sure + likely)} pour la famille « {famille} »"


def _say_families(rows: Sequence[tuple[str, int, int]], total: int, place: Metropole) -> str:
    if not rows:
        return "Aucune organisation de l’ESS n’est connue ici d’après les fichiers reçus : inconnu, pas 0."
    said = [
        f"{famille}, {nombre(sure + likely)}" + (f" dont {pluriel(likely, 'probable')}" if likely else "")
        for famille, sure, likely in rows
    ]
    return f"{pluriel(total, 'organisation')} {place.nom_locatif}{NBSP}: {f'{FINE}; '.join(said)}."


def _say_years(found: Donnees) -> str:
    years = sorted({one.annee for one in found.listes if one.annee})
    return "" if not years else str(years[0]) if len(years) == 1 else f"listes de {years[0]} à {years[-1]}"


def _as_mark(famille: str, sure: int, likely: int) -> dict[str, Any]:
    said = nombre(sure) if not likely else f"{nombre(sure)} à {nombre(sure + likely)}"
    name = f"{famille[0].upper()}{famille[1:]}"
    return {"nom": name, "nb": sure, "haut": sure + likely, "dit": said}


def _specify(marks: list[dict[str, Any]], width: int) -> Specification:
    """The name of each line above its bar, so that a phone has the whole width for the bars."""
    names = [mark["nom"] for mark in marks]
    end = max(mark["haut"] for mark in marks) * width / (width - TEXT_ROOM - 8)
    scale = alt.Scale(domain=[0, end], nice=False)
    base = alt.Chart(theme.data(marks))
    y = alt.Y("nom:N", sort=names, scale=alt.Scale(domain=names), axis=None)
    bar: dict[str, Any] = {"size": 13, "yOffset": 8, "stroke": INK, "strokeWidth": 1.2}
    x = alt.X("nb:Q", scale=scale, axis=None)
    return theme.finish(
        [
            base.mark_bar(**bar, fill=PAPER, strokeDash=[2, 2]).encode(x=x, x2="haut:Q", y=y),
            base.mark_bar(**bar, fill=INK).encode(x=x, y=y),
            base.mark_text(align="left", dy=-7, color=SOFT).encode(x=alt.value(0), y=y, text="nom:N"),
            base.mark_text(align="left", dx=7, dy=8, fontWeight="bold").encode(
                x=alt.X("haut:Q", scale=scale, axis=None), y=y, text="dit:N"
            ),
        ],
        width=width,
        height=LINE_HEIGHT * len(names),
    )
