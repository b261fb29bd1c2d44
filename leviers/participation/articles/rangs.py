"""Who may touch which article, and which picture or file: her own, or all of them for animateurs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from leviers.accounts import rights


def owns(person: Any, thing: Model, owner: str) -> bool:
    """Whether a thing is in this person's hands: hers as a contributeur, any as an animateur."""
    if rights.is_animateur(person):
        return True
    return rights.is_contributeur(person) and getattr(thing, f"{owner}_id") == person.pk


class OwnPolicy(ModelPermissionPolicy):
    """Permissions of the group, and then of the object: a contributeur works on what is hers alone."""

    def __init__(self, model: Any, owner: str) -> None:
        self.owner = owner
        super().__init__(model)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether this person may do this to this object."""
        return bool(self.user_has_permission(user, action)) and owns(user, instance, self.owner)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether at least one of these is allowed on this object."""
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> "QuerySet[Any]":
        """The objects in this person's hands."""
        everything: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        if rights.is_animateur(user):
            return everything
        mine = {f"{self.owner}_id": user.pk} if rights.is_contributeur(user) else {"pk": None}
        return everything.filter(**mine)
