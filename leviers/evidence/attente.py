"""The queue of a reviewer: which record to read next, most useful first, and what helps to judge it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from leviers.accounts.models import Personne
from leviers.evidence import releves, review, states
from leviers.evidence.fictif import compute_usages_fictifs
from leviers.evidence.models import Decision
from leviers.evidence.niveaux import CONSTATE
from leviers.evidence.preuves import DISCUTEE
from leviers.evidence.regles import load_regles
from leviers.evidence.releves import Releve
from leviers.evidence.requetes import read_query
from leviers.evidence.review import PASSE
from leviers.evidence.states import FaitKey
from leviers.evidence.usages import Usages
from leviers.evidence.usages import current as current_usages
from leviers.warehouse.read import REEL

DOUBLE = 10
"""One record in ten was already judged by somebody else, and is read again blind: that measures agreement."""
NEIGHBOURS = 4
_NO_COUNT = {"nb_titres": 0, "nb_fiches": 0, "nb_utiles": 0}


@dataclass(frozen=True)
class Filtre:
    """What a reviewer chose to read; empty means everything."""

    monde: str = REEL
    levier: str = ""
    genre: str = ""
    territoire: str = ""


@dataclass(frozen=True)
class Fiche:
    """One record to judge.

    fait        row of labels.indices
    est_utile   confirming it could raise a niveau of the matrix
    est_double  somebody else judged it, and her answer is not shown: that measures agreement
    nb_autres   other records of the same title that one decision can settle
    vu          the last decision that exists: those that come after are told
    avis        what was already said of it, when it was asked for by name
    voisines    decisions of people on records alike
    """

    fait: dict[str, Any]
    est_utile: bool
    est_double: bool
    nb_autres: int
    vu: int
    avis: tuple[Decision, ...] = field(default=())
    voisines: tuple[Decision, ...] = field(default=())


@dataclass(frozen=True)
class Attente:
    """What waits for one person: the next record, None when all is done, and how many are left.

    nb_titres  titles left, nb_fiches of them records; nb_utiles titles could raise a niveau
    """

    fiche: Fiche | None
    nb_titres: int = 0
    nb_fiches: int = 0
    nb_utiles: int = 0


def find_next(by: Personne, filtre: Filtre) -> Attente:
    """The most useful record that nobody judged yet and that this person did not skip.

    Order  what would change the matrix, then other acts of métropoles, then of communes; one record per
           pattern in turn, the least sure first; identical titles stand behind one of them
    """
    releve = releves.current(filtre.monde)
    if releve is None:
        return Attente(None)
    row = _find_row(by, filtre, releve)
    counts = {name: int((row or _NO_COUNT)[name]) for name in _NO_COUNT}
    double = _find_double(by, filtre, releve) if _is_turn_of_double(by, filtre.monde) else None
    if double:
        return Attente(_as_fiche(double, filtre.monde, est_double=True), **counts)
    if row is None:
        return Attente(None)
    nb_autres = len(review.list_same(releve.build, row)) - 1
    fiche = _as_fiche(row, filtre.monde, est_utile=row["rang"] == 0, nb_autres=nb_autres)
    return Attente(fiche, **counts)


def find_fiche(key: FaitKey, by: Personne, filtre: Filtre) -> Attente:
    """One record asked for by name, whatever was said of it; the next one when it is not in this build."""
    releve = releves.current(filtre.monde)
    row = review.find_row(releve.build, *key) if releve else None
    if releve is None or row is None:
        return find_next(by, filtre)
    first = _find_row(by, filtre, releve)
    counts = {name: int((first or _NO_COUNT)[name]) for name in _NO_COUNT}
    est_utile = _can_raise(row, releve, _list_useful_here(filtre.monde))
    nb_autres = len(review.list_same(releve.build, row)) - 1
    said = _in_force(filtre.monde).filter(fait_genre=key[0], fait_id=key[1], levier=key[2])
    avis = tuple(said.exclude(verdict=PASSE).select_related("auteur"))
    fiche = _as_fiche(row, filtre.monde, est_utile=est_utile, nb_autres=nb_autres, avis=avis)
    return Attente(fiche, **counts)


@lru_cache(maxsize=4)
def list_useful(usages: Usages) -> list[str]:
    """Usages that one more act would raise, with the genre of act: « SIREN levier genre »."""
    regles = load_regles().leviers
    return [
        f"{siren} {code} {genre}"
        for (siren, code), usage in usages.by_key.items()
        if usage.niveau.rang < CONSTATE.rang
        for genre in regles[code].faits
    ]


def find_usages(monde: str) -> Usages:
    """The usages that records of a monde prove: the 22 × 50, or the 50 of the invented territoire."""
    known = current_usages()
    return known if monde == REEL else compute_usages_fictifs(known.version) or known


def find_neighbours(row: dict[str, Any], monde: str) -> tuple[Decision, ...]:
    """What people said of the same levier, records seen for the same reason first."""
    said = _in_force(monde).filter(levier=row["levier"])
    said = said.exclude(verdict=PASSE).exclude(fait_id=row["fait_id"])
    found = {
        decision.fait.get("objet"): decision for decision in reversed(said.select_related("auteur")[:40])
    }
    near = sorted(
        found.values(), key=lambda decision: (decision.fait.get("raison") != row["raison"], -decision.pk)
    )
    return tuple(near[:NEIGHBOURS])


def _find_row(by: Personne, filtre: Filtre, releve: Releve) -> dict[str, Any] | None:
    """First row of the queue, with what is left behind it."""
    judged = [key for key, avis in states.current(filtre.monde).avis.items() if avis.etat != DISCUTEE]
    mine = _in_force(filtre.monde).filter(auteur=by).values_list("fait_genre", "fait_id", "levier")
    bound = {
        "utiles": _list_useful_here(filtre.monde),
        "depuis": _first_year(releve),
        "levier": filtre.levier,
        "genre": filtre.genre,
        "territoire": filtre.territoire,
        "faits": sorted({" ".join(key) for key in (*judged, *mine)}),
    }
    rows = releve.build.read(read_query("attente"), bound)
    return rows[0] if rows else None


def _list_useful_here(monde: str) -> list[str]:
    return list_useful(find_usages(monde))


def _can_raise(row: dict[str, Any], releve: Releve, useful: list[str]) -> bool:
    is_recent = row["annee"] is not None and row["annee"] >= _first_year(releve)
    name = f"{row['territoire_siren']} {row['levier']} {row['fait_genre']}"
    return row["lien"] == "metropole" and is_recent and name in useful


def _first_year(releve: Releve) -> int:
    return releve.annee - load_regles().annees


def _as_fiche(row: dict[str, Any], monde: str, **given: Any) -> Fiche:
    last = _in_force(monde).order_by("-pk").values_list("pk", flat=True).first() or 0
    known: dict[str, Any] = {"est_utile": False, "est_double": False, "nb_autres": 0, **given}
    return Fiche(fait=row, vu=last, voisines=find_neighbours(row, monde), **known)


def _is_turn_of_double(by: Personne, monde: str) -> bool:
    mine = _in_force(monde).filter(auteur=by).exclude(verdict=PASSE)
    return mine.values("lot").distinct().count() % DOUBLE == DOUBLE - 1


def _find_double(by: Personne, filtre: Filtre, releve: Releve) -> dict[str, Any] | None:
    """A record that one other person judged, the oldest first, to be shown without what she said."""
    done = _in_force(filtre.monde)
    known = set(done.filter(auteur=by).values_list("fait_genre", "fait_id", "levier"))
    others = done.exclude(auteur=by).exclude(verdict=PASSE).order_by("pk")
    if filtre.levier:
        others = others.filter(levier=filtre.levier)
    if filtre.genre:
        others = others.filter(fait_genre=filtre.genre)
    opinions = states.current(filtre.monde).avis
    for *key, fait in others.values_list("fait_genre", "fait_id", "levier", "fait").iterator():
        name = (key[0], key[1], key[2])
        is_elsewhere = filtre.territoire not in ("", fait.get("territoire_siren"))
        if is_elsewhere or name in known or name not in opinions or opinions[name].nb > 1:
            continue
        row = review.find_row(releve.build, *name)
        if row:
            return row
    return None


def _in_force(monde: str) -> Any:
    return Decision.objects.filter(monde=monde, annulee_le=None)
