"""What keeps robots and haste out of the forms open to all: a trap, few links, a pace. No third party."""

import hashlib
import re
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Geste, Personne
from leviers.errors import NotAllowedNow

MAX_LINKS = 3
RETOUCHES = 60
_LINK = re.compile(r"https?://|www\.", re.I)


def has_link(text: str) -> bool:
    """Whether a text leads elsewhere."""
    return bool(_LINK.search(text))


class LongText(forms.CharField):
    """Lines of text; a line break counts for one sign, as it does in the browser; few links are taken."""

    def __init__(self, *, max_links: int = MAX_LINKS, **options: object) -> None:
        self.max_links = max_links
        super().__init__(**options)  # type: ignore[arg-type]

    def to_python(self, value: str | None) -> str | None:
        """The text with one sign for a line break."""
        text: str | None = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text

    def validate(self, value: str | None) -> None:
        """Refuse what looks like advertising."""
        super().validate(value)
        if len(_LINK.findall(value or "")) > self.max_links:
            raise forms.ValidationError(f"Gardez {self.max_links} liens au plus dans ce texte.")


class GuardedForm(forms.Form):
    """A form with a trap, the field `site`: no person sees it. Shown by the macro `kit.trap()`."""

    site = forms.CharField(required=False, max_length=200)

    def clean_site(self) -> str:
        """Refuse what filled the trap; the form comes back with the trap empty and the rest kept."""
        if self.cleaned_data["site"]:
            raise forms.ValidationError(
                "Un champ caché a été rempli, comme le ferait un robot. Envoyez à nouveau."
            )
        return ""

    @property
    def said(self) -> dict[str, str]:
        """The first error of each field, to be shown beside it."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, to be shown again."""
        return {name: self.data.get(name, "") for name in self.fields}


def pace(genre: str, address: str, *, per_hour: int, about: str = "") -> None:
    """Count one form sent from one place, about one thing when it is named.

    Raises  NotAllowedNow beyond `per_hour` in an hour; the form that comes too soon is not counted
    """
    origine = digest_of_day(address, about)
    with transaction.atomic():
        since = timezone.now() - timedelta(hours=1)
        if Geste.objects.filter(origine=origine, genre=genre, fait_le__gte=since).count() >= per_hour:
            raise NotAllowedNow(
                "Trop d’envois depuis votre connexion en une heure.",
                advice="Ce que vous avez écrit est gardé ici : envoyez-le à nouveau dans une heure.",
            )
        Geste.objects.create(genre=genre, origine=origine)


def pace_retouche(personne: Personne | None, address: str) -> None:
    """Count one correction of what one wrote, by account or by place: each makes the pages that show it anew.

    Raises  NotAllowedNow beyond RETOUCHES in an hour
    """
    pace("retouche", f"personne {personne.pk}" if personne else address, per_hour=RETOUCHES)


def digest_of_day(address: str, about: str = "") -> str:
    """One word for one place during one day, from which the network address cannot be found again."""
    day = timezone.localdate().isoformat()
    return hashlib.sha256(f"{day}{settings.SECRET_KEY}{_name_place(address)}{about}".encode()).hexdigest()


def forget_old() -> int:
    """Erase the gestures of more than a day; how many."""
    deleted, _by_model = Geste.objects.filter(fait_le__lt=timezone.now() - timedelta(days=1)).delete()
    return deleted


def _name_place(address: str) -> str:
    """A network address, or the network of an IPv6 subscriber, who draws as many addresses as he likes."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
