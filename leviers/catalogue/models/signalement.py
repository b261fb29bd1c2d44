"""What a reader reports, and about what."""

from django.conf import settings
from django.db import models

from leviers.catalogue.models.demarche import Demarche


class Signalement(models.Model):
    """An error, an addition or a dead source, reported without an account.

    sujet_titre, sujet_adresse  what was contested, as it stood on that day: a record outlives no build
    demarche  only when a démarche is contested
    """

    class Objet(models.TextChoices):
        """What is reported."""

        ERREUR = "erreur", "Une information est fausse"
        COMPLEMENT = "complement", "Il manque une information"
        SOURCE = "source", "Une source ne répond plus"

    class Sujet(models.TextChoices):
        """What it is about."""

        DEMARCHE = "demarche", "Démarche"
        USAGE = "usage", "Usage d’un levier"
        MARCHE = "marche", "Marché public"
        SUBVENTION = "subvention", "Subvention"
        DELIBERATION = "deliberation", "Délibération"
        ACTEUR = "acteur", "Acteur"
        INDICATEUR = "indicateur", "Indicateur"

    sujet = models.CharField("sujet", max_length=12, choices=Sujet, default=Sujet.DEMARCHE)
    sujet_id = models.CharField("identifiant du sujet", max_length=400, blank=True)
    sujet_titre = models.CharField("titre du sujet", max_length=400, blank=True)
    sujet_adresse = models.CharField("adresse du sujet", max_length=2000, blank=True)
    demarche = models.ForeignKey(
        Demarche, verbose_name="démarche", null=True, blank=True, on_delete=models.CASCADE
    )
    objet = models.CharField("objet", max_length=12, choices=Objet)
    message = models.TextField("message", max_length=3000)
    source_url = models.URLField("page qui le montre", max_length=600, blank=True)
    courriel = models.EmailField("adresse électronique", blank=True)
    recu_le = models.DateTimeField("reçu le", auto_now_add=True)
    origine = models.CharField("empreinte du jour", max_length=64, db_index=True, editable=False)
    traite = models.BooleanField("traité", default=False)
    traite_le = models.DateTimeField("traité le", null=True, blank=True, editable=False)
    traite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="traité par",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )

    class Meta:
        verbose_name = "signalement"
        ordering = ["traite", "-recu_le"]

    def __str__(self) -> str:
        return f"{self.get_objet_display()} : {self.nom}"

    @property
    def nom(self) -> str:
        """What is contested, in words."""
        return self.sujet_titre or str(self.demarche or self.sujet_id)
