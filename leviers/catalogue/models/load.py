"""What a load of facts did, and what it proposes where a person had edited."""

from django.conf import settings
from django.db import models


class Chargement(models.Model):
    """One load of the files of facts that changed something."""

    fait_le = models.DateTimeField("fait le", auto_now_add=True)
    bilan = models.JSONField("bilan")

    class Meta:
        verbose_name = "chargement"
        ordering = ["-fait_le"]

    def __str__(self) -> str:
        return f"chargement du {self.fait_le:%d/%m/%Y}"


class Proposition(models.Model):
    """A newer fact for an object that a person has edited: shown, never applied by itself."""

    class Etat(models.TextChoices):
        """What a person decided."""

        OUVERTE = "ouverte", "à examiner"
        ACCEPTEE = "acceptee", "acceptée"
        ECARTEE = "ecartee", "écartée"

    genre = models.CharField("genre", max_length=20)
    objet_id = models.CharField("objet", max_length=80)
    contenu = models.JSONField("contenu proposé")
    empreinte = models.CharField("empreinte", max_length=64)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.OUVERTE)
    cree_le = models.DateTimeField("proposée le", auto_now_add=True)
    traitee_le = models.DateTimeField("traitée le", null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="traitée par", null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "proposition de chargement"
        verbose_name_plural = "propositions de chargement"
        ordering = ["-cree_le"]
        constraints = [
            models.UniqueConstraint(fields=["genre", "objet_id", "empreinte"], name="proposition_once")
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.objet_id}"
