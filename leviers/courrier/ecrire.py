"""Write a letter: paragraphs in, a text and its HTML twin out, kept until it leaves."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone
from markupsafe import Markup, escape

from leviers.courrier.models import Lettre

OPENING = ("code", "passe")
"""Kinds of letters that open an account: the file of a person leaves them out."""
_LINK = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)]")
_PAGE = Markup(
    '<!doctype html>\n<html lang="fr">\n<head><meta charset="utf-8"><title>{}</title></head>\n'
    "<body>\n{}\n</body>\n</html>\n"
)


def write(
    destinataire: str,
    genre: str,
    sujet: str,
    texte: str,
    *,
    raison: str = "",
    entetes: Mapping[str, str] | None = None,
    perime_le: datetime | None = None,
) -> Lettre | None:
    """Keep a letter that will leave within a minute; nothing when this address had one of the same raison.

    texte  paragraphs separated by an empty line, in our words; what people wrote may stand in it, it is text
    """
    made = {
        "genre": genre,
        "sujet": write_on_one_line(sujet)[:300],
        "texte": texte,
        "html": as_html(sujet, texte),
        "entetes": {name: write_on_one_line(value) for name, value in (entetes or {}).items()},
        "perime_le": perime_le,
    }
    if not raison:
        return Lettre.objects.create(destinataire=destinataire, **made)
    lettre, created = Lettre.objects.get_or_create(destinataire=destinataire, raison=raison, defaults=made)
    return lettre if created else None


def write_on_one_line(text: str) -> str:
    """The same words without a line break, which a header must never hold; no-break spaces stay."""
    return re.sub(r"[ \t\r\n\v\f\x00-\x1f\x85\u2028\u2029]+", " ", text).strip()


def as_html(sujet: str, texte: str) -> str:
    """The HTML twin of a letter: the same paragraphs, addresses made links; no picture, nothing fetched."""
    return _PAGE.format(write_on_one_line(sujet), as_corps(texte))


def as_corps(texte: str) -> Markup:
    """The paragraphs of that twin."""
    paragraphs = [piece.strip() for piece in texte.replace("\r", "").split("\n\n") if piece.strip()]
    return Markup("\n".join(f"<p>{_link(one)}</p>" for one in paragraphs))  # noqa: S704 (escaped by _link)


def erase_old(days: int) -> int:
    """Forget address and text of letters ended for so many days; how many."""
    ended = (Lettre.Etat.PARTI, Lettre.Etat.REFUSE, Lettre.Etat.ANNULE)
    before = timezone.now() - timedelta(days=days)
    old = Lettre.objects.filter(etat__in=ended, ecrit_le__lt=before).exclude(destinataire="")
    return old.update(destinataire="", raison="", sujet="", texte="", html="", entetes={})


def _link(paragraph: str) -> str:
    """A paragraph escaped, its addresses made links, its line breaks kept. Letters are many."""
    made, last = [], 0
    for found in _LINK.finditer(paragraph):
        address = escape(found[0])
        made += [escape(paragraph[last : found.start()]), f'<a href="{address}">{address}</a>']
        last = found.end()
    made.append(escape(paragraph[last:]))
    return "".join(map(str, made)).replace("\n", "<br>\n")
