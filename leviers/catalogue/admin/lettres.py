"""Letters of the back office go through the queue: Wagtail and Django would send them inside the request.

A mail server that is away then loses nothing, and nobody who saves a text waits for it.
"""

from collections.abc import Iterable
from typing import Any

from django.dispatch import Signal
from django.template.loader import render_to_string
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
)
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected

from leviers.courrier import ecrire

GENRE = "gestion"


class _Queued:
    """A notifier of Wagtail whose letters wait with the others."""

    def send_emails(
        self,
        template_set: dict[str, str],
        context: dict[str, Any],
        recipients: Iterable[Any],
        **_options: Any,
    ) -> bool:
        """Keep one letter for each person who wants it."""
        for recipient in recipients:
            said = context | {"user": recipient}
            sujet, texte = (
                render_to_string(template_set[name], said).strip() for name in ("subject", "text")
            )
            ecrire.write(recipient.email, GENRE, sujet, f"{texte}\n")
        return True


class Submitted(_Queued, GroupApprovalTaskStateSubmissionEmailNotifier):
    """A version waits for a review."""


class Approved(_Queued, WorkflowStateApprovalEmailNotifier):
    """A version is approved."""


class Rejected(_Queued, WorkflowStateRejectionEmailNotifier):
    """A version is sent back."""


class QueuedPasswordResetForm(PasswordResetForm):
    """A password to be chosen again: the letter waits with the others."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,  # noqa: ARG002
        to_email: str,
        html_email_template_name: str | None = None,  # noqa: ARG002
    ) -> None:
        """Keep the letter, with those that open an account: they are left out of the file of a person."""
        sujet, texte = (
            render_to_string(name, context).strip() for name in (subject_template_name, email_template_name)
        )
        ecrire.write(to_email, "code", sujet, f"{texte}\n")


_NOTIFIERS: tuple[tuple[Signal, type, str, Any], ...] = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", Submitted()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", Approved()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", Rejected()),
)
"""Signal, sender and name of what Wagtail connects, and what takes its place."""


def take_over() -> None:
    """Connect ours under the names of Wagtail’s, whether it has connected its own already or not."""
    for signal, sender, name, notifier in _NOTIFIERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(notifier, sender=sender, dispatch_uid=name)
