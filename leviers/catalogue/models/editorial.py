"""What every editorial object shares: drafts, review, history, and a counter of changes."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TaskState, WorkflowMixin

from leviers.errors import NotPublishable

BACKSTAGE = {"latest_revision", "has_unpublished_changes", "locked", "locked_at", "locked_by"}


class Etat(models.Model):
    """One row: how many times the published catalogue has changed, and how many reviews of records were made.

    A counter and not the latest date: two writers that commit in the other order than
    their clocks would leave readers with the older state for ever.
    """

    version = models.PositiveBigIntegerField(default=0)
    relectures = models.PositiveBigIntegerField(default=0)

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

    @classmethod
    def bump_relectures(cls) -> None:
        """Tell every reader, in this transaction, that a record was reviewed: démarches are as they were."""
        if not cls.objects.filter(pk=1).update(relectures=models.F("relectures") + 1):
            cls.objects.create(pk=1, relectures=1)


class Editorial(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel):
    """A text with drafts, review and history, that a load of facts never overwrites once edited.

    `empreinte` is the digest of the fact last loaded: equal to the digest of the present
    content as long as nobody edited it. It belongs to the object, not to its versions, as do
    all fields named in `unversioned`: publishing an older version does not take them back.
    """

    unversioned: tuple[str, ...] = ("empreinte",)

    empreinte = models.CharField(
        "empreinte du dernier fait chargé", max_length=64, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell readers when something they may see can have changed.

        A draft kept aside, a lock, or a text never published changes nothing for them:
        an editor who writes does not make every page be computed again.
        """
        super().save(*args, **kwargs)
        written = kwargs.get("update_fields")
        if (self.live or self.first_published_at) and (written is None or set(written) - BACKSTAGE):
            Etat.bump()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and tell readers."""
        Etat.bump()
        return super().delete(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Write a version; when one was under review, the newer one is, so that nobody approves the older."""
        revision = super().save_revision(*args, **kwargs)
        waiting = TaskState.objects.for_instance(self).filter(status=TaskState.STATUS_IN_PROGRESS)
        waiting.update(revision=revision)
        return revision

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The object as one version says, but for what belongs to no version."""
        version = super().with_content_json(content)
        for name in self.unversioned:
            setattr(version, name, getattr(self, name))
        return version

    def publish(self, revision: Any, **kwargs: Any) -> None:
        """Publish one version now, or at the date it gives; all of it or nothing.

        Raises  NotPublishable when that version lacks something.
        """
        revision.as_object().check_publishable()
        with transaction.atomic():
            super().publish(revision, **kwargs)

    def check_publishable(self) -> None:
        """Refuse what cannot be shown.

        Raises  NotPublishable, naming what is missing.
        """
        try:
            self.clean_fields()
        except ValidationError as error:
            names = [str(self._meta.get_field(name).verbose_name) for name in error.message_dict]
            raise NotPublishable(
                f"« {self} » n’est pas complet : {', '.join(names)}.",
                advice="Remplissez ou corrigez ces champs, puis recommencez.",
            ) from error


def draw_free_id(model: type[models.Model], stem: str) -> str:
    """The stem itself, or the stem with the first number that nobody has."""
    taken = set(model._default_manager.filter(pk__startswith=stem).values_list("pk", flat=True))
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


def split_lines(text: str) -> list[str]:
    """A list written one item per line; empty lines do not count."""
    return [line.strip() for line in text.splitlines() if line.strip()]
