"""What a reader says about one subject; on a démarche, also what each field should say."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms

from leviers.accounts.garde import GuardedForm, LongText
from leviers.catalogue.corrections import CHAMPS
from leviers.catalogue.models import Demarche, Signalement
from leviers.catalogue.models.choices import Statut
from leviers.catalogue.payload import as_payload
from leviers.catalogue.propositions import say_value

MIN_MESSAGE, MAX_MESSAGE = 10, 3000
_REQUIRED = {"required": "Dites de quoi il s’agit : ce champ est nécessaire."}
_URL = {
    "invalid": "Écrivez une adresse complète, qui commence par https://.",
    "max_length": "Adresse trop longue.",
}
_EMAIL = {"invalid": "Écrivez une adresse comme prenom@exemple.fr, ou laissez vide."}
_YEAR = dict.fromkeys(("invalid", "min_value", "max_value"), "Une année à quatre chiffres, ou rien.")
_AMOUNT = dict.fromkeys(
    ("invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"),
    "Un montant en euros, comme 12 000 ou 12 000,50.",
)


class ReportForm(GuardedForm):
    """What a reader says about one subject."""

    objet = forms.ChoiceField(
        choices=Signalement.Objet.choices,
        error_messages={
            "required": "Choisissez un objet.",
            "invalid_choice": "Choisissez un des quatre objets.",
        },
    )
    message = LongText(
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

    @property
    def corrections(self) -> dict[str, Any]:
        """What each field should say, when the form asks it."""
        return {}

    def clean(self) -> dict[str, Any]:
        """A subject said to be right needs no words, nor one of which a field is corrected."""
        is_right = self.cleaned_data.get("objet") == Signalement.Objet.JUSTE
        if not self.cleaned_data.get("message") and not is_right and not self.corrections:
            self.add_error("message", _REQUIRED["required"]) if "message" not in self.errors else None
        return self.cleaned_data


class EurosField(forms.DecimalField):
    """An amount as one writes it: spaces between thousands, a comma, the sign of the euro."""

    def to_python(self, value: Any) -> Any:
        """The number."""
        return super().to_python(re.sub(r"[\s€]", "", str(value or "")).replace(",", "."))


@dataclass(frozen=True)
class Champ:
    """One field of a démarche in the form: what it is called, what it says today."""

    champ: str
    nom: str
    actuel: str


class DemarcheReportForm(ReportForm):
    """The same, with the fields of a démarche that may be corrected one by one."""

    titre = forms.CharField(
        required=False,
        min_length=8,
        max_length=120,
        error_messages={"min_length": "Un titre de 8 signes au moins.", "max_length": "120 signes au plus."},
    )
    description = LongText(
        required=False,
        min_length=30,
        max_length=MAX_MESSAGE,
        error_messages={"min_length": "Deux phrases au moins.", "max_length": "3 000 signes au plus."},
    )
    annee_debut = forms.IntegerField(required=False, min_value=1900, max_value=2100, error_messages=_YEAR)
    annee_fin = forms.IntegerField(required=False, min_value=1900, max_value=2100, error_messages=_YEAR)
    statut = forms.ChoiceField(
        required=False, choices=Statut.choices, error_messages={"invalid_choice": "Choisissez dans la liste."}
    )
    montant_eur = EurosField(
        required=False, min_value=0, max_digits=14, decimal_places=2, error_messages=_AMOUNT
    )

    def __init__(self, data: object = None, *, demarche: Demarche) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.present = as_payload(demarche)

    @property
    def corrections(self) -> dict[str, Any]:
        """What is typed and differs from what the sheet says, as its payload writes it."""
        typed = {name: self.cleaned_data.get(name) for name in CHAMPS}
        if typed["montant_eur"] is not None:
            typed["montant_eur"] = float(typed["montant_eur"])
        return {
            name: value
            for name, value in typed.items()
            if value not in (None, "") and value != self.present[name]
        }

    @property
    def champs(self) -> list[Champ]:
        """Fields to be shown, with what each says today."""
        named = {name: str(Demarche._meta.get_field(name).verbose_name) for name in CHAMPS}
        return [Champ(name, nom.capitalize(), say_value(self.present[name])) for name, nom in named.items()]

    @property
    def is_guided(self) -> bool:
        """Whether one of these fields was filled: its part of the form is then open."""
        return any(self.data.get(name) for name in CHAMPS)

    def clean(self) -> dict[str, Any]:
        """What is right is not corrected, and an end follows its beginning."""
        super().clean()
        said = self.present | self.corrections
        if self.corrections and self.cleaned_data.get("objet") == Signalement.Objet.JUSTE:
            self.add_error(
                "objet", "Vous corrigez un champ : choisissez « C’est faux » ou « C’est à compléter »."
            )
        if said["annee_debut"] and said["annee_fin"] and said["annee_fin"] < said["annee_debut"]:
            named = "annee_fin" if "annee_fin" in self.corrections else "annee_debut"
            if named in self.corrections:
                self.add_error(named, "La fin viendrait avant le début.")
        return self.cleaned_data
