"""What people write for the study, the editions that were frozen, and the queue that makes them."""

from django.conf import settings
from django.db import models

COURANTE = "courante"
"""Code of the draft, in addresses and on disk."""
AVANT_PROPOS = "avant-propos"
"""Place of the texts that open the study; the others stand in the chapter whose code they bear."""


class TexteEtude(models.Model):
    """A foreword, or a « point de vue » box in a chapter: signed words, never a computed figure."""

    place = models.CharField("place", max_length=60)
    titre = models.CharField("titre", max_length=160)
    signature = models.CharField("signature", max_length=200)
    corps = models.TextField("texte", max_length=8_000)
    est_publie = models.BooleanField("publié", default=False)
    ordre = models.PositiveSmallIntegerField("ordre", default=1)
    modifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="modifié par", null=True, on_delete=models.SET_NULL
    )
    modifie_le = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "texte de l’étude"
        verbose_name_plural = "textes de l’étude"
        ordering = ["place", "ordre", "pk"]

    def __str__(self) -> str:
        return self.titre

    @property
    def paragraphes(self) -> tuple[str, ...]:
        """Its paragraphs: what an empty line separates."""
        blocks = self.corps.replace("\r\n", "\n").split("\n\n")
        return tuple(said for block in blocks if (said := " ".join(block.split())))


class Correction(models.Model):
    """Other words for one paragraph, around the same computed values; never erased, only taken back.

    original  the paragraph as it was when corrected: once it has changed, the correction is set aside
    """

    cle = models.CharField("paragraphe", max_length=120)
    gabarit = models.TextField("texte corrigé", max_length=3_000)
    original = models.TextField("texte d’origine", max_length=3_000)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="par",
        null=True,
        on_delete=models.SET_NULL,
        related_name="corrections_etude",
    )
    faite_le = models.DateTimeField("le", auto_now_add=True)
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    retiree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="retirée par",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = "correction"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cle"], condition=models.Q(retiree_le=None), name="correction_en_vigueur"
            )
        ]

    def __str__(self) -> str:
        return self.cle


class Edition(models.Model):
    """A frozen edition, as noted beside its files; `doi` may come later, the files never change."""

    code = models.CharField("code", max_length=12, unique=True)
    titre = models.CharField("titre", max_length=160)
    publiee_le = models.DateField("publiée le")
    doi = models.CharField("DOI", max_length=120, blank=True)
    build = models.CharField("build", max_length=24, blank=True)
    version = models.CharField("version", max_length=80)
    empreinte = models.CharField("empreinte", max_length=64)
    figee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="figée par", null=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "édition"
        ordering = ["-publiee_le", "-code"]

    def __str__(self) -> str:
        return self.titre


class Erratum(models.Model):
    """A fault found in a frozen edition, said beside it; once published it is not rewritten."""

    edition = models.ForeignKey(
        Edition, verbose_name="édition", on_delete=models.PROTECT, related_name="errata"
    )
    date = models.DateField("date", auto_now_add=True)
    chapitre = models.CharField("chapitre", max_length=60, blank=True)
    texte = models.TextField("texte", max_length=2_000)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = "erratum"
        verbose_name_plural = "errata"
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.edition.code} : {self.texte[:60]}"


class Fabrication(models.Model):
    """One request to make the draft (`quoi` is « courante ») or to freeze an edition (`quoi` is its code).

    essais     how many times it was begun: a crash lets it be begun once more
    lettre_le  when the letter to who asked was written; None until then
    """

    class Etat(models.TextChoices):
        """Where it stands."""

        ATTENTE = "attente", "en attente"
        EN_COURS = "en-cours", "en cours"
        PRETE = "prete", "prête"
        ECHOUEE = "echouee", "échouée"

    quoi = models.CharField("quoi", max_length=12)
    doi = models.CharField("DOI", max_length=120, blank=True)
    etat = models.CharField("état", max_length=8, choices=Etat, default=Etat.ATTENTE)
    etape = models.CharField("étape", max_length=120, blank=True)
    pourcent = models.PositiveSmallIntegerField("avancement", default=0)
    erreur = models.TextField("erreur", blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    demandee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="demandée par", null=True, on_delete=models.SET_NULL
    )
    demandee_le = models.DateTimeField("demandée le", auto_now_add=True)
    commencee_le = models.DateTimeField("commencée le", null=True, blank=True)
    finie_le = models.DateTimeField("finie le", null=True, blank=True)
    lettre_le = models.DateTimeField("lettre écrite le", null=True, blank=True)

    class Meta:
        verbose_name = "fabrication"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quoi"],
                condition=models.Q(etat__in=("attente", "en-cours")),
                name="fabrication_une_a_la_fois",
            )
        ]

    def __str__(self) -> str:
        return f"{self.quoi} : {self.get_etat_display()}"

    @property
    def est_brouillon(self) -> bool:
        """Whether it makes the draft."""
        return self.quoi == COURANTE

    @property
    def est_finie(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.etat in (self.Etat.PRETE, self.Etat.ECHOUEE)


class GesteEtude(models.Model):
    """Who did what to the study, and when; kept for ever."""

    quand = models.DateTimeField("le", auto_now_add=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL
    )
    geste = models.CharField("geste", max_length=200)

    class Meta:
        verbose_name = "geste sur l’étude"
        verbose_name_plural = "gestes sur l’étude"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.geste
