"""Leviers of one champ, or all 50: in how many métropoles each is shown, one sign each by niveau."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from leviers.catalogue.published import Published
from leviers.evidence.niveaux import NIVEAUX, NON_OBSERVABLE
from leviers.evidence.usages import Usages, compute_usages
from leviers.graphiques import theme
from leviers.graphiques.graphique import ETROIT, Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import INK, SIGNS, SOFT, STRONG
from leviers.reference import typologie
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import load_metropoles
from leviers.reference.typography import FINE, NBSP, enumere, nombre, pluriel
from leviers.reference.typologie import Levier

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

EVERY = len(load_metropoles())
SCALE = tuple(niveau for niveau in reversed(NIVEAUX) if niveau is not NON_OBSERVABLE)
"""From the best established to what is not seen, then what could not be observed."""
ORDER = (*SCALE, NON_OBSERVABLE)
LINE_HEIGHT, NAMES_ROOM, COUNT_ROOM, LETTER = 24, 250, 34, 6.4
PHONE_HEIGHT = 42
COLONNES = (
    Colonne("levier"),
    Colonne("nom", "Levier"),
    Colonne("champ"),
    Colonne("nb_reperes", "Repéré dans"),
    *(Colonne(f"nb_{niveau.code.replace('-', '_')}", niveau.nom.capitalize()) for niveau in ORDER),
)


def read_champ(catalogue: Published, code: str) -> Graphique | None:
    """The leviers of one champ in the order of the typology; None when there is no such champ."""
    return _read_champ(compute_usages(catalogue), code)


def read_leviers(catalogue: Published) -> Graphique:
    """The 50 leviers, champ by champ, in the order of the typology."""
    return _read_leviers(compute_usages(catalogue))


@lru_cache(maxsize=32)
def _read_champ(usages: Usages, code: str) -> Graphique | None:
    champ = typologie.load_champs().get(code)
    if champ is None:
        return None
    leviers = [one for one in typologie.load_leviers().values() if one.champ is champ]
    return _draw(f"champs/{code}", champ.nom, leviers, usages)


@lru_cache(maxsize=4)
def _read_leviers(usages: Usages) -> Graphique:
    return _draw("leviers", "Les 50 leviers", list(typologie.load_leviers().values()), usages)


def _draw(cle: str, head: str, leviers: list[Levier], usages: Usages) -> Graphique:
    rows = [(one, Counter(usage.niveau.code for usage in usages.of_levier(one.code))) for one in leviers]
    build = f"build {usages.releve.build.numero}" if usages.releve else "sans données ouvertes"
    return Graphique(
        cle=cle,
        titre=f"{head}{NBSP}: {_say_finding(rows)}",
        sous_titre=f"Un signe par métropole, sur {EVERY}{NBSP}: {_say_key()}.",
        alternative=_say(rows),
        source=(
            f"Source{NBSP}: démarches et leurs pages publiques, actes publics{FINE}; catalogue, version "
            f"{usages.version}{FINE}; {build}{FINE}; Leviers, Licence Ouverte 2.0."
        ),
        table=Table(COLONNES, tuple(_as_row(levier, counts) for levier, counts in rows)),
        specify=partial(_specify, rows),
        origine=f"/{cle}/",
    )


def _say_key() -> str:
    return ", ".join(f"{niveau.signe} {niveau.nom}" for niveau in ORDER)


def _count(counts: Counter[str]) -> int:
    return sum(counts[niveau.code] for niveau in NIVEAUX if niveau.rang > 0)


def _say_finding(rows: Sequence[tuple[Levier, Counter[str]]]) -> str:
    """Who is met most, and how many leviers are met nowhere."""
    most = max(_count(counts) for _, counts in rows)
    if most == 0:
        return f"aucun levier n’est repéré à ce jour dans les {EVERY} métropoles"
    first = [f"« {levier.nom_court} »" for levier, counts in rows if _count(counts) == most]
    where = pluriel(most, "métropole")
    said = (
        f"{enumere(first)} repéré{'s' if len(first) > 1 else ''} dans {where} sur {EVERY}"
        if len(first) < 4
        else f"{nombre(len(first))} leviers repérés dans {where} sur {EVERY}"
    )
    unseen = sum(_count(counts) == 0 for _, counts in rows)
    return said if not unseen else f"{said}, {pluriel(unseen, 'levier repéré', 'leviers repérés')} nulle part"


def _say(rows: Sequence[tuple[Levier, Counter[str]]]) -> str:
    return " ".join(f"{levier.nom_court}{NBSP}: {_say_counts(counts)}." for levier, counts in rows)


def _say_counts(counts: Counter[str]) -> str:
    """« 16 documentés, 1 non repéré et 5 non observables »."""
    found = [(one.nom, counts[one.code]) for one in ORDER if counts[one.code]]
    return enumere([f"{nombre(count)} {name}{'s' if count > 1 else ''}" for name, count in found])


def _as_row(levier: Levier, counts: Counter[str]) -> tuple[Any, ...]:
    numbers = (counts[niveau.code] for niveau in ORDER)
    return (levier.code, levier.nom_court, levier.champ.code, _count(counts), *numbers)


def _specify(rows: Sequence[tuple[Levier, Counter[str]]], width: int) -> Specification:
    """A line of 22 signs for each levier; on a phone its name stands above."""
    is_phone = width <= ETROIT
    start = 0 if is_phone else NAMES_ROOM
    step = (width - start - COUNT_ROOM) / EVERY
    marks = [mark for levier, counts in rows for mark in _list_marks(levier, counts)]
    names = [{"nom": levier.nom_court, "dit": nombre(_count(counts))} for levier, counts in rows]
    order = [levier.nom_court for levier, _ in rows]
    y = alt.Y("nom:N", sort=order, scale=alt.Scale(domain=order), axis=None)
    x = alt.X(
        "place:Q",
        scale=alt.Scale(domain=[0, EVERY], range=[start, start + step * EVERY], nice=False),
        axis=None,
    )
    sign: dict[str, Any] = {"align": "left", "font": SIGNS, "fontSize": round(step, 1)}
    down, up = (9, -9) if is_phone else (0, 0)
    weak = "datum.niveau == 'non-repere' || datum.niveau == 'non-observable'"
    colour = alt.condition(weak, alt.value(STRONG), alt.value(INK))
    named = alt.Chart(theme.data(names))
    return theme.finish(
        [
            alt.Chart(theme.data(marks))
            .mark_text(**sign, dy=down)
            .encode(x=x, y=y, text="signes:N", color=colour),
            named.mark_text(align="left", dy=up).encode(x=alt.value(0), y=y, text="nom:N"),
            named.mark_text(align="right", dy=down, fontWeight="bold", color=SOFT).encode(
                x=alt.value(width - 4), y=y, text="dit:N"
            ),
        ],
        width=width,
        height=(PHONE_HEIGHT if is_phone else LINE_HEIGHT) * len(rows),
    )


def _list_marks(levier: Levier, counts: Counter[str]) -> list[dict[str, Any]]:
    """One text for each niveau: as many signs as métropoles, after those of the niveaux before."""
    marks, place = [], 0
    for niveau in ORDER:
        if counts[niveau.code]:
            text = niveau.signe * counts[niveau.code]
            marks.append({"nom": levier.nom_court, "niveau": niveau.code, "place": place, "signes": text})
            place += counts[niveau.code]
    return marks
