"""The editable sheet of a levier: definition, legal basis, and how to do it."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField

from leviers.catalogue.models import blocks, choices
from leviers.catalogue.models.editorial import Editorial, split_lines
from leviers.reference import typologie

UN_PAR_LIGNE = "Un par ligne."


class Levier(Editorial):
    """One of the 50 leviers as people read it. Its code, name and champ stay those of the typology."""

    class Competence(models.TextChoices):
        """Whose power it is; an appreciation, not legal advice."""

        PROPRE = "propre", "propre : la métropole décide seule"
        PARTAGEE = "partagee", "partagée"
        CONDITIONNEE = "conditionnee", "conditionnée par un texte ou un accord préalable"
        FACULTATIVE = "facultative", "facultative"

    unversioned = ("empreinte", "relu_le")

    code = models.SlugField("code", primary_key=True, max_length=60, choices=choices.list_leviers)
    definition = models.TextField("définition")
    base_juridique = StreamField(blocks.BASE_JURIDIQUE, verbose_name="base juridique", blank=True)
    en_bref = models.TextField("en bref", blank=True)
    qui_decide = models.TextField("qui décide", blank=True)
    competence_nature = models.CharField("compétence", max_length=20, choices=Competence, blank=True)
    competence_fondement = models.CharField("fondement de la compétence", max_length=300, blank=True)
    competence_conditions = models.TextField("conditions", blank=True)
    prealables = models.TextField("préalables", blank=True, help_text=UN_PAR_LIGNE)
    etapes = StreamField(blocks.ETAPES, verbose_name="étapes", blank=True)
    services_associes = models.TextField("services associés", blank=True, help_text=UN_PAR_LIGNE)
    moyens = models.TextField("moyens", blank=True, help_text=UN_PAR_LIGNE)
    points_de_vigilance = models.TextField("points de vigilance", blank=True, help_text=UN_PAR_LIGNE)
    indicateurs_de_suivi = models.TextField("indicateurs de suivi", blank=True, help_text=UN_PAR_LIGNE)
    se_combine_avec = StreamField(blocks.COMBINAISONS, verbose_name="se combine avec", blank=True)
    demarches = StreamField(blocks.DEMARCHES, verbose_name="démarches à regarder", blank=True)
    pour_aller_plus_loin = StreamField(blocks.LIENS, verbose_name="pour aller plus loin", blank=True)
    relu = models.BooleanField(
        "fiche relue",
        default=False,
        help_text="À cocher quand une personne compétente a tout relu ; sinon « fiche non relue » s’affiche.",
    )
    relu_le = models.DateField("relue le", null=True, blank=True, editable=False)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="levier")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="levier",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = "levier"
        verbose_name_plural = "leviers"

    def __str__(self) -> str:
        return typologie.load_leviers()[self.code].nom if self.code else "levier"

    @property
    def revisions(self) -> Any:
        """Every version, the way Wagtail asks for them."""
        return self._revisions

    def publish(self, revision: Any, **kwargs: Any) -> None:
        """Publish one version; a sheet published as « relue » receives the date, any other loses it."""
        super().publish(revision, **kwargs)
        sheet = Levier.objects.filter(pk=self.pk, live=True)
        sheet.filter(relu=True, relu_le=None).update(relu_le=timezone.localdate())
        sheet.filter(relu=False).update(relu_le=None)

    def list_items(self, field: str) -> tuple[str, ...]:
        """A text field written one item per line, as a list."""
        return tuple(split_lines(getattr(self, field)))
