"""One record in, its leviers out: each levier keeps its surest reason."""

from collections.abc import Iterable, Iterator
from re import Match

from leviers.detection.calibration import load_confiances
from leviers.detection.lexicon import Lexique, Motif, load_lexique
from leviers.detection.records import COUCHES, MAX_LEVIERS, Detection, Fait, Mot
from leviers.detection.text import Titre

MAX_WORDS = 100_000
"""Words whose motifs are remembered; titles share most of theirs."""


def detect(fait: Fait, *, couches: Iterable[str] = COUCHES, lexique: Lexique | None = None) -> list[Detection]:
    """Leviers that one record shows, surest first, three at most; [] for most records.

    couches  the layers asked, so that each can be measured alone
    """
    wanted = frozenset(couches)
    found: dict[str, Detection] = {}
    for detection in _find_all(fait, wanted, lexique or load_lexique()):
        best = found.get(detection.levier)
        if best is None or detection.confiance > best.confiance:
            found[detection.levier] = detection
    ordered = sorted(found.values(), key=lambda detection: (-detection.confiance, detection.levier))
    return ordered[:MAX_LEVIERS]


def _find_all(fait: Fait, couches: frozenset[str], lexique: Lexique) -> Iterator[Detection]:
    titres = {"objet": Titre(fait.objet), "tiers": Titre(fait.tiers)}
    said = titres["objet"].plie + titres["tiers"].plie
    declared = frozenset(value.strip().lower() for value in fait.considerations_sociales)
    confiances = load_confiances()
    for place in _list_candidates(said, lexique, with_declared=bool(declared or fait.tiers_motif)):
        motif = lexique.motifs[place]
        if motif.couche not in couches or fait.genre not in motif.genres:
            continue
        if not _meets_declared(motif, fait, declared):
            continue
        match = motif.dit.search(titres[motif.dans].plie) if motif.dit else None
        if motif.dit and not match:
            continue
        if _meets_context(motif, said, titres["tiers"].plie):
            words = tuple(_light(motif, match, titres[motif.dans])) if match else ()
            yield Detection(motif.levier, confiances[motif.force], motif.couche, motif.code, words)


def _list_candidates(said: str, lexique: Lexique, *, with_declared: bool) -> list[int]:
    places = set(lexique.declares) if with_declared else set()
    led_by = lexique.led_by
    for word in set(said.lower().split()):
        led = led_by.get(word)
        if led is None:
            led = led_by[word] = _lead(word, lexique) | (_lead(word[1:], lexique) if word[0] in "ld" else set())
            if len(led_by) > MAX_WORDS:
                led_by.clear()
        if led:
            places |= led
    return sorted(places)


def _lead(word: str, lexique: Lexique) -> set[int]:
    starts = lexique.index.get(word[:3], ())
    return {place for start, places in starts if word.startswith(start) for place in places}


def _meets_declared(motif: Motif, fait: Fait, declared: frozenset[str]) -> bool:
    if motif.considerations and not motif.considerations & declared:
        return False
    return not motif.tiers_motif or fait.tiers_motif in motif.tiers_motif


def _meets_context(motif: Motif, said: str, tiers: str) -> bool:
    if motif.avec and not motif.avec.search(said):
        return False
    if motif.sauf and motif.sauf.search(said):
        return False
    if motif.avec_tiers and not motif.avec_tiers.search(tiers):
        return False
    return not (motif.sauf_tiers and motif.sauf_tiers.search(tiers))


def _light(motif: Motif, match: Match[str], titre: Titre) -> Iterator[Mot]:
    start, end = titre.locate(*match.span())
    yield Mot(motif.dans, start, end, titre.original[start:end])
