"""People who write in the observatory."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Personne(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail’s locks, from another app
    """Somebody with an account, known by one e-mail address."""

    email = models.EmailField("adresse électronique", unique=True)

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Role(models.Model):
    """What one person may do, and for whom. Never deleted: it ends.

    portee       SIREN of the territoire or of the organisation it holds for; empty when it holds everywhere
    raison       what the person wrote when she asked
    confirme_le  empty while it is only asked for: it gives nothing then
    moyen        how it was confirmed: the domain of the e-mail address, or somebody
    motif        why it was refused or ended, told to the person
    """

    class Genre(models.TextChoices):
        """From the least to the most. Everybody with an account is « lecteur », without a row."""

        CONTRIBUTEUR = "contributeur", "contributeur"
        REFERENT = "referent", "référent d’un territoire"
        ORGANISATION = "organisation", "représentant d’une organisation"
        RELECTEUR = "relecteur", "relecteur"
        ANIMATEUR = "animateur", "animateur"
        ADMINISTRATEUR = "administrateur", "administrateur"

    class Moyen(models.TextChoices):
        """How it was confirmed."""

        DOMAINE = "domaine", "domaine de l’adresse"
        PERSONNE = "personne", "une personne de l’équipe"

    personne = models.ForeignKey(
        Personne, verbose_name="personne", related_name="roles", on_delete=models.CASCADE
    )
    genre = models.CharField("rôle", max_length=16, choices=Genre)
    portee = models.CharField("pour", max_length=9, blank=True)
    raison = models.CharField("pourquoi", max_length=600, blank=True)
    demande_le = models.DateTimeField("demandé le", auto_now_add=True)
    confirme_le = models.DateTimeField("confirmé le", null=True, blank=True)
    confirme_par = models.ForeignKey(
        Personne, verbose_name="par", null=True, blank=True, related_name="+", on_delete=models.SET_NULL
    )
    moyen = models.CharField("confirmé par", max_length=10, choices=Moyen, blank=True)
    fini_le = models.DateTimeField("fini le", null=True, blank=True)
    motif = models.CharField("motif de la fin", max_length=600, blank=True)

    class Meta:
        verbose_name = "rôle"
        verbose_name_plural = "rôles"
        ordering = ["personne", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["personne", "genre", "portee"],
                condition=models.Q(fini_le=None),
                name="role_une_fois",
            )
        ]

    def __str__(self) -> str:
        return f"{self.personne}, {self.get_genre_display()} {self.portee}".strip()


class Profil(models.Model):
    """What a person says of herself; only what is in `visibles` is shown, and nothing is at first.

    themes       codes of champs and leviers
    visibles     names of the fields that she shows to all
    consenti_le  when she last chose what is shown; empty when nothing ever was
    """

    class Champ(models.TextChoices):
        """What can be shown."""

        NOM = "nom", "Nom"
        FONCTION = "fonction", "Fonction"
        ORGANISATION = "organisation", "Organisation"
        THEMES = "themes", "Thèmes"
        ROLES = "roles", "Rôles"
        MEMBRE_DEPUIS = "membre_depuis", "Membre depuis"
        ARTICLES = "articles", "Articles"
        CONTRIBUTIONS = "contributions", "Nombre de contributions"

    personne = models.OneToOneField(
        Personne, verbose_name="personne", related_name="profil", on_delete=models.CASCADE
    )
    fonction = models.CharField("fonction", max_length=120, blank=True)
    organisation = models.CharField("organisation", max_length=160, blank=True)
    themes = models.JSONField("thèmes", default=list, blank=True)
    visibles = models.JSONField("champs visibles", default=list, blank=True)
    consenti_le = models.DateTimeField("choisi le", null=True, blank=True)

    class Meta:
        verbose_name = "profil"

    def __str__(self) -> str:
        return f"profil de {self.personne}"


class Seance(models.Model):
    """One device where a person is logged in, named by words; its network address is not kept.

    cle  key of the session: without it, the device is logged out
    """

    personne = models.ForeignKey(
        Personne, verbose_name="personne", related_name="seances", on_delete=models.CASCADE
    )
    cle = models.CharField("clé", max_length=40, unique=True)
    appareil = models.CharField("appareil", max_length=80)
    ouverte_le = models.DateTimeField("ouverte le", auto_now_add=True)
    vue_le = models.DateTimeField("vue le")

    class Meta:
        verbose_name = "séance"
        ordering = ["-vue_le", "-pk"]

    def __str__(self) -> str:
        return f"{self.personne}, {self.appareil}"


class Confirmation(models.Model):
    """A code sent to an address, to know that who writes reads it. The code itself is not kept.

    empreinte  digest of the code with the key of the installation
    """

    courriel = models.EmailField("adresse électronique")
    empreinte = models.CharField("empreinte du code", max_length=64)
    demandee_le = models.DateTimeField("demandée le", auto_now_add=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    utilisee_le = models.DateTimeField("utilisée le", null=True, blank=True)

    class Meta:
        verbose_name = "confirmation"
        indexes = [models.Index(fields=["courriel", "demandee_le"], name="confirmation_courriel")]

    def __str__(self) -> str:
        return f"confirmation {self.pk}"


class Geste(models.Model):
    """One form sent from one place: what paces forms. Erased after a day.

    origine  word of the day for a network address, from which the address cannot be found again
    """

    genre = models.CharField("formulaire", max_length=20)
    origine = models.CharField("empreinte du jour", max_length=64)
    fait_le = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "geste"
        indexes = [models.Index(fields=["origine", "genre", "fait_le"], name="geste_origine")]

    def __str__(self) -> str:
        return f"{self.genre}, {self.fait_le}"
