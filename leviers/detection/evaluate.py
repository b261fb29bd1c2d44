"""Figures on labelled records: precision, recall, F1 per levier and over all, with intervals; errors."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import Any

from leviers.detection.detect import detect
from leviers.detection.gold import Etiquette
from leviers.detection.lexicon import load_lexique
from leviers.detection.records import COUCHES, Detection

WORST = 20
Z = 1.96
"""Normal quantile of 95 %."""
BINS = (0.0, 0.7, 0.8, 0.9, 1.01)


@dataclass
class Compte:
    """True and false detections, and leviers missed."""

    vrais: int = 0
    faux: int = 0
    manques: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the detections that are right; null without detection."""
        return _divide(self.vrais, self.vrais + self.faux)

    @property
    def rappel(self) -> float | None:
        """Share of the labelled leviers that are found; null without label."""
        return _divide(self.vrais, self.vrais + self.manques)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; null when nothing is labelled or found."""
        return _divide(2 * self.vrais, 2 * self.vrais + self.faux + self.manques)

    def as_json(self) -> dict[str, Any]:
        """Counts, rates and their 95 % intervals."""
        return {
            "cas": self.vrais + self.manques,
            "vrais": self.vrais,
            "faux": self.faux,
            "manques": self.manques,
            "precision": _round(self.precision),
            "precision_intervalle": wilson(self.vrais, self.vrais + self.faux),
            "rappel": _round(self.rappel),
            "rappel_intervalle": wilson(self.vrais, self.vrais + self.manques),
            "f1": _round(self.f1),
        }


@dataclass(frozen=True)
class Erreur:
    """One levier said in excess or missed on one sure record."""

    id: str
    genre: str
    objet: str
    genre_erreur: str
    levier: str
    confiance: float | None
    raison: str | None
    attendus: tuple[str, ...]


@dataclass
class Evaluation:
    """All that `leviers evaluate` says of one detector on one file of sure records."""

    version: str
    nb_fiches: int
    nb_sures: int
    nb_vides: int = 0
    par_levier: dict[str, Compte] = field(default_factory=dict)
    micro: Compte = field(default_factory=Compte)
    feux_sur_vides: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    erreurs: list[Erreur] = field(default_factory=list)
    calibrage: list[dict[str, float]] = field(default_factory=list)
    couches: dict[str, Compte] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same, for machines."""
        return {
            "version": self.version,
            "nb_fiches": self.nb_fiches,
            "nb_sures": self.nb_sures,
            "nb_vides": self.nb_vides,
            "micro": self.micro.as_json(),
            "couches": {name: compte.as_json() for name, compte in self.couches.items()},
            "leviers": {name: compte.as_json() for name, compte in self.par_levier.items()},
            "feux_sur_vides": dict(self.feux_sur_vides.most_common()),
            "confusions": [
                {"attendu": expected, "dit": said, "nb": nb}
                for (expected, said), nb in self.confusions.most_common()
            ],
            "calibrage": self.calibrage,
            "erreurs": [vars(error) for error in self.erreurs],
        }


def evaluate(gold: Sequence[Etiquette], *, couches: Iterable[str] = COUCHES) -> Evaluation:
    """Measure the detector on the sure records of a file; the others are counted and left aside.

    couches  the layers used; each is also measured alone
    """
    wanted = tuple(couches)
    sure = [row for row in gold if row.sur]
    result = Evaluation(load_lexique().version, len(gold), len(sure))
    graded: list[tuple[float, bool]] = []
    errors: list[Erreur] = []
    for row in sure:
        said = {found.levier: found for found in detect(row.fait, couches=wanted)}
        graded += [(found.confiance, levier in row.leviers) for levier, found in said.items()]
        _count(result, row, said.keys())
        for levier in sorted(said.keys() ^ row.leviers):
            found = said.get(levier)
            errors.append(_describe(row, levier, found))
    result.erreurs = sorted(errors, key=lambda error: (-(error.confiance or 0), error.id))[:WORST]
    result.calibrage = _grade(graded)
    result.par_levier = dict(
        sorted(result.par_levier.items(), key=lambda item: (-item[1].vrais - item[1].manques, item[0]))
    )
    result.couches = {couche: measure(sure, (couche,)) for couche in wanted} if len(wanted) > 1 else {}
    return result


def measure(sure: Sequence[Etiquette], couches: tuple[str, ...]) -> Compte:
    """Counts over all leviers, with some layers only."""
    compte = Compte()
    for row in sure:
        said = {found.levier for found in detect(row.fait, couches=couches)}
        compte.vrais += len(said & row.leviers)
        compte.faux += len(said - row.leviers)
        compte.manques += len(row.leviers - said)
    return compte


def wilson(right: int, seen: int) -> tuple[float, float] | None:
    """Interval of 95 % of a proportion (Wilson 1927); null without case."""
    if not seen:
        return None
    share, spread = right / seen, Z * Z / seen
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / seen + spread / seen / 4) / (1 + spread)
    return round(max(middle - half, 0.0), 3), round(min(middle + half, 1.0), 3)


def _describe(row: Etiquette, levier: str, found: Detection | None) -> Erreur:
    return Erreur(
        id=row.fait.id,
        genre=row.fait.genre,
        objet=row.fait.objet,
        genre_erreur="en trop" if found else "manqué",
        levier=levier,
        confiance=found.confiance if found else None,
        raison=found.raison if found else None,
        attendus=tuple(sorted(row.leviers)),
    )


def _count(result: Evaluation, row: Etiquette, said: Iterable[str]) -> None:
    found = set(said)
    if not row.leviers:
        result.nb_vides += 1
        result.feux_sur_vides.update(found)
    for levier in found | row.leviers:
        for compte in (result.micro, result.par_levier.setdefault(levier, Compte())):
            compte.vrais += levier in found and levier in row.leviers
            compte.faux += levier not in row.leviers
            compte.manques += levier not in found
    for missed in row.leviers - found:
        result.confusions.update((missed, extra) for extra in found - row.leviers)


def _grade(graded: list[tuple[float, bool]]) -> list[dict[str, float]]:
    bins = []
    for low, high in pairwise(BINS):
        inside = [(said, right) for said, right in graded if low <= said < high]
        if inside:
            mean = sum(said for said, _right in inside) / len(inside)
            right = sum(right for _said, right in inside)
            bins.append(
                {"nb": len(inside), "confiance": round(mean, 3), "juste": round(right / len(inside), 3)}
            )
    return bins


def _divide(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
