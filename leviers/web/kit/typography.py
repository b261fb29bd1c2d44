"""French typography: no-break spaces, numbers, dates, agreement.

Source  Lexique des règles typographiques en usage à l’Imprimerie nationale
"""

import re
from datetime import date, datetime

NBSP = "\u00a0"
FINE = "\u202f"

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_FINE_BEFORE = re.compile(r"[ \u00a0](?=[;?!](?:\s|$|[»<)]))")
_NBSP_BEFORE = re.compile(r" (?=[:»%€](?:\W|$))")
_NBSP_AFTER = re.compile(r"(?<=«) ")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:€|%|kB|ms|métropoles?|leviers?|démarches?)\b)")
_MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_SINGULAR_BELOW = 2


def typo(text: str) -> str:
    """Apply French spacing and the curved apostrophe to a piece of text; harmless when already done."""
    text = _APOSTROPHE.sub("’", text)
    text = _FINE_BEFORE.sub(FINE, text)
    text = _NBSP_BEFORE.sub(NBSP, text)
    text = _NBSP_AFTER.sub(NBSP, text)
    return _NUMBER_UNIT.sub(NBSP, text)


def nombre(value: float | int, decimals: int | None = None) -> str:
    """Write a number the French way: 1 234,5 with a narrow no-break space; useless zeros dropped.

    `decimals` fixes the count of decimals; by default at most two are kept.
    """
    text = f"{value:,.{2 if decimals is None else decimals}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", FINE).replace(".", ",").replace("-", "\u2212")


def euros(value: float | int) -> str:
    """An amount in euros, without cents when there are none."""
    return f"{nombre(value, 0 if float(value).is_integer() else 2)}{NBSP}€"


def euros_courts(value: float | int) -> str:
    """An amount to be read at a glance: 1,2 M€, 340 k€, 950 €."""
    for size, unit in ((1e9, "Md€"), (1e6, "M€"), (1e3, "k€")):
        if abs(value) >= size:
            return f"{nombre(round(value / size, 1))}{NBSP}{unit}"
    return euros(value)


def pluriel(count: float, singular: str, plural: str | None = None) -> str:
    """Count and noun in agreement: zero and one are singular in French, 1,9 too."""
    word = singular if abs(count) < _SINGULAR_BELOW else (plural or f"{singular}s")
    return f"{nombre(count)}{NBSP}{word}"


def accord(count: float, singular: str, plural: str) -> str:
    """The form that agrees with a count, without the count."""
    return singular if abs(count) < _SINGULAR_BELOW else plural


def date_fr(value: date | datetime | str | None) -> str:
    """A date in words: 1er mars 2024; "2024-03" gives mars 2024; unknown gives an empty text."""
    if not value:
        return ""
    if isinstance(value, str):
        return _partial_date(value)
    day = "1er" if value.day == 1 else str(value.day)
    return f"{day}{NBSP}{_MOIS[value.month - 1]}{NBSP}{value.year}"


def _partial_date(text: str) -> str:
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return text
    if len(parts) == 1:
        return text
    month = _MOIS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month}{NBSP}{parts[0]}"
    return date_fr(date(int(parts[0]), int(parts[1]), int(parts[2])))


def annees(debut: int | None, fin: int | None) -> str:
    """A period: depuis 2019, 2019 à 2022, 2019; unknown gives an empty text."""
    if debut and fin:
        return str(debut) if debut == fin else f"{debut} à {fin}"
    if debut:
        return f"depuis{NBSP}{debut}"
    return f"jusqu’en{NBSP}{fin}" if fin else ""


def enumere(items: list[str]) -> str:
    """Items joined as in a sentence: a, b et c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"
