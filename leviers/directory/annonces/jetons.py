"""Signed words of the links of our letters: prolong one annonce, stop letters of one kind."""

from typing import Any

from django.core import signing

from leviers.directory.models import Annonce
from leviers.errors import LinkRefused

_PROLONG, _STOP, _ACCUEIL = "annonce-prolonger", "annonce-pistes", "structure-accueil"
_LASTS = 60 * 60 * 24 * 45
"""Seconds that a link to prolong holds; a link that stops letters always does."""


def sign_prolong(annonce: Annonce) -> str:
    """The word that prolongs one annonce, written with the end it has today: it works once."""
    return signing.dumps([annonce.pk, annonce.expire_le.isoformat()], salt=_PROLONG)


def sign_stop(person: Any) -> str:
    """The word that stops letters of matches to one person."""
    return signing.dumps(person.pk, salt=_STOP)


def sign_accueil(person: Any, siren: str) -> str:
    """The word that stops what is written to a structure from reaching one of those who represent it."""
    return signing.dumps([person.pk, siren], salt=_ACCUEIL)


def read_prolong(jeton: str) -> Annonce:
    """The annonce that a word prolongs.

    Raises  LinkRefused when it was forged, is too old, or has served
    """
    pk, expire_le = _read(_PROLONG, jeton, _LASTS)
    found = Annonce.objects.filter(pk=pk, expire_le=expire_le).first()
    if found is None:
        raise LinkRefused(
            "Ce lien a déjà servi, ou cette annonce n’existe plus.",
            advice="Vos annonces sont sur « Mes annonces ».",
            is_withdrawn=True,
        )
    return found


def read_stop(jeton: str) -> int:
    """The number of the person whose letters a word stops.

    Raises  LinkRefused when it was forged
    """
    return int(_read(_STOP, jeton, None))


def read_accueil(jeton: str) -> tuple[int, str]:
    """The number of the person who stops receiving, and the structure.

    Raises  LinkRefused when it was forged
    """
    pk, siren = _read(_ACCUEIL, jeton, None)
    return int(pk), str(siren)


def _read(salt: str, jeton: str, lasts: int | None) -> Any:
    advice = "Rien n’a changé. Vos annonces et vos messages sont dans votre compte."
    try:
        return signing.loads(jeton, salt=salt, max_age=lasts)
    except signing.SignatureExpired as error:
        raise LinkRefused("Ce lien n’est plus valable.", advice=advice, is_withdrawn=True) from error
    except signing.BadSignature as error:
        raise LinkRefused("Ce lien est incomplet ou n’a pas été écrit ici.", advice=advice) from error
