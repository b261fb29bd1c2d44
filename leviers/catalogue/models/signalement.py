"""What a reader contributes, about what, and what became of it."""

from django.conf import settings
from django.db import models

from leviers.catalogue.models.demarche import Demarche


class Signalement(models.Model):
    """A contribution: this is right, wrong, to be completed; a dead source. No account is needed.

    declare    « oui » or « non », what a référent declares of a usage in the name of her territoire
    courriel   only answered once `courriel_confirme`
    traite     nothing waits any more, whether `etat` says how or a text was simply corrected
    sujet_titre, sujet_adresse  what was contested, as it stood on that day: a record outlives no build
    demarche  only when a démarche is contested
    corrections  of a démarche, by name of field, what it should say
    main      random word shared by what one connection sent in one day: it counts persons, names none
    """

    class Objet(models.TextChoices):
        """What is reported."""

        JUSTE = "juste", "C’est juste"
        ERREUR = "erreur", "C’est faux"
        COMPLEMENT = "complement", "C’est à compléter"
        SOURCE = "source", "Une source ne répond plus"

    class Sujet(models.TextChoices):
        """What it is about."""

        DEMARCHE = "demarche", "Démarche"
        USAGE = "usage", "Usage d’un levier"
        LEVIER = "levier", "Levier"
        MARCHE = "marche", "Marché public"
        SUBVENTION = "subvention", "Subvention"
        DELIBERATION = "deliberation", "Délibération"
        ACTEUR = "acteur", "Acteur"
        INDICATEUR = "indicateur", "Indicateur"

    class Etat(models.TextChoices):
        """What became of it."""

        RECUE = "recue", "reçue"
        EN_COURS = "en_cours", "en cours"
        ACCEPTEE = "acceptee", "acceptée"
        EN_PARTIE = "en_partie", "acceptée en partie"
        REFUSEE = "refusee", "refusée"

    sujet = models.CharField("sujet", max_length=12, choices=Sujet, default=Sujet.DEMARCHE)
    sujet_id = models.CharField("identifiant du sujet", max_length=400, blank=True)
    sujet_titre = models.CharField("titre du sujet", max_length=400, blank=True)
    sujet_adresse = models.CharField("adresse du sujet", max_length=2000, blank=True)
    demarche = models.ForeignKey(
        Demarche, verbose_name="démarche", null=True, blank=True, on_delete=models.CASCADE
    )
    objet = models.CharField("objet", max_length=12, choices=Objet)
    message = models.TextField("message", max_length=3000, blank=True)
    valeur_proposee = models.CharField("ce qu’il faudrait lire", max_length=600, blank=True)
    corrections = models.JSONField("corrections de la fiche", default=dict, blank=True)
    declare = models.CharField("déclaration", max_length=3, blank=True)
    source_url = models.URLField("page qui le montre", max_length=600, blank=True)
    courriel = models.EmailField("adresse électronique", blank=True)
    courriel_confirme = models.BooleanField("adresse confirmée", default=False)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="auteur",
        null=True,
        blank=True,
        related_name="contributions",
        on_delete=models.SET_NULL,
    )
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.RECUE)
    reponse = models.TextField("réponse", max_length=2000, blank=True)
    recu_le = models.DateTimeField("reçu le", auto_now_add=True)
    origine = models.CharField("empreinte du jour", max_length=64, db_index=True, editable=False)
    main = models.CharField("même main", max_length=32, blank=True, editable=False)
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
