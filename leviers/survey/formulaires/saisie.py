"""What a person types, in French, as the canonical text of ODK: « 1 234,5 », « 12/03/2025 », « 14 h 30 »."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from leviers.survey.formulaires.arbre import Question
from leviers.survey.formulaires.constructions import A_CHOIX, A_PLUSIEURS
from leviers.survey.formulaires.valeurs import MAX_TEXTE, check_value, clean_text

Lu = tuple[str, str]  # canonical value, sentence when it cannot be read

MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_UNITES = re.compile(r"\s*(€|euros?|%|ETP|etp)\s*$")
_ESPACES = re.compile(r"[\s\u00a0\u202f\u2009’']")


def read_value(question: Question, typed: str | Iterable[str]) -> Lu:
    """Canonical value and error, one of them empty; nothing typed gives ("", "").

    Choices may come as a list of codes. An error says what to write instead, and what was typed is not kept:
    the page shows it again as it was.
    """
    if not isinstance(typed, str):
        typed = " ".join(dict.fromkeys(code.strip() for code in typed if code.strip()))
    if len(typed) > 4 * MAX_TEXTE:
        return "", f"Raccourcissez ce texte : {MAX_TEXTE} caractères au plus."
    text = clean_text(typed)
    if not text:
        return "", ""
    value, error = _READERS.get(question.type, _as_is)(text)
    if question.type in A_CHOIX:
        value = " ".join(dict.fromkeys(text.split())) if question.type in A_PLUSIEURS else text
    error = error or check_value(question, value)
    return ("", error) if error else (value, "")


def _as_is(text: str) -> Lu:
    return text, ""


def _number(text: str) -> Lu:
    """French first: spaces group, the comma decides. What may be read in two ways is asked again."""
    digits = _ESPACES.sub("", _UNITES.sub("", text)).replace("−", "-").removeprefix("+")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", digits):
        whole, decimal = digits.replace(".", " "), digits.replace(".", ",", 1).rstrip("0").rstrip(",")
        return "", f"« {text} » peut se lire de deux façons : écrivez {whole} ou {decimal}."
    if "," in digits and "." in digits:
        return "", f"« {text} » mêle point et virgule : écrivez par exemple 1 234,5."
    if re.search(r"\d\s*(k|M|m|Md)€?$", digits):
        return "", "Écrivez le nombre entier, sans « k » ni « M » : 12 000 plutôt que 12 k€."
    digits = digits.replace(",", ".")
    if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", digits):
        return "", f"« {text[:60]} » n’est pas un nombre : écrivez par exemple 1 234,5."
    sign = "-" if digits.startswith("-") else ""
    whole, _, decimals = digits.lstrip("-").partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if whole == "0" and not decimals:
        sign = ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}", ""


def _date(text: str) -> Lu:
    help_ = "écrivez jour/mois/année, par exemple 12/03/2025."
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    french = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text)
    words = re.fullmatch(r"(\d{1,2})(?:er)?\s+(\w+\.?)\s+(\d{4})", text)
    if iso:
        parts = int(iso[1]), int(iso[2]), int(iso[3])
    elif french:
        parts = int(french[3]), int(french[2]), int(french[1])
    elif words and _month(words[2]):
        parts = int(words[3]), _month(words[2]), int(words[1])
    elif re.fullmatch(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2}", text):
        return "", f"« {text} » : {help_[:-1]}, l’année sur quatre chiffres."
    else:
        return "", f"« {text[:60]} » n’est pas une date : {help_}"
    try:
        return date(*parts).isoformat(), ""
    except ValueError:
        return "", f"« {text} » n’existe pas dans le calendrier : {help_}"


def _month(word: str) -> int:
    """1 to 12, accents and the full name not required: « fevr » is 2; 0 when no single month begins so."""
    plain = str.maketrans("éèûùô", "eeuuo")
    start = word.lower().rstrip(".").translate(plain)
    found = [index for index, name in enumerate(MOIS, start=1) if name.translate(plain).startswith(start)]
    return found[0] if len(found) == 1 and len(start) >= 3 else 0


def _time(text: str) -> Lu:
    found = re.fullmatch(r"(\d{1,2})\s*[hH:]\s*(\d{1,2})?(?::(\d{2})(?:\.\d+)?)?(?:[Z+-].*)?", text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59 or int(found[3] or 0) > 59:
        return "", f"« {text[:60]} » n’est pas une heure : écrivez par exemple 14 h 30."
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}:{int(found[3] or 0):02d}", ""


def _moment(text: str) -> Lu:
    day, _, hour = text.replace("T", " ").partition(" ") if "T" in text else _split_moment(text)
    day_value, day_error = _date(day)
    if day_error:
        return "", day_error
    hour_value, hour_error = (
        _time(hour.strip()) if hour.strip() else ("", "Ajoutez l’heure, par exemple 14 h 30.")
    )
    return (f"{day_value}T{hour_value}", "") if not hour_error else ("", hour_error)


def _split_moment(text: str) -> tuple[str, str, str]:
    found = re.fullmatch(r"(.*?\d{4}(?:-\d+-\d+)?),?\s*(?:à\s+)?(\d{1,2}\s*[hH:].*)?", text)
    return (found[1], " ", found[2] or "") if found else (text, "", "")


def _acknowledge(text: str) -> Lu:
    return (
        ("OK", "")
        if text.lower() in {"ok", "on", "oui", "1", "true"}
        else ("", "Cochez la case pour confirmer.")
    )


_READERS: dict[str, Callable[[str], Lu]] = {
    "integer": _number, "decimal": _number, "range": _number, "date": _date, "time": _time,
    "dateTime": _moment,
    "acknowledge": _acknowledge,
}  # fmt: skip
