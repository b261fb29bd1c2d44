"""The actions under the editor, in the words of the house."""

from typing import Any

from wagtail.snippets.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    LockedMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)


class SubmitItem(SubmitForModerationMenuItem):
    """« Soumettre à la relecture »."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """The same words the first time and the next ones."""
        return super().get_context_data(parent_context) | {"label": "Soumettre à la relecture"}


class CancelItem(CancelWorkflowMenuItem):
    """« Retirer de la relecture »."""

    label = "Retirer de la relecture"


class WithdrawItem(UnpublishMenuItem):
    """« Retirer du site public »."""

    label = "Retirer du site public"


OURS = {
    SubmitForModerationMenuItem: SubmitItem,
    CancelWorkflowMenuItem: CancelItem,
    UnpublishMenuItem: WithdrawItem,
}


def rename_items(items: list[ActionMenuItem]) -> None:
    """Put our words; drop what submitting again already does; never offer to cancel as the first action."""
    items[:] = [
        OURS[type(item)](order=item.order) if type(item) in OURS else item
        for item in items
        if not isinstance(item, RestartWorkflowMenuItem)
    ]
    items.sort(key=lambda item: not isinstance(item, LockedMenuItem))
