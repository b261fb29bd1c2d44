"""Who works on what: people who chose to be listed, by what they chose to show; never an address."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from leviers.accounts import demandes, rights
from leviers.accounts.models import Profil, Role
from leviers.directory.fiches import annuaire
from leviers.errors import NotAllowedNow
from leviers.reference import typologie
from leviers.search.words import sort_key
from leviers.web.compte.profil import Champ, is_public, read_public
from leviers.web.door import SEE_OTHER, for_member, read_person
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Listee:
    """One person of the directory: what she shows, and the territoires that her shown roles name."""

    pk: int
    nom: str
    said: dict[str, Any]
    sirens: tuple[str, ...]

    def works_on(self, theme: str) -> bool:
        """Whether one of the themes she shows is this one; a champ takes its leviers."""
        leviers = typologie.load_leviers()
        shown = {one.code for one in self.said.get(Champ.THEMES, ())}
        return theme in shown or any(code in leviers and leviers[code].champ.code == theme for code in shown)

    def is_called(self, words: str) -> bool:
        """Whether the function or the organisation she shows holds all these words."""
        text = sort_key(f"{self.said.get(Champ.FONCTION, '')} {self.said.get(Champ.ORGANISATION, '')}")
        return all(word in text for word in sort_key(words).split())


@never_cache
@require_safe
def list_people(request: HttpRequest) -> HttpResponse:
    """The directory, narrowed by territoire, theme and words of the function."""
    asked = {name: request.GET.get(name, "")[:100] for name in ("territoire", "theme", "fonction")}
    places, everybody = demandes.list_territoires(), read_people()
    champs, leviers = typologie.load_champs(), typologie.load_leviers()
    known = {
        "territoire": asked["territoire"] in places,
        "theme": asked["theme"] in champs or asked["theme"] in leviers,
        "fonction": bool(asked["fonction"].strip()),
    }
    chosen = {name: value for name, value in asked.items() if known[name]}
    context = {
        "personnes": [one for one in everybody if _keeps(one, chosen)],
        "nb_total": len(everybody),
        "chosen": chosen,
        "ignored": [name for name, value in asked.items() if value.strip() and name not in chosen],
        "territoires": places,
    }
    return render(request, "fiches/personnes.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Be listed, or leave the list."""
    personne, refus = read_person(request), None
    if request.method == "POST":
        try:
            _apply(request)
            return HttpResponseRedirect(reverse_url("annuaire-moi"), status=SEE_OTHER)
        except NotAllowedNow as refused:
            refus = refused
    profil = Profil.objects.filter(personne=personne).select_related("personne").first()
    context = {
        "inscription": annuaire.find_inscription(personne),
        "est_possible": annuaire.may_be_listed(personne),
        "montre": _as_listee(profil) if profil and is_public(profil) else None,
        "refus": refus,
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/annuaire-moi.html", context, status=UNPROCESSABLE if refus else 200)


def read_people() -> list[Listee]:
    """Everybody who is listed and shows something, by name."""
    shown = [_as_listee(profil) for profil in annuaire.list_people() if is_public(profil)]
    return sorted(shown, key=lambda one: sort_key(one.nom))


def list_of_territoire(siren: str) -> list[Listee]:
    """Who speaks for a territoire and shows it."""
    return [one for one in read_people() if siren in one.sirens]


def _apply(request: HttpRequest) -> None:
    personne = read_person(request)
    if request.POST.get("geste") == "retirer":
        annuaire.withdraw(personne)
        messages.success(request, "Vous n’êtes plus dans l’annuaire.")
    elif request.POST.get("oui") == "1":
        annuaire.enlist(personne)
        messages.success(request, "Vous êtes dans l’annuaire.")
    else:
        raise NotAllowedNow("Rien n’est changé.", advice="Cochez la case pour figurer dans l’annuaire.")


def _as_listee(profil: Profil) -> Listee:
    said = read_public(profil)
    shows_roles = Champ.ROLES in said
    sirens = tuple(
        role.portee
        for role in rights.list_roles(profil.personne)
        if shows_roles and role.genre == Role.Genre.REFERENT
    )
    return Listee(profil.personne_id, said.get(Champ.NOM) or profil.personne.username, said, sirens)


def _keeps(one: Listee, chosen: dict[str, str]) -> bool:
    place, theme = chosen.get("territoire"), chosen.get("theme")
    return (
        (not place or place in one.sirens)
        and (not theme or one.works_on(theme))
        and one.is_called(chosen.get("fonction", ""))
    )
