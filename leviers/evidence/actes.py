"""The public acts behind one usage, by what they are worth today."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from leviers.evidence import states
from leviers.evidence.persons import is_person
from leviers.evidence.preuves import (
    CERTAINE,
    CONFIRMEE,
    ETABLIES,
    METROPOLE,
    PROPOSEE,
    REJETEE,
)
from leviers.evidence.regles import load_regles
from leviers.evidence.releves import Releve
from leviers.evidence.requetes import read_query
from leviers.evidence.states import Avis, States

SHOWN = 12
"""Acts shown in each group of a page; its twin gives them all."""


@dataclass(frozen=True)
class Acte:
    """One public record seen for one levier.

    objet, tiers   the title cut in (text, whether it is lit), the same of the name of the tiers
    etat       certaine, confirmee, proposee, discutee or rejetee; `avis` says by how many and when
    est_comptee  whether it counts for the niveau: an established, recent act of the métropole
    """

    genre: str
    fait_id: str
    lien: str
    annee: int | None
    date_fait: date | None
    donneur_nom: str
    tiers: tuple[tuple[str, bool], ...]
    objet: tuple[tuple[str, bool], ...]
    montant_eur: float | None
    confiance: float | None
    raison: str
    etat: str
    avis: Avis | None
    est_comptee: bool
    fichier: str
    ligne: int

    @property
    def cle(self) -> str:
        """How preuves and the journal name it."""
        return f"{self.genre}:{self.fait_id}"

    @property
    def le(self) -> datetime | None:
        """When a person last said something of it."""
        return self.avis.le if self.avis else None


@dataclass(frozen=True)
class Actes:
    """Acts of one usage in four groups; a group is whole, pages show its first SHOWN."""

    etablis: tuple[Acte, ...] = ()
    proposes: tuple[Acte, ...] = ()
    communes: tuple[Acte, ...] = ()
    ecartes: tuple[Acte, ...] = ()

    @property
    def every(self) -> tuple[Acte, ...]:
        """All of them."""
        return (*self.etablis, *self.proposes, *self.communes, *self.ecartes)

    def count_communes(self) -> list[tuple[str, int]]:
        """Communes whose acts these are, with how many, the most frequent first."""
        return Counter(acte.donneur_nom for acte in self.communes).most_common()


def list_actes(releve: Releve, siren: str, levier: str) -> Actes:
    """Every act that shows, or may show, a levier in a territoire.

    Shape   labels.indices and what people said of them -> four groups, the latest acts first
    """
    opinions = states.current(releve.build.monde)
    given = [key for key in opinions.avis if key[2] == levier]
    bound = {
        "siren": siren,
        "levier": levier,
        "genres": [genre for genre, _id, _levier in given],
        "ids": [fait_id for _genre, fait_id, _levier in given],
    }
    rows = releve.build.read(read_query("actes"), bound)
    actes = [_as_acte(row, releve, levier, opinions) for row in rows]
    mine = [acte for acte in actes if acte.lien == METROPOLE]
    return Actes(
        etablis=tuple(acte for acte in mine if acte.etat in ETABLIES),
        proposes=tuple(acte for acte in mine if acte.etat not in (*ETABLIES, REJETEE)),
        communes=tuple(acte for acte in actes if acte.lien != METROPOLE and acte.etat != REJETEE),
        ecartes=tuple(acte for acte in actes if acte.etat == REJETEE),
    )


def _as_acte(row: dict[str, Any], releve: Releve, levier: str, opinions: States) -> Acte:
    avis = opinions.avis.get((row["fait_genre"], row["fait_id"], levier))
    etat = avis.etat if avis else CERTAINE if row["est_certaine"] else PROPOSEE
    regle = load_regles().leviers[levier]
    est_recent = row["annee"] is not None and row["annee"] >= releve.annee - regle.annees
    lit = json.loads(row["mots"])
    return Acte(
        genre=row["fait_genre"],
        fait_id=row["fait_id"],
        lien=row["lien"],
        annee=row["annee"],
        date_fait=row["date_fait"],
        donneur_nom=row["donneur_nom"] or "",
        tiers=() if is_person(row["tiers_nom"], None, None) else cut(row["tiers_nom"] or "", lit, "tiers"),
        objet=cut(row["objet"] or "", lit, "objet"),
        montant_eur=None if row["montant_eur"] is None else float(row["montant_eur"]),
        confiance=row["confiance"],
        raison=row["raison"],
        etat=etat,
        avis=avis,
        est_comptee=etat in (CERTAINE, CONFIRMEE)
        and row["lien"] == METROPOLE
        and est_recent
        and row["fait_genre"] in regle.faits,
        fichier=row["fichier"],
        ligne=row["ligne"],
    )


def cut(text: str, lit: list[dict[str, Any]], champ: str) -> tuple[tuple[str, bool], ...]:
    """A text in pieces, those of the words lit marked; places outside the text are left out."""
    return split(text, ((mot["debut"], mot["fin"]) for mot in lit if mot["champ"] == champ))


def split(text: str, spans: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """A text from end to end as (piece, whether it is in a span); spans that overlap are joined."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for debut, fin in sorted(spans):
        start, end = max(debut, done), min(fin, len(text))
        if start < end:
            pieces += [(text[done:start], False), (text[start:end], True)]
            done = end
    return tuple(piece for piece in (*pieces, (text[done:], False)) if piece[0])
