"""The register of preuves: every one of them, whatever it is worth, in one stable order.

Documented and measured preuves come from the usages, acts from the build with what people said of them.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
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

Place = tuple[str, str, str, str]
"""Slug of the territoire, levier, genre (demarche, mesure, or that of an act), identifier: the order."""
FIRST: Place = ("", "", "", "")


@dataclass(frozen=True)
class Asked:
    """What is asked for; an empty tuple asks for everything. Only acts have an état."""

    territoires: tuple[str, ...] = ()
    leviers: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    etats: tuple[str, ...] = ()
    liens: tuple[str, ...] = ()
    faits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inscription:
    """One preuve of the register; `acte` is its row of the build, None for a démarche or a measure."""

    place: Place
    usage: Usage
    preuve: Preuve
    est_comptee: bool
    acte: dict[str, Any] | None = None

    @property
    def cle(self) -> str:
        """Its one identifier: « slug.levier.genre:identifiant »."""
        slug, levier, genre, code = self.place
        return f"{slug}.{levier}.{genre}:{code}"


def read_cle(cle: str) -> Place:
    """The place that an identifier names; slugs, leviers and genres hold no point and no colon."""
    slug, _, rest = cle.partition(".")
    levier, _, rest = rest.partition(".")
    genre, _, code = rest.partition(":")
    return slug, levier, genre, code


def list_inscriptions(
    usages: Usages, asked: Asked, *, apres: Place = FIRST, nb: int
) -> tuple[list[Inscription], int]:
    """At most `nb` preuves after a place, and how many there are in all.

    Shape   usages of one monde and their build -> preuves sorted by place, each once
    """
    known = [one for one in _list_known(usages) if _is_asked(one, asked)]
    following = [one for one in known if one.place > apres]
    acts, total = _list_acts(usages, asked, apres=apres, nb=nb)
    page = islice(merge(following, acts, key=lambda one: one.place), nb)
    return list(page), len(known) + total


def find_inscription(usages: Usages, cle: str) -> Inscription | None:
    """The preuve of that identifier; None when there is none, or no longer."""
    slug, levier, _genre, code = place = read_cle(cle)
    known = next((one for one in _list_known(usages) if one.place == place), None)
    if known:
        return known
    acts, _total = _list_acts(usages, Asked((slug,), (levier,), faits=(code,)), apres=FIRST, nb=3)
    return next((act for act in acts if act.place == place), None)


@lru_cache(maxsize=4)
def _list_known(usages: Usages) -> tuple[Inscription, ...]:
    """Documented and measured preuves, which the usages hold, sorted."""
    annee = usages.releve.annee if usages.releve else 0
    found = [
        _as_known(usage, preuve, annee)
        for usage in usages.by_key.values()
        for preuve in usage.preuves
        if preuve.genre in (DOCUMENTEE, MESUREE)
    ]
    return tuple(sorted(found, key=lambda one: one.place))


def _as_known(usage: Usage, preuve: Preuve, annee: int) -> Inscription:
    genre, _, code = preuve.cles[0].partition(":")
    place = (usage.territoire.slug, usage.levier.code, genre, code)
    counted = counts(preuve, load_regles().leviers[usage.levier.code], annee=annee)
    return Inscription(place, usage, preuve, counted)


def _is_asked(one: Inscription, asked: Asked) -> bool:
    return (
        (not asked.territoires or one.usage.territoire.slug in asked.territoires)
        and (not asked.leviers or one.usage.levier.code in asked.leviers)
        and (not asked.genres or one.preuve.genre in asked.genres)
        and (not asked.liens or METROPOLE in asked.liens)
        and not asked.etats
    )


def _list_acts(usages: Usages, asked: Asked, *, apres: Place, nb: int) -> tuple[list[Inscription], int]:
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
        "faits": list(asked.faits),
        "nb": nb,
        **dict(zip(("slug", "levier", "genre", "id"), apres, strict=True)),
    }
    rows = releve.build.read(read_query("registre"), bound)
    return [_as_act(row, usages, releve) for row in rows if row["slug"]], rows[0]["total"]


def _as_act(row: dict[str, Any], usages: Usages, releve: Releve) -> Inscription:
    usage = usages.by_key[row["territoire_siren"], row["levier"]]
    place = (row["slug"], row["levier"], row["fait_genre"], row["fait_id"])
    cles = (f"{row['fait_genre']}:{row['fait_id']}",)
    preuve = Preuve(CONSTATEE, cles, row["lien"], row["annee"], row["etat"], row["fait_genre"])
    counted = counts(preuve, load_regles().leviers[row["levier"]], annee=releve.annee)
    return Inscription(place, usage, preuve, counted, _show(row))


def _show(row: dict[str, Any]) -> dict[str, Any]:
    """The act without what would name a natural person, its reason in words."""
    texts = {
        "objet": row["objet"] or "",
        "tiers": "" if is_person(row["tiers_nom"], None, None) else row["tiers_nom"] or "",
    }
    lit = (texts[mot["champ"]][mot["debut"] : mot["fin"]] for mot in json.loads(row["mots"]))
    mots = list(dict.fromkeys(mot for mot in lit if mot))
    return row | {
        "tiers_nom": texts["tiers"] or None,
        "mots": mots,
        "raison": say_raison(row["raison"], mots),
    }
