"""A study read again: every figure computed anew, every quotation found back in its record.

It reads plain data, so that a study being written and a frozen edition are verified the same way.
"""

import re
from collections.abc import Iterator
from typing import Any

from leviers.publication.etude.arbre import walk
from leviers.publication.etude.blocs import as_data
from leviers.publication.etude.calculs import CALCULS, ecrire
from leviers.publication.etude.contexte import Contexte
from leviers.publication.etude.etude import Etude
from leviers.publication.etude.mesures import Mesures, load_definitions
from leviers.publication.etude.retrouver import Introuvable, retrouver

_DIGIT = re.compile(r"\d")


def verify(etude: Etude | Any, mesures: Mesures) -> list[str]:
    """Faults of the figures: what is written, where, and what its measure gives today; none when all is well.

    etude  the study, chapters, or their plain data (`Etude.as_data`)
    """
    faults = []
    for piece in list_pieces(etude, "chiffre"):
        expected = _write_again(piece, mesures)
        if expected != piece["ecrit"]:
            faults.append(f"« {piece['ecrit']} » ({_name(piece)}) : {expected or 'mesure inconnue'}")
    return faults + [
        f"« {piece['texte']} » : un chiffre écrit à la main"
        for piece in list_pieces(etude, "mot")
        if _DIGIT.search(piece["texte"])
    ]


def verify_citations(etude: Etude | Any, contexte: Contexte) -> list[str]:
    """Faults of the quotations: those whose record cannot be found, or does not hold their words."""
    faults = []
    for piece in list_pieces(etude, "cite"):
        try:
            found = retrouver(contexte, piece["de"])
        except Introuvable:
            faults.append(f"« {piece['texte']} » : {piece['de']} est introuvable")
            continue
        if not _holds(found, piece["texte"]):
            faults.append(f"« {piece['texte']} » : {piece['de']} dit « {found} »")
    return faults


def list_pieces(etude: Etude | Any, sorte: str) -> Iterator[dict[str, Any]]:
    """Every piece of one kind, in the order of reading."""
    data = etude.as_data() if isinstance(etude, Etude) else as_data(etude)
    yield from (piece for piece in walk(data) if piece.get("sorte") == sorte)


def _write_again(piece: dict[str, Any], mesures: Mesures) -> str:
    """What the figure should read; empty when its measure or its calculation does not exist."""
    code, _, cle = piece["sur"].partition("|")
    asked = {piece["mesure"], code} - {""}
    if not asked <= load_definitions().keys() or piece["calcul"] not in CALCULS:
        return ""
    autre = mesures.mesurer(code, cle).valeur if code else None
    return ecrire(piece["calcul"], mesures.mesurer(piece["mesure"], piece["cle"]).valeur, autre)


def _holds(found: str, said: str) -> bool:
    """A quotation is the whole of a field, or a part of it cut between two words.

    A unit may be singular, and a field may lose its first capital.
    """
    part = rf"(?<!\w){re.escape(said.strip())}s?(?!\w)"
    inside = found[:1].lower() + found[1:]
    return found == said or any(re.search(part, whole) for whole in (found, inside))


def _name(piece: dict[str, Any]) -> str:
    over = f" / {piece['sur']}" if piece["sur"] else ""
    return f"{piece['mesure']}|{piece['cle']} {piece['calcul']}{over}"
