"""What a form says of each question: typed, chosen, confirmed, corrected, contested, or left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.datastructures import MultiValueDict

from leviers.errors import LeviersError
from leviers.survey.formulaires.etats import Etat
from leviers.survey.formulaires.saisie import read_value
from leviers.survey.models import Participation, Piece, Saisie
from leviers.survey.pieces import add_piece
from leviers.survey.saisies import Dit
from leviers.web.enquetes.connus import describe_connu
from leviers.web.enquetes.repondre.dossier import Dossier
from leviers.web.typed import clean_words, read_number

Statut, Origine = Saisie.Statut, Saisie.Origine
NE_SAIT_PAS, NE_SOUHAITE_PAS, VIDE = "@ne_sait_pas", "@ne_souhaite_pas", "@vide"
"""Values of a choice that are not answers of the questionnaire."""
_STATUTS = {NE_SAIT_PAS: Statut.NE_SAIT_PAS, NE_SOUHAITE_PAS: Statut.NE_SOUHAITE_PAS, VIDE: Statut.VIDE}
CODES_NE_SAIT_PAS = ("ne-sait-pas", "ne_sait_pas")
"""Choices of a questionnaire that mean « je ne sais pas »."""
JUSTE, CORRIGER, CONTESTER = "juste", "corriger", "contester"
FILES = ("file", "image")
LONGEST, LONGEST_LINK = 20_000, 600
_BAD_LINK = "Cette adresse de page n’est pas lisible. Écrivez-la en entier, comme https://exemple.fr/page."
_is_link = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Refus:
    """What could not be kept of one question: the file, or the address of a page as typed."""

    phrase: str
    lien: str = ""


@dataclass(frozen=True)
class Lecture:
    """What a form says, and what of it could not be kept, by question."""

    dits: tuple[Dit, ...]
    refus: Mapping[str, Refus]


def read_form(dossier: Dossier, etats: list[Etat], post: MultiValueDict[str, str], files: Any) -> Lecture:
    """Read the questions that the form showed; the others are left as they are.

    Bad value  kept as typed, and asked again: nothing typed is lost, nothing unread counts
    Rule       a value just typed wins over « je ne sais pas » ticked before it
    """
    refus: dict[str, Refus] = {}
    shown = [etat for etat in etats if f"b:{etat.chemin}" in post]
    return Lecture(tuple(_read(dossier, etat, post, files, refus) for etat in shown), refus)


def confirm_all(dossier: Dossier, etats: list[Etat]) -> tuple[Dit, ...]:
    """One gesture: everything that is proposed in a section and has no answer yet is right."""
    return tuple(
        _confirm(dossier, etat.chemin, frozenset())
        for etat in etats
        if etat.chemin in dossier.connus
        and dossier.connus[etat.chemin].valeur
        and not dossier.is_answered(etat.chemin)
    )


def _read(
    dossier: Dossier,
    etat: Etat,
    post: MultiValueDict[str, str],
    files: Any,
    refus: dict[str, Refus],
) -> Dit:
    chemin = etat.chemin
    standing = dossier.standing.get(chemin, ())
    last = standing[-1] if standing else None
    shown = map(read_number, post.get(f"b:{chemin}", "").split(","))
    bases = frozenset(pk for pk in shown if pk is not None)
    valeur, statut = _read_answer(etat, post, last)
    gesture = post.get(f"o:{chemin}", "")
    connu = dossier.connus.get(chemin)
    if gesture == JUSTE and connu and connu.valeur:
        valeur, statut = connu.valeur, Statut.REPONDU
    typed_link = _clean(post.get(f"l:{chemin}", ""))
    lien, piece = read_link(typed_link), last.piece if last else None
    if typed_link and not lien:
        lien = last.lien if last else ""
        refus[chemin] = Refus(_BAD_LINK, typed_link)
    try:
        piece = _read_piece(dossier.participation, chemin, files, last, post)
    except LeviersError as error:
        refus[chemin] = Refus(f"{error.message} {error.advice}")
    if etat.question.type in FILES:
        valeur = piece.nom if piece else ""
        statut = (
            Statut.REPONDU if piece or statut in (Statut.NE_SAIT_PAS, Statut.NE_SOUHAITE_PAS) else Statut.VIDE
        )
    origine = _find_origin(gesture, valeur, connu.valeur if connu else None, last)
    if not valeur and statut in (Statut.REPONDU, Statut.VIDE):
        statut = Statut.REPONDU if origine == Origine.CONTESTEE else Statut.VIDE
    return Dit(
        chemin=chemin,
        valeur=valeur,
        statut=statut,
        origine=origine,
        commentaire=_clean(post.get(f"c:{chemin}", "")),
        lien=lien,
        piece=piece,
        connu=describe_connu(connu) if connu and origine != Origine.SAISIE else {},
        bases=bases,
    )


def _confirm(dossier: Dossier, chemin: str, bases: frozenset[int]) -> Dit:
    connu = dossier.connus[chemin]
    return Dit(
        chemin=chemin,
        valeur=connu.valeur,
        origine=Origine.CONFIRMEE,
        connu=describe_connu(connu),
        bases=bases,
    )


def _read_answer(etat: Etat, post: MultiValueDict[str, str], last: Saisie | None) -> tuple[str, str]:
    """The value and what it is worth."""
    typed = [_clean(one) for one in post.getlist(f"v:{etat.chemin}")]
    special = next((one for one in typed if one in _STATUTS), "") or post.get(f"s:{etat.chemin}", "")
    typed = [one for one in typed if one and one not in _STATUTS]
    if etat.question.type == "rank":
        typed = [_read_rank(etat, post)]
    valeur = " ".join(typed) if etat.question.type == "select_multiple" else "".join(typed[:1])
    canonical, error = read_value(etat.question, valeur)
    if special in _STATUTS and (not valeur or (last is not None and valeur == last.valeur)):
        return "", _STATUTS[special]
    if error:
        return valeur, Statut.ILLISIBLE
    valeur = canonical
    if valeur in CODES_NE_SAIT_PAS:
        return valeur, Statut.NE_SAIT_PAS
    return valeur, Statut.REPONDU if valeur else Statut.VIDE


def _read_rank(etat: Etat, post: MultiValueDict[str, str]) -> str:
    """Codes in the order of the places given; a choice without a place comes last, in its own order."""
    places = []
    for number, choix in enumerate(etat.choix):
        typed = post.get(f"r:{etat.chemin}:{choix.code}", "").strip()
        place = read_number(typed)
        if place is not None:
            places.append((place, number, choix.code))
    return " ".join(code for _place, _number, code in sorted(places))


def _find_origin(gesture: str, valeur: str, proposed: str | None, last: Saisie | None) -> str:
    """Confirmed, corrected, contested or simply written.

    Rule  the gesture says it; without a gesture, a value that differs from what is proposed corrects it
    """
    if gesture == CONTESTER and proposed is not None:
        return Origine.CONTESTEE
    if gesture == JUSTE and proposed:
        return Origine.CONFIRMEE
    if last and last.valeur == valeur and not gesture:
        return last.origine
    if not proposed or not valeur:
        return Origine.SAISIE
    return Origine.CONFIRMEE if valeur == proposed else Origine.CORRIGEE


def _read_piece(
    participation: Participation, chemin: str, files: Any, last: Saisie | None, post: MultiValueDict[str, str]
) -> Piece | None:
    """The file that comes with the answer: a new one, the one before, or none when it was taken off."""
    upload: UploadedFile | None = files.get(f"f:{chemin}")
    if upload:
        return add_piece(participation, upload.name or "piece", upload.read())
    if last is None or f"x:{chemin}" in post:
        return None
    return last.piece


def read_link(typed: str) -> str:
    """An address, https:// added when it was left out; empty when it is not one."""
    address = typed if "://" in typed or not typed else f"https://{typed}"
    try:
        _is_link(address)
    except ValidationError:
        return ""
    return address if len(address) <= LONGEST_LINK else ""


def _clean(typed: str) -> str:
    return clean_words(typed, LONGEST)
