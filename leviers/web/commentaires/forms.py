"""Forms of comments, what they accept, and who sends them."""

import re
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from leviers.accounts import visitors
from leviers.accounts.garde import GuardedForm, LongText
from leviers.accounts.models import Personne
from leviers.participation import commentaires
from leviers.participation.commentaires import Writer

WAITING = "paroles_a_confirmer"
"""In the session: forms of what was written before its address was confirmed."""
PER_HOUR = 10
MAX_TEXT, MAX_NAME = 3000, 60
_TEXT = {
    "required": "Écrivez votre commentaire.",
    "min_length": "Écrivez au moins 3 signes.",
    "max_length": f"Texte trop long : {MAX_TEXT} signes au plus. Gardez l’essentiel.",
    "null_characters_not_allowed": "Ce texte contient un signe qui ne peut pas être gardé.",
}
_EMAIL = {
    "required": "Écrivez votre adresse : un code y est envoyé.",
    "invalid": "Écrivez une adresse comme prenom@exemple.fr.",
}


class TexteForm(GuardedForm):
    """A text alone: what an author changes."""

    texte = LongText(min_length=3, max_length=MAX_TEXT, error_messages=_TEXT)


class CommentaireForm(TexteForm):
    """A comment; `courriel` is asked only of who is not known yet."""

    nom = forms.CharField(
        min_length=2,
        max_length=MAX_NAME,
        error_messages={
            "required": "Dites comment signer : votre nom, votre fonction ou un pseudonyme.",
            "min_length": "Écrivez au moins 2 signes.",
            "max_length": f"{MAX_NAME} signes au plus.",
            "null_characters_not_allowed": "Ce nom contient un signe qui ne peut pas être gardé.",
        },
    )
    courriel = forms.EmailField(max_length=254, error_messages=_EMAIL)
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    jeton = forms.CharField(required=False, max_length=40)

    def __init__(self, data: object = None, *, knows_address: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["courriel"].required = not knows_address

    def clean_nom(self) -> str:
        """Keep one line without address."""
        nom = re.sub(r"\s+", " ", self.cleaned_data["nom"]).strip()
        if re.search(r"https?:|www\.|@", nom, re.I):
            raise forms.ValidationError("Signez d’un nom, sans lien ni adresse.")
        return nom

    def clean_jeton(self) -> UUID | None:
        """A word that is not one of ours is no reason to lose a text."""
        try:
            return UUID(self.cleaned_data["jeton"])
        except ValueError:
            return None


class MotifForm(GuardedForm):
    """Why a comment is reported."""

    motif = forms.CharField(
        min_length=5,
        max_length=500,
        error_messages={
            "required": "Dites en une phrase ce qui ne va pas.",
            "min_length": "Dites-le en une phrase.",
            "max_length": "500 signes au plus.",
        },
    )


class AppelForm(GuardedForm):
    """Why a refusal should be looked at again."""

    texte = LongText(
        min_length=10, max_length=2000, error_messages=_TEXT | {"max_length": "2 000 signes au plus."}
    )


class AdresseForm(GuardedForm):
    """An address to confirm, to be known as the author of something."""

    courriel = forms.EmailField(max_length=254, error_messages=_EMAIL)


def read_writer(request: HttpRequest, typed: str = "") -> Writer:
    """Who asks: an account, the address confirmed in this session, else the one just typed."""
    if isinstance(request.user, Personne):
        return Writer(request.user)
    confirmed = visitors.read_address(request)
    return Writer(None, confirmed or typed, bool(confirmed))


def remember_waiting(request: HttpRequest, jeton: UUID) -> None:
    """Bind what was just written to this session, which alone may confirm it."""
    request.session[WAITING] = [*request.session.get(WAITING, []), str(jeton)][-20:]


def confirm_waiting(request: HttpRequest, courriel: str) -> None:
    """The code of an address is right: the team receives what this session wrote with it."""
    jetons = request.session.pop(WAITING, [])
    if jetons:
        commentaires.confirm(jetons, courriel)


def ask_for_code(request: HttpRequest, courriel: str, way_back: str) -> str:
    """Send a code; where to go then."""
    visitors.ask(request, courriel, way_back)
    return reverse("confirmer")


visitors.tell_when_confirmed(confirm_waiting)
