"""French typography: no-break spaces, numbers, dates, agreement.

Source  Lexique des règles typographiques en usage à l’Imprimerie nationale
"""

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

NBSP = "\u00a0"
FINE = "\u202f"
PARIS = ZoneInfo("Europe/Paris")

# Addresses of pages and of people are left as they are.
_ADDRESS = re.compile(r"(https?://[^\s<>«»\"]+|www\.[^\s<>«»\"]+|[\w.+-]+@[\w-]+\.[\w.-]+)")
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[^\W\d_])'(?=[\w«])"), "’"),
    (re.compile(r"[ \u00a0](?=[;?!]+(?:[\s»<).,…]|$))"), FINE),
    (re.compile(r" (?=»|[:%](?:[\s).,;…»]|$))"), NBSP),
    (re.compile(r"(?<=«) "), NBSP),
    (re.compile(r"(?<=\d) (?=(?:[kM]|Md)?€)"), NBSP),
    (re.compile(r"(?<=\d) (?=(?:kB|Mo|ms|km|hab\.|habitants?|métropoles?|leviers?|démarches?)(?!\w))"), NBSP),
    (re.compile(r"(?<!\w)(n°|art\.|p\.) (?=\d)"), rf"\g<1>{NBSP}"),
)
_GROUPED = re.compile(r"(?<![\w,.-])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w-])")
_BLANK = re.compile(r"[ \u00a0]")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SINGULAR_BELOW = 2
_SIZES = ((1e3, "k€"), (1e6, "M€"), (1e9, "Md€"))


@lru_cache(maxsize=4096, typed=True)
def typo(text: str) -> str:
    """Apply French spacing and the curved apostrophe to a piece of text; harmless when already done.

    It moves no word and adds no space: a colon glued to its word, as in 12:30, stays as it is. The
    last texts are kept, since the same titles come back on every page.
    """
    pieces = _ADDRESS.split(text)
    pieces[::2] = [_space(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _space(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return _GROUPED.sub(lambda match: _BLANK.sub(FINE, match[0]), text)


def nombre(value: float | int, decimals: int | None = None) -> str:
    """Write a number the French way: 1 234,5 with a narrow no-break space; useless zeros dropped.

    `decimals` fixes the count of decimals; by default at most two are kept.
    """
    text = f"{value:,.{2 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    if not text.strip("-0.,"):
        text = text.lstrip("-")  # minus zero is zero
    return text.replace(",", FINE).replace(".", ",").replace("-", "\u2212")


def euros(value: float | int) -> str:
    """An amount in euros, without cents when there are none."""
    return f"{nombre(value, 0 if float(value).is_integer() else 2)}{NBSP}€"


def euros_courts(value: float | int) -> str:
    """An amount to be read at a glance: 1,2 M€, 340 k€, 950 €."""
    shown = euros(value)
    for size, unit in _SIZES:
        if abs(round(value / size * 1e3, 1)) >= 1e3:  # 999,96 k€ would read 1 000 k€
            shown = f"{nombre(round(value / size, 1))}{NBSP}{unit}"
    return shown


def pluriel(count: float, singular: str, plural: str | None = None) -> str:
    """Count and noun in agreement: zero and one are singular in French, 1,9 too."""
    word = singular if abs(count) < _SINGULAR_BELOW else (plural or f"{singular}s")
    return f"{nombre(count)}{NBSP}{word}"


def accord(count: float, singular: str, plural: str) -> str:
    """The form that agrees with a count, without the count."""
    return singular if abs(count) < _SINGULAR_BELOW else plural


def paris_day(moment: datetime) -> date:
    """The day it is in Paris at that moment."""
    return moment.astimezone(PARIS).date() if moment.tzinfo else moment.date()


def date_fr(value: date | datetime | str | None) -> str:
    """A date in words: 1er mars 2024; "2024-03" gives mars 2024; unknown gives an empty text.

    A moment gives the day in Paris; a text that is not a date comes back as it is.
    """
    if not value:
        return ""
    if isinstance(value, str):
        return _partial_date(value)
    day = paris_day(value) if isinstance(value, datetime) else value
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{_MOIS[day.month - 1]}{NBSP}{day.year}"


def moment_fr(moment: datetime) -> str:
    """« 28 novembre 2026, 14 h 05 », in Paris."""
    here = moment.astimezone(PARIS)
    return f"{date_fr(here)}, {here.hour}{NBSP}h{NBSP}{here.minute:02}"


def _partial_date(text: str) -> str:
    match = _ISO.fullmatch(text)
    if not match:
        return text
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        known = date(year, month, day)
    except ValueError:
        return text
    return date_fr(known) if match[3] else f"{_MOIS[known.month - 1]}{NBSP}{known.year}"


def annees(debut: int | None, fin: int | None) -> str:
    """A period: depuis 2019, 2019 à 2022, 2019; unknown gives an empty text."""
    if debut and fin:
        return str(debut) if debut == fin else f"{debut} à {fin}"
    if debut:
        return f"depuis{NBSP}{debut}"
    return f"jusqu’en{NBSP}{fin}" if fin else ""


def enumere(items: list[str], word: str = "et") -> str:
    """Items joined as in a sentence: a, b et c; « ou » instead when asked."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def unite(count: float, unit: str) -> str:
    """A unit in agreement with its count: « marchés », « marché »; signs and phrases stay as they are."""
    is_plain_plural = unit.endswith("s") and unit.isalpha()
    return unit[:-1] if is_plain_plural and abs(count) < _SINGULAR_BELOW else unit
