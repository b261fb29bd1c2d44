"""Reports of readers: the form, the pace it allows, and the one function that writes a report."""

import re
from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone

from leviers.accounts import rights
from leviers.accounts.garde import digest_of_day
from leviers.catalogue import models
from leviers.participation.commentaires import Writer
from leviers.reference import territoires
from leviers.web.signaler.subjects import Subject

PER_HOUR = 5
MIN_MESSAGE, MAX_MESSAGE, MAX_LINKS = 10, 3000, 3
KEPT_MONTHS = 12
NOBODY = Writer()
_SAID = ("objet", "message", "valeur_proposee", "declare", "source_url", "courriel")
TITLE = 400  # signs kept of the title of what is contested
_LINK = re.compile(r"https?://|www\.", re.I)
_REQUIRED = {"required": "Dites de quoi il s’agit : ce champ est nécessaire."}
_URL = {
    "invalid": "Écrivez une adresse complète, qui commence par https://.",
    "max_length": "Adresse trop longue.",
}
_EMAIL = {"invalid": "Écrivez une adresse comme prenom@exemple.fr, ou laissez vide."}


class TooManyReports(Exception):
    """The same address has sent as many reports as one hour allows."""


class _LongText(forms.CharField):
    """A line break counts for one sign, as it does in the browser, though it travels as two."""

    def to_python(self, value: str | None) -> str | None:
        text: str | None = super().to_python(value)
        return text.replace("\r\n", "\n") if text else text


class ReportForm(forms.Form):
    """What a reader says about one subject. `site` is a trap: no person sees it."""

    objet = forms.ChoiceField(
        choices=models.Signalement.Objet.choices,
        error_messages={
            "required": "Choisissez un objet.",
            "invalid_choice": "Choisissez un des quatre objets.",
        },
    )
    message = _LongText(
        required=False,
        min_length=MIN_MESSAGE,
        max_length=MAX_MESSAGE,
        error_messages=_REQUIRED
        | {
            "min_length": f"Écrivez au moins {MIN_MESSAGE} signes : que faut-il corriger ?",
            "max_length": f"Message trop long : {MAX_MESSAGE} signes au plus. Gardez l’essentiel.",
        },
    )
    valeur_proposee = forms.CharField(
        required=False, max_length=600, error_messages={"max_length": "600 signes au plus."}
    )
    declare = forms.ChoiceField(required=False, choices=[("oui", "oui"), ("non", "non")])
    source_url = forms.URLField(required=False, max_length=600, assume_scheme="https", error_messages=_URL)
    courriel = forms.EmailField(required=False, error_messages=_EMAIL)
    site = forms.CharField(required=False, max_length=200)

    def clean_message(self) -> str:
        """Refuse what looks like advertising."""
        message: str = self.cleaned_data["message"]
        if not message and self.cleaned_data.get("objet") != models.Signalement.Objet.JUSTE:
            raise forms.ValidationError(_REQUIRED["required"])
        if len(_LINK.findall(message)) > MAX_LINKS:
            raise forms.ValidationError(
                f"Gardez {MAX_LINKS} liens au plus ; la page qui le montre a son propre champ ci-dessous."
            )
        return message

    def clean_site(self) -> str:
        """Refuse what filled the trap; the form comes back with the trap empty and the rest kept."""
        if self.cleaned_data["site"]:
            raise forms.ValidationError(
                "Un champ caché a été rempli, comme le ferait un robot. Envoyez à nouveau."
            )
        return ""


def record_report(
    subject: Subject, form: ReportForm, *, address: str, by: Writer = NOBODY
) -> models.Signalement:
    """Write one report, and forget what older ones need no longer say about their authors.

    Raises  TooManyReports beyond PER_HOUR reports in an hour from one address; nothing is written then
    """
    origine = digest_of_day(address)
    with transaction.atomic():
        hour_ago = timezone.now() - timedelta(hours=1)
        recent = models.Signalement.objects.filter(origine=origine, recu_le__gte=hour_ago).count()
        if recent >= PER_HOUR:
            raise TooManyReports
        forget_authors()
        said = {name: form.cleaned_data[name] for name in _SAID}
        said |= {"auteur": by.personne, "courriel_confirme": by.est_confirme}
        said["courriel"] = "" if by.personne else by.courriel or said["courriel"]
        said["declare"] = said["declare"] if may_declare(subject, by) else ""
        about = {
            "sujet": subject.sujet,
            "sujet_id": subject.id,
            "sujet_titre": subject.nom[:TITLE],
            "sujet_adresse": subject.address,
            "demarche_id": subject.id if subject.sujet == models.Signalement.Sujet.DEMARCHE else None,
        }
        return models.Signalement.objects.create(origine=origine, **about, **said)


def may_declare(subject: Subject, by: Writer) -> bool:
    """Whether who writes may declare this usage in the name of its territoire: a confirmed référent."""
    place = territoires.index_by_slug().get(subject.id.partition("/")[0])
    is_usage = subject.sujet == models.Signalement.Sujet.USAGE
    return bool(is_usage and place and rights.speaks_for(by.personne, place.siren))


def forget_authors() -> int:
    """Erase e-mail addresses after KEPT_MONTHS months and digests of network addresses after a day."""
    now = timezone.now()
    reports = models.Signalement.objects
    reports.filter(recu_le__lt=now - timedelta(days=1)).exclude(origine="").update(origine="")
    old = reports.filter(recu_le__lt=now - timedelta(days=30 * KEPT_MONTHS)).exclude(courriel="")
    return old.update(courriel="")
