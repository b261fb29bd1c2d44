"""What the accounts keep of a person: handed over, erased, forgotten in time."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Q
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import APIToken, UploadedFile
from wagtail.users.models import UserProfile

from leviers.accounts import garde, membres, seances, visitors
from leviers.accounts.demandes import say_role
from leviers.accounts.depart import GONE
from leviers.accounts.models import Confirmation, Personne, Profil, Role
from leviers.courrier import ecrire
from leviers.courrier.models import Lettre

_OF_BACK_OFFICE = (APIToken, EditingSession, FormState, UserProfile)
"""Keys, tabs that are open, forms half filled, preferences."""
LETTERS_DAYS, TRIES_DAYS, ENDED_ROLES_DAYS = 30, 14, 3 * 365


def export(personne: Personne) -> dict[str, object]:
    """Her account, as she can read it."""
    profil = membres.read_profil(personne)
    keys = Authenticator.objects.filter(user=personne, type=Authenticator.Type.WEBAUTHN)
    letters = Lettre.objects.filter(destinataire__iexact=personne.email).order_by("pk")
    return {
        "courriel": personne.email,
        "identifiant": personne.username,
        "nom": personne.get_full_name(),
        "membre_depuis": personne.date_joined.isoformat(),
        "derniere_connexion": personne.last_login.isoformat() if personne.last_login else None,
        "profil": {
            "fonction": profil.fonction,
            "organisation": profil.organisation,
            "themes": profil.themes,
            "visibles": profil.visibles,
            "consenti_le": profil.consenti_le.isoformat() if profil.consenti_le else None,
        },
        "roles": [_export_role(role) for role in personne.roles.all()],
        "seances": [
            {
                "appareil": one.appareil,
                "ouverte_le": one.ouverte_le.isoformat(),
                "vue_le": one.vue_le.isoformat(),
            }
            for one in seances.list_open(personne)
        ],
        "cles_d_acces": [{"nom": key.wrap().name, "ajoutee_le": key.created_at.isoformat()} for key in keys],
        "fournisseurs_d_identite": [
            {"identifiant": one.uid, "relie_le": one.date_joined.isoformat()}
            for one in SocialAccount.objects.filter(user=personne)
        ],
        "lettres": [
            {
                "genre": one.genre,
                "sujet": one.sujet,
                "texte": one.texte,
                "ecrite_le": one.ecrit_le.isoformat(),
            }
            for one in letters.exclude(genre__in=ecrire.OPENING)
        ],
    }


def erase(personne: Personne) -> None:
    """Close the account and forget who it was; the row stays, for what she published, without a name."""
    courriel = personne.email
    seances.close_all(personne)
    for model in (EmailAddress, Authenticator, SocialAccount, *_OF_BACK_OFFICE):
        model.objects.filter(user=personne).delete()
    UploadedFile.objects.filter(uploaded_by_user=personne).delete()
    Profil.objects.filter(personne=personne).delete()
    Role.objects.filter(personne=personne).delete()
    Confirmation.objects.filter(courriel__iexact=courriel).delete()
    letters = Lettre.objects.filter(destinataire__iexact=courriel)
    letters.filter(etat=Lettre.Etat.ATTENTE).update(etat=Lettre.Etat.ANNULE)
    letters.update(destinataire="", raison="", sujet="", texte="", html="", entetes={})
    personne.groups.clear()
    personne.user_permissions.clear()
    personne.set_unusable_password()
    personne.first_name, personne.last_name = GONE, ""
    personne.username, personne.email = f"parti-{personne.pk}", f"parti-{personne.pk}@parti.invalid"
    personne.is_active = personne.is_staff = personne.is_superuser = False
    personne.last_login = None
    personne.save()


def purge(now: datetime) -> dict[str, int]:
    """What the accounts, the forms and the letters keep for too long."""
    sessions, _by_model = Session.objects.filter(expire_date__lt=now).delete()
    ended = Q(fini_le__lt=now - timedelta(days=ENDED_ROLES_DAYS))
    roles, _by_model = Role.objects.filter(ended).delete()
    return {
        "sessions finies": sessions,
        "séances finies": seances.forget_closed(),
        "codes demandés": visitors.forget_old(),
        "gestes comptés": garde.forget_old(),
        "lettres parties": ecrire.erase_old(LETTERS_DAYS),
        "essais de connexion": _forget_tries(now - timedelta(days=TRIES_DAYS)),
        "rôles finis": roles,
    }


def _forget_tries(before: datetime) -> int:
    """Log-ins with a password, right or wrong, that django-axes wrote with a network address."""
    kinds = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(kind.objects.filter(attempt_time__lt=before).delete()[0] for kind in kinds)


def _export_role(role: Role) -> dict[str, object]:
    return {
        "role": say_role(role),
        "raison": role.raison,
        "demande_le": role.demande_le.isoformat(),
        "confirme_le": role.confirme_le.isoformat() if role.confirme_le else None,
        "fini_le": role.fini_le.isoformat() if role.fini_le else None,
        "motif": role.motif,
    }
