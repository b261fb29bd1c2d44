"""What the generator knows that it has put in the files: the key of later tests of facts."""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

NAME = "manifeste.json"


class Manifest:
    """Counts, by source.

    fichiers   rows of each file: contracts for the DECP, features for contours
    tables     rows that staging will write: {"decp": {"marches": 700, …}}
    pieges     traps of real life, by name, in rows that carry one
    defauts    bad cells, as `StageReport.cellules` names them: {"marches.montant_eur": {"non-communique": 3}}
    """

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.fichiers: dict[str, int] = {}
        self.tables: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.pieges: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.defauts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self.verite: dict[str, Any] = {}

    def trap(self, source: str, name: str, *, defaut: tuple[str, str] | None = None, nb: int = 1) -> None:
        """Count a trap; `defaut` is the column and the reason under which staging will count its bad cell."""
        self.pieges[source][name] += nb
        if defaut:
            colonne, raison = defaut
            self.defauts[source][colonne][raison] += nb

    def write(self, folder: Path) -> None:
        """Write the whole as JSON at the root of the mirror, in a stable order."""
        content = {
            "territoire": "Orval Métropole (inventé)",
            "graine": self.seed,
            "fichiers": self.fichiers,
            "tables": self.tables,
            "pieges": self.pieges,
            "defauts": self.defauts,
            **self.verite,
        }
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")
