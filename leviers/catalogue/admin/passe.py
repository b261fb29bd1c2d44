"""A new password for the back office, asked by anybody who types an address: nobody learns whose it is."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from leviers.accounts.garde import pace
from leviers.accounts.models import Personne
from leviers.courrier import ecrire
from leviers.courrier.models import Lettre
from leviers.errors import NotAllowedNow

GENRE = "passe"
PER_HOUR, LETTERS_AN_HOUR = 5, 3
TOO_MANY = 429
_WHO = "Quelqu’un, sans doute vous, a demandé un nouveau mot de passe avec cette adresse, sur Leviers."


class ResetForm(PasswordResetForm):
    """One address. A letter leaves in every case, with what this address can do."""

    def save(self, **_options: Any) -> None:
        """Keep the letter, up to LETTERS_AN_HOUR for one address: strangers do not fill a mailbox."""
        courriel = self.cleaned_data["email"].lower()
        person = next(iter(self.get_users(courriel)), None)
        texte = _write_link(person) if person else _write_nothing()
        since = timezone.now() - timedelta(hours=1)
        sent = Lettre.objects.filter(destinataire=courriel, genre=GENRE, ecrit_le__gte=since)
        if sent.count() < LETTERS_AN_HOUR:
            limit = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
            ecrire.write(courriel, GENRE, "Votre mot de passe sur Leviers", texte, perime_le=limit)


class ResetView(PasswordResetView):
    """The page of Wagtail, paced, and whose letter waits with the others."""

    def get_form_class(self) -> type[ResetForm]:
        """Our form."""
        return ResetForm

    def form_valid(self, form: ResetForm) -> HttpResponse:
        """Keep the letter, then the page that says to look at one’s mailbox, whoever asked."""
        try:
            pace(GENRE, self.request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
        except NotAllowedNow as refus:
            form.add_error("email", f"{refus.message} {refus.advice}")
            return self.render_to_response(self.get_context_data(form=form), status=TOO_MANY)
        response: HttpResponse = super().form_valid(form)
        return response


def _write_link(person: Personne) -> str:
    words = [urlsafe_base64_encode(force_bytes(person.pk)), default_token_generator.make_token(person)]
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_password_reset_confirm', args=words)}"
    return _write(f"Pour le choisir : {link}\n\nVotre nom de compte : {person.username}")


def _write_nothing() -> str:
    link = f"{settings.SITE_URL}{reverse(settings.LOGIN_URL)}"
    return _write(f"Aucun compte n’entre par mot de passe avec elle. Un code envoyé ici suffit : {link}")


def _write(said: str) -> str:
    end = "Si ce n’est pas vous, ne faites rien : rien ne change."
    return f"Bonjour,\n\n{_WHO}\n\n{said}\n\n{end}\n\nL’observatoire Leviers\n"
