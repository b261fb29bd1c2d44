"""Roles asked for, given, refused, ended; the person hears of each by a letter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from leviers.accounts import membres, rights, roles
from leviers.accounts.models import Personne, Role
from leviers.courrier import ecrire
from leviers.errors import NotAllowedNow
from leviers.reference import territoires
from leviers.reference.reading import read_yaml
from leviers.reference.typography import typo

ASKED = (Role.Genre.REFERENT, Role.Genre.ORGANISATION, Role.Genre.CONTRIBUTEUR, Role.Genre.RELECTEUR)
"""What a person may ask for; the others are given."""
NOMMES = (*ASKED, Role.Genre.ANIMATEUR)
WITH_PORTEE = (Role.Genre.REFERENT, Role.Genre.ORGANISATION)
MAX_WAITING = 5
_joined: list[Callable[[], Mapping[str, str]]] = []


def know_territoires(list_joined: Callable[[], Mapping[str, str]]) -> None:
    """Have référents for more than the métropoles: territoires by SIREN. Registered when the site starts."""
    if list_joined not in _joined:
        _joined.append(list_joined)


def list_territoires() -> dict[str, str]:
    """Names by SIREN of the territoires that have référents: the métropoles, then those that joined."""
    known = {siren: one.nom for siren, one in territoires.load_metropoles().items()}
    return known | {siren: nom for list_joined in _joined for siren, nom in list_joined().items()}


@dataclass(frozen=True)
class Domaine:
    """What the domain of an address says: a métropole; a city has it too when `est_partage`."""

    siren: str
    est_partage: bool


@cache
def load_domaines() -> dict[str, Domaine]:
    """Métropoles by the domain of the addresses of those who work there."""
    rows = read_yaml(Path(__file__).parent / "data" / "domaines.yaml")
    return {row["domaine"]: Domaine(row["siren"], row.get("partage", False)) for row in rows}


def find_by_domain(courriel: str) -> Domaine | None:
    """What the domain of an address says, exactly."""
    return load_domaines().get(courriel.rpartition("@")[2].lower())


def is_shown_by_domain(courriel: str, siren: str) -> bool:
    """Whether the domain alone shows that one works for this métropole, and for nobody else."""
    return find_by_domain(courriel) == Domaine(siren, est_partage=False)


@transaction.atomic
def ask(personne: Personne, genre: str, *, portee: str = "", raison: str = "", domaine: str = "") -> Role:
    """Ask for a role: who has an address of the métropole or organisation alone has it at once.

    domaine  domain that proves whom an organisation is, found by who knows public websites; else it waits

    Her address is proved: nobody has a session without it, save sample accounts, whose domain is none.
    Raises  NotAllowedNow when she holds it, asked for it, or asked for too many
    """
    waiting = personne.roles.filter(fini_le=None, confirme_le=None).count()
    if waiting >= MAX_WAITING:
        raise NotAllowedNow(
            "Cinq demandes attendent déjà une réponse.", advice="Attendez la réponse, ou retirez-en une."
        )
    if personne.roles.filter(fini_le=None, genre=genre, portee=portee).exists():
        raise _say_held()
    role = Role(personne=personne, genre=genre, portee=portee, raison=raison)
    is_proved = EmailAddress.objects.filter(
        user=personne, email__iexact=personne.email, verified=True
    ).exists()
    if is_proved and _has_domain(personne.email, genre, portee, domaine):
        role.confirme_le, role.moyen = timezone.now(), Role.Moyen.DOMAINE
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as error:  # the same form, sent twice at the same instant
        raise _say_held() from error
    roles.keep_groups(personne)
    return role


def list_waiting() -> QuerySet[Role]:
    """Roles that wait for an answer, the oldest first."""
    rows = Role.objects.filter(fini_le=None, confirme_le=None).select_related("personne")
    return rows.order_by("demande_le", "pk")


def list_given() -> QuerySet[Role]:
    """Roles in force, by kind then by person."""
    rows = Role.objects.filter(fini_le=None).exclude(confirme_le=None)
    return rows.select_related("personne", "confirme_par").order_by("genre", "personne__email", "pk")


def confirm(role: Role, *, by: Personne) -> bool:
    """Give a role that waits; whether it was still waiting."""
    given = {"confirme_le": timezone.now(), "confirme_par": by, "moyen": Role.Moyen.PERSONNE}
    if not Role.objects.filter(pk=role.pk, fini_le=None, confirme_le=None).update(**given):
        return False
    roles.keep_groups(role.personne)
    _tell(role, f"Votre demande est acceptée : vous êtes {say_role(role)}.", "")
    return True


def end(role: Role, motif: str, *, by: Personne) -> bool:
    """Refuse a role that waits, or end one in force, with a reason; whether there was something to end."""
    was_given = role.confirme_le is not None
    ended = {"fini_le": timezone.now(), "motif": motif}
    if not was_given:
        ended["confirme_par"] = by
    if not Role.objects.filter(pk=role.pk, fini_le=None, confirme_le=role.confirme_le).update(**ended):
        return False
    roles.keep_groups(role.personne)
    if role.personne_id != by.pk:
        said = "Votre rôle prend fin" if was_given else "Votre demande n’est pas acceptée"
        _tell(role, f"{said} : {say_role(role)}.", motif)
    return True


@transaction.atomic
def give(courriel: str, genre: str, *, portee: str = "", by: Personne | None = None) -> Role | None:
    """Give a role to the person of an address, whose account opens if need be; nothing when she holds it."""
    personne = membres.find(courriel)
    if personne is None:
        personne = Personne.objects.create_user(membres.draw_pseudonym(), courriel.lower())
    now = timezone.now()
    role, created = Role.objects.get_or_create(
        personne=personne,
        genre=genre,
        portee=portee,
        fini_le=None,
        defaults={"confirme_le": now, "confirme_par": by, "moyen": Role.Moyen.PERSONNE},
    )
    if created:
        roles.keep_groups(personne)
        _tell(role, f"Un rôle vous est donné : vous êtes {say_role(role)}.", "")
        return role
    return role if role.confirme_le is None and by and confirm(role, by=by) else None


def may_settle(person: object, role: Role) -> bool:
    """Animateurs settle what was asked; only administrateurs touch the roles of the team; nobody her own."""
    if isinstance(person, Personne) and role.personne_id == person.pk and not person.is_superuser:
        return False
    if role.genre in (Role.Genre.ANIMATEUR, Role.Genre.ADMINISTRATEUR):
        return rights.holds(person, Role.Genre.ADMINISTRATEUR)
    return rights.is_animateur(person)


def say_role(role: Role, nom: str = "") -> str:
    """« référent, Brest Métropole »; `nom` is that of the organisation, where it is known."""
    if role.genre == Role.Genre.REFERENT and role.portee:
        return f"référent, {name_portee(role)}"
    label = str(Role.Genre(role.genre).label)
    return f"{label}, {nom or name_portee(role)}" if role.portee else label


def name_portee(role: Role) -> str:
    """The territoire by its name, an organisation by its SIREN."""
    known = territoires.load_metropoles().get(role.portee)
    if known:
        return known.nom
    is_joined = role.genre == Role.Genre.REFERENT
    return (is_joined and list_territoires().get(role.portee)) or f"SIREN {role.portee}"


def _say_held() -> NotAllowedNow:
    return NotAllowedNow(
        "Vous avez déjà ce rôle, ou vous l’avez déjà demandé.", advice="Voyez vos rôles ci-dessous."
    )


def _has_domain(courriel: str, genre: str, portee: str, domaine: str) -> bool:
    if genre == Role.Genre.REFERENT:
        return is_shown_by_domain(courriel, portee)
    is_hers = courriel.rpartition("@")[2].lower() == domaine
    return genre == Role.Genre.ORGANISATION and bool(domaine) and is_hers


def _tell(role: Role, said: str, motif: str) -> None:
    page = f"{settings.SITE_URL}{reverse('compte')}"
    reason = f"Raison donnée :\n{motif}\n\n" if motif else ""
    texte = f"Bonjour,\n\n{said}\n\n{reason}Vos rôles : {page}\n\nL’observatoire Leviers\n"
    ecrire.write(role.personne.email, "role", "Votre rôle sur Leviers", typo(texte))
