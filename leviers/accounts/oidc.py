"""OpenID Connect, ready for ProConnect: allauth speaks to the provider, with what ProConnect asks in more.

nonce     drawn for each log-in, kept in the session, wanted back in the identity token
userinfo  may be a signed token (RFC 7519) in place of JSON: its signature is verified
kept      the identifier at the provider; nothing else of what it says
"""

import hmac
import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from requests import RequestException

PROVIDER = "fournisseur"
"""Word of the provider in the addresses: one for an installation."""
_NONCE = "oidc_nonce"


class ProviderUnusable(Exception):
    """The provider does not answer, or not with what it should."""


def name_provider() -> str:
    """What the button of the log-in page says; empty when no provider is set."""
    return str(settings.OIDC_NAME) if settings.OIDC_ISSUER else ""


def leave(request: HttpRequest, way: str) -> HttpResponse:
    """Send the reader to the provider; she comes back to `way`, a path on this site.

    Raises  ProviderUnusable
    """
    adapter = _read_adapter(request)
    nonce = request.session[_NONCE] = secrets.token_urlsafe(24)
    provider = adapter.get_provider()
    given = provider.get_auth_params() | {"nonce": nonce}
    answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=way, auth_params=given)
    return answer


def come_back(request: HttpRequest) -> HttpResponse:
    """Take the answer of the provider: logged in, or back to the log-in page.

    Raises  ProviderUnusable
    """
    answer: HttpResponse = OAuth2CallbackView.adapter_view(_read_adapter(request))(request)
    return answer


def _read_adapter(request: HttpRequest) -> "_Adapter":
    adapter = _Adapter(request, PROVIDER)
    try:
        adapter.openid_config  # noqa: B018 (read and kept: the provider answers)
    except (RequestException, ValueError) as error:
        raise ProviderUnusable from error
    return adapter


class _Adapter(OpenIDConnectOAuth2Adapter):
    """allauth’s, with a nonce, a signed userinfo, and less kept."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **given: Any) -> SocialLogin:
        """Who came back; refused when the identity token was not made for this log-in."""
        try:
            login = super().complete_login(request, app, token, **given)
        except (KeyError, ValueError) as error:
            raise OAuth2Error("unreadable answer") from error
        said = login.account.extra_data
        expected = request.session.pop(_NONCE, "")
        came = str(said.get("id_token", {}).get("nonce", ""))
        if not expected or not hmac.compare_digest(came.encode(), str(expected).encode()):
            raise OAuth2Error("wrong nonce")
        if said["id_token"].get("sub") != said.get("userinfo", said["id_token"]).get("sub"):
            raise OAuth2Error("userinfo of somebody else")
        login.account.extra_data = {}
        return login

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            headers = {"Authorization": f"Bearer {access_token}"}
            response = session.get(self.profile_url, headers=headers)
            response.raise_for_status()
        if not response.headers.get("Content-Type", "").startswith("application/jwt"):
            return dict(response.json())
        read: dict[str, Any] = jwtkit.verify_and_decode(
            credential=response.text,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=self.get_provider().app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return read

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Verified by the keys of the provider, though it came by a direct link."""
        read: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return read
