"""What a person says of herself, and what of it all may read."""

from typing import Any, NamedTuple

from django import forms
from django.db import transaction
from django.utils import timezone

from leviers.accounts import demandes, membres, rights
from leviers.accounts.garde import GuardedForm
from leviers.accounts.models import Personne, Profil, Role
from leviers.catalogue import published
from leviers.catalogue.models import Etat, Signalement
from leviers.participation.articles.publies import Publie, list_articles
from leviers.participation.models import Article, Commentaire, DemarcheProposee
from leviers.reference import typologie
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import date_fr, pluriel

Champ = Profil.Champ
_TAKEN = (Signalement.Etat.ACCEPTEE, Signalement.Etat.EN_PARTIE)
MAX_THEMES = 12


class Theme(NamedTuple):
    """A champ or a levier that a person works on."""

    code: str
    nom: str
    adresse: str


class ProfilForm(GuardedForm):
    """All may stay empty."""

    nom = forms.CharField(required=False, max_length=150)
    fonction = forms.CharField(required=False, max_length=120)
    organisation = forms.CharField(required=False, max_length=160)
    themes = forms.MultipleChoiceField(required=False, error_messages={"invalid_choice": "Thème inconnu."})
    visibles = forms.MultipleChoiceField(required=False, choices=Champ.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        champs, leviers = typologie.load_champs(), typologie.load_leviers()
        self.fields["themes"].choices = [(code, code) for code in (*champs, *leviers)]  # type: ignore[attr-defined]

    def clean_nom(self) -> str:
        """A name on one line, that no page takes for a person who left."""
        return " ".join(str(self.cleaned_data["nom"]).split())

    def clean_themes(self) -> list[str]:
        """A dozen at most: beyond, they say nothing."""
        themes = list(self.cleaned_data["themes"])
        if len(themes) > MAX_THEMES:
            raise forms.ValidationError(f"Choisissez {MAX_THEMES} thèmes au plus.")
        return themes


@transaction.atomic
def save_profil(personne: Personne, said: dict[str, Any]) -> None:
    """Keep what she said, and the moment when she chose what is shown; her articles show it at once."""
    personne.first_name, personne.last_name = said["nom"], ""
    personne.save(update_fields=["first_name", "last_name"])
    profil = membres.read_profil(personne)
    for name in ("fonction", "organisation", "themes", "visibles"):
        setattr(profil, name, said[name])
    profil.consenti_le = timezone.now()
    profil.save()
    if Article.objects.filter(auteur=personne, live=True).exists():
        Etat.bump()
    membres.tell_changed(personne)


def read_values(personne: Personne, form: ProfilForm) -> dict[str, Any]:
    """What the form shows: what was typed, else what is kept."""
    if form.is_bound:
        kept = form.data
        many = {name: kept.getlist(name) for name in ("themes", "visibles")}  # type: ignore[attr-defined]
        return {name: kept.get(name, "") for name in ("nom", "fonction", "organisation")} | many
    profil = membres.read_profil(personne)
    return {
        "nom": personne.get_full_name(),
        "fonction": profil.fonction,
        "organisation": profil.organisation,
        "themes": profil.themes,
        "visibles": profil.visibles,
    }


def list_themes(codes: list[str]) -> list[Theme]:
    """Themes by name, with their pages; a code that is no more is left out."""
    champs, leviers = typologie.load_champs(), typologie.load_leviers()
    found = [Theme(code, champs[code].nom, reverse_url("champ", code)) for code in codes if code in champs]
    found += [Theme(c, leviers[c].nom_court, reverse_url("levier", c)) for c in codes if c in leviers]
    return found


def _say_roles(personne: Personne) -> list[str]:
    """Roles in force, organisations by their name."""
    roles = rights.list_roles(personne)
    named = name_sirens(role.portee for role in roles if role.genre == Role.Genre.ORGANISATION)
    return [demandes.say_role(role, named[role.portee].nom if role.portee in named else "") for role in roles]


def is_public(profil: Profil) -> bool:
    """Whether anything of it is shown to all."""
    return bool(profil.pk and profil.personne.is_active and read_public(profil))


def read_public(profil: Profil) -> dict[str, Any]:
    """What a person shows: only the fields that she chose, and that say something."""
    personne = profil.personne
    said = {
        Champ.NOM: personne.get_full_name(),
        Champ.FONCTION: profil.fonction,
        Champ.ORGANISATION: profil.organisation,
        Champ.THEMES: list_themes(profil.themes),
        Champ.ROLES: _say_roles(personne) if Champ.ROLES in profil.visibles else [],
        Champ.MEMBRE_DEPUIS: date_fr(personne.date_joined),
        Champ.ARTICLES: _list_articles(personne) if Champ.ARTICLES in profil.visibles else [],
        Champ.CONTRIBUTIONS: _say_contributions(personne) if Champ.CONTRIBUTIONS in profil.visibles else "",
    }
    return {str(name): value for name, value in said.items() if name in profil.visibles and value}


def _list_articles(personne: Personne) -> list[Publie]:
    """Her published articles, the latest first."""
    every = list_articles(published.current())
    return [one for one in every if one.auteur and one.auteur.id == personne.pk]


def _say_contributions(personne: Personne) -> str:
    """How much she brought that readers may see: corrections that were taken, comments that are shown."""
    taken = Signalement.objects.filter(auteur=personne, etat__in=_TAKEN).count()
    taken += DemarcheProposee.objects.filter(auteur=personne, etat=DemarcheProposee.Etat.ACCEPTEE).count()
    shown = Commentaire.objects.filter(auteur=personne, etat=Commentaire.Etat.VISIBLE).count()
    counts = (
        pluriel(taken, "contribution acceptée", "contributions acceptées") if taken else "",
        pluriel(shown, "commentaire affiché", "commentaires affichés") if shown else "",
    )
    return ", ".join(filter(None, counts))
