"""Portrait of one métropole: what it uses, champ by champ, what is not known, and how old the proofs are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from leviers.catalogue.published import Demarche, Published, Repere
from leviers.evidence.usages import Usage, compute_usages
from leviers.reference import territoires, typologie

OLD_YEARS = 5  # a page older than that may describe something that has changed


@dataclass(frozen=True)
class Part:
    """One champ: its usages in two parts, its démarches, the latest first, unknown years last."""

    champ: typologie.Champ
    reperes: tuple[Usage, ...]
    non_reperes: tuple[Usage, ...]
    demarches: tuple[Demarche, ...]

    @property
    def marks(self) -> tuple[bool, ...]:
        """One place for each levier of the champ, in the order of the matrix."""
        codes = {usage.levier.code for usage in self.reperes}
        every = (levier for levier in typologie.load_leviers().values() if levier.champ is self.champ)
        return tuple(levier.code in codes for levier in every)


@dataclass(frozen=True)
class Sources:
    """Distinct public pages behind the démarches; `annee_limite` is the last year called old."""

    nb: int
    nb_mortes: int
    nb_anciennes: int
    nb_sans_date: int
    annee_limite: int


@dataclass(frozen=True)
class Portrait:
    """Everything the catalogue knows of one métropole."""

    metropole: territoires.Metropole
    parts: tuple[Part, ...]
    demarches: tuple[Demarche, ...]
    reperes: tuple[Repere, ...]
    sources: Sources
    modifiee_le: datetime | None
    verifiee_le: date | None

    @property
    def nb_leviers_reperes(self) -> int:
        """Leviers that something shows, out of 50."""
        return sum(len(part.reperes) for part in self.parts)


def draw_portrait(catalogue: Published, metropole: territoires.Metropole) -> Portrait:
    """Gather what is published about one métropole.

    Shape   seven parts, none left out; every one of the 50 leviers stands in exactly one of them
    """
    usages = compute_usages(catalogue).of_territoire(metropole.siren)
    demarches = tuple(found for found in catalogue.demarches.values() if found.territoire is metropole)
    verified = [demarche.verifiee_le for demarche in demarches if demarche.verifiee_le]
    return Portrait(
        metropole=metropole,
        parts=tuple(_draw_part(champ, usages, demarches) for champ in typologie.load_champs().values()),
        demarches=demarches,
        reperes=tuple(repere for repere in catalogue.reperes if repere.territoire is metropole),
        sources=_count_sources(demarches, max(verified, default=None)),
        modifiee_le=max((demarche.modifiee_le for demarche in demarches), default=None),
        verifiee_le=max(verified, default=None),
    )


def _draw_part(champ: typologie.Champ, usages: Iterable[Usage], demarches: Iterable[Demarche]) -> Part:
    mine = [demarche for demarche in demarches if demarche.champ is champ]
    inside = [usage for usage in usages if usage.levier.champ is champ]
    return Part(
        champ=champ,
        reperes=tuple(usage for usage in inside if usage.est_repere),
        non_reperes=tuple(usage for usage in inside if not usage.est_repere),
        demarches=tuple(sorted(mine, key=lambda demarche: -(demarche.annee_debut or 0))),
    )


def _count_sources(demarches: Iterable[Demarche], verified: date | None) -> Sources:
    """Count by address; old is counted back from the day the démarches were last verified, not from today."""
    sources = {source.url: source for demarche in demarches for source in demarche.sources}.values()
    limit = (verified.year if verified else date.today().year) - OLD_YEARS - 1
    return Sources(
        nb=len(sources),
        nb_mortes=sum(source.est_morte for source in sources),
        nb_anciennes=sum(bool(source.date) and int(source.date[:4]) <= limit for source in sources),
        nb_sans_date=sum(not source.date for source in sources),
        annee_limite=limit,
    )
