"""What structures declare, who reads what is written to them, networks, collectivités, people listed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

PERSONNE = settings.AUTH_USER_MODEL


class Bloc(models.Model):
    """One part of the page of a structure as somebody of it wrote it, at one moment. Never changed: replaced.

    The last one of a SIREN and a sort is in force; the others are its history.

    contenu    fields of the sort, as `leviers.directory.fiches.blocs` describes them; empty when taken back
    masque_le  when the team hid it, with a reason that the structure was told
    """

    class Sorte(models.TextChoices):
        """What a structure may say of itself, in the order of its page."""

        NOM = "nom", "Nom d’usage"
        ACTIVITES = "activites", "Ce qu’elle fait"
        OFFRE = "offre", "Ce qu’elle propose"
        RECHERCHE = "recherche", "Ce qu’elle cherche"
        LOCAUX = "locaux", "Ses locaux"
        RESERVES = "reserves", "Marchés réservés"
        SITE = "site", "Site public"
        CONTACT = "contact", "La joindre"

    siren = models.CharField("SIREN", max_length=9)
    sorte = models.CharField("sorte", max_length=12, choices=Sorte)
    contenu = models.JSONField("contenu", default=dict, blank=True)
    auteur = models.ForeignKey(
        PERSONNE, verbose_name="auteur", null=True, related_name="+", on_delete=models.SET_NULL
    )
    ecrit_le = models.DateTimeField("écrit le", default=timezone.now)
    masque_le = models.DateTimeField("masqué le", null=True, blank=True)
    masque_par = models.ForeignKey(
        PERSONNE, verbose_name="par", null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    motif = models.CharField("motif", max_length=600, blank=True)

    class Meta:
        verbose_name = "bloc déclaré"
        verbose_name_plural = "blocs déclarés"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["siren", "sorte", "-id"], name="bloc_dernier")]

    def __str__(self) -> str:
        return f"{self.siren}, {self.get_sorte_display()}"


class Accueil(models.Model):
    """Somebody who represents a structure chose to receive what is written to it; it ends with her role."""

    personne = models.ForeignKey(
        PERSONNE, verbose_name="personne", related_name="+", on_delete=models.CASCADE
    )
    siren = models.CharField("structure", max_length=9, db_index=True)
    accepte_le = models.DateTimeField("accepté le", default=timezone.now)

    class Meta:
        verbose_name = "accueil des messages"
        verbose_name_plural = "accueils des messages"
        constraints = [models.UniqueConstraint(fields=["personne", "siren"], name="accueil_une_fois")]

    def __str__(self) -> str:
        return f"messages à {self.siren} reçus par {self.personne}"


class Reseau(models.Model):
    """A network of structures or territoires; who represents its SIREN confirms its members.

    source       page where its name and site were read, when it came with the software
    territoires  SIREN of the métropoles where it says that it acts
    modifie_le   when its page was last written; empty while it is as it came
    """

    class Genre(models.TextChoices):
        """Who gathers there."""

        COLLECTIVITES = "collectivites", "réseau de collectivités"
        ESS = "ess", "réseau de l’ESS"
        CHAMBRE = "chambre", "chambre de l’ESS (CRESS)"
        AUTRE = "autre", "autre réseau"

    slug = models.SlugField("mot de l’adresse", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=160, unique=True)
    genre = models.CharField("genre", max_length=14, choices=Genre)
    site = models.URLField("site", max_length=300, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    source = models.URLField("source", max_length=600, blank=True)
    description = models.TextField("description", max_length=1200, blank=True)
    territoires = models.JSONField("territoires", default=list, blank=True)
    modifie_le = models.DateTimeField("modifié le", null=True, blank=True)
    cree_par = models.ForeignKey(
        PERSONNE, verbose_name="par", null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    cree_le = models.DateTimeField("créé le", default=timezone.now)

    class Meta:
        verbose_name = "réseau"
        verbose_name_plural = "réseaux"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Adhesion(models.Model):
    """One structure or territoire in one network: said by it, confirmed by the network or the team.

    confirmee_le  empty while it is only said: it is not shown then
    motif         why it was refused or ended, told to who said it
    """

    reseau = models.ForeignKey(
        Reseau, verbose_name="réseau", related_name="adhesions", on_delete=models.CASCADE
    )
    siren = models.CharField("SIREN du membre", max_length=9, db_index=True)
    demandee_par = models.ForeignKey(
        PERSONNE, verbose_name="demandée par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    demandee_le = models.DateTimeField("demandée le", default=timezone.now)
    confirmee_par = models.ForeignKey(
        PERSONNE, verbose_name="par", null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    confirmee_le = models.DateTimeField("confirmée le", null=True, blank=True)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    motif = models.CharField("motif", max_length=600, blank=True)

    class Meta:
        verbose_name = "adhésion"
        ordering = ["demandee_le", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reseau", "siren"], condition=models.Q(finie_le=None), name="adhesion_une_fois"
            )
        ]

    def __str__(self) -> str:
        return f"{self.siren} dans {self.reseau}"


class Collectivite(models.Model):
    """A commune, département, région or group of communes that joins the network; never in a figure.

    Asked for with a reason, confirmed by the team; its référents hold the role « referent » with its SIREN.
    """

    class Genre(models.TextChoices):
        """What it is in law."""

        COMMUNE = "commune", "commune"
        INTERCOMMUNALITE = "intercommunalite", "intercommunalité"
        DEPARTEMENT = "departement", "département"
        REGION = "region", "région"
        AUTRE = "autre", "autre collectivité ou groupement"

    siren = models.CharField("SIREN", max_length=9)
    nom = models.CharField("nom", max_length=160)
    genre = models.CharField("genre", max_length=18, choices=Genre)
    departement = models.CharField("département", max_length=3, blank=True)
    region = models.CharField("région", max_length=2, blank=True)
    raison = models.CharField("pourquoi", max_length=600)
    demandee_par = models.ForeignKey(
        PERSONNE, verbose_name="demandée par", null=True, related_name="+", on_delete=models.SET_NULL
    )
    demandee_le = models.DateTimeField("demandée le", default=timezone.now)
    confirmee_par = models.ForeignKey(
        PERSONNE, verbose_name="par", null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    confirmee_le = models.DateTimeField("confirmée le", null=True, blank=True)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    motif = models.CharField("motif", max_length=600, blank=True)

    class Meta:
        verbose_name = "collectivité"
        ordering = ["nom", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["siren"], condition=models.Q(finie_le=None), name="collectivite_une_fois"
            )
        ]

    def __str__(self) -> str:
        return self.nom


class Inscription(models.Model):
    """Somebody chose to be listed in the directory of people; what is shown is what her profile shows."""

    personne = models.OneToOneField(
        PERSONNE, verbose_name="personne", related_name="inscription", on_delete=models.CASCADE
    )
    consentie_le = models.DateTimeField("consentie le", default=timezone.now)

    class Meta:
        verbose_name = "inscription à l’annuaire"
        verbose_name_plural = "inscriptions à l’annuaire"

    def __str__(self) -> str:
        return f"inscription de {self.personne}"
