"""Démarches that resemble one another across métropoles: what somebody who reads one wants to see next."""

from collections.abc import Iterable
from dataclasses import dataclass

from leviers.catalogue.published import Demarche
from leviers.reference import typologie


@dataclass(frozen=True)
class Similar:
    """A démarche elsewhere; `communs` are the leviers it shares, its main one first."""

    demarche: Demarche
    communs: tuple[typologie.Levier, ...]
    est_meme_principal: bool


def find_similar(demarche: Demarche, others: Iterable[Demarche], *, limit: int = 4) -> list[Similar]:
    """The nearest démarches of other métropoles, one for each métropole.

    Shape   one démarche and any number of others -> at most `limit`, none without a shared levier
    Order   same main levier first, then those that use the main levier at all, then the number of shared
            leviers; equals are parted by sources: the surest, the most numerous; then by title
    """
    mine = {levier.code for levier in demarche.leviers}
    candidates = [
        _compare(demarche, other, mine)
        for other in others
        if other.territoire.siren != demarche.territoire.siren
        and not mine.isdisjoint(levier.code for levier in other.leviers)
    ]
    nearest: dict[str, Similar] = {}
    for candidate in sorted(candidates, key=lambda one: _rank(one, demarche)):
        nearest.setdefault(candidate.demarche.territoire.siren, candidate)
    return list(nearest.values())[:limit]


def _compare(demarche: Demarche, other: Demarche, mine: set[str]) -> Similar:
    communs = tuple(levier for levier in other.leviers if levier.code in mine)
    return Similar(other, communs, other.leviers[0].code == demarche.leviers[0].code)


def _rank(similar: Similar, demarche: Demarche) -> tuple[bool, bool, int, bool, int, str]:
    other = similar.demarche
    uses_main = any(levier.code == demarche.leviers[0].code for levier in similar.communs)
    return (
        not similar.est_meme_principal,
        not uses_main,
        -len(similar.communs),
        other.confiance != "haute",
        -len(other.sources),
        other.titre,
    )
