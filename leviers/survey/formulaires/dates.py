"""format-date() of ODK, in French, and the hour as a fraction of the day."""

import math
from datetime import datetime, time

MOIS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
JOURS = "lun. mar. mer. jeu. ven. sam. dim.".split()


def format_moment(moment: datetime | None, pattern: str) -> str:
    """The moment written as the pattern asks; an unknown code stays as it is, no moment gives ""."""
    if moment is None:
        return ""
    codes = {
        "Y": f"{moment.year:04d}", "y": f"{moment.year % 100:02d}", "m": f"{moment.month:02d}",
        "n": str(moment.month), "b": MOIS[moment.month - 1], "d": f"{moment.day:02d}", "e": str(moment.day),
        "H": f"{moment.hour:02d}", "h": str(moment.hour), "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}", "3": f"{moment.microsecond // 1000:03d}", "a": JOURS[moment.weekday()],
        "W": f"{moment.isocalendar().week:02d}", "%": "%",
    }  # fmt: skip
    written, index = [], 0
    while index < len(pattern):
        code = pattern[index + 1 : index + 2]
        if pattern[index] == "%" and code in codes:
            written.append(codes[code])
            index += 2
        else:
            written.append(pattern[index])
            index += 1
    return "".join(written)


def fraction_of_day(text: str) -> float:
    """0.5 for 12:00, NaN for what is no hour."""
    try:
        hour = time.fromisoformat(text)
    except ValueError:
        return math.nan
    return (hour.hour * 3600 + hour.minute * 60 + hour.second) / 86_400
