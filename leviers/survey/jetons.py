"""Personal links: signed, so that none can be guessed; withdrawn by changing what they carry."""

from secrets import token_urlsafe

from django.core.signing import BadSignature, Signer

from leviers.errors import LinkRefused
from leviers.survey.models import Contact

_SIGNER = Signer(salt="leviers.survey.jetons", sep=".")
_VERSION = "participation__campagne__version"
_UNKNOWN = LinkRefused(
    "Ce lien n’est pas reconnu.",
    advice="Il a peut-être été coupé en chemin : ouvrez-le depuis le message reçu, ou recopiez-le en entier.",
)
_WITHDRAWN = LinkRefused(
    "Ce lien a été retiré.",
    advice="Un lien plus récent vous a peut-être été envoyé. Sinon, demandez-en un à l’équipe de l’enquête.",
    is_withdrawn=True,
)


def draw_cle() -> str:
    """A word of 128 bits for one contact."""
    return token_urlsafe(16)


def make_jeton(contact: Contact) -> str:
    """What the link of a contact carries: its word and a signature of this installation."""
    return _SIGNER.sign(contact.cle)


def read_jeton(campagne: str, jeton: str) -> Contact:
    """The contact that a link names, in the campaign of its address.

    Raises  LinkRefused when it is forged, cut, of another campaign, withdrawn or erased
    """
    try:
        cle = _SIGNER.unsign(jeton)
    except BadSignature:
        raise _UNKNOWN from None
    contact = (
        Contact.objects.select_related("participation__campagne__version__questionnaire")
        .defer(f"{_VERSION}__fichier", f"{_VERSION}__formulaire")
        .filter(cle=cle, participation__campagne__code=campagne)
        .first()
    )
    if contact is None:
        raise _UNKNOWN
    if contact.revoque_le or contact.efface_le:
        raise _WITHDRAWN
    return contact
