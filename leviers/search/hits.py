"""One thing found, as it is shown: its title and an extract, the words that were looked for lit."""

from collections.abc import Iterable
from dataclasses import dataclass

from leviers.reference import territoires, typologie
from leviers.search.asked import Asked, Stems
from leviers.search.documents import ARTICLE, DEMARCHE, LEVIER, METROPOLE, Document
from leviers.search.extracts import Pieces, extract, find_stems, mark
from leviers.search.fiches import MARCHE, STRUCTURE, SUBVENTION, Fiche
from leviers.search.network import ANNONCE, RESEAU
from leviers.search.words import list_stems

# Texts an extract may come from, in this order, with what must be said of them.
_EXTRACTED = {
    METROPOLE: {"description": "", "partenaires": "Communes : ", "sources": "Sources : "},
    LEVIER: {"description": "", "partenaires": "", "mots_cles": "Mots-clés : ", "sources": "Textes : "},
    DEMARCHE: {"description": ""},
    ARTICLE: {"description": ""},
    ANNONCE: {"description": ""},
    RESEAU: {"description": "", "partenaires": "Métropoles : "},
}
_NAMED = {MARCHE: "Titulaire : ", SUBVENTION: "Bénéficiaire : ", STRUCTURE: "Autres noms : "}


@dataclass(frozen=True, slots=True)
class Hit:
    """Genre and key name its page; `contexte` is who and when; `champ` is there for what has one."""

    genre: str
    cle: str
    titre: Pieces
    extrait: Pieces
    contexte: tuple[str, ...]
    champ: typologie.Champ | None = None


class Lights:
    """Which words of a text to light: those typed, what the last one becomes, those one letter away.

    What an acronym stands for is lit where it stands whole: « société » alone says nothing of a SCIC.
    """

    def __init__(self, asked: Asked, *, completions: Iterable[str] = (), est_proche: bool = False) -> None:
        self.stems = asked.stems | frozenset(completions)
        self._meanings = tuple(sens for part in asked.parts for sens in part.sens)
        self._est_proche = est_proche

    def choose(self, text: str) -> frozenset[str]:
        """Stems to light in one text."""
        if not (self._meanings or self._est_proche):
            return self.stems
        said = tuple(list_stems(text))
        chosen = set(self.stems)
        for sens in self._meanings:
            if _holds(said, sens):
                chosen.update(sens)
        if self._est_proche:
            chosen.update(one for one in set(said) if any(is_close(one, stem) for stem in self.stems))
        return frozenset(chosen)


def show_document(document: Document, lights: Lights) -> Hit:
    """The extract comes from the first text that holds a word looked for, or from the description."""
    texts = [(getattr(document, name), label) for name, label in _EXTRACTED[document.genre].items()]
    holding = (pair for pair in texts if find_stems(pair[0], lights.choose(pair[0])))
    text, label = next(holding, (document.description, ""))
    extrait = extract(text, lights.choose(text))
    return Hit(
        genre=document.genre,
        cle=document.cle,
        titre=mark(document.titre, lights.choose(document.titre)),
        extrait=((label, False), *extrait) if label else extrait,
        contexte=(document.contexte,),
        champ=document.champ,
    )


def show_fiche(fiche: Fiche, lights: Lights) -> Hit:
    """The title of a record, then who else it names; an empty title stays empty, the page says so."""
    names = " ; ".join(fiche.noms)
    label = _NAMED.get(fiche.genre, "") if names else ""
    said = extract(names, lights.choose(names)) if names else ()
    return Hit(
        genre=fiche.genre,
        cle=fiche.cle,
        titre=extract(fiche.titre, lights.choose(fiche.titre)),
        extrait=((label, False), *said) if label else said,
        contexte=_place(fiche) if fiche.genre == STRUCTURE else _situate(fiche),
    )


def _place(fiche: Fiche) -> tuple[str, ...]:
    """Where a structure is and what it is; its number when none of it is known, since names are shared."""
    city = territoires.index_by_slug().get(fiche.metropole)
    known = (fiche.qui, city.nom_court if city else "")
    return tuple(filter(None, known)) or (f"SIREN {fiche.cle}",)


def _situate(fiche: Fiche) -> tuple[str, str]:
    """Who acts and when; what is not known is said."""
    qui = fiche.qui or (f"SIREN {fiche.qui_siren}" if fiche.qui_siren else "acteur inconnu")
    return qui, str(fiche.annee or "année inconnue")


def is_close(one: str, other: str) -> bool:
    """Whether two words are one letter apart: one more, one less, one other, two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _holds(said: Stems, sens: Stems) -> bool:
    return any(said[rank : rank + len(sens)] == sens for rank in range(len(said) - len(sens) + 1))
