"""Who follows what, by e-mail; what was seen of a followed search; letters that came back."""

from django.db import models

LONGEST_ID = 600


class Abonne(models.Model):
    """An address that follows something, with or without an account. Gone with its last follow.

    cle          what its signed links hold; another one makes former links useless
    ecrit_le     when its last letter « aussitôt » was written: one an hour at most
    en_pause_le  since when nothing is written, because letters came back
    """

    courriel = models.EmailField("adresse électronique", unique=True)
    cle = models.CharField("clé des liens", max_length=32)
    ecrit_le = models.DateTimeField("dernière lettre aussitôt", null=True, blank=True)
    en_pause_le = models.DateTimeField("en pause depuis", null=True, blank=True)

    class Meta:
        verbose_name = "abonné"

    def __str__(self) -> str:
        return f"abonné {self.pk}"


class Suivi(models.Model):
    """One thing followed by one address. Erased when stopped, or three days after without a confirmation.

    sujet, sujet_id   what is followed; the address of a list for a search
    confirme_le       when the link of the letter was used: the consent, dated; nothing is written before
    vu_jusqu_a        what happened until then was told, or concerned nobody
    """

    class Rythme(models.TextChoices):
        """When letters are written."""

        AUSSITOT = "aussitot", "aussitôt"
        SEMAINE = "semaine", "chaque lundi"

    abonne = models.ForeignKey(Abonne, verbose_name="par", related_name="suivis", on_delete=models.CASCADE)
    sujet = models.CharField("sujet", max_length=16)
    sujet_id = models.CharField("identifiant", max_length=LONGEST_ID)
    titre = models.CharField("titre", max_length=300)
    adresse = models.CharField("page", max_length=LONGEST_ID)
    rythme = models.CharField("rythme", max_length=8, choices=Rythme, default=Rythme.SEMAINE)
    demande_le = models.DateTimeField("demandé le")
    confirme_le = models.DateTimeField("confirmé le", null=True, blank=True)
    vu_jusqu_a = models.DateTimeField("vu jusqu’à", null=True, blank=True)

    class Meta:
        verbose_name = "suivi"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["abonne", "sujet", "sujet_id"], name="suivi_une_fois")]
        indexes = [
            models.Index(fields=["rythme", "vu_jusqu_a"], name="suivi_a_voir"),
            models.Index(
                fields=["demande_le"], condition=models.Q(confirme_le=None), name="suivi_non_confirme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sujet} {self.sujet_id}"


class RechercheSuivie(models.Model):
    """What a followed search gave when it was last read, for all who follow it.

    etat     version of everything it depends on: the search is read again only when this changes
    vus      short digests of the identifiers found, in their order
    """

    adresse = models.CharField("adresse", max_length=LONGEST_ID, unique=True)
    etat = models.CharField("état lu", max_length=200)
    vus = models.JSONField("résultats vus", default=list)
    lue_le = models.DateTimeField("lue le")

    class Meta:
        verbose_name = "recherche suivie"
        verbose_name_plural = "recherches suivies"

    def __str__(self) -> str:
        return self.adresse


class Trouvaille(models.Model):
    """New results of a followed search, found on one reading.

    premiers   the first of them: title, place, address
    """

    recherche = models.ForeignKey(
        RechercheSuivie, verbose_name="recherche", related_name="trouvailles", on_delete=models.CASCADE
    )
    trouvee_le = models.DateTimeField("trouvée le", db_index=True)
    nb = models.PositiveIntegerField("nouveaux résultats")
    premiers = models.JSONField("premiers", default=list)

    class Meta:
        verbose_name = "trouvaille"
        ordering = ["-trouvee_le", "-pk"]

    def __str__(self) -> str:
        return f"{self.nb} de plus : {self.recherche}"


class Rebond(models.Model):
    """A letter that came back for good; two of them put an address in pause.

    message   Message-ID of our letter: a bounce read twice counts once
    """

    abonne = models.ForeignKey(
        Abonne, verbose_name="abonné", related_name="rebonds", on_delete=models.CASCADE
    )
    message = models.CharField("lettre revenue", max_length=200, unique=True)
    statut = models.CharField("statut", max_length=20)
    lu_le = models.DateTimeField("lu le", auto_now_add=True)

    class Meta:
        verbose_name = "rebond"

    def __str__(self) -> str:
        return f"rebond {self.statut}"
