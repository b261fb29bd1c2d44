"""Texts shown with the words that were found, as pieces; the page decides how a found word looks."""

from leviers.search.words import cut

Pieces = tuple[tuple[str, bool], ...]
EXTRACT_CHARACTERS = 240


def mark(text: str, stems: frozenset[str]) -> Pieces:
    """The whole text as (piece, whether it is a word that was looked for)."""
    if not stems:
        return ((text, False),)
    pieces, last = [], 0
    for start, end, stem in cut(text):
        if stem in stems:
            pieces += [(text[last:start], False), (text[start:end], True)]
            last = end
    pieces.append((text[last:], False))
    return tuple(piece for piece in pieces if piece[0])


def extract(text: str, stems: frozenset[str], *, size: int = EXTRACT_CHARACTERS) -> Pieces:
    """The stretch of a text that holds the most of the words looked for, the first one among equals."""
    if len(text) <= size:
        return mark(text, stems)
    hits = [(start, stem) for start, _, stem in cut(text) if stem in stems] if stems else []
    start = _choose_start(text, hits, size)
    end = _space_before(text, start + size)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    pieces = ((before, False), *mark(text[start:end], stems), (after, False))
    return tuple(piece for piece in pieces if piece[0])


def find_stems(text: str, stems: frozenset[str]) -> frozenset[str]:
    """Which of the words looked for a text holds."""
    return stems & {stem for _, _, stem in cut(text)} if stems else stems


def _choose_start(text: str, hits: list[tuple[int, str]], size: int) -> int:
    """Leave a fifth of the stretch before its first word, and begin at the beginning when near it."""
    best, most = 0, 0
    for first, _ in hits:
        covered = len({stem for start, stem in hits if first <= start < first + size * 4 // 5})
        if covered > most:
            best, most = first, covered
    start = max(0, min(best - size // 5, len(text) - size))
    if start < size // 5:
        return 0
    return text.find(" ", start) + 1 or start


def _space_before(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    return text.rfind(" ", 0, end)
