"""Roles of the back office, and who holds them."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from leviers.accounts import membres, rights
from leviers.accounts.models import Personne, Role

EDITION = "Édition"
RELECTURE = "Relecture"
ENQUETES = "Enquêtes"
CONTRIBUTION = "Contribution"
ANIMATION = "Animation"
_EDITED = ("demarche", "repere", "levier")
_PERMISSIONS = {
    EDITION: ("add", "change", "view"),
    RELECTURE: ("add", "change", "view", "publish", "lock", "unlock"),
}
_EXTRA = ("view_signalement", "change_signalement", "view_proposition", "change_proposition")
_ON_RECORDS = ("add_decision", "view_decision", "add_rapprochement", "view_rapprochement")
_ON_STUDY = (
    *("view_texteetude", "add_texteetude", "change_texteetude"),
    *("view_correction", "add_correction", "view_edition", "view_fabrication", "add_fabrication"),
)
_ON_EDITIONS = ("add_edition", "change_edition", "add_erratum")
_ON_ARTICLES = {
    CONTRIBUTION: (
        *("add_article", "change_article", "view_article", "add_piece", "change_piece", "view_piece"),
    ),
    ANIMATION: (
        *("add_article", "change_article", "view_article", "publish_article"),
        *("lock_article", "unlock_article", "add_piece", "change_piece", "view_piece"),
    ),
}
_GENRES = {CONTRIBUTION: Role.Genre.CONTRIBUTEUR, ANIMATION: Role.Genre.ANIMATEUR}
_NEVER = ("add_levier",)  # the 50 leviers are those of the typology


@transaction.atomic
def ensure_roles() -> None:
    """Create the roles with their permissions, and the workflow of texts; harmless when they exist.

    Édition writes and submits; Relecture approves, publishes and withdraws, and freezes editions of the
    study; Enquêtes runs the surveys; Contribution proposes articles, Animation publishes them.
    """
    access = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    types = ContentType.objects.filter(app_label="catalogue")
    for name, verbs in _PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        codenames = {f"{verb}_{model}" for verb in verbs for model in _EDITED} - set(_NEVER)
        chosen = Permission.objects.filter(content_type__in=types, codename__in=[*codenames, *_EXTRA])
        own = (*_list_record_permissions(),) if name == RELECTURE else ()
        group.permissions.set([access, *chosen, *own, *_list_study_permissions(name)])
    animators, _ = Group.objects.get_or_create(name=ENQUETES)
    animators.permissions.set([access, *_list_survey_permissions()])
    for name, allowed in _ON_ARTICLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        found = Permission.objects.filter(content_type__app_label="participation", codename__in=allowed)
        group.permissions.set([access, *found])
    _ensure_workflow(RELECTURE, ContentType.objects.filter(app_label="catalogue", model__in=_EDITED))
    _ensure_workflow(ANIMATION, ContentType.objects.filter(app_label="participation", model="article"))


@transaction.atomic
def keep_groups(person: Personne) -> None:
    """Put a person in the groups that her roles in force give her, and out of those they no longer give.

    To be called each time a role is confirmed or ends; groups given by hand (Édition, Relecture…) stay.
    """
    genres = set(person.roles.filter(fini_le=None).exclude(confirme_le=None).values_list("genre", flat=True))
    given = {
        CONTRIBUTION: bool(genres & set(rights.CONTRIBUTEURS)),
        ANIMATION: bool(genres & set(rights.ANIMATEURS)),
    }
    for name, is_given in given.items():
        group = Group.objects.get(name=name)
        (person.groups.add if is_given else person.groups.remove)(group)
    membres.tell_changed(person)


def _list_survey_permissions() -> Iterable[Permission]:
    """To run surveys; nothing of them is ever deleted."""
    surveys = Permission.objects.filter(content_type__app_label="survey")
    return surveys.exclude(codename__startswith="delete_")


def _list_record_permissions() -> Iterable[Permission]:
    """To review what the machine proposes of public records."""
    return Permission.objects.filter(content_type__app_label="evidence", codename__in=_ON_RECORDS)


def _list_study_permissions(role: str) -> Iterable[Permission]:
    """To write in the study and make its draft; Relecture also freezes editions and says what was wrong."""
    codenames = (*_ON_STUDY, *_ON_EDITIONS) if role == RELECTURE else _ON_STUDY
    return Permission.objects.filter(content_type__app_label="publication", codename__in=codenames)


def _ensure_workflow(name: str, types: Iterable[ContentType]) -> None:
    """Bind what is edited to one workflow of one step, held by the group of the same name."""
    task, _ = apps.get_model("catalogue", "Relecture").objects.get_or_create(name=name)
    task.groups.set([Group.objects.get(name=name)])
    workflow, _ = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for content_type in types:
        WorkflowContentType.objects.update_or_create(
            content_type=content_type, defaults={"workflow": workflow}
        )


def create_example(name: str, role: str, password: str) -> bool:
    """Create an example account unless it exists; tell whether it was created."""
    if Personne.objects.filter(username=name).exists():
        return False
    person = Personne.objects.create_user(name, f"{name}@exemple.invalid", password, first_name=role)
    person.groups.add(Group.objects.get(name=role))
    if role in _GENRES:
        person.roles.create(genre=_GENRES[role], confirme_le=timezone.now(), moyen=Role.Moyen.PERSONNE)
    return True
