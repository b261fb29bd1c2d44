"""Which notes may run down the margin beside the blocks that follow, so that they push no text apart.

Those that neither their block nor what follows leaves room for stand under it, in small columns.

The height of each block is guessed from its signs, on the wide layout; a guess too high only pushes text.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

_SIGNS, _NOTE_SIGNS = 66, 32
_LINE, _NOTE_LINE, _GAP = 29, 21, 19
_TALL = {"figure": 380, "tableau": 190, "encadre": 110}
_BORNE = 2 * _NOTE_LINE
"""What notes may leave empty under their block: two of their lines."""
_HEADINGS = {2: 110, 3: 70, 4: 50}

Bloc = Mapping[str, Any]


def release(blocs: Sequence[dict[str, Any]]) -> None:
    """Mark each block whose notes fit beside what follows, down to the next notes or the next wide block.

    marge_libre  down the margin; marge_basse: under the block; neither: beside it, where they fit
    """
    for place, bloc in enumerate(blocs):
        has_notes, height = bool(bloc["notes"] or bloc["renvois"]), _measure_notes(bloc)
        room = _measure(bloc) + sum(_measure(one) for one in _list_free(blocs[place + 1 :]))
        bloc["marge_libre"] = has_notes and height <= room
        bloc["marge_basse"] = has_notes and height > max(room, _measure(bloc) + _BORNE)


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
