"""Canonical values: what each type of question holds, and the sentence when a value is not of its type."""

import re
import unicodedata
from datetime import time

from leviers.survey.formulaires import nombres
from leviers.survey.formulaires.arbre import Question
from leviers.survey.formulaires.constructions import A_PLUSIEURS

MAX_TEXTE = 10_000
MIN_ENTIER, MAX_ENTIER = -2_147_483_648, 2_147_483_647  # xsd:int, the integer of XForm clients
MAX_CHIFFRES = 15  # what a double keeps exactly

_ENTIER = re.compile(r"-?\d{1,20}")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_FICHIER = re.compile(r"[^/\\\x00-\x1f]{1,200}")


def clean_text(text: str) -> str:
    """Composed form, plain line ends, no control character nor mark that reverses reading."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]", "", text
    ).strip()


def check_value(question: Question, valeur: str) -> str:
    """The sentence that says why this value is not of the type of its question; "" when it is."""
    if question.type == "range":
        return _range(question, valeur)
    check = _CHECKS.get(question.type)
    return check(valeur) if check else ""


def _text(valeur: str) -> str:
    if len(valeur) > MAX_TEXTE:
        return f"Raccourcissez ce texte : {len(valeur)} caractères, {MAX_TEXTE} au plus."
    return ""


def _integer(valeur: str) -> str:
    if not _ENTIER.fullmatch(valeur):
        return "Écrivez un nombre entier, sans virgule."
    if not MIN_ENTIER <= int(valeur) <= MAX_ENTIER:
        return "Ce nombre est trop grand : il dépasse deux milliards."
    return ""


def _decimal(valeur: str) -> str:
    if not _DECIMAL.fullmatch(valeur):
        return "Écrivez un nombre, par exemple 1 234,5."
    if sum(character.isdigit() for character in valeur) > MAX_CHIFFRES:
        return f"Ce nombre a trop de chiffres : {MAX_CHIFFRES} au plus."
    return ""


def _range(question: Question, valeur: str) -> str:
    wrong = _decimal(valeur)
    if wrong:
        return wrong
    start, end, step = range_of(question)
    number = float(valeur)
    low, high, by = (nombres.as_text(one).replace(".", ",") for one in (start, end, step))
    if not min(start, end) <= number <= max(start, end):
        return f"Choisissez un nombre entre {low} et {high}."
    steps = (number - start) / step
    if abs(steps - round(steps)) > 1e-9:
        return f"Choisissez un nombre entre {low} et {high}, de {by} en {by}."
    return ""


def range_of(question: Question) -> tuple[float, float, float]:
    """Start, end and step of a `range`: 1, 10 and 1 when the author says nothing."""
    found = [nombres.as_number(question.parametres.get(name, default))
             for name, default in (("start", "1"), ("end", "10"), ("step", "1"))]  # fmt: skip
    return found[0], found[1], found[2]


def _date(valeur: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", valeur) or nombres.read_date(valeur) is None:
        return "Cette date n’existe pas. Écrivez jour/mois/année, par exemple 12/03/2025."
    return ""


def _time(valeur: str) -> str:
    try:
        time.fromisoformat(valeur)
    except ValueError:
        return "Cette heure n’existe pas. Écrivez par exemple 14 h 30."
    return ""


def _moment(valeur: str) -> str:
    if "T" not in valeur or nombres.read_moment(valeur) is None:
        return "Écrivez une date et une heure, par exemple 12/03/2025 14:30."
    return ""


def _one(valeur: str) -> str:
    return "Choisissez une seule réponse." if len(valeur.split()) > 1 else ""


def _several(valeur: str) -> str:
    members = valeur.split()
    return "Une réponse est donnée deux fois." if len(members) != len(set(members)) else ""


def _acknowledge(valeur: str) -> str:
    return "" if valeur == "OK" else "Cochez la case pour confirmer."


def _file(valeur: str) -> str:
    if not _FICHIER.fullmatch(valeur) or valeur in {".", ".."}:
        return "Ce nom de fichier n’est pas admis : déposez à nouveau le fichier."
    return ""


_CHECKS = {
    "text": _text, "hidden": _text, "integer": _integer, "decimal": _decimal, "date": _date,
    "time": _time, "dateTime": _moment, "acknowledge": _acknowledge, "file": _file, "image": _file,
    "select_one": _one, "select_one_from_file": _one, **dict.fromkeys(A_PLUSIEURS, _several),
}  # fmt: skip
