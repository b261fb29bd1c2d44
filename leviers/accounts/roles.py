"""Roles of the back office, and who holds them."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from leviers.accounts.models import Personne

EDITION = "Édition"
RELECTURE = "Relecture"
_EDITED = ("demarche", "repere", "levier")
_PERMISSIONS = {
    EDITION: ("add", "change", "view"),
    RELECTURE: ("add", "change", "view", "publish", "lock", "unlock"),
}


@transaction.atomic
def ensure_roles() -> None:
    """Create both roles with their permissions; harmless when they exist.

    Édition writes and submits; Relecture approves, publishes and withdraws.
    """
    access = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    types = ContentType.objects.filter(app_label="catalogue")
    for name, verbs in _PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        codenames = [f"{verb}_{model}" for verb in verbs for model in _EDITED]
        extra = ["view_signalement", "change_signalement", "view_proposition", "change_proposition"]
        chosen = Permission.objects.filter(content_type__in=types, codename__in=[*codenames, *extra])
        group.permissions.set([access, *chosen])


def create_example(name: str, role: str, password: str) -> bool:
    """Create an example account unless it exists; tell whether it was created."""
    if Personne.objects.filter(username=name).exists():
        return False
    person = Personne.objects.create_user(name, f"{name}@exemple.invalid", password, first_name=role)
    person.groups.add(Group.objects.get(name=role))
    return True
