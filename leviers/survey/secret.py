"""Small numbers: which counts of people who asked not to be named may be shown.

An adversary knows the named answers, every count that is shown, the totals, and this very file. Nothing that
he can work out may be a count of 1 or 2, nor say that everybody gave the same answer (docs/methode).
"""

from collections.abc import Mapping

SEUIL = 3
"""The least count that is shown, save 0."""

Cells = Mapping[str, int]


def hide(cells: Cells) -> frozenset[str] | None:
    """Cells to hide in one table whose total is known; None when the whole table has to be.

    cells   exclusive answers -> how many gave each
    Rule    counts of 1 or 2 are hidden, then the largest, those alike together, until what is hidden
            amounts to 2 × cells hidden + 2: with less, some small tables can be worked out (tests)
    """
    total = sum(cells.values())
    if total == 0:
        return frozenset()
    hidden = {code for code, count in cells.items() if 0 < count < SEUIL}
    if total < SEUIL or total in cells.values():
        return None
    if not hidden:
        return frozenset()
    for count in sorted(set(cells.values()), reverse=True):
        if _is_enough(cells, hidden):
            break
        hidden |= {code for code in cells if count and cells[code] == count}
    return frozenset(hidden) if _is_enough(cells, hidden) else None


def hide_unanimous(cells: Cells) -> frozenset[str] | None:
    """The same where an answer of all says nothing of anybody: asked, answered, not answered."""
    return frozenset() if sum(cells.values()) in (0, *_large(cells)) else hide(cells)


def hide_ticked(ticked: Cells, answered: int) -> frozenset[str] | None:
    """Choices to hide when several may be ticked: too few ticked them, or too few did not.

    None when what is left would tell: every other choice at 0 says that all ticked the one that is hidden
    """
    if answered < SEUIL:
        return None if answered else frozenset()
    hidden = {
        code
        for code, count in ticked.items()
        if 0 < count < SEUIL or 0 < answered - count < SEUIL or count == answered
    }
    shown = sum(count for code, count in ticked.items() if code not in hidden)
    return None if len(hidden) == 1 and not shown else frozenset(hidden)


def _large(cells: Cells) -> list[int]:
    return [count for count in cells.values() if count >= SEUIL]


def _is_enough(cells: Cells, hidden: set[str]) -> bool:
    return len(hidden) > 1 and sum(cells[code] for code in hidden) >= 2 * len(hidden) + 2
