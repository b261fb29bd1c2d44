"""How allauth behaves in this house: letters by our queue, no second step, no message of its own."""

from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from leviers.accounts import membres
from leviers.accounts.models import Personne
from leviers.courrier import ecrire
from leviers.reference.typography import typo

_NOTES = {
    "mfa/email/webauthn_added": ("Une clé d’accès ajoutée", "Une clé d’accès vient d’être ajoutée"),
    "mfa/email/webauthn_removed": ("Une clé d’accès retirée", "Une clé d’accès vient d’être retirée"),
    "socialaccount/email/account_connected": (
        "Un fournisseur d’identité relié",
        "Une connexion par votre fournisseur d’identité vient d’être reliée",
    ),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts without passwords, opened by an address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """An account opens by a proved address, in `membres`, never by a form of allauth."""
        return False

    def get_login_stages(self) -> list[str]:
        """A code or a passkey is enough alone: without script, the code must still open."""
        return []

    def login(self, request: HttpRequest, user: Personne) -> None:
        """Log in for fourteen days, with the rights of the usual backend."""
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        request.session.set_expiry(membres.LASTS)

    def is_reauthentication_required(self, *_args: Any, **_options: Any) -> bool:
        """Our pages ask again, by the same code (leviers/web/compte/fresh.py)."""
        return False

    def add_message(self, *_args: Any, **_options: Any) -> None:
        """Our pages say what happened."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:  # noqa: ARG002
        """Keep a letter that says what changed in an account; it leaves with the others, in our words."""
        if template_prefix not in _NOTES:
            return
        sujet, said = _NOTES[template_prefix]
        page = f"{settings.SITE_URL}{reverse('compte')}"
        texte = (
            f"Bonjour,\n\n{said} à votre compte sur Leviers.\n\nSi ce n’est pas vous, déconnectez les "
            f"appareils et retirez les clés que vous ne connaissez pas : {page}\n\nL’observatoire Leviers\n"
        )
        ecrire.write(email, "compte", sujet, typo(texte))


class SocialAdapter(DefaultSocialAccountAdapter):
    """A provider of identity says an address: the account of this address opens, if it is proved."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind a new identity to the account of its address, found or opened now."""
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                refuse("ferme")
            return
        proved = [one.email for one in sociallogin.email_addresses if one.verified]
        if not proved:
            refuse("adresse")
        personne = membres.find_or_open(proved[0])
        if not personne.is_active:
            refuse("ferme")
        sociallogin.connect(request, personne)

    def on_authentication_error(self, *_args: Any, **_options: Any) -> None:
        """Back to the log-in page, which says so and offers the code."""
        refuse("fournisseur")


class KeyAdapter(DefaultMFAAdapter):
    """Passkeys, for the host of the request, one of ALLOWED_HOSTS."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for the key."""
        return super().get_public_key_credential_rp_entity() | {"name": "Leviers"}


def refuse(why: str) -> NoReturn:
    """Leave the flow of allauth for the log-in page, with the word of what went wrong."""
    raise ImmediateHttpResponse(HttpResponseRedirect(f"{reverse('connexion')}?refus={why}"))
