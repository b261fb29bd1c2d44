"""Chapters in order of reading: each module has `write(contexte) -> list[Chapitre]`.

The words are prose, reviewed as such; no figure is written in them by hand (`texte.dire` refuses it).
"""

from collections.abc import Callable

from leviers.publication.etude.blocs import Chapitre
from leviers.publication.etude.chapitres import changements, portraits
from leviers.publication.etude.contexte import Contexte

Writer = Callable[[Contexte], list[Chapitre]]

ETUDE: tuple[Writer, ...] = (changements.write, portraits.write)
"""The whole study: essentiel, avant_propos, methode, ess, cadre, champs (governance first), enquete,
changements, matrice, portraits, index, glossaire, sources, credits."""
RESUME: tuple[Writer, ...] = ()
"""The sixteen pages."""
