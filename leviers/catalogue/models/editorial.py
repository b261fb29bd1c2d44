"""What every editorial object shares: drafts, review, history, and a counter of changes."""

from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin


class Etat(models.Model):
    """One row: how many times the published catalogue has changed.

    A counter and not the latest date: two writers that commit in the other order than
    their clocks would leave readers with the older state for ever.
    """

    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "état du catalogue"
        verbose_name_plural = "état du catalogue"

    def __str__(self) -> str:
        return f"version {self.version}"

    @classmethod
    def bump(cls) -> None:
        """Tell every reader, in this transaction, that something changed."""
        if not cls.objects.filter(pk=1).update(version=models.F("version") + 1):
            cls.objects.create(pk=1, version=1)


class Editorial(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A text with drafts, review and history, that a load of facts never overwrites once edited.

    `empreinte` is the digest of the fact last loaded: equal to the digest of the present
    content as long as nobody edited it.
    """

    empreinte = models.CharField(
        "empreinte du dernier fait chargé", max_length=64, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell readers."""
        super().save(*args, **kwargs)
        Etat.bump()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and tell readers."""
        Etat.bump()
        return super().delete(*args, **kwargs)


def split_lines(text: str) -> list[str]:
    """A list written one item per line; empty lines do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]
