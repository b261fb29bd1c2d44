"""A repère: one sourced figure, name or yes about a métropole."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.text import slugify

from leviers.catalogue.models import choices
from leviers.catalogue.models.demarche import ANNEE
from leviers.catalogue.models.editorial import Editorial, draw_free_id
from leviers.reference import territoires


class Repere(Editorial):
    """One fact; a missing repère means "not known", never "no"."""

    class Genre(models.TextChoices):
        """How `valeur` reads."""

        OUI = "oui", "oui"
        TEXTE = "texte", "nom"
        NOMBRE = "nombre", "nombre"

    id = models.SlugField("identifiant", primary_key=True, max_length=80, editable=False)
    territoire_siren = models.CharField(
        "métropole", max_length=9, choices=choices.list_territoires, db_index=True
    )
    cle = models.SlugField("clé", max_length=40)
    libelle = models.CharField("libellé", max_length=200)
    genre = models.CharField("genre", max_length=10, choices=Genre)
    valeur = models.CharField("valeur", max_length=200, blank=True)
    unite = models.CharField("unité", max_length=80, blank=True)
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True, validators=ANNEE)
    precision = models.CharField("précision", max_length=400, blank=True)
    calcul = models.CharField("comment il est compté", max_length=300, blank=True)
    source_url = models.URLField("adresse de la source", max_length=600)
    source_titre = models.CharField("titre de la source", max_length=300)
    source_editeur = models.CharField("éditeur de la source", max_length=160)
    source_date = models.CharField(
        "date de la source", max_length=10, blank=True, validators=[choices.validate_date]
    )

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="repere")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="repere",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = "repère"
        verbose_name_plural = "repères"
        ordering = ["territoire_siren", "cle", "-annee"]

    def __str__(self) -> str:
        return self.libelle

    @property
    def revisions(self) -> Any:
        """Every version, the way Wagtail asks for them."""
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new repère receives its identifier for ever: métropole, what is counted, year."""
        if not self.id:
            slug = territoires.load_metropoles()[self.territoire_siren].slug
            self.id = draw_free_id(Repere, slugify(f"{slug} {self.cle.replace('_', '-')} {self.annee or ''}"))
        super().save(*args, **kwargs)
