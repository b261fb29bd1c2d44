"""Signed words of links: what they open, for whom, until when. Nothing is kept of them."""

from datetime import timedelta
from typing import Any

from django.core import signing

from leviers.errors import LinkRefused
from leviers.participation.models import Abonne, Suivi

CONFIRMER, GERER, ARRETER = "suivi-confirmer", "suivi-gerer", "suivi-arreter"
VALID_DAYS = 3
_LASTS = {CONFIRMER: timedelta(days=VALID_DAYS), GERER: timedelta(days=400), ARRETER: None}
"""How long a link holds. A link that stops letters always does, however old the letter."""
_ADVICE = "Demandez un nouveau lien depuis la page « Mes suivis » ; rien n’a changé."


def sign_confirmation(suivi: Suivi) -> str:
    """The word that confirms one follow, as it was asked."""
    return _sign(CONFIRMER, [suivi.pk, suivi.abonne.cle])


def sign_management(abonne: Abonne) -> str:
    """The word that opens the page of one address."""
    return _sign(GERER, [abonne.pk, abonne.cle])


def sign_stop(abonne: Abonne, rythme: str) -> str:
    """The word that stops the letters of one rhythm."""
    return _sign(ARRETER, [abonne.pk, abonne.cle, rythme])


def read(purpose: str, jeton: str) -> list[Any]:
    """What a word holds.

    Raises  LinkRefused when it was forged, cut, made for something else, or is too old (`is_withdrawn`)
    """
    try:
        held: list[Any] = signing.loads(jeton, salt=purpose, max_age=_LASTS[purpose])
    except signing.SignatureExpired as error:
        raise LinkRefused("Ce lien n’est plus valable.", advice=_ADVICE, is_withdrawn=True) from error
    except signing.BadSignature as error:
        raise LinkRefused("Ce lien est incomplet ou n’a pas été écrit ici.", advice=_ADVICE) from error
    return held


def find_abonne(jeton: str) -> Abonne:
    """The address that a management link is for.

    Raises  LinkRefused also when its follows have all been stopped
    """
    return find_holder(read(GERER, jeton)[:2])


def find_holder(held: list[Any]) -> Abonne:
    """The address of (number, key)."""
    abonne = Abonne.objects.filter(pk=held[0], cle=held[1]).first()
    if abonne is None:
        raise LinkRefused(
            "Ce lien n’ouvre plus rien : cette adresse ne suit plus rien ici.",
            advice="Pour suivre à nouveau, cherchez « Suivre » sur la page qui vous intéresse.",
            is_withdrawn=True,
        )
    return abonne


def _sign(purpose: str, held: list[Any]) -> str:
    return signing.dumps(held, salt=purpose)
