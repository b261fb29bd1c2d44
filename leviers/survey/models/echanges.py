"""What passes between the team and a territoire: remarks, right of reply, letters."""

from django.conf import settings
from django.db import models

from leviers.courrier.models import Pli
from leviers.survey.models.campagnes import Campagne, Contact, Participation


class Echange(models.Model):
    """One remark on one question, or on the whole when `chemin` is empty: seen by both sides, not published.

    auteur   empty when the remark comes from the territoire
    """

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="echanges", on_delete=models.CASCADE
    )
    chemin = models.CharField("question", max_length=300, blank=True)
    texte = models.TextField("texte")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par l’équipe", null=True, on_delete=models.SET_NULL
    )
    contact = models.ForeignKey(
        Contact, verbose_name="par le territoire", null=True, on_delete=models.SET_NULL
    )
    est_equipe = models.BooleanField("par l’équipe", default=False)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "échange"
        ordering = ["ecrit_le", "pk"]

    def __str__(self) -> str:
        return f"{self.participation}, {self.chemin} : {self.texte[:60]}"


class Avis(models.Model):
    """What was concluded of one answer at one stage: first reading, reply of the territoire, control.

    Never changed: the last of a stage is the one in force, those before it stay visible.
    """

    class Stade(models.TextChoices):
        """Who speaks: the team, the territoire, then somebody else of the team."""

        LECTURE = "lecture", "première lecture"
        REPLIQUE = "replique", "réponse de la métropole"
        CONTROLE = "controle", "contrôle"

    class Conclusion(models.TextChoices):
        """What is said of the answer."""

        ACCORD = "accord", "d’accord"
        PRECISER = "preciser", "à préciser"
        CONTREDIT = "contredit", "contredit par une source"

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="avis", on_delete=models.CASCADE
    )
    chemin = models.CharField("question", max_length=300)
    stade = models.CharField("stade", max_length=10, choices=Stade)
    conclusion = models.CharField("conclusion", max_length=10, choices=Conclusion)
    texte = models.TextField("texte", blank=True)
    lien = models.URLField("page qui le montre", max_length=600, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par l’équipe", null=True, on_delete=models.SET_NULL
    )
    contact = models.ForeignKey(
        Contact, verbose_name="par le territoire", null=True, on_delete=models.SET_NULL
    )
    donne_le = models.DateTimeField("donné le", auto_now_add=True)

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["donne_le", "pk"]
        indexes = [models.Index(fields=["participation", "chemin"], name="avis_question")]

    def __str__(self) -> str:
        return f"{self.chemin}, {self.get_stade_display()} : {self.get_conclusion_display()}"


class Envoi(Pli):
    """A letter written to one contact: kept with the campaign, sent once, tried again when it failed.

    Its text is erased with the contact.

    raison   what makes two letters the same: one contact never receives twice a letter of one reason
    etat     what may have left is sent again only if somebody asks
    """

    class Genre(models.TextChoices):
        """Why it was written."""

        INVITATION = "invitation", "invitation"
        RELANCE = "relance", "relance"
        REPLIQUE = "replique", "droit de réponse"
        RECU = "recu", "accusé de réception"

    campagne = models.ForeignKey(
        Campagne, verbose_name="campagne", related_name="envois", on_delete=models.CASCADE
    )
    contact = models.ForeignKey(
        Contact, verbose_name="contact", null=True, related_name="envois", on_delete=models.SET_NULL
    )
    genre = models.CharField("genre", max_length=12, choices=Genre)
    raison = models.CharField("raison", max_length=80, blank=True)

    class Meta:
        verbose_name = "envoi"
        ordering = ["-ecrit_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "raison"], condition=~models.Q(raison=""), name="envoi_une_fois"
            )
        ]
        indexes = [
            models.Index(fields=["ecrit_le"], condition=models.Q(etat="attente"), name="envoi_en_attente")
        ]

    def __str__(self) -> str:
        return f"{self.get_genre_display()} : {self.sujet}"
