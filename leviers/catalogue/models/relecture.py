"""The task of the review workflow: somebody else reads before anything is published."""

from typing import Any

from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, TaskState

from leviers.errors import NotPublishable


class ReviewLock(WorkflowLock):
    """While a version waits for review, only reviewers may change it."""

    def get_message(self, user: Any) -> str | None:
        """What the others read."""
        if not self.for_user(user):
            return None
        return "Cette version attend la relecture ; d’ici là, seule la relecture peut la modifier."

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:  # noqa: ARG002
        """In the side panel."""
        return "Ouverte à la relecture" if can_lock else "En relecture"

    def get_description(self, user: Any, can_lock: bool = False) -> str:  # noqa: ARG002
        """In the side panel, below."""
        return "Seules les personnes de la relecture peuvent modifier cette version."


class Relecture(AbstractGroupApprovalTask):
    """Approval by a member of a group who neither wrote nor submitted the version under review."""

    lock_class = ReviewLock

    class Meta:
        verbose_name = "relecture par une autre personne"
        verbose_name_plural = "relectures par une autre personne"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What this person may do now, in the words of the house; nothing on her own work."""
        if not super().get_actions(obj, user) or is_own_work(obj, user):
            return []
        return [
            ("approve", "Approuver", False),
            ("approve", "Approuver avec un mot", True),
            ("reject", "Demander une reprise", True),
        ]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or send back.

        Raises  NotPublishable when a person approves what she wrote or submitted herself,
                or when the version lacks a source; nothing is changed then.
        """
        if action_name == "approve" and is_own_work(task_state.workflow_state.content_object, user):
            raise NotPublishable(
                "Cette version a été écrite ou soumise par vous : vous ne pouvez pas l’approuver.",
                advice="Demandez à une autre personne de la relecture de l’approuver.",
            )
        super().on_action(task_state, user, action_name, **kwargs)


def is_own_work(obj: Any, user: Any) -> bool:
    """Whether this person submitted the version under review, or wrote it."""
    state = obj.current_workflow_state
    latest = obj.get_latest_revision()
    return user.pk in (state and state.requested_by_id, latest and latest.user_id)
