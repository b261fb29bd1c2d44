"""What reviews teach the lexicon: how often each motif was right, and the words of its errors."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from leviers.detection import calibration, lexicon
from leviers.detection.calibration import load_confiances, smooth
from leviers.detection.lexicon import Motif, load_lexique
from leviers.evidence import states
from leviers.evidence.models import Decision
from leviers.evidence.preuves import CONFIRMEE, DISCUTEE
from leviers.evidence.rapprochements import fold
from leviers.reference.reading import read_yaml
from leviers.warehouse.read import REEL

WORDS = 8
"""Words proposed for one motif, the most frequent first."""
SHORT = 4
"""Letters below which a word excludes too much."""
_EMPTY = frozenset(
    "avec cette dans leur leurs mais pour plus sans sont sous tous tout toute toutes vers".split()
)


@dataclass(frozen=True)
class Lecon:
    """One motif as reviewers saw it; identical titles count once, discussed records are left out.

    dite       confidence that detections of this motif carry today; None for a motif that is no more
    confiance  confidence that calibration would give this motif alone: its counts, from what is said today
    fichier, ligne  where it is written
    sauf       all that « sauf » would say: what it says, then the words found in rejected titles only
    mots       those words, with the number of rejected titles that hold them
    """

    raison: str
    levier: str
    confirmees: int
    rejetees: int
    dite: float | None
    confiance: float | None
    fichier: str = ""
    ligne: int = 0
    sauf: tuple[str, ...] = ()
    mots: tuple[tuple[str, int], ...] = ()


def learn(monde: str = REEL) -> list[Lecon]:
    """What reviews in force say of each motif, the most rejected first."""
    opinions = states.current(monde).avis
    said = Decision.objects.filter(monde=monde, annulee_le=None).exclude(verdict=Decision.Verdict.PASSE)
    right: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    wrong: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in said.order_by("pk"):
        avis = opinions.get((row.fait_genre, row.fait_id, row.levier))
        if avis is None or avis.etat == DISCUTEE:
            continue
        titles = right if avis.etat == CONFIRMEE else wrong
        titles[row.fait.get("raison") or ""][_read_titre(row.fait)] = row.fait | {"levier": row.levier}
    motifs = {motif.code: motif for motif in load_lexique().motifs}
    places = _find_places()
    lessons = [
        _learn_one(raison, right[raison], wrong[raison], (motifs.get(raison), places.get(raison)))
        for raison in sorted({*right, *wrong})
    ]
    return sorted(lessons, key=lambda lesson: (-lesson.rejetees, -lesson.confirmees, lesson.raison))


def _learn_one(
    raison: str,
    right: dict[str, dict[str, Any]],
    wrong: dict[str, dict[str, Any]],
    known: tuple[Motif | None, tuple[str, Any] | None],
) -> Lecon:
    motif, place = known
    levier = next(iter({**right, **wrong}.values()))["levier"]
    if motif is None or place is None:
        return Lecon(raison, levier, len(right), len(wrong), None, None)
    dite = load_confiances()[motif.force]
    poids = read_yaml(calibration.FILE)["poids"]
    fichier, row = place
    words = _find_words(right, wrong)
    return Lecon(
        raison=raison,
        levier=levier,
        confirmees=len(right),
        rejetees=len(wrong),
        dite=dite,
        confiance=smooth(len(right), len(right) + len(wrong), dite, poids),
        fichier=fichier,
        ligne=row.line,
        sauf=(*row.get("sauf", ()), *(word for word, _nb in words)),
        mots=words,
    )


def _find_words(
    right: dict[str, dict[str, Any]], wrong: dict[str, dict[str, Any]]
) -> tuple[tuple[str, int], ...]:
    """Words of rejected titles, none of them in a confirmed title nor among the words that were lit."""
    kept = {word for titre in right for word in titre.split()}
    for fait in wrong.values():
        lit = " ".join(mot["texte"] for mot in json.loads(fait.get("mots") or "[]"))
        kept |= set(fold(lit).split())
    counts = Counter(
        word
        for titre in wrong
        for word in sorted(set(titre.split()))
        if len(word) >= SHORT and word not in kept and word not in _EMPTY
    )
    return tuple(sorted(counts.most_common(), key=lambda item: (-item[1], item[0]))[:WORDS])


def _read_titre(fait: dict[str, Any]) -> str:
    return fold(f"{fait.get('objet') or ''} {fait.get('tiers_nom') or ''}")


def _find_places() -> dict[str, tuple[str, Any]]:
    """File and row of each motif of the lexicon."""
    left_out = (lexicon.GROUPES, lexicon.CALIBRAGE, lexicon.COURANTS)
    return {
        row["code"]: (path.name, row)
        for path in sorted(lexicon.DATA.glob("*.yaml"))
        if path.name not in left_out
        for row in read_yaml(path)
    }
