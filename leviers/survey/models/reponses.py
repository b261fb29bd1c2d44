"""What was said of one question: added, never changed nor erased, replaced by what came after it."""

from django.db import models

from leviers.survey.models.campagnes import Contact, Participation
from leviers.survey.models.questionnaires import Version


class Piece(models.Model):
    """A file joined to an answer, stored outside of what the server serves.

    type   found in its first bytes, never what the browser said
    """

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="pieces", on_delete=models.CASCADE
    )
    nom = models.CharField("nom", max_length=150)
    type = models.CharField("type", max_length=80)
    taille = models.PositiveIntegerField("octets")
    sha256 = models.CharField("empreinte", max_length=64)
    recue_le = models.DateTimeField("reçue le", auto_now_add=True)

    class Meta:
        verbose_name = "pièce"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.nom


class Saisie(models.Model):
    """One thing said of one question, on one day, by one person.

    chemin    address of the question in the form, as « gouvernance-strategie/A03 » or « lieux[2]/nom »
    valeur    text as ODK writes it: « 1234.5 », « 2026-11-27 », codes separated by spaces; as typed when
              it could not be read, so that nothing is lost
    origine   « reprise » when it was given to another version and changed on the way: to be read again
    connu     what the observatory showed of this question when it was confirmed, corrected or contested
    remplacee_par  what came after it and had seen it; two that stand at once were said at the same time,
              and both are shown until somebody chooses
    """

    class Statut(models.TextChoices):
        """What the value is worth."""

        REPONDU = "repondu", "répondu"
        NE_SAIT_PAS = "ne_sait_pas", "ne sait pas"
        NE_SOUHAITE_PAS = "ne_souhaite_pas", "ne souhaite pas répondre"
        VIDE = "vide", "réponse retirée"
        ILLISIBLE = "illisible", "à réécrire"

    class Origine(models.TextChoices):
        """How it came."""

        SAISIE = "saisie", "écrite"
        CONFIRMEE = "confirmee", "confirmée"
        CORRIGEE = "corrigee", "corrigée"
        CONTESTEE = "contestee", "contestée"
        REPRISE = "reprise", "reprise d’une version précédente du questionnaire"

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="saisies", on_delete=models.CASCADE
    )
    version = models.ForeignKey(Version, verbose_name="version", on_delete=models.PROTECT)
    chemin = models.CharField("question", max_length=300)
    valeur = models.TextField("valeur", blank=True)
    statut = models.CharField("statut", max_length=16, choices=Statut, default=Statut.REPONDU)
    origine = models.CharField("origine", max_length=10, choices=Origine, default=Origine.SAISIE)
    commentaire = models.TextField("commentaire", blank=True)
    lien = models.URLField("page qui le montre", max_length=600, blank=True)
    piece = models.ForeignKey(Piece, verbose_name="pièce", null=True, blank=True, on_delete=models.SET_NULL)
    connu = models.JSONField("ce qui était connu", default=dict, blank=True)
    auteur = models.ForeignKey(Contact, verbose_name="par", null=True, on_delete=models.SET_NULL)
    faite_le = models.DateTimeField("le", auto_now_add=True)
    remplacee_par = models.ForeignKey(
        "self", verbose_name="remplacée par", null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "saisie"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["participation", "chemin"],
                condition=models.Q(remplacee_par=None),
                name="saisie_en_vigueur",
            )
        ]

    def __str__(self) -> str:
        return f"{self.chemin} : {self.valeur or self.get_statut_display()}"
