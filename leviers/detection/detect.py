"""One record in, its leviers out: each levier keeps its surest reason."""

from collections.abc import Iterable, Iterator
from re import Match

from leviers.detection.calibration import load_confiances
from leviers.detection.lexicon import Lead, Lexique, Motif, load_lexique
from leviers.detection.records import COUCHES, MAX_LEVIERS, Detection, Fait, Mot
from leviers.detection.text import Titre

MAX_WORDS = 100_000
"""Words whose motifs are remembered; titles share most of theirs."""


def detect(
    fait: Fait, *, couches: Iterable[str] = COUCHES, lexique: Lexique | None = None
) -> list[Detection]:
    """Leviers that one record shows, surest first, three at most; [] for most records.

    couches  the layers asked, so that each can be measured alone
    """
    wanted = frozenset(couches)
    found: dict[str, Detection] = {}
    for detection in _find_all(fait, wanted, lexique or load_lexique()):
        best = found.get(detection.levier)
        if best is None or _weigh(detection) > _weigh(best):
            found[detection.levier] = detection
    ordered = sorted(found.values(), key=lambda detection: (-detection.confiance, detection.levier))
    return ordered[:MAX_LEVIERS]


def _weigh(detection: Detection) -> tuple[float, bool]:
    return detection.confiance, detection.est_certaine


def _find_all(fait: Fait, couches: frozenset[str], lexique: Lexique) -> Iterator[Detection]:
    titres = {"objet": Titre(fait.objet), "tiers": Titre(fait.tiers)}
    bas = titres["objet"].bas + titres["tiers"].bas
    is_declared = bool(fait.considerations_sociales or fait.tiers_motif)
    places = _list_candidates(bas, lexique, with_declared=is_declared)
    if not places:
        return
    declared = frozenset(value.strip().lower() for value in fait.considerations_sociales)
    confiances = load_confiances()
    for place in places:
        motif = lexique.motifs[place]
        if motif.couche not in couches or fait.genre not in motif.genres:
            continue
        if not _meets_declared(motif, fait, declared):
            continue
        titre = titres[motif.dans]
        match = motif.dit.search(titre.plie, titre.bas) if motif.dit else None
        if (match or not motif.dit) and _meets_context(motif, titres["objet"], titres["tiers"]):
            words = (_light(motif, match, titre),) if match else ()
            confiance = confiances[motif.force]
            yield Detection(
                motif.levier, confiance, motif.couche, motif.code, words, est_certaine=motif.est_certaine
            )


def _list_candidates(bas: str, lexique: Lexique, *, with_declared: bool) -> list[int]:
    """Places of the motifs worth a try: a word starts as they ask, and one of those asked beside is there."""
    leads: set[Lead] = set()
    known = lexique.led_by.get
    for word in bas.split():
        led = known(word)
        if led is None:
            led = _remember(word, lexique)
        if led:
            leads.update(led)
    places = {place for place, beside in leads if not beside or any(word in bas for word in beside)}
    return sorted(places.union(lexique.declares) if with_declared else places)


def _remember(word: str, lexique: Lexique) -> frozenset[Lead]:
    if len(lexique.led_by) > MAX_WORDS:
        lexique.led_by.clear()
    led = _lead(word, lexique) | (_lead(word[1:], lexique) if word[0] in "ld" else frozenset())
    lexique.led_by[word] = led
    return led


def _lead(word: str, lexique: Lexique) -> frozenset[Lead]:
    starts = lexique.index.get(word[:3], ())
    return frozenset(lead for start, leads in starts if word.startswith(start) for lead in leads)


def _meets_declared(motif: Motif, fait: Fait, declared: frozenset[str]) -> bool:
    if motif.considerations and not motif.considerations & declared:
        return False
    return not motif.tiers_motif or fait.tiers_motif in motif.tiers_motif


def _meets_context(motif: Motif, objet: Titre, tiers: Titre) -> bool:
    if motif.avec_tiers and not motif.avec_tiers.search(tiers.plie, tiers.bas):
        return False
    if motif.sauf_tiers and motif.sauf_tiers.search(tiers.plie, tiers.bas):
        return False
    if not (motif.avec or motif.sauf):
        return True
    plie, bas = objet.plie + tiers.plie, objet.bas + tiers.bas
    if motif.avec and not motif.avec.search(plie, bas):
        return False
    return not (motif.sauf and motif.sauf.search(plie, bas))


def _light(motif: Motif, match: Match[str], titre: Titre) -> Mot:
    start, end = titre.locate(*match.span())
    return Mot(motif.dans, start, end, titre.original[start:end])
