"""What editors sign: forewords and « points de vue », quoted word for word, never a computed figure."""

from collections.abc import Iterator
from dataclasses import replace

from leviers.publication.etude.blocs import Bloc, Chapitre, Encadre, Paragraphe, Titre
from leviers.publication.etude.contexte import Contexte, Redige
from leviers.publication.etude.texte import Cite, as_texte
from leviers.publication.models import AVANT_PROPOS

GENRES = ("texte", "champ")
"""Kinds of chapters that may hold a point of view."""
FIN = "references-"
"""Beginning of the anchor of the section that ends a chapter: a point of view stands before it."""


def list_rediges(contexte: Contexte, place: str) -> list[tuple[str, Redige]]:
    """Texts of one place that say something, in the order of their editors, each with its way back."""
    found = [one for one in contexte.rediges if one.place == place and any(one.corps)]
    return [(f"redige:{place}.{rang}", one) for rang, one in enumerate(found, 1)]


def write_corps(de: str, one: Redige) -> Iterator[Paragraphe]:
    """Its paragraphs, then who signs."""
    for place, words in enumerate(one.corps):
        yield Paragraphe(as_texte(Cite(words, f"{de}:corps.{place}")))
    if one.signature:
        yield Paragraphe(as_texte(Cite(one.signature, f"{de}:signature")), style="petit")


def holds_points(code: str, genre: str) -> bool:
    """Whether a chapter may hold points of view."""
    return genre in GENRES and code != AVANT_PROPOS


def insert_points(contexte: Contexte, chapitre: Chapitre) -> Chapitre:
    """The chapter with its points of view, in boxes of their own."""
    if not holds_points(chapitre.code, chapitre.genre):
        return chapitre
    boxes = [_draw(*one) for one in list_rediges(contexte, chapitre.code)]
    if not boxes:
        return chapitre
    blocs = list(chapitre.blocs)
    end = next((place for place, one in enumerate(blocs) if _is_end(one)), len(blocs))
    return replace(chapitre, blocs=(*blocs[:end], *boxes, *blocs[end:]))


def _draw(de: str, one: Redige) -> Encadre:
    titre = as_texte(Cite(one.titre, f"{de}:titre")) if one.titre else as_texte("Point de vue")
    return Encadre(titre, tuple(write_corps(de, one)), "point-de-vue")


def _is_end(bloc: Bloc) -> bool:
    return isinstance(bloc, Titre) and bloc.ancre.startswith(FIN)
