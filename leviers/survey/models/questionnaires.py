"""Questionnaires and their versions: a version never changes once imported."""

from django.conf import settings
from django.db import models


class Questionnaire(models.Model):
    """A questionnaire, known by the code of its spreadsheet (`form_id`)."""

    code = models.SlugField("code", max_length=80, unique=True)
    titre = models.CharField("titre", max_length=300)

    class Meta:
        verbose_name = "questionnaire"
        ordering = ["titre"]

    def __str__(self) -> str:
        return self.titre


class Version(models.Model):
    """What the spreadsheet said on one day. Two imports of the same content are one version.

    empreinte   hash of the content, formatting left out
    formulaire  the questionnaire as `Formulaire.to_json` writes it
    fichier     the spreadsheet as received
    """

    questionnaire = models.ForeignKey(
        Questionnaire, verbose_name="questionnaire", related_name="versions", on_delete=models.PROTECT
    )
    numero = models.PositiveIntegerField("numéro")
    empreinte = models.CharField("empreinte", max_length=64)
    formulaire = models.JSONField("formulaire")
    fichier = models.BinaryField("tableur reçu")
    nom_fichier = models.CharField("nom du fichier", max_length=200)
    importee_le = models.DateTimeField("importée le", auto_now_add=True)
    importee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "version"
        ordering = ["questionnaire", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "numero"], name="version_numero"),
            models.UniqueConstraint(fields=["questionnaire", "empreinte"], name="version_empreinte"),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, version {self.numero}"
