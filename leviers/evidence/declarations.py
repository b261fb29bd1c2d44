"""Declared evidence: what published answers and référents say, and where other proofs part from them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from leviers.evidence.preuves import CONSTATEE, DECLAREE, DOCUMENTEE, ETABLIES, METROPOLE, Preuve
from leviers.participation import models as participation
from leviers.survey.declarations import Declaration, list_declarations
from leviers.survey.depouillement import read_mark
from leviers.survey.models import Campagne, Participation

Key = tuple[str, str]
Mark = tuple[tuple[tuple[int, int, int], ...], tuple[int, int]]


class DeclarationReferent(Declaration):
    """What a référent declared of a usage, by an accepted contribution; no campaign asked for it."""

    @property
    def cle(self) -> str:
        return f"declaration:{self.chemin}"


@dataclass(frozen=True, eq=False)
class Declarations:
    """What published answers say, by (SIREN, levier); the same object as long as none of them moved."""

    by_key: dict[Key, tuple[Declaration, ...]] = field(default_factory=dict)

    def list_preuves(self, key: Key) -> list[Preuve]:
        """Declared preuves of one usage: one for each answer that says yes."""
        return [
            Preuve(DECLAREE, (one.cle,), METROPOLE, one.le.year)
            for one in self.by_key.get(key, ())
            if one.est_oui
        ]


NOTHING = Declarations()
_last: tuple[int, Mark, Declarations] | None = None


def current(version: int) -> Declarations:
    """Declarations at one version of the catalogue, which publishing a participation moves.

    Read again only when a participation was published or taken back since; no query for a version known
    """
    global _last
    if _last and _last[0] == version:
        return _last[2]
    mark = read_mark(), _read_referents_mark()
    found = _last[2] if _last and _last[1] == mark else take_declarations()
    _last = version, mark, found
    return found


def forget() -> None:
    """Forget what was read (tests that roll the database back need it)."""
    global _last
    _last = None


def take_declarations() -> Declarations:
    """Read every published participation, the latest campaign first."""
    found: dict[Key, list[Declaration]] = defaultdict(list)
    campagnes = Campagne.objects.filter(participations__etat=Participation.Etat.PUBLIEE).distinct()
    for campagne in campagnes.select_related("version").order_by("-creee_le"):
        for one in list_declarations(campagne):
            found[one.siren, one.levier].append(one)
    for row in participation.Declaration.objects.filter(annulee_le=None):
        found[row.territoire_siren, row.levier].append(_as_declaration(row))
    return Declarations({key: tuple(said) for key, said in found.items()}) if found else NOTHING


def _read_referents_mark() -> tuple[int, int]:
    """What moves when a référent declares, or when a declaration is taken back."""
    rows = participation.Declaration.objects
    return rows.count(), rows.filter(annulee_le=None).count()


def _as_declaration(row: participation.Declaration) -> Declaration:
    return DeclarationReferent(
        campagne="",
        titre="Déclaration du référent de la métropole",
        siren=row.territoire_siren,
        levier=row.levier,
        chemin=str(row.pk),
        question="La métropole utilise-t-elle ce levier ?",
        dit=("oui" if row.est_oui else "non") + (f" : {row.dit}" if row.dit else ""),
        est_oui=row.est_oui,
        le=timezone.localtime(row.faite_le).date(),
        lien=row.lien,
    )


@dataclass(frozen=True)
class Contradiction:
    """An answer that other proofs do not bear out; `cles` are their ways back."""

    declaration: Declaration
    phrase: str
    cles: tuple[str, ...]


def list_contradictions(
    said: Iterable[Declaration], preuves: Iterable[Preuve], *, mesures_nulles: tuple[str, ...] = ()
) -> tuple[Contradiction, ...]:
    """Where an answer and the rest of the evidence part; neither is hidden, and nobody is said to be wrong.

    preuves          those of the usage; only acts of the métropole that are established, and démarches
    mesures_nulles   ways back of recent, well covered values of the indicator that are zero
    Rule             a denial about the last years is only answered by acts of these years; yes and a zero
                     measure part, no and an act or a démarche part
    """
    kept = list(preuves)
    found = []
    for one in said:
        if one.est_oui and mesures_nulles:
            phrase = "déclaré, alors que l’indicateur calculé sur les données ouvertes vaut zéro"
            found.append(Contradiction(one, phrase, mesures_nulles))
        if not one.est_oui and (cles := _list_contrary(one, kept)):
            phrase = "la réponse dit non, alors que d’autres preuves le montrent"
            found.append(Contradiction(one, phrase, cles))
    return tuple(found)


def _list_contrary(one: Declaration, preuves: list[Preuve]) -> tuple[str, ...]:
    since = None if one.annees is None else one.le.year - one.annees
    acts = [
        preuve
        for preuve in preuves
        if preuve.genre == DOCUMENTEE
        or (preuve.genre == CONSTATEE and preuve.lien == METROPOLE and preuve.etat in ETABLIES)
    ]
    return tuple(
        cle
        for preuve in acts
        if since is None or (preuve.annee is not None and since <= preuve.annee <= one.le.year)
        for cle in preuve.cles
    )
