"""Cleaning of one cell: what a text of an official file says, or why it could not be read.

The rules are written twice: here, plainly, as the reference; in macros/ for speed. A property test
holds them together. A cell that says nothing (empty, spaces) has neither value nor reason. A cell that
says something unreadable has no value and one reason, in kebab-case; nothing is ever guessed.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

SPACES = " \t\r\n\x0b\x0c\x1e\xa0\u2007\u2009\u200b\u202f\ufeff"
"""What typists and spreadsheets leave around and inside numbers; 1E stands for a line break (tables.py)."""

NOTHING_SAID = frozenset(
    [
        *("nc", "n.c.", "n.c", "n/c", "nr", "n.r.", "n/r", "na", "n/a", "nd", "n.d.", "n/d", "null", "none"),
        *("nan", "-", "--", "?", "inconnu", "inconnue", "non communiqué", "non communique", "non renseigné"),
        *("non renseigne", "non précisé", "non precise", "sans objet", "néant", "neant", "#n/a", "#ref!"),
        *("#valeur!", "#nom?", "x", "xx", "xxx", "aucun", "aucune", "cdl", "undefined"),
    ]
)
"""Ways of writing that nothing is known; « CDL » is what the DECP prescribe for it."""

_NOTHING_SAID_TIGHT = frozenset(word.replace(" ", "") for word in NOTHING_SAID)

FIRST_YEAR, LAST_YEAR = 1900, 2100
LA_POSTE = "356000000"
_LARGEST = Decimal(10) ** 16

_SCIENTIFIC = r"[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+"
_CURRENCY = r"^(.*?)[ ]*(€|[eE][uU][rR]([oO][sS]?)?)$"
_TIME = r"([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"


class Montant(NamedTuple):
    """An amount in euros, to the cent."""

    valeur: Decimal | None
    raison: str | None


class Jour(NamedTuple):
    """A date; `annee` is also known where only the year was written."""

    valeur: date | None
    annee: int | None
    raison: str | None


class Entier(NamedTuple):
    """A whole number."""

    valeur: int | None
    raison: str | None


class Nombre(NamedTuple):
    """A number, to four decimals."""

    valeur: Decimal | None
    raison: str | None


class Oui(NamedTuple):
    """A yes or a no."""

    valeur: bool | None
    raison: str | None


class Code(NamedTuple):
    """A commune or a postcode, five signs."""

    valeur: str | None
    raison: str | None


class Siret(NamedTuple):
    """An establishment, and its legal unit, which may be known alone."""

    valeur: str | None
    siren: str | None
    raison: str | None


class Siren(NamedTuple):
    """A legal unit."""

    valeur: str | None
    raison: str | None


def lire_texte(texte: str | None) -> str | None:
    """The text without spaces around it; None when nothing is left."""
    if texte is None:
        return None
    return texte.strip(SPACES).replace("\x1e", "\n") or None


def lire_montant(texte: str | None) -> Montant:
    """Read « 1 234,50 », « 1234.5 », « 1.234,50 », « 1,234.50 » or « 1 234 € ».

    Units   euros; more than two decimals are rounded half up, counted `plus-de-deux-decimales`
    Bad     `non-communique`, `notation-scientifique`, `montant-demesure` (17 digits and more),
            `montant-ambigu` (« 1.234 » may be a thousand or three decimals), `montant-illisible`
    """
    net = _squeeze(texte)
    if not net:
        return Montant(None, None)
    if net.lower() in NOTHING_SAID:
        return Montant(None, "non-communique")
    net = re.sub(_CURRENCY, r"\1", net).replace("−", "-")
    if re.fullmatch(_SCIENTIFIC, net):
        return Montant(None, "notation-scientifique")
    if re.fullmatch(r"[+-]? ?[1-9][0-9]{0,2}[.,][0-9]{3}", net):
        return Montant(None, "montant-ambigu")
    plain = _plain_number(net)
    if plain is None:
        return Montant(None, "montant-illisible")
    number = Decimal(plain)
    if abs(number) >= _LARGEST - 1:
        return Montant(None, "montant-demesure")
    cents = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Montant(cents, None if cents == number else "plus-de-deux-decimales")


def lire_nombre(texte: str | None) -> Nombre:
    """Read a share or a rate as declared, between 0 and 100; a sign % is left out, nothing is multiplied.

    Bad     `non-communique`, `nombre-hors-bornes`, `nombre-illisible`
    """
    net = _squeeze(texte)
    if not net:
        return Nombre(None, None)
    if net.lower() in NOTHING_SAID:
        return Nombre(None, "non-communique")
    if not re.fullmatch(r"[+-]?[0-9]{1,9}([.,][0-9]{1,20})? ?%?", net):
        return Nombre(None, "nombre-illisible")
    number = Decimal(net.rstrip("% ").replace(",", "."))
    if not 0 <= number <= 100:
        return Nombre(None, "nombre-hors-bornes")
    return Nombre(number.quantize(Decimal("0.0001"), ROUND_HALF_UP), None)


def lire_entier(texte: str | None) -> Entier:
    """Read a whole number of at most nine digits; « 12.0 » is one, « 12.5 » is not.

    Bad     `non-communique`, `entier-illisible`
    """
    net = _squeeze(texte)
    if not net:
        return Entier(None, None)
    if net.lower() in NOTHING_SAID:
        return Entier(None, "non-communique")
    if not re.fullmatch(r"[+-]?[0-9]{1,9}([.,]0{1,9})?", net):
        return Entier(None, "entier-illisible")
    return Entier(int(re.split("[.,]", net)[0]), None)


def lire_booleen(texte: str | None) -> Oui:
    """Read « oui », « true », « 1 » and their contraries.

    Bad     `non-communique`, `booleen-illisible`
    """
    net = (_squeeze(texte) or "").lower()
    if not net:
        return Oui(None, None)
    if net in ("oui", "o", "true", "vrai", "1", "yes", "t"):
        return Oui(True, None)
    if net in ("non", "n", "false", "faux", "0", "no", "f"):
        return Oui(False, None)
    return Oui(None, "non-communique" if net in NOTHING_SAID else "booleen-illisible")


def lire_date(texte: str | None) -> Jour:
    """Read an ISO date (with or without time), dd/mm/yyyy, dd-mm-yyyy or dd.mm.yyyy.

    Bad     `annee-seule` and `mois-seul` (the year is kept), `non-communique`, `date-illisible`,
            `date-impossible` (31/02/2023), `date-hors-bornes` (before 1900 or after 2100)
    """
    net = _squeeze(texte)
    if not net:
        return Jour(None, None, None)
    if net.lower() in NOTHING_SAID:
        return Jour(None, None, "non-communique")
    iso = re.fullmatch(r"([0-9]{4})(?:[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2})" + _TIME + r")?)?", net)
    french = re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})" + _TIME, net)
    if iso:
        year, month, day = (int(part) if part else None for part in iso.group(1, 2, 3))
    elif french:
        day, month, year = (int(part) for part in french.group(1, 2, 3))
    else:
        return Jour(None, None, "date-illisible")
    return _dated(year or 0, month, day)


def lire_annee(texte: str | None) -> Entier:
    """Read a year, alone or out of a date.

    Bad     as `lire_date`, where a year alone is no longer a defect
    """
    jour = lire_date(texte)
    return Entier(jour.annee, None if jour.annee else jour.raison)


def lire_code(texte: str | None) -> Code:
    """Read an INSEE code of a commune or a postcode: five digits, or 2A and 2B before three digits.

    Bad     `non-communique`, `code-illisible` (a zero lost by a spreadsheet is not put back)
    """
    net = _squeeze(texte)
    if not net:
        return Code(None, None)
    if net.lower() in NOTHING_SAID:
        return Code(None, "non-communique")
    if not re.fullmatch(r"(2[ABab]|[0-9]{2})[0-9]{3}", net):
        return Code(None, "code-illisible")
    return Code(net.upper(), None)


def lire_siret(texte: str | None) -> Siret:
    """Read the fourteen digits of an establishment, checked by their key (La Poste's rule included).

    Bad     `siren-au-lieu-de-siret` (the SIREN is kept), `siret-cle-fausse` (the SIREN is kept when its
            own key is right), `siren-cle-fausse`, `identifiant-bouchon` (zeros), `notation-scientifique`,
            `numero-rna`, `autre-identifiant` (letters), `longueur` (digits lost or added), `non-communique`
    """
    digits, raison = _digits(texte, (9, 14))
    if digits is None:
        return Siret(None, None, raison)
    siren = digits[:9] if _luhn(digits[:9]) else None
    if len(digits) == 9:
        return Siret(None, siren, "siren-au-lieu-de-siret" if siren else "siren-cle-fausse")
    if _luhn(digits) or (siren == LA_POSTE and sum(map(int, digits)) % 5 == 0):
        return Siret(digits, digits[:9], None)
    return Siret(None, siren, "siret-cle-fausse")


def lire_siren(texte: str | None) -> Siren:
    """Read the nine digits of a legal unit, alone or at the head of a right SIRET.

    Bad     `siren-cle-fausse`, `siret-cle-fausse`, and the reasons of `lire_siret`
    """
    siret = lire_siret(texte)
    return Siren(siret.siren, siret.raison if siret.raison != "siren-au-lieu-de-siret" else None)


def _squeeze(texte: str | None) -> str:
    """Spaces around removed, each run inside made one plain space."""
    return re.sub(f"[{SPACES}]+", " ", texte or "").strip(" ")


def _plain_number(net: str) -> str | None:
    """« 1 234,50 » as « 1234.50 »; None when the text is not a number one can be sure of."""
    grouped = r"[+-]? ?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?"
    if re.fullmatch(r"[+-]? ?[0-9]+([.,][0-9]+)?", net) or re.fullmatch(grouped, net):
        return net.replace(" ", "").replace(",", ".")
    if re.fullmatch(r"[+-]? ?[0-9]{1,3}([.][0-9]{3})+(,[0-9]+)?", net):
        return net.replace(" ", "").replace(".", "").replace(",", ".")
    if re.fullmatch(r"[+-]? ?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?", net):
        return net.replace(" ", "").replace(",", "")
    return None


def _dated(year: int, month: int | None, day: int | None) -> Jour:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Jour(None, None, "date-hors-bornes")
    if month is None:
        return Jour(None, year, "annee-seule")
    if not 1 <= month <= 12:
        return Jour(None, None, "date-impossible")
    if day is None:
        return Jour(None, year, "mois-seul")
    try:
        return Jour(date(year, month, day), year, None)
    except ValueError:
        return Jour(None, None, "date-impossible")


def _digits(texte: str | None, lengths: tuple[int, ...]) -> tuple[str | None, str | None]:
    """The digits of an identifier, or the reason why it has none."""
    net = _squeeze(texte).replace(" ", "")
    if not net:
        return None, None
    if net.lower() in _NOTHING_SAID_TIGHT:
        return None, "non-communique"
    if re.fullmatch(_SCIENTIFIC, net):
        return None, "notation-scientifique"
    net = net.removesuffix(".0")
    if re.fullmatch(r"[wW][0-9]{9}", net):
        return None, "numero-rna"
    if not re.fullmatch(r"[0-9]+", net):
        return None, "autre-identifiant"
    if len(net) not in lengths:
        return None, "longueur"
    if net[:9] == "000000000":
        return None, "identifiant-bouchon"
    return net, None


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: every second digit from the right counts double."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
