"""A démarche: one real, named action of a métropole, with its sources."""

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from leviers.catalogue.models import choices
from leviers.catalogue.models.editorial import Editorial, draw_free_id, split_lines
from leviers.errors import NotPublishable
from leviers.reference import territoires

ANNEE = [MinValueValidator(1900), MaxValueValidator(2100)]


class Demarche(Editorial):
    """One named action; one to three leviers, the main one first; at least one source to be published."""

    unversioned = ("empreinte", "verifiee_le")

    id = models.SlugField("identifiant", primary_key=True, max_length=60, editable=False)
    territoire_siren = models.CharField(
        "métropole", max_length=9, choices=choices.list_territoires, db_index=True
    )
    titre = models.CharField("titre", max_length=120)
    champ = models.CharField("champ", max_length=40, choices=choices.list_champs)
    levier = models.CharField("levier, en mots libres", max_length=120, blank=True)
    description = models.TextField("description", help_text="Deux à quatre phrases, des faits.")
    annee_debut = models.PositiveSmallIntegerField("année de début", null=True, blank=True, validators=ANNEE)
    annee_fin = models.PositiveSmallIntegerField("année de fin", null=True, blank=True, validators=ANNEE)
    statut = models.CharField("statut", max_length=10, choices=choices.Statut, default=choices.Statut.INCONNU)
    montant_eur = models.DecimalField("montant (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    montant_precision = models.CharField("ce que couvre le montant", max_length=300, blank=True)
    partenaires = models.TextField("partenaires", blank=True, help_text="Un par ligne.")
    confiance = models.CharField(
        "niveau de confiance", max_length=10, choices=choices.Confiance, default=choices.Confiance.MOYENNE
    )
    verifiee_le = models.DateField("dernière vérification", null=True, blank=True)

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="demarche")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="demarche",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = "démarche"
        verbose_name_plural = "démarches"
        ordering = ["territoire_siren", "titre"]

    def __str__(self) -> str:
        return self.titre

    @property
    def revisions(self) -> Any:
        """Every version, the way Wagtail asks for them."""
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new démarche receives its identifier for ever, and counts as verified by who writes it."""
        if not self.id:
            self.id = draw_id(self)
            self.verifiee_le = self.verifiee_le or timezone.localdate()
        super().save(*args, **kwargs)

    def check_publishable(self) -> None:
        """Refuse what cannot be shown: no source, no levier or too many, a field left empty.

        Raises  NotPublishable, naming what is missing.
        """
        if not self.sources.exists():
            raise NotPublishable(
                f"« {self.titre} » n’a aucune source.",
                advice="Ajoutez au moins une page publique : rien n’est publié sans source.",
            )
        codes = [link.levier for link in self.leviers.all()]
        if not 1 <= len(set(codes)) == len(codes) <= 3:
            raise NotPublishable(
                f"« {self.titre} » doit avoir de un à trois leviers, tous différents.",
                advice="Choisissez-les dans l’onglet « Leviers », le principal en premier.",
            )
        super().check_publishable()
        self._check_children()

    def _check_children(self) -> None:
        for child in (*self.leviers.all(), *self.sources.all(), *self.chiffres.all()):
            try:
                child.clean_fields(exclude=["demarche"])
            except ValidationError as error:
                names = [str(child._meta.get_field(name).verbose_name) for name in error.message_dict]
                raise NotPublishable(
                    f"{child._meta.verbose_name} « {child} » : {', '.join(names)} à remplir ou à corriger.",
                    advice="Complétez la ligne ou retirez-la, puis recommencez.",
                ) from error

    def list_partenaires(self) -> list[str]:
        """Partners in the order given."""
        return split_lines(self.partenaires)


class DemarcheLevier(Orderable):
    """A levier used by a démarche; the order says which is the main one."""

    demarche = ParentalKey(Demarche, on_delete=models.CASCADE, related_name="leviers")
    levier = models.CharField("levier", max_length=60, choices=choices.list_leviers)

    class Meta(Orderable.Meta):
        verbose_name = "levier"

    def __str__(self) -> str:
        return self.levier


class Source(Orderable):
    """A public page that documents a démarche."""

    demarche = ParentalKey(Demarche, on_delete=models.CASCADE, related_name="sources")
    url = models.URLField("adresse", max_length=600)
    titre = models.CharField("titre de la page", max_length=300)
    editeur = models.CharField("éditeur", max_length=160)
    date = models.CharField("date de la page", max_length=10, blank=True, validators=[choices.validate_date])
    est_morte = models.BooleanField("source morte", default=False, help_text="La page ne répond plus.")

    class Meta(Orderable.Meta):
        verbose_name = "source"

    def __str__(self) -> str:
        return self.titre


class Chiffre(Orderable):
    """One figure of a démarche, with unit and year."""

    demarche = ParentalKey(Demarche, on_delete=models.CASCADE, related_name="chiffres")
    libelle = models.CharField("ce qui est compté", max_length=200)
    valeur = models.DecimalField("valeur", max_digits=16, decimal_places=4)
    unite = models.CharField("unité", max_length=80, blank=True)
    annee = models.PositiveSmallIntegerField("année", null=True, blank=True, validators=ANNEE)
    precision = models.CharField(
        "précision", max_length=120, blank=True, help_text="environ, plus de, près de…"
    )

    class Meta(Orderable.Meta):
        verbose_name = "chiffre"

    def __str__(self) -> str:
        return self.libelle


def draw_id(demarche: Demarche) -> str:
    """Slug of the métropole, then of the title, then the year: at most 60 characters, never taken twice."""
    metropole = territoires.load_metropoles()[demarche.territoire_siren]
    year = f"-{demarche.annee_debut}" if demarche.annee_debut else ""
    stem = f"{metropole.slug}-{slugify(demarche.titre)}"[: 56 - len(year)].strip("-") + year
    return draw_free_id(Demarche, stem)
