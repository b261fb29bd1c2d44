"""What people decide about records, and the niveaux that were established, with their history."""

from django.conf import settings
from django.db import models

from leviers.catalogue.models import Demarche


class Decision(models.Model):
    """What one person said of one levier in one record. Never changed nor erased: undone by `annulee_le`.

    fait  what was read on that day (title, buyer, reason of the machine…): a decision outlives the build
    lot   decisions taken together on identical titles share one
    """

    class Verdict(models.TextChoices):
        """What was said."""

        CONFIRME = "confirme", "confirmé"
        CORRIGE = "corrige", "corrigé"
        REJETTE = "rejette", "rejeté"
        PASSE = "passe", "passé"

    monde = models.CharField("monde", max_length=8, default="reel")
    fait_genre = models.CharField("genre", max_length=12)
    fait_id = models.CharField("identifiant du fait", max_length=300)
    levier = models.CharField("levier proposé", max_length=60)
    verdict = models.CharField("verdict", max_length=8, choices=Verdict)
    levier_corrige = models.CharField("levier juste", max_length=60, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL
    )
    faite_le = models.DateTimeField("le", auto_now_add=True)
    lot = models.UUIDField("lot", db_index=True)
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    fait = models.JSONField("ce qui a été lu", default=dict)

    class Meta:
        verbose_name = "décision"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["fait_genre", "fait_id"], name="decision_fait"),
            models.Index(fields=["auteur", "-faite_le"], name="decision_auteur"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "auteur", "fait_genre", "fait_id", "levier"], name="decision_une_fois"
            )
        ]

    def __str__(self) -> str:
        return f"{self.fait_genre} {self.fait_id}, {self.levier} : {self.get_verdict_display()}"


class Rapprochement(models.Model):
    """One person's answer to: does this record belong to this démarche?"""

    demarche = models.ForeignKey(Demarche, verbose_name="démarche", on_delete=models.CASCADE)
    fait_genre = models.CharField("genre", max_length=12)
    fait_id = models.CharField("identifiant du fait", max_length=300)
    est_confirme = models.BooleanField("confirmé")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL
    )
    fait_le = models.DateTimeField("le", auto_now_add=True)
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)
    fait = models.JSONField("ce qui a été lu", default=dict)

    class Meta:
        verbose_name = "rapprochement"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["demarche", "fait_genre", "fait_id"], name="rapprochement_fait")]

    def __str__(self) -> str:
        return f"{self.demarche_id}, {self.fait_genre} {self.fait_id}"


class NiveauEtabli(models.Model):
    """The niveau last established for one usage, and the ways back of the preuves that counted."""

    territoire_siren = models.CharField("territoire", max_length=9)
    levier = models.CharField("levier", max_length=60)
    niveau = models.CharField("niveau", max_length=20)
    preuves = models.JSONField("preuves", default=list)

    class Meta:
        verbose_name = "niveau établi"
        verbose_name_plural = "niveaux établis"
        constraints = [
            models.UniqueConstraint(fields=["territoire_siren", "levier"], name="niveau_par_usage")
        ]

    def __str__(self) -> str:
        return f"{self.territoire_siren}, {self.levier} : {self.niveau}"


class Mouvement(models.Model):
    """One line of the public journal: a niveau that rose or fell, when, because of which preuves."""

    quand = models.DateTimeField("quand", auto_now_add=True, db_index=True)
    territoire_siren = models.CharField("territoire", max_length=9)
    levier = models.CharField("levier", max_length=60)
    avant = models.CharField("avant", max_length=20)
    apres = models.CharField("après", max_length=20)
    cause = models.CharField("cause", max_length=12)
    preuves = models.JSONField("preuves gagnées ou perdues", default=list)
    build = models.CharField("build", max_length=20, blank=True)

    class Meta:
        verbose_name = "mouvement"
        ordering = ["-quand", "-pk"]
        indexes = [models.Index(fields=["territoire_siren", "levier"], name="mouvement_usage")]

    def __str__(self) -> str:
        return f"{self.territoire_siren}, {self.levier} : {self.avant} → {self.apres}"
