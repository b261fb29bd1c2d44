"""Chapters in order of reading: each module has `write(contexte) -> list[Chapitre]`.

The words are prose, reviewed as such; no figure is written in them by hand (`texte.dire` refuses it).
"""

from collections.abc import Callable

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.chapitres import (
    annexes,
    avant_propos,
    cadre,
    champs,
    changements,
    enquete,
    ess,
    essentiel,
    matrice,
    methode,
    portraits,
)
from leviers.publication.etude.contexte import Contexte

Writer = Callable[[Contexte], list[Chapitre]]

ETUDE: tuple[Writer, ...] = (
    essentiel.write,
    avant_propos.write,
    methode.write,
    ess.write,
    cadre.write,
    champs.write,
    enquete.write,
    changements.write,
    matrice.write,
    portraits.write,
    annexes.write,
)
"""The whole study; annexes come last, since every chapter fills the index and the sources."""
RESUME: tuple[Writer, ...] = (
    essentiel.write,
    ess.write_court,
    matrice.write,
    champs.write_resume,
    methode.write_court,
    annexes.write_court,
)
"""The sixteen pages."""
