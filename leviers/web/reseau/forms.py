"""Forms of the network: what they accept, and what they show again."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone

from leviers.accounts.garde import GuardedForm, LongText
from leviers.directory.annonces.cooperations import FIRST_YEAR, Fait
from leviers.directory.annonces.redaction import LONGEST, MONTHS, Saisie
from leviers.directory.annonces.structures import Ecrit
from leviers.directory.models import Annonce
from leviers.reference import typologie

MAX_TITLE, MAX_TEXT, MAX_MESSAGE, MOST = 120, 3000, 4000, 3
DURATIONS = [(str(months), f"{months} mois") for months in range(1, LONGEST + 1)]
_NULL = {"null_characters_not_allowed": "Ce texte contient un signe qui ne peut pas être gardé."}
_TEXT = _NULL | {
    "required": "Écrivez quelques lignes.",
    "min_length": "Écrivez au moins une phrase.",
    "max_length": f"Texte trop long : {MAX_TEXT} signes au plus. Gardez l’essentiel.",
}
_TITLE = _NULL | {
    "required": "Donnez un titre.",
    "min_length": "Le titre est trop court : dites en une ligne de quoi il s’agit.",
    "max_length": f"Titre trop long : {MAX_TITLE} signes au plus.",
}


class ReseauForm(GuardedForm):
    """A form whose fields may hold several values; the same form sent twice is known by its `jeton`."""

    jeton = forms.CharField(required=False, max_length=40)
    many: tuple[str, ...] = ()

    def clean_jeton(self) -> UUID | None:
        """A word that is not one of ours is no reason to lose a text."""
        try:
            return UUID(self.cleaned_data["jeton"])
        except ValueError:
            return None

    def show(self, kept: dict[str, Any], draft: QueryDict | None = None) -> dict[str, Any]:
        """What the page shows in the fields: what was typed, else a draft, else what is kept."""
        data = self.data if self.is_bound else draft
        if data is None:
            return {name: kept.get(name, [] if name in self.many else "") for name in self.fields}
        return {
            name: data.getlist(name) if name in self.many and hasattr(data, "getlist") else data.get(name, "")
            for name in self.fields
        }

    def clean_titre(self) -> str:
        """One line."""
        return re.sub(r"\s+", " ", self.cleaned_data["titre"]).strip()

    def clean_leviers(self) -> tuple[str, ...]:
        """Each once; the empty choices of a page are not chosen."""
        chosen = tuple(dict.fromkeys(code for code in self.cleaned_data["leviers"] if code))
        if not chosen:
            raise forms.ValidationError("Choisissez au moins un levier.")
        if len(chosen) > MOST:
            raise forms.ValidationError(f"Choisissez {MOST} leviers au plus.")
        return chosen


def _list_leviers() -> list[tuple[str, str]]:
    return [("", ""), *((code, levier.nom_court) for code, levier in typologie.load_leviers().items())]


class AnnonceForm(ReseauForm):
    """An offer or a request; `pour` is one of those for whom who writes may speak."""

    many = ("leviers",)
    pour = forms.ChoiceField(error_messages={"required": "Dites pour qui vous écrivez."} | _NULL)
    sens = forms.ChoiceField(
        choices=Annonce.Sens.choices, error_messages={"required": "Dites si vous cherchez ou proposez."}
    )
    nature = forms.ChoiceField(
        choices=Annonce.Nature.choices, error_messages={"required": "Dites de quoi il s’agit."}
    )
    titre = forms.CharField(min_length=8, max_length=MAX_TITLE, error_messages=_TITLE)
    texte = LongText(min_length=20, max_length=MAX_TEXT, error_messages=_TEXT)
    leviers = forms.MultipleChoiceField(
        choices=_list_leviers, error_messages={"required": "Choisissez au moins un levier."}
    )
    mois = forms.ChoiceField(choices=DURATIONS, required=False)
    veut_pistes = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, voix: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["pour"].choices = voix  # type: ignore[attr-defined]
        for name in ("pour", "sens", "nature", "mois", "leviers"):
            field = self.fields[name]
            field.error_messages["invalid_choice"] = "Ce choix n’existe pas : choisissez dans la liste."

    def as_saisie(self) -> Saisie:
        """What was typed, checked."""
        said = self.cleaned_data
        return Saisie(
            sens=said["sens"],
            nature=said["nature"],
            titre=said["titre"],
            texte=said["texte"],
            leviers=said["leviers"],
            mois=int(said["mois"] or MONTHS),
            veut_pistes=said["veut_pistes"],
        )


class MessageForm(ReseauForm):
    """A message; `qui` is asked only when a conversation opens."""

    qui = forms.CharField(required=False, max_length=9)
    texte = LongText(
        min_length=2,
        max_length=MAX_MESSAGE,
        error_messages=_TEXT
        | {
            "required": "Écrivez votre message.",
            "min_length": "Écrivez au moins quelques mots.",
            "max_length": "Message trop long : 4 000 signes au plus.",
        },
    )


class EcritForm(MessageForm):
    """The first message to a structure, with what it is about."""

    titre = forms.CharField(
        min_length=4,
        max_length=MAX_TITLE,
        error_messages=_TITLE
        | {
            "required": "Dites en une ligne de quoi il s’agit.",
            "min_length": "L’objet est trop court : dites en une ligne de quoi il s’agit.",
            "max_length": f"Objet trop long : {MAX_TITLE} signes au plus.",
        },
    )

    def as_ecrit(self) -> Ecrit:
        """What was typed, checked."""
        said = self.cleaned_data
        return Ecrit(said["titre"], said["texte"], said["jeton"])


class MotifForm(GuardedForm):
    """Why something is reported."""

    motif = forms.CharField(
        min_length=5,
        max_length=500,
        error_messages=_NULL
        | {
            "required": "Dites en une phrase ce qui ne va pas.",
            "min_length": "Dites-le en une phrase.",
            "max_length": "500 signes au plus.",
        },
    )


class CooperationForm(ReseauForm):
    """What was done together."""

    many = ("leviers", "liens")
    titre = forms.CharField(min_length=8, max_length=MAX_TITLE, error_messages=_TITLE)
    texte = LongText(min_length=20, max_length=MAX_TEXT, error_messages=_TEXT)
    leviers = forms.MultipleChoiceField(
        choices=_list_leviers,
        error_messages={
            "required": "Choisissez au moins un levier.",
            "invalid_choice": "Ce levier n’existe pas : choisissez dans la liste.",
        },
    )
    annee = forms.IntegerField(
        error_messages={"required": "Écrivez l’année.", "invalid": "Écrivez l’année en quatre chiffres."}
    )
    liens = forms.Field(required=False)

    def clean_annee(self) -> int:
        """A year that has begun."""
        annee = int(self.cleaned_data["annee"])
        if not FIRST_YEAR <= annee <= timezone.localdate().year:
            raise forms.ValidationError(f"Une année de {FIRST_YEAR} à {timezone.localdate().year}.")
        return annee

    def clean_liens(self) -> tuple[str, ...]:
        """Public pages, three at most."""
        typed = self.data.getlist("liens") if hasattr(self.data, "getlist") else []
        liens = tuple(dict.fromkeys(one.strip() for one in typed if one.strip()))
        if len(liens) > MOST:
            raise forms.ValidationError(f"{MOST} pages au plus.")
        for one in liens:
            if not _is_page(one):
                raise forms.ValidationError("Écrivez une adresse entière, comme https://exemple.fr/page.")
        return liens

    def as_fait(self) -> Fait:
        """What was typed, checked."""
        said = self.cleaned_data
        return Fait(said["titre"], said["texte"], said["leviers"], said["annee"], said["liens"])


def _is_page(text: str) -> bool:
    """Whether a text is the address of a public page, that can be put in a link as it is."""
    if len(text) > 600 or re.search(r"[\s<>\"'\\\x00-\x1f]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        return False
