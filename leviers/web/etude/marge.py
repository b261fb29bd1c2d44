"""Which notes may run down the margin beside the blocks that follow, so that they push no text apart.

The height of each block is guessed from its signs, on the wide layout; a guess too high only pushes text.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

_SIGNS, _NOTE_SIGNS = 66, 32
_LINE, _NOTE_LINE, _GAP = 29, 21, 19
_TALL = {"figure": 380, "tableau": 190, "encadre": 110}
_HEADINGS = {2: 110, 3: 70, 4: 50}

Bloc = Mapping[str, Any]


def release(blocs: Sequence[dict[str, Any]]) -> None:
    """Mark each block whose notes fit beside what follows, down to the next notes or the next wide block."""
    for place, bloc in enumerate(blocs):
        room = _measure(bloc) + sum(_measure(one) for one in _list_free(blocs[place + 1 :]))
        bloc["marge_libre"] = bool(bloc["notes"] or bloc["renvois"]) and _measure_notes(bloc) <= room


def _list_free(blocs: Sequence[Bloc]) -> list[Bloc]:
    """Blocks that leave the margin empty, until one does not."""
    found = []
    for bloc in blocs:
        is_plain = bloc["sorte"] in ("paragraphe", "liste", "titre", *_TALL)
        if not is_plain or bloc["notes"] or bloc["renvois"] or bloc.get("est_large"):
            break
        found.append(bloc)
    return found


def _measure(bloc: Bloc) -> int:
    if bloc["sorte"] == "titre":
        return _HEADINGS[bloc["niveau"]]
    if bloc["sorte"] == "paragraphe":
        return ceil(len(bloc["texte"].striptags()) / _SIGNS) * _LINE + _GAP
    if bloc["sorte"] == "liste":
        return sum(ceil(len(one.striptags()) / _SIGNS) * _LINE for one in bloc["items"]) + _GAP
    return _TALL.get(bloc["sorte"], 0)


def _measure_notes(bloc: Bloc) -> int:
    said = [len(text.striptags()) + 3 for _number, text in bloc["notes"]]
    said += [len(one["titre"]) + len(one["editeur"]) + 7 for one in bloc["renvois"]]
    return sum(ceil(length / _NOTE_SIGNS) * _NOTE_LINE + 6 for length in said)
