"""Letters to those who answer: the same words as text and as HTML, written once for each reason."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from leviers.courrier.ecrire import as_corps, as_html, write_on_one_line
from leviers.errors import NotAllowedNow
from leviers.survey.etapes import Etat, is_writable
from leviers.survey.jetons import make_jeton
from leviers.survey.models import Campagne, Contact, Envoi, Participation
from leviers.survey.territoires import load_interroges

NBSP = "\u00a0"
_OBJET = f"Objet{NBSP}: "
_NOBODY = "LIEN-PERSONNEL"


@dataclass(frozen=True)
class Lettre:
    """A letter."""

    sujet: str
    texte: str

    @property
    def corps(self) -> Markup:
        """The inside of its HTML twin."""
        return as_corps(self.texte)

    @property
    def html(self) -> str:
        """The whole HTML twin."""
        return as_html(self.sujet, self.texte)


def make_lien(contact: Contact) -> str:
    """Address of the questionnaire of one contact, on this installation."""
    return _write_address(contact.participation.campagne, make_jeton(contact))


def write_letter(contact: Contact, genre: str) -> Lettre:
    """A letter to one contact."""
    return _render(genre, contact.participation, make_lien(contact))


def preview(campagne: Campagne, genre: str) -> Lettre:
    """A letter as the first territoire of a campaign would receive it, with a link that opens nothing."""
    first = campagne.participations.select_related("campagne").first()
    if first is None:
        first = Participation(campagne=campagne, territoire_siren=next(iter(load_interroges())))
    return _render(genre, first, _write_address(campagne, _NOBODY))


def queue(contact: Contact, genre: str, raison: str = "") -> bool:
    """Write a letter that waits to leave; tells whether it is new.

    raison  what makes two letters the same: whatever happens, one contact has one letter for one reason.
            An invitation is one for each link; others carry the day, or the step that they follow
    Raises  NotAllowedNow when the contact was erased or its link withdrawn
    """
    if contact.efface_le or contact.revoque_le or not contact.courriel:
        raise NotAllowedNow(
            "Ce contact n’a plus de lien : aucune lettre ne peut lui être écrite.",
            advice="Donnez-lui un nouveau lien, ou ajoutez une autre personne.",
        )
    raison = raison or _name_reason(contact, genre)
    lettre = write_letter(contact, genre)
    _envoi, created = Envoi.objects.get_or_create(
        contact=contact,
        raison=raison,
        defaults={
            "campagne": contact.participation.campagne,
            "genre": genre,
            "sujet": lettre.sujet[:300],
            "texte": lettre.texte,
            "html": lettre.html,
        },
    )
    return created


def _name_reason(contact: Contact, genre: str) -> str:
    if genre == Envoi.Genre.INVITATION:
        return f"{genre} {sha256(contact.cle.encode()).hexdigest()[:12]}"
    if genre == Envoi.Genre.RELANCE:
        return f"{genre} {timezone.localdate().isoformat()}"
    last = contact.participation.etapes.order_by("-pk").values_list("pk", flat=True).first()
    return f"{genre} {last or 0}"


def _write_address(campagne: Campagne, jeton: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}/enquetes/{campagne.code}/{jeton}/"


def _render(genre: str, participation: Participation, lien: str) -> Lettre:
    campagne = participation.campagne
    equipe = settings.EDITEUR or "L’équipe de l’observatoire Leviers"
    until = participation.contradictoire_jusqu_au
    words: dict[str, Any] = {
        "campagne": campagne,
        "territoire": load_interroges()[participation.territoire_siren],
        "lien": lien,
        "equipe": equipe,
        "signature": "Pour l’enquête, " + equipe if settings.EDITEUR else equipe,
        "demander": f" en écrivant à {settings.CONTACT}"
        if settings.CONTACT
        else " en répondant à ce message",
        "echeance": write_date(campagne.echeance),
        "est_passee": campagne.echeance < timezone.localdate(),
        "est_commencee": participation.etat == Etat.COMMENCEE,
        "est_ouverte": is_writable(participation),
        "jusqu_au": write_date(until) if until else "jour fixé à l’ouverture du droit de réponse",
        "aujourdhui": write_date(timezone.localdate()),
        "purge_jours": campagne.purge_jours,
    }
    written = _environment().get_template(f"{genre}.txt").render(words)
    paragraphs = [piece.strip() for piece in written.replace("\r", "").split("\n\n") if piece.strip()]
    sujet = write_on_one_line(paragraphs[0].removeprefix(_OBJET))
    body = paragraphs[1:]
    return Lettre(sujet, "\n\n".join(body) + "\n")


def write_date(day: date) -> str:
    """A day in words: 1er mars 2027."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NBSP}{date_format(day, 'F')}{NBSP}{day.year}"


@cache
def _environment() -> Environment:
    """Letters are text: nothing in them is escaped, their HTML is made from the text and escaped there."""
    return Environment(  # noqa: S701
        loader=PackageLoader("leviers.survey", "lettres"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
