"""A campaign, the participation of each territoire, and the people who answer for it."""

from django.conf import settings
from django.db import models

from leviers.survey.models.questionnaires import Version

CONTRADICTOIRE_JOURS, PURGE_JOURS = 30, 365


class Campagne(models.Model):
    """One call to answer one questionnaire.

    close_le   no answer is taken any more, except from a territoire that was reopened
    purge_jours  days after the closure when people and free remarks that name them are erased
    """

    code = models.SlugField("code", max_length=60, unique=True)
    titre = models.CharField("titre", max_length=200)
    version = models.ForeignKey(
        Version, verbose_name="version", related_name="campagnes", on_delete=models.PROTECT
    )
    presentation = models.TextField("présentation", blank=True)
    echeance = models.DateField("réponses attendues jusqu’au")
    contradictoire_jours = models.PositiveIntegerField("jours pour répliquer", default=CONTRADICTOIRE_JOURS)
    purge_jours = models.PositiveIntegerField("jours avant effacement des contacts", default=PURGE_JOURS)
    creee_le = models.DateTimeField("créée le", auto_now_add=True)
    ouverte_le = models.DateTimeField("ouverte le", null=True, blank=True)
    close_le = models.DateTimeField("close le", null=True, blank=True)
    publiee_le = models.DateTimeField("résultats publiés le", null=True, blank=True)

    class Meta:
        verbose_name = "campagne"
        ordering = ["-creee_le"]

    def __str__(self) -> str:
        return self.titre


class Participation(models.Model):
    """What one territoire answers in one campaign, from the invitation to the publication."""

    class Etat(models.TextChoices):
        """Where it stands; each change is an `Etape`."""

        INVITEE = "invitee", "invitée"
        COMMENCEE = "commencee", "commencée"
        ENVOYEE = "envoyee", "envoyée"
        CONTRADICTOIRE = "contradictoire", "droit de réponse"
        AUDIT = "audit", "en contrôle"
        PUBLIEE = "publiee", "publiée"

    campagne = models.ForeignKey(
        Campagne, verbose_name="campagne", related_name="participations", on_delete=models.CASCADE
    )
    territoire_siren = models.CharField("territoire", max_length=9)
    etat = models.CharField("état", max_length=16, choices=Etat, default=Etat.INVITEE)
    est_rouverte = models.BooleanField("rouverte après la clôture", default=False)
    contradictoire_jusqu_au = models.DateField("réplique possible jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "participation"
        ordering = ["campagne", "territoire_siren"]
        constraints = [
            models.UniqueConstraint(fields=["campagne", "territoire_siren"], name="participation_unique")
        ]

    def __str__(self) -> str:
        return f"{self.campagne}, {self.territoire_siren}"


class Contact(models.Model):
    """Somebody who answers for a territoire: a function and an address, kept apart and erased in time.

    cle         word that the signed link carries; changing it revokes the links sent before
    fonction    the only thing that answers may show of a person
    """

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="contacts", on_delete=models.CASCADE
    )
    courriel = models.EmailField("courriel", blank=True)
    fonction = models.CharField("fonction", max_length=120, blank=True)
    cle = models.CharField("clé du lien", max_length=32, unique=True)
    invite_le = models.DateTimeField("invité le", null=True, blank=True)
    relance_le = models.DateTimeField("relancé le", null=True, blank=True)
    venu_le = models.DateTimeField("venu le", null=True, blank=True)
    revoque_le = models.DateTimeField("lien retiré le", null=True, blank=True)
    efface_le = models.DateTimeField("effacé le", null=True, blank=True)

    class Meta:
        verbose_name = "contact"
        ordering = ["participation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "courriel"],
                condition=~models.Q(courriel=""),
                name="contact_une_fois",
            )
        ]

    def __str__(self) -> str:
        return self.fonction or f"contact {self.pk}"


class Etape(models.Model):
    """One dated step of a participation, public once the answers are."""

    participation = models.ForeignKey(
        Participation, verbose_name="participation", related_name="etapes", on_delete=models.CASCADE
    )
    etat = models.CharField("état", max_length=16, choices=Participation.Etat)
    quand = models.DateTimeField("quand", auto_now_add=True)
    par_equipe = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par l’équipe", null=True, on_delete=models.SET_NULL
    )
    par_contact = models.ForeignKey(
        Contact, verbose_name="par le territoire", null=True, on_delete=models.SET_NULL
    )
    note = models.CharField("note", max_length=300, blank=True)

    class Meta:
        verbose_name = "étape"
        ordering = ["quand", "pk"]

    def __str__(self) -> str:
        return f"{self.participation} : {self.get_etat_display()}"
