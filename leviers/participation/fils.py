"""Threads of comments, as a reader sees them: whole threads, about a hundred comments a page."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Count, Q
from markupsafe import Markup, escape

from leviers.participation.commentaires import SHOWN, Etat
from leviers.participation.models import Commentaire

PER_PAGE = 100
"""Comments, answers among them: a subject with a thousand answers as soon as one with ten."""
_LINK = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)]")


class Parole(NamedTuple):
    """One comment as it is read: a row without its table, since a page may show a thousand of them."""

    pk: int
    parent_id: int | None
    auteur_id: int | None
    courriel: str
    nom: str
    texte: str
    etat: str
    ecrit_le: datetime
    modifie_le: datetime | None
    motif: str
    appel_le: datetime | None


@dataclass
class Fil:
    """A first comment and its answers, the oldest first."""

    premier: Parole
    reponses: list[Parole] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One page of the threads of a subject; `nb` counts what can be read in all of them."""

    fils: list[Fil]
    nb: int
    page: int
    pages: int


def count(sujet: str, sujet_id: str) -> int:
    """How many comments can be read under a subject."""
    return Commentaire.objects.filter(sujet=sujet, sujet_id=sujet_id, etat=Etat.VISIBLE).count()


def read_page(sujet: str, sujet_id: str, page: int) -> Page:
    """One page of threads, the newest first; a page beyond the last gives the last. Four queries."""
    every = Commentaire.objects.filter(sujet=sujet, sujet_id=sujet_id)
    pages = _cut(sujet, sujet_id)
    page = min(max(page, 1), len(pages))
    shown = every.filter(pk__in=pages[page - 1]).order_by("-pk").values_list(*Parole._fields)
    fils = {row[0]: Fil(Parole(*row)) for row in shown}
    answers = every.filter(parent__in=list(fils), etat__in=SHOWN).order_by("pk")
    for row in answers.values_list(*Parole._fields):
        fils[row[1]].reponses.append(Parole(*row))
    return Page(list(fils.values()), count(sujet, sujet_id), page, len(pages))


def find_page(one: Commentaire) -> int:
    """The page of the threads where a comment stands; the first for one that is not shown."""
    top = one.parent_id or one.pk
    pages = enumerate(_cut(one.sujet, one.sujet_id), start=1)
    return next((number for number, pks in pages if top in pks), 1)


def _cut(sujet: str, sujet_id: str) -> list[list[int]]:
    """Numbers of the first comments of each page, the newest first; at least one page. One query.

    Rule   a first comment taken back stays as an empty place only while an answer to it is shown; an
           answer taken back leaves nothing; a thread is never cut
    """
    every = Commentaire.objects.filter(sujet=sujet, sujet_id=sujet_id, parent=None)
    counted = every.annotate(nb=Count("reponses", filter=Q(reponses__etat__in=SHOWN)))
    kept = counted.filter(Q(etat__in=SHOWN) | Q(etat=Etat.RETIRE, nb__gt=0)).order_by("-pk")
    pages: list[list[int]] = [[]]
    room = PER_PAGE
    for pk, nb in kept.values_list("pk", "nb"):
        if pages[-1] and nb + 1 > room:
            pages.append([])
            room = PER_PAGE
        pages[-1].append(pk)
        room -= nb + 1
    return pages


@lru_cache(maxsize=4096)
def as_html(texte: str) -> Markup:
    """Plain text as paragraphs: everything escaped, addresses made links that vouch for nothing."""
    pieces = [piece.strip() for piece in re.split(r"\n\s*\n", texte) if piece.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(_link(piece)) for piece in pieces)


def _link(paragraph: str) -> Markup:
    made, last = Markup(""), 0
    for found in _LINK.finditer(paragraph):
        made += escape(paragraph[last : found.start()])
        made += Markup('<a href="{0}" rel="nofollow ugc noopener external">{0}</a>').format(found[0])
        last = found.end()
    made += escape(paragraph[last:])
    return made.replace("\n", Markup("<br>"))
