"""How many people read an article: counted once per reader and day, and nothing of them is kept.

The page shows a small picture of this site at the end of the text. Whoever asks for it is counted by a
digest of the network address, of the browser and of a salt drawn at random for the day; the day after, salt
and digests are erased, and the count stays.
"""

import hashlib
import re
import secrets
from datetime import date

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from leviers.participation.models import Lectorat, Lecture, Sel

_ROBOTS = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|archive|preview|monitor|scan|fetch|curl|wget|python|java/|go-http|"
    r"okhttp|libwww|httpclient|headless|lighthouse|feed|rss|facebookexternalhit|whatsapp|telegram",
    re.I,
)


def is_robot(agent: str) -> bool:
    """Whether a browser says that it is none, or says nothing at all."""
    return not agent.strip() or bool(_ROBOTS.search(agent))


def count(article_id: int, *, address: str, agent: str) -> bool:
    """Count one reading unless this reader was counted today; tell whether it was counted."""
    if is_robot(agent):
        return False
    today = timezone.localdate()
    text = f"{article_id}\0{address}\0{agent}".encode()
    digest = hashlib.blake2b(text, key=_read_sel(today), digest_size=32).hexdigest()
    if Lecture.objects.filter(article_id=article_id, jour=today, empreinte=digest).exists():
        return False
    try:
        with transaction.atomic():
            Lecture.objects.create(article_id=article_id, jour=today, empreinte=digest)
            Lectorat.objects.get_or_create(article_id=article_id)
            Lectorat.objects.filter(article_id=article_id).update(nb=models.F("nb") + 1)
    except IntegrityError:  # the same reader, at the same moment
        return False
    return True


def read_nb(article_id: int) -> int:
    """How many readings an article had."""
    return Lectorat.objects.filter(article_id=article_id).values_list("nb", flat=True).first() or 0


def forget_days(today: date) -> int:
    """Erase the salts and the digests of the days before; how many digests."""
    Sel.objects.filter(jour__lt=today).delete()
    nb, _by_model = Lecture.objects.filter(jour__lt=today).delete()
    return nb


def _read_sel(today: date) -> bytes:
    """The salt of the day; the first reader of a day draws it, and the days before are forgotten."""
    kept = Sel.objects.filter(jour=today).first()
    if kept is None:
        forget_days(today)
        kept, _ = Sel.objects.get_or_create(jour=today, defaults={"valeur": secrets.token_bytes(32)})
    return bytes(kept.valeur)
