"""Chapters in order of reading: each module has `write(contexte) -> list[Chapitre]`.

The words are prose, reviewed as such; no figure is written in them by hand (`texte.dire` refuses it).
"""

from collections.abc import Callable

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.chapitres import annexes, avant_propos, cadre, ess, essentiel, methode
from leviers.publication.etude.contexte import Contexte

Writer = Callable[[Contexte], list[Chapitre]]

ETUDE: tuple[Writer, ...] = (
    essentiel.write,
    avant_propos.write,
    methode.write,
    ess.write,
    cadre.write,
    annexes.write,
)
"""The whole study: essentiel, avant_propos, methode, ess, cadre, then champs (governance first), enquete,
changements, matrice, portraits; annexes come last, since every chapter fills the index and the sources."""
RESUME: tuple[Writer, ...] = (
    essentiel.write,
    ess.write_court,
    methode.write_court,
    annexes.write_court,
)
"""The sixteen pages; the matrix, then one page a champ, go between ess and methode."""
