"""Offers and requests, the conversations that they open, the cooperations that these end in."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from leviers.participation.models import Contestable

_PERSONNE = settings.AUTH_USER_MODEL


class Annonce(Contestable):
    """One offer or one request, written by a person who speaks for a territoire or an organisation.

    siren, nom    for whom it is written, as named that day
    leviers       one to three codes
    motif         said too when it was closed without its author
    jeton         of the form that was sent: the same form sent twice makes one annonce
    rappelee_le   when its author was told that its end is near; empty again once it is prolonged
    veut_pistes   whether its author is told who could answer
    pistes_dites  keys of what letters told already; `pistes_lues_le` is when that was last looked at
    """

    class Sens(models.TextChoices):
        """Which way."""

        CHERCHE = "cherche", "je cherche"
        PROPOSE = "propose", "je propose"

    class Nature(models.TextChoices):
        """What is looked for or offered."""

        RETOUR = "retour-experience", "retour d’expérience"
        VISITE = "visite", "visite"
        MODELE = "modele-deliberation", "modèle de délibération"
        LOCAL = "local", "local"
        FOURNISSEUR = "fournisseur", "fournisseur"
        AUTRE = "autre", "autre"

    class Etat(models.TextChoices):
        """Where it is."""

        ATTENTE = "attente", "en attente de relecture"
        OUVERTE = "ouverte", "ouverte"
        REFUSEE = "refusee", "refusée"
        MASQUEE = "masquee", "masquée"
        TROUVEE = "trouvee", "close, c’est trouvé"
        RETIREE = "retiree", "retirée"
        EXPIREE = "expiree", "arrivée à son terme"

    auteur = models.ForeignKey(
        _PERSONNE, verbose_name="auteur", null=True, related_name="+", on_delete=models.SET_NULL
    )
    siren = models.CharField("pour", max_length=9, db_index=True)
    nom = models.CharField("nom affiché", max_length=200)
    sens = models.CharField("sens", max_length=8, choices=Sens)
    nature = models.CharField("nature", max_length=20, choices=Nature)
    titre = models.CharField("titre", max_length=120)
    texte = models.TextField("texte", max_length=3000)
    leviers = models.JSONField("leviers", default=list)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.ATTENTE)
    jeton = models.UUIDField("jeton", default=uuid4, unique=True, editable=False)
    ecrite_le = models.DateTimeField("écrite le", auto_now_add=True)
    modifiee_le = models.DateTimeField("modifiée le", null=True)
    montree_le = models.DateTimeField("affichée le", null=True)
    close_le = models.DateTimeField("close le", null=True)
    expire_le = models.DateField("expire le")
    rappelee_le = models.DateTimeField("rappelée le", null=True)
    veut_pistes = models.BooleanField("être prévenu", default=True)
    pistes_dites = models.JSONField("pistes dites", default=list)
    pistes_lues_le = models.DateField("pistes lues le", null=True)
    pistes_ecrites_le = models.DateTimeField("pistes écrites le", null=True)

    class Meta:
        verbose_name = "annonce"
        ordering = ["-montree_le", "-pk"]
        indexes = [
            models.Index(fields=["etat", "expire_le"], name="annonce_etat"),
            models.Index(fields=["auteur", "etat"], name="annonce_auteur"),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.titre}"


class Fil(models.Model):
    """A conversation between two people about one annonce, which it outlives; or with a structure.

    siren  the structure that was written to; empty when it is about an annonce
    """

    annonce = models.ForeignKey(
        Annonce, verbose_name="annonce", null=True, related_name="fils", on_delete=models.SET_NULL
    )
    siren = models.CharField("structure", max_length=9, blank=True, db_index=True)
    titre = models.CharField("titre", max_length=120)
    ouvert_par = models.ForeignKey(
        _PERSONNE, verbose_name="ouvert par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    dernier_le = models.DateTimeField("dernier message le", db_index=True)

    class Meta:
        verbose_name = "conversation"
        ordering = ["-dernier_le", "-pk"]
        constraints = [models.UniqueConstraint(fields=["annonce", "ouvert_par"], name="fil_une_fois")]

    def __str__(self) -> str:
        return self.titre


class Interlocuteur(models.Model):
    """One of the people of a conversation: the other side reads this name, never an address.

    Several may speak for a structure that was written to: their rows hold its SIREN.
    siren  for whom she writes, when she has confirmed that she may; empty when she writes for herself
    lu     number of the last message that she read
    """

    fil = models.ForeignKey(
        Fil, verbose_name="conversation", related_name="interlocuteurs", on_delete=models.CASCADE
    )
    personne = models.ForeignKey(
        _PERSONNE, verbose_name="personne", null=True, related_name="+", on_delete=models.SET_NULL
    )
    siren = models.CharField("pour", max_length=9, blank=True)
    nom = models.CharField("nom affiché", max_length=200)
    lu = models.PositiveBigIntegerField("lu jusqu’au message", default=0)

    class Meta:
        verbose_name = "interlocuteur"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["fil", "personne"], name="interlocuteur_une_fois")]

    def __str__(self) -> str:
        return self.nom


class Message(models.Model):
    """What one says to the other; hidden, its text stays for its author, with the reason."""

    class Etat(models.TextChoices):
        """Whether the other reads it."""

        VISIBLE = "visible", "affiché"
        MASQUE = "masque", "masqué"

    fil = models.ForeignKey(
        Fil, verbose_name="conversation", related_name="messages", on_delete=models.CASCADE
    )
    de = models.ForeignKey(
        Interlocuteur, verbose_name="de", related_name="messages", on_delete=models.CASCADE
    )
    texte = models.TextField("texte", max_length=4000, blank=True)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.VISIBLE)
    motif = models.CharField("motif", max_length=500, blank=True)
    jeton = models.UUIDField("jeton", default=uuid4, unique=True, editable=False)
    ecrit_le = models.DateTimeField("écrit le", auto_now_add=True)

    class Meta:
        verbose_name = "message"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Blocage(models.Model):
    """A person who takes no more messages from another one, in any conversation."""

    par = models.ForeignKey(_PERSONNE, verbose_name="par", related_name="+", on_delete=models.CASCADE)
    vise = models.ForeignKey(_PERSONNE, verbose_name="vise", related_name="+", on_delete=models.CASCADE)
    pose_le = models.DateTimeField("posé le", auto_now_add=True)

    class Meta:
        verbose_name = "blocage"
        constraints = [models.UniqueConstraint(fields=["par", "vise"], name="blocage_une_fois")]

    def __str__(self) -> str:
        return f"blocage {self.pk}"


class Cooperation(Contestable):
    """What two sides did together: proposed by one in their conversation, shown once the other confirms.

    premier_*, second_*  the side that proposed it, then the one that answers; named as that day
    liens                public pages that show it, three at most
    """

    class Etat(models.TextChoices):
        """Where it is."""

        PROPOSEE = "proposee", "à confirmer"
        PUBLIEE = "publiee", "publiée"
        DECLINEE = "declinee", "non confirmée"
        RETIREE = "retiree", "retirée"
        MASQUEE = "masquee", "masquée"

    fil = models.ForeignKey(
        Fil, verbose_name="conversation", null=True, related_name="cooperations", on_delete=models.SET_NULL
    )
    premier = models.ForeignKey(
        _PERSONNE, verbose_name="proposée par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    second = models.ForeignKey(
        _PERSONNE, verbose_name="confirmée par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    premier_siren = models.CharField("premier SIREN", max_length=9, db_index=True)
    premier_nom = models.CharField("premier nom", max_length=200)
    second_siren = models.CharField("second SIREN", max_length=9, db_index=True)
    second_nom = models.CharField("second nom", max_length=200)
    titre = models.CharField("titre", max_length=120)
    texte = models.TextField("ce qui a été fait", max_length=3000)
    leviers = models.JSONField("leviers", default=list)
    annee = models.PositiveSmallIntegerField("année")
    liens = models.JSONField("pages qui le montrent", default=list)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.PROPOSEE)
    jeton = models.UUIDField("jeton", default=uuid4, unique=True, editable=False)
    proposee_le = models.DateTimeField("proposée le", auto_now_add=True)
    publiee_le = models.DateTimeField("publiée le", null=True)
    finie_le = models.DateTimeField("déclinée ou retirée le", null=True)

    class Meta:
        verbose_name = "coopération"
        ordering = ["-annee", "-publiee_le", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fil"], condition=models.Q(etat="proposee"), name="cooperation_en_attente"
            )
        ]

    def __str__(self) -> str:
        return self.titre


class AlerteReseau(models.Model):
    """What a person reports of an annonce, a message or a cooperation; the team concludes all at once."""

    class Genre(models.TextChoices):
        """What is reported."""

        ANNONCE = "annonce", "Annonce"
        MESSAGE = "message", "Message"
        COOPERATION = "cooperation", "Coopération"

    genre = models.CharField("genre", max_length=12, choices=Genre)
    objet_id = models.PositiveBigIntegerField("objet")
    motif = models.CharField("motif", max_length=500)
    recue_le = models.DateTimeField("reçue le", auto_now_add=True)
    conclue_le = models.DateTimeField("conclue le", null=True)

    class Meta:
        verbose_name = "alerte du réseau"
        verbose_name_plural = "alertes du réseau"
        ordering = ["pk"]
        indexes = [models.Index(fields=["genre", "objet_id"], name="alerte_reseau_objet")]

    def __str__(self) -> str:
        return f"{self.genre} {self.objet_id} : {self.motif}"
