"""Letters, with what became of them."""

from django.db import models


class Pli(models.Model):
    """What every letter has, whoever it is for: its words, and where it stands.

    etat       « en cours » is written before the server is spoken to: a letter that stays so may have left
    essaye_le  last try
    """

    class Etat(models.TextChoices):
        """Where it is."""

        ATTENTE = "attente", "en attente"
        EN_COURS = "en_cours", "en cours d’envoi"
        PARTI = "parti", "partie"
        REFUSE = "refuse", "refusée"
        ANNULE = "annule", "annulée"

    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.ATTENTE)
    sujet = models.CharField("sujet", max_length=300)
    texte = models.TextField("texte", blank=True)
    html = models.TextField("texte mis en page", blank=True)
    ecrit_le = models.DateTimeField("écrite le", auto_now_add=True)
    parti_le = models.DateTimeField("partie le", null=True, blank=True)
    essaye_le = models.DateTimeField("essayée le", null=True, blank=True)
    essais = models.PositiveIntegerField("essais", default=0)
    erreur = models.CharField("erreur", max_length=300, blank=True)

    class Meta:
        abstract = True


class Lettre(Pli):
    """One letter to one address: sent once, tried again when it surely did not leave; its text is erased.

    raison     what makes two letters the same: an address never receives twice a letter of one raison
    entetes    headers of its own (List-Unsubscribe…), name → value
    perime_le  after this instant it is useless (a code): it is not sent any more
    """

    destinataire = models.EmailField("destinataire", blank=True)
    genre = models.CharField("genre", max_length=20)
    raison = models.CharField("raison", max_length=120, blank=True)
    entetes = models.JSONField("en-têtes", default=dict, blank=True)
    perime_le = models.DateTimeField("inutile après", null=True, blank=True)

    class Meta:
        verbose_name = "lettre"
        ordering = ["-ecrit_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["destinataire", "raison"], condition=~models.Q(raison=""), name="lettre_une_fois"
            )
        ]
        indexes = [
            models.Index(fields=["ecrit_le"], condition=models.Q(etat="attente"), name="lettre_en_attente")
        ]

    def __str__(self) -> str:
        return f"{self.genre} : {self.sujet}"
