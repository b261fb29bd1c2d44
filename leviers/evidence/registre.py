"""The register of preuves: every one of them, whatever it is worth, in one stable order.

Documented and measured preuves come from the usages, acts from the build with what people said of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any

from leviers.evidence import states
from leviers.evidence.persons import is_person
from leviers.evidence.preuves import CONSTATEE, DOCUMENTEE, MESUREE, METROPOLE, Preuve, counts
from leviers.evidence.raisons import say_raison
from leviers.evidence.regles import load_regles
from leviers.evidence.releves import Releve
from leviers.evidence.requetes import read_query
from leviers.evidence.usages import Usage, Usages


@dataclass(frozen=True)
class Asked:
    """What is asked for; an empty tuple asks for everything. Only acts have an état."""

    territoires: tuple[str, ...] = ()
    leviers: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()
    liens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inscription:
    """One preuve of the register.

    cle      « slug.levier.genre:identifiant », its place and its identifier
    demarche, act, mesure    exactly one of them says what it is: a code, a row of the build, (code, year)
    """

    cle: str
    usage: Usage
    preuve: Preuve
    est_comptee: bool
    demarche: str = ""
    acte: dict[str, Any] | None = None
    mesure: tuple[str, int] | None = None


def list_inscriptions(
    usages: Usages, asked: Asked, *, apres: str = "", nb: int
) -> tuple[list[Inscription], int]:
    """At most `nb` preuves after a place, and how many there are in all.

    Shape   usages of one monde and their build -> preuves sorted by cle, each once
    """
    known = [one for one in _list_known(usages) if _is_asked(one, asked)]
    following = [one for one in known if one.cle > apres]
    acts, total = _list_acts(usages, asked, apres=apres, nb=nb)
    page = islice(merge(following, acts, key=lambda one: one.cle), nb)
    return list(page), len(known) + total


def find_inscription(usages: Usages, cle: str) -> Inscription | None:
    """The preuve of that identifier; None when there is none, or no longer."""
    slug, _, rest = cle.partition(".")
    asked = Asked(territoires=(slug,), leviers=(rest.partition(".")[0],))
    known = next((one for one in _list_known(usages) if one.cle == cle), None)
    if known or usages.releve is None:
        return known
    before = cle[:-1]  # nothing stands between a text without its last sign and itself but its own beginnings
    while True:
        acts, _total = _list_acts(usages, asked, apres=before, nb=50)
        for act in acts:
            if act.cle >= cle:
                return act if act.cle == cle else None
        if len(acts) < 50:
            return None
        before = acts[-1].cle


def _list_known(usages: Usages) -> list[Inscription]:
    """Documented and measured preuves, which the usages hold, sorted."""
    annee = usages.releve.annee if usages.releve else 0
    found = [
        one
        for usage in usages.by_key.values()
        for preuve in usage.preuves
        if (one := _as_known(usage, preuve, annee))
    ]
    return sorted(found, key=lambda one: one.cle)


def _as_known(usage: Usage, preuve: Preuve, annee: int) -> Inscription | None:
    if preuve.genre not in (DOCUMENTEE, MESUREE):
        return None
    place = f"{usage.territoire.slug}.{usage.levier.code}.{preuve.cles[0]}"
    counted = counts(preuve, load_regles().leviers[usage.levier.code], annee=annee)
    _genre, _, rest = preuve.cles[0].partition(":")
    if preuve.genre == DOCUMENTEE:
        return Inscription(place, usage, preuve, counted, demarche=rest)
    code, _, year = rest.rpartition(":")
    return Inscription(place, usage, preuve, counted, mesure=(code, int(year)))


def _is_asked(one: Inscription, asked: Asked) -> bool:
    return (
        (not asked.territoires or one.usage.territoire.slug in asked.territoires)
        and (not asked.leviers or one.usage.levier.code in asked.leviers)
        and (not asked.genres or one.preuve.genre in asked.genres)
        and (not asked.liens or METROPOLE in asked.liens)
        and not asked.etats
    )


def _list_acts(usages: Usages, asked: Asked, *, apres: str, nb: int) -> tuple[list[Inscription], int]:
    releve = usages.releve
    if releve is None or (asked.genres and CONSTATEE not in asked.genres):
        return [], 0
    opinions = states.current(releve.build.monde).avis
    bound = {
        "genres": [genre for genre, _id, _levier in opinions],
        "ids": [fait_id for _genre, fait_id, _levier in opinions],
        "leviers": [levier for _genre, _id, levier in opinions],
        "etats": [avis.etat for avis in opinions.values()],
        "territoires": list(asked.territoires),
        "choisis": list(asked.leviers),
        "etats_voulus": list(asked.etats),
        "liens": list(asked.liens),
        "apres": apres,
        "nb": nb,
    }
    rows = releve.build.read(read_query("registre"), bound)
    return list(_as_acts(rows, usages, releve)), rows[0]["total"] if rows else 0


def _as_acts(rows: list[dict[str, Any]], usages: Usages, releve: Releve) -> Iterator[Inscription]:
    for row in rows:
        usage = usages.by_key.get((row["territoire_siren"], row["levier"]))
        if row["cle"] is None or usage is None:
            continue
        cles = (f"{row['fait_genre']}:{row['fait_id']}",)
        preuve = Preuve(CONSTATEE, cles, row["lien"], row["annee"], row["etat"], row["fait_genre"])
        counted = counts(preuve, load_regles().leviers[row["levier"]], annee=releve.annee)
        yield Inscription(row["cle"], usage, preuve, counted, acte=_show(row))


def _show(row: dict[str, Any]) -> dict[str, Any]:
    """The act without what would name a natural person, its reason in words."""
    hides = is_person(row["tiers_nom"], None, None)
    lit = [
        row["tiers_nom" if mot["champ"] == "tiers" else "objet"][mot["debut"] : mot["fin"]]
        for mot in json.loads(row["mots"])
        if row["tiers_nom" if mot["champ"] == "tiers" else "objet"] and not (hides and mot["champ"] == "tiers")
    ]
    mots = list(dict.fromkeys(mot for mot in lit if mot))
    tiers = None if hides else row["tiers_nom"]
    return row | {"tiers_nom": tiers, "mots": mots, "raison": say_raison(row["raison"], mots)}
