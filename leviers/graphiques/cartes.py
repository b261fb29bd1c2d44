"""Maps of the 22: one levier by niveau de preuve, one indicator by classes; a sign and a name for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from leviers.catalogue.published import Published
from leviers.comparison.distributions import Distribution, Valeur
from leviers.evidence.niveaux import Niveau
from leviers.evidence.usages import Usages, compute_usages
from leviers.graphiques import distribution, niveaux, theme, words
from leviers.graphiques.graphique import ETROIT, Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import INK, LINE, PAPER, SIGNS, SOFT, STRONG, TINT
from leviers.reference import typologie
from leviers.reference.carte import VIEWBOX, draw_carte, place_disc
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import Metropole, index_by_slug, load_metropoles
from leviers.reference.typography import NBSP, enumere, nombre, pluriel
from leviers.warehouse.indicateurs import LIENS, Indicateur, load_indicateurs
from leviers.warehouse.read import Build

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

EVERY = len(load_metropoles())
CLASSES = 4
FILLS = (PAPER, LINE, STRONG, INK)
AREAS = (60, 110, 180, 270)
"""Of each class, from the lowest: darker and larger."""
REACH, PHONE_REACH = 9.0, 13.0  # units of the map between a place and its name
PADDING = 8
KEY_X, KEY_STEP = 4.0, 17.0  # units from the left; pixels of a line


def read_levier(catalogue: Published, code: str) -> Graphique | None:
    """Where one levier is shown; None when there is no such levier."""
    return _read_levier(compute_usages(catalogue), code)


@lru_cache(maxsize=64)
def _read_levier(usages: Usages, code: str) -> Graphique | None:
    levier = typologie.load_leviers().get(code)
    if levier is None:
        return None
    found = {usage.territoire.siren: usage.niveau for usage in usages.of_levier(code)}
    nb = sum(niveau.rang > 0 for niveau in found.values())
    build = f"build {usages.releve.build.numero}" if usages.releve else "sans données ouvertes"
    said = f"repéré dans {pluriel(nb, 'métropole')} sur {EVERY}" if nb else "non repéré à ce jour"
    return Graphique(
        cle=f"leviers/{code}/carte",
        titre=f"{levier.nom}{NBSP}: {said}",
        sous_titre="Niveau de preuve le plus haut par métropole. Non repéré ne veut pas dire non.",
        alternative=_say_places(found),
        source=f"Source : démarches et leurs pages publiques, actes publics ; catalogue, version "
        f"{usages.version} ; {build} ; Leviers, Licence Ouverte 2.0.",
        table=Table(
            (
                Colonne("territoire_siren"),
                Colonne("territoire", "Métropole"),
                Colonne("niveau"),
                Colonne("nom", "Niveau de preuve"),
            ),
            tuple(
                (one.siren, one.nom_court, found[one.siren].code, found[one.siren].nom)
                for one in distribution.list_by_name()
            ),
        ),
        specify=partial(_specify_levier, found),
        origine=f"/leviers/{code}/",
    )


@lru_cache(maxsize=256)
def read_indicateur(build: Build, code: str, lien: str) -> Graphique | None:
    """Where one indicator is high or low, by quarters of the métropoles known."""
    strip = distribution.read_distribution(build, code, lien)
    indicateur = load_indicateurs().get(code)
    if strip is None or indicateur is None or lien not in LIENS:
        return None
    found = distribution.find_distribution(build, code, lien)
    limits = find_limits([one.valeur for one in found.valeurs]) if found else []
    return Graphique(
        cle=f"indicateurs/{code}/{lien}/carte",
        titre=strip.titre,
        sous_titre=f"{strip.sous_titre} Plus le rond est grand et sombre, plus la valeur est haute.",
        alternative=f"{_say_classes(indicateur, found, limits)}{strip.alternative}",
        source=strip.source,
        table=strip.table,
        specify=partial(_specify_indicateur, indicateur, found, limits) if found else None,
        origine=strip.origine,
        est_fictif=strip.est_fictif,
    )


def find_limits(values: Sequence[float]) -> list[float]:
    """Lower bounds of the classes above the first: quarters of the known values, equal ones said once."""
    if len(values) < CLASSES:
        return sorted(set(values))[1:]
    cut = sorted({round(limit, 2) for limit in quantiles(values, n=CLASSES, method="inclusive")})
    return [limit for limit in cut if limit > min(values)]


def _say_places(found: dict[str, Niveau]) -> str:
    groups: dict[Niveau, list[str]] = {}
    for one in distribution.list_by_name():
        groups.setdefault(found[one.siren], []).append(one.nom_court)
    said = [
        f"{niveau.nom.capitalize()}{NBSP}: {enumere(groups[niveau])}."
        for niveau in niveaux.ORDER
        if niveau in groups
    ]
    return " ".join(said)


def _say_classes(indicateur: Indicateur, found: Distribution | None, limits: Sequence[float]) -> str:
    if found is None or not limits:
        return ""
    counts = Counter(_find_class(one, limits) for one in found.valeurs)
    names = _name_classes(indicateur, limits)
    said = [f"{name}, {pluriel(counts[number], 'métropole')}" for number, name in enumerate(names)]
    return f"Classes : {' ; '.join(said)}. "


def _name_classes(indicateur: Indicateur, limits: Sequence[float]) -> list[str]:
    say = partial(words.say_short, indicateur)
    if not limits:
        return ["connu"]
    middle = [f"de {say(low)} à moins de {say(high)}" for low, high in pairwise(limits)]
    return [f"moins de {say(limits[0])}", *middle, f"{say(limits[-1])} et plus"]


def _find_class(valeur: Valeur, limits: Sequence[float]) -> int:
    return sum(valeur.valeur >= limit for limit in limits)


@dataclass(frozen=True)
class _Frame:
    """The map in a width: on a phone the key goes beneath, where it hides no land."""

    width: int
    nb_keys: int

    @property
    def is_phone(self) -> bool:
        return self.width <= ETROIT

    @property
    def scale(self) -> float:
        """Pixels of one unit of the map."""
        return (self.width - PADDING) / VIEWBOX[2]

    @property
    def bottom(self) -> float:
        """Last unit downwards."""
        return VIEWBOX[1] + VIEWBOX[3] + (self.nb_keys * KEY_STEP / self.scale if self.is_phone else 0)

    def x(self, field: str) -> alt.X:
        """A field in units, rightwards."""
        left, _, wide, _ = VIEWBOX
        return alt.X(f"{field}:Q", scale=alt.Scale(domain=[left, left + wide], nice=False), axis=None)

    def y(self, field: str) -> alt.Y:
        """A field in units, downwards."""
        return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[self.bottom, VIEWBOX[1]], nice=False), axis=None)

    def finish(self, layers: Sequence[alt.Chart]) -> Specification:
        """The whole map on its land."""
        height = round((self.bottom - VIEWBOX[1]) * self.scale)
        return theme.finish(
            [self._draw_land(), *layers], width=self.width - PADDING, height=height, is_map=True
        )

    def _draw_land(self) -> alt.Chart:
        """The outline is a sign as large as the map, its origin that of the units."""
        land = alt.Chart(theme.data([{"x": 0, "y": 0}])).mark_point(
            shape=draw_carte().outline,
            size=4 * self.scale**2,
            fill=TINT,
            stroke=STRONG,
            strokeWidth=0.8,
            opacity=1,
        )
        return land.encode(x=self.x("x"), y=self.y("y"))

    def place(self, one: Metropole) -> dict[str, Any]:
        """Where the sign of a métropole stands, and its name."""
        disc = place_disc(one, PHONE_REACH if self.is_phone else REACH)
        return {
            "nom": one.nom_court,
            "x": disc.x,
            "y": disc.y,
            "nom_x": disc.label_x,
            "nom_y": disc.label_y,
            "ancre": disc.anchor,
        }

    def draw_names(self, base: alt.Chart) -> list[alt.Chart]:
        """Each name beside its place; an alignment is a property of the mark: one layer for each."""
        colour = alt.condition("datum.etat == 'vu'", alt.value(INK), alt.value(SOFT))
        sides: dict[str, Any] = {"start": "left", "middle": "center", "end": "right"}
        return [
            base.transform_filter(f"datum.ancre == '{anchor}'")
            .mark_text(align=side, baseline="alphabetic", fontSize=10.5 if self.is_phone else 13)
            .encode(x=self.x("nom_x"), y=self.y("nom_y"), text="nom:N", color=colour)
            for anchor, side in sides.items()
        ]

    def place_keys(self, said: Sequence[str]) -> list[dict[str, Any]]:
        """Lines of the key, at the bottom left, each with its words."""
        step = KEY_STEP / self.scale
        top = self.bottom - step * (len(said) - 0.5)
        return [
            {"x": KEY_X, "x2": KEY_X + 14 / self.scale, "y": top + step * number, "dit": text}
            for number, text in enumerate(said)
        ]

    def draw_words(self, keys: alt.Chart) -> alt.Chart:
        """Words of the key."""
        size = 11 if self.is_phone else 12.5
        said = keys.mark_text(align="left", fontSize=size, color=SOFT)
        return said.encode(x=self.x("x2"), y=self.y("y"), text="dit:N")


def _specify_levier(found: dict[str, Niveau], width: int) -> Specification:
    shown = Counter(found.values())
    niveaux_vus = [one for one in niveaux.ORDER if shown[one]]
    frame = _Frame(width, len(niveaux_vus))
    marks = [
        frame.place(one)
        | {"signe": found[one.siren].signe, "etat": "vu" if found[one.siren].rang > 0 else "non"}
        for one in index_by_slug().values()
    ]
    base = alt.Chart(theme.data(marks))
    colour = alt.condition("datum.etat == 'vu'", alt.value(INK), alt.value(STRONG))
    place: dict[str, Any] = {"x": frame.x("x"), "y": frame.y("y"), "text": "signe:N"}
    signs = base.mark_text(font=SIGNS, fontSize=15 if frame.is_phone else 19, baseline="middle")
    rows = frame.place_keys([f"{one.nom}, {nombre(shown[one])}" for one in niveaux_vus])
    keyed = [row | {"signe": one.signe} for row, one in zip(rows, niveaux_vus, strict=True)]
    keys = alt.Chart(theme.data(keyed))
    return frame.finish(
        [
            signs.encode(**place, color=colour),
            *frame.draw_names(base),
            keys.mark_text(font=SIGNS, fontSize=14).encode(**place),
            frame.draw_words(keys),
        ]
    )


def _specify_indicateur(
    indicateur: Indicateur, found: Distribution, limits: Sequence[float], width: int
) -> Specification:
    last = len(limits)
    shade = [round(number * (CLASSES - 1) / max(last, 1)) for number in range(last + 1)]
    names = _name_classes(indicateur, limits)
    has_unknown = len(found.valeurs) < EVERY
    frame = _Frame(width, len(names) + has_unknown)
    marks = [
        frame.place(one) | _as_class(found.by_siren.get(one.siren), limits, shade)
        for one in load_metropoles().values()
    ]
    rows = frame.place_keys([*names, *(["inconnu"] if has_unknown else [])])
    keyed = [row | {"classe": rank} for row, rank in zip(rows, [*shade, -1], strict=False)]
    base, keys = alt.Chart(theme.data(marks)), alt.Chart(theme.data(keyed))
    return frame.finish(
        [
            *_draw_classes(base, frame),
            *frame.draw_names(base),
            *_draw_classes(keys, frame),
            frame.draw_words(keys),
        ]
    )


def _as_class(valeur: Valeur | None, limits: Sequence[float], shade: Sequence[int]) -> dict[str, Any]:
    if valeur is None:
        return {"classe": -1, "etat": "non"}
    return {"classe": shade[_find_class(valeur, limits)], "etat": "vu"}


def _draw_classes(base: alt.Chart, frame: _Frame) -> list[alt.Chart]:
    """A disc for a class, the sign of what is not known for the others."""
    ranks = list(range(CLASSES))
    areas = [area * (0.6 if frame.is_phone else 1.0) for area in AREAS]
    place: dict[str, Any] = {"x": frame.x("x"), "y": frame.y("y")}
    discs = base.transform_filter("datum.classe >= 0").mark_point(
        shape="circle", stroke=INK, strokeWidth=1.2, opacity=1
    )
    unknown = base.transform_filter("datum.classe < 0").mark_text(font=SIGNS, fontSize=13, color=STRONG)
    return [
        discs.encode(
            **place,
            fill=alt.Fill("classe:O", scale=alt.Scale(domain=ranks, range=list(FILLS)), legend=None),
            size=alt.Size("classe:O", scale=alt.Scale(domain=ranks, range=areas), legend=None),
        ),
        unknown.encode(**place, text=alt.value("∅")),
    ]
