"""The queue of a reviewer: which record to read next, most useful first, and what helps to judge it."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from leviers.accounts.models import Personne
from leviers.evidence import releves, states
from leviers.evidence.fictif import compute_usages_fictifs
from leviers.evidence.models import Decision
from leviers.evidence.niveaux import CONSTATE
from leviers.evidence.preuves import DISCUTEE
from leviers.evidence.regles import load_regles
from leviers.evidence.requetes import read_query
from leviers.evidence.usages import Usages
from leviers.evidence.usages import current as current_usages
from leviers.reference.typologie import load_leviers
from leviers.warehouse.read import REEL

DOUBLE = 10
"""One record in ten was already judged by somebody else, and is read again blind: that measures agreement."""
NEIGHBOURS = 4


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
    nb_autres   other records of the same title that one decision can settle
    voisines    decisions of people on records alike
    vu          the last decision that exists: those that come after are told
    """

    fait: dict[str, Any]
    est_utile: bool
    est_double: bool
    nb_autres: int
    nb_titres: int
    nb_fiches: int
    vu: int
    voisines: tuple[Decision, ...] = field(default=())


def find_next(by: Personne, filtre: Filtre) -> Fiche | None:
    """The most useful record that nobody judged yet and that this person did not skip; None when all is done.

    Order  what would change the matrix, then other acts of métropoles, then of communes; one record per
           pattern in turn, the least sure first; identical titles stand behind one of them
    """
    build = releves.current(filtre.monde)
    if build is None:
        return None
    done = Decision.objects.filter(monde=filtre.monde, annulee_le=None)
    mine = done.filter(auteur=by)
    judged = [key for key, avis in states.current(filtre.monde).avis.items() if avis.etat != DISCUTEE]
    left_out = {" ".join(key) for key in judged}
    left_out |= {" ".join(key) for key in mine.values_list("fait_genre", "fait_id", "levier")}
    last = done.order_by("-pk").values_list("pk", flat=True).first() or 0
    if mine.exclude(verdict=Decision.Verdict.PASSE).values("lot").distinct().count() % DOUBLE == DOUBLE - 1:
        twice = _find_double(by, filtre, last)
        if twice:
            return twice
    bound = {
        "utiles": list_useful(_find_usages(filtre.monde)),
        "depuis": build.annee - load_regles().annees,
        "levier": filtre.levier,
        "genre": filtre.genre,
        "territoire": filtre.territoire,
        "faits": sorted(left_out),
    }
    rows = build.build.read(read_query("attente"), bound)
    if not rows:
        return None
    row = rows[0]
    return Fiche(
        fait=row,
        est_utile=row["rang"] == 0,
        est_double=False,
        nb_autres=row["nb_identiques"] - 1,
        nb_titres=row["nb_titres"],
        nb_fiches=int(row["nb_fiches"]),
        vu=last,
        voisines=find_neighbours(row, filtre.monde),
    )


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


def find_neighbours(row: dict[str, Any], monde: str) -> tuple[Decision, ...]:
    """What people said of the same levier, records seen for the same reason first."""
    said = Decision.objects.filter(monde=monde, levier=row["levier"], annulee_le=None)
    said = said.exclude(verdict=Decision.Verdict.PASSE).exclude(fait_id=row["fait_id"])
    found = {
        decision.fait.get("objet"): decision for decision in reversed(said.select_related("auteur")[:40])
    }
    near = sorted(
        found.values(), key=lambda decision: (decision.fait.get("raison") != row["raison"], -decision.pk)
    )
    return tuple(near[:NEIGHBOURS])


def _find_usages(monde: str) -> Usages:
    known = current_usages()
    return known if monde == REEL else compute_usages_fictifs(known.version) or known


def _find_double(by: Personne, filtre: Filtre, last: int) -> Fiche | None:
    """A record that one other person judged, the oldest first, shown without what she said."""
    mine = Decision.objects.filter(monde=filtre.monde, annulee_le=None, auteur=by)
    known = set(mine.values_list("fait_genre", "fait_id", "levier"))
    others = Decision.objects.filter(monde=filtre.monde, annulee_le=None).exclude(auteur=by)
    others = others.exclude(verdict=Decision.Verdict.PASSE).order_by("pk")
    opinions = states.current(filtre.monde).avis
    build = releves.current(filtre.monde)
    for decision in others:
        key = (decision.fait_genre, decision.fait_id, decision.levier)
        if key in known or not build or opinions.get(key) is None or opinions[key].nb > 1:
            continue
        query = "select * from labels.indices where fait_genre = ? and fait_id = ? and levier = ?"
        rows = build.build.read(query, list(key))
        if rows and _fits(rows[0], filtre):
            return Fiche(rows[0], False, True, 0, 0, 0, last)
    return None


def _fits(row: dict[str, Any], filtre: Filtre) -> bool:
    return (
        filtre.levier in ("", row["levier"])
        and filtre.genre in ("", row["fait_genre"])
        and filtre.territoire in ("", row["territoire_siren"])
    )


def list_leviers() -> list[tuple[str, str]]:
    """Codes and names to correct with, in the order of the typology."""
    return [(code, levier.nom_court) for code, levier in load_leviers().items()]
